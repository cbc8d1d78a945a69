package decode_test

import (
	"encoding/json"
	"errors"
	"math/big"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"example.com/sdk/internal/decode"
	"example.com/sdk/packages/respjson"
)

var seeds = []string{
	everything, `{"a":[1,2.5e-3,-0,"\ud83d\ude00\ud83d",null,true,false,{}],"a":{"b":"é"}}`, "[[],[[]]]", "1e400", "-", "01", "1.", `"\u12"`, "\"\xff\"",
	"{\"a\" : 1 , }", "[1,,2]", "nul", " \t\r\n0 ", "\"\x1f\"", `{"best":{"best":{"tags":["x"]}}}`, `{"kind":"fork","next":{"kind":"leaf","size":1}}`,
}

// Any accepts what encoding/json accepts, and makes the same of it.
func FuzzAny(f *testing.F) {
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var want any
		errWant := json.Unmarshal([]byte(text), &want)
		var got any
		field, err := decode.Text(text, &got, decode.Any)
		var tooLarge *json.UnmarshalTypeError
		switch {
		case errors.As(errWant, &tooLarge):
			if err != nil || !field.IsInvalid() {
				t.Errorf("%v, status %d", err, field.Status())
			}
		case (err == nil) != (errWant == nil):
			t.Errorf("got %v, want %v", err, errWant)
		case err == nil && !reflect.DeepEqual(got, want):
			t.Errorf("got %#v, want %#v", got, want)
		case err == nil && field.Raw() != strings.Trim(text, " \t\r\n"):
			t.Errorf("got the raw text %q", field.Raw())
		}
	})
}

// A function for a type accepts what encoding/json accepts, whatever types the
// values have; each member is what encoding/json makes of its raw text.
func FuzzObjects(f *testing.F) {
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		valid := json.Valid([]byte(text))
		for name, read := range map[string]func() error{
			"owner":     func() error { var v owner; _, err := decode.Text(text, &v, decodeOwner); return err },
			"settings":  func() error { var v settings; _, err := decode.Text(text, &v, decodeSettings); return err },
			"tree":      func() error { var v tree; _, err := decode.Text(text, &v, decodeTree); return err },
			"structure": func() error { var v tree; _, err := decode.Text(text, &v, decodeTreeByStructure); return err },
			"raw":       func() error { var v respjson.RawObject; _, err := decode.Text(text, &v, decode.RawObject); return err },
			"int":       func() error { var v int64; _, err := decode.Text(text, &v, decode.Int); return err },
			"bool":      func() error { var v bool; _, err := decode.Text(text, &v, decode.Bool); return err },
			"list": func() error {
				var v []time.Time
				_, err := decode.Text(text, &v, decode.SliceOf(decode.Time))
				return err
			},
			"member": func() error { var v any; _, err := decode.Text(text, &v, decode.MemberOf("a", decode.Any)); return err },
		} {
			if err := read(); (err == nil) != valid {
				t.Errorf("%s: %v", name, err)
			}
		}
		var v owner
		var members map[string]json.RawMessage
		field, err := decode.Text(text, &v, decodeOwner)
		if err != nil || !field.IsValid() || json.Unmarshal([]byte(text), &members) != nil {
			return
		}
		agree(t, members["name"], v.Name, v.JSON.Name)
		agree(t, members["weight"], v.Weight, v.JSON.Weight)
		agree(t, members["admin"], v.Admin, v.JSON.Admin)
		agree(t, members["any"], v.Any, v.JSON.Any)
		agree(t, members["tags"], v.Tags, v.JSON.Tags)
		for name, extra := range v.JSON.ExtraFields {
			if utf8.ValidString(name) && string(members[name]) != extra.Raw() {
				t.Errorf("%q: got %s, want %s", name, extra.Raw(), members[name])
			}
		}
	})
}

func agree[T any](t *testing.T, text []byte, got T, field respjson.Field) {
	t.Helper()
	if (text != nil) != field.IsPresent() || string(text) != field.Raw() {
		t.Errorf("got %q, want %q", field.Raw(), text)
	}
	var want T
	if text == nil || json.Unmarshal(text, &want) != nil {
		if field.IsValid() {
			t.Errorf("%s is valid", text)
		}
		return
	}
	if field.IsInvalid() || !reflect.DeepEqual(got, want) {
		t.Errorf("%s: got %#v, want %#v", text, got, want)
	}
}

func FuzzStrings(f *testing.F) {
	f.Add(`a\"\\\u00e9\ud83d\ude00`)
	f.Add("\\ud83d\\ud83d\\ude00\xff\xed\xa0\x80é")
	f.Add("1234567\"")
	f.Fuzz(func(t *testing.T, inner string) {
		text := `"` + inner + `"`
		var want, got string
		errWant := json.Unmarshal([]byte(text), &want)
		_, err := decode.Text(text, &got, decode.String)
		if (err == nil) != (errWant == nil) || err == nil && got != want {
			t.Errorf("%q: got %q, %v; want %q, %v", text, got, err, want, errWant)
		}
	})
}

func FuzzInts(f *testing.F) {
	for _, seed := range []string{"0", "-0", "12", "9223372036854775808", "1.50", "1e2", "-1200e-2", "123456789012345678", "1234567890123456789"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 100 || !json.Valid([]byte(text)) {
			return
		}
		var got int64
		field, err := decode.Text(text, &got, decode.Int)
		if err != nil {
			t.Fatal(err)
		}
		if _, exponent, ok := strings.Cut(strings.ToLower(text), "e"); ok && len(exponent) > 4 {
			return
		}
		want, ok := new(big.Rat).SetString(strings.TrimSpace(text))
		switch {
		case !ok && field.IsValid():
			t.Errorf("%s is valid", text)
		case field.IsValid() && new(big.Rat).SetInt64(got).Cmp(want) != 0:
			t.Errorf("%s: got %d", text, got)
		case field.IsInvalid() && ok && want.IsInt() && want.Num().IsInt64():
			t.Errorf("%s is invalid", text)
		}
	})
}

// rfc3339 is the grammar of RFC 3339, 5.6; the standard library takes more.
var rfc3339 = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$`)

// Time understands whatever the standard library does, as the same time.
func FuzzTimes(f *testing.F) {
	for _, seed := range []string{"2024-02-29T23:59:58.123456789Z", "2024-01-31T12:00:00+05:30", "1900-02-29T00:00:00-00:00", "2024-01-31 12:00:00", "2024-01-31T12:00:00,5Z"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		quoted, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		want, errWant := time.Parse(time.RFC3339, text)
		var got time.Time
		field, err := decode.Text(string(quoted), &got, decode.Time)
		switch {
		case err != nil:
			t.Error(err)
		case errWant == nil && rfc3339.MatchString(text) && !(field.IsValid() && got.Equal(want)):
			t.Errorf("%s: got %v, want %v", text, got, want)
		case field.IsInvalid() && !got.IsZero():
			t.Errorf("%s: got %v", text, got)
		}
	})
}
