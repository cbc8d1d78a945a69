package decode_test

import (
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"example.com/sdk/internal/decode"
	"example.com/sdk/packages/respjson"
)

// want is what reading a text gives.
type want[T any] struct {
	text   string
	value  T
	status respjson.Status
}

func check[T any](t *testing.T, item decode.Func[T], wants ...want[T]) {
	t.Helper()
	for _, want := range wants {
		var value T
		field, err := decode.Text(" "+want.text+"\n", &value, item)
		switch {
		case err != nil:
			t.Errorf("%s: %v", want.text, err)
		case !reflect.DeepEqual(value, want.value):
			t.Errorf("%s: got %#v, want %#v", want.text, value, want.value)
		case field.Status() != want.status || field.Raw() != want.text:
			t.Errorf("%s: got status %d, raw %s", want.text, field.Status(), field.Raw())
		}
	}
}

func TestStrings(t *testing.T) {
	check(t, decode.String,
		want[string]{`""`, "", respjson.Valid},
		want[string]{`"a long text of more than eight bytes"`, "a long text of more than eight bytes", respjson.Valid},
		want[string]{`"a\"\\\/\b\f\n\r\t"`, "a\"\\/\b\f\n\r\t", respjson.Valid},
		want[string]{`"\u00E9"`, "é", respjson.Valid},
		want[string]{`"\u00e9\u20ac\ud83d\ude00"`, "é€😀", respjson.Valid},
		want[string]{`"\ud83d"`, "\uFFFD", respjson.Valid},
		want[string]{`"\ude00\ud83d\u0041"`, "\uFFFD\uFFFDA", respjson.Valid},
		want[string]{"\"é\xff\xfe€\"", "é\uFFFD\uFFFD€", respjson.Valid},
		want[string]{"null", "", respjson.Null},
		want[string]{"12", "", respjson.Invalid},
		want[string]{`["a",{"b":[1]}]`, "", respjson.Invalid},
	)
	check(t, decode.StringEnum[color], want[color]{`"green"`, "green", respjson.Valid})
}

func TestStringsWithoutEscapesAreNotCopied(t *testing.T) {
	text := `"` + strings.Repeat("é", 1000) + `"`
	d := decode.New(text)
	var value string
	if n := testing.AllocsPerRun(10, func() {
		*d = *decode.New(text)
		decode.String(&value, d)
	}); n > 1 {
		t.Errorf("%v allocations", n)
	}
}

func TestNumbers(t *testing.T) {
	check(t, decode.Int,
		want[int64]{"0", 0, respjson.Valid},
		want[int64]{"-0", 0, respjson.Valid},
		want[int64]{"-17", -17, respjson.Valid},
		want[int64]{"9223372036854775807", math.MaxInt64, respjson.Valid},
		want[int64]{"-9223372036854775808", math.MinInt64, respjson.Valid},
		want[int64]{"9223372036854775808", 0, respjson.Invalid},
		want[int64]{"3.0", 3, respjson.Valid},
		want[int64]{"-9007199254740993.00", -9007199254740993, respjson.Valid},
		want[int64]{"3e2", 300, respjson.Valid},
		want[int64]{"-0.0e99999999999999999999", 0, respjson.Valid},
		want[int64]{"-1200.50E+2", -120050, respjson.Valid},
		want[int64]{"90071992547409930e-1", 9007199254740993, respjson.Valid},
		want[int64]{"10000.000000000000100000000", 0, respjson.Invalid},
		want[int64]{"0.00000000000000000000001e23", 1, respjson.Valid},
		want[int64]{"1e9223372036854775807", 0, respjson.Invalid},
		want[int64]{"1.0e-9223372036854775808", 0, respjson.Invalid},
		want[int64]{"1e99999999999999999999", 0, respjson.Invalid},
		want[int64]{"25E-1", 0, respjson.Invalid},
		want[int64]{"3.5", 0, respjson.Invalid},
		want[int64]{"1e400", 0, respjson.Invalid},
		want[int64]{`"3"`, 0, respjson.Invalid},
		want[int64]{"true", 0, respjson.Invalid},
		want[int64]{"null", 0, respjson.Null},
	)
	check(t, decode.Float,
		want[float64]{"0", 0, respjson.Valid},
		want[float64]{"-1.5e-3", -0.0015, respjson.Valid},
		want[float64]{"1" + strings.Repeat("0", 100), 1e100, respjson.Valid},
		want[float64]{"1e400", 0, respjson.Invalid},
		want[float64]{`"1"`, 0, respjson.Invalid},
	)
	type level int64
	type ratio float64
	check(t, decode.IntEnum[level], want[level]{"7", 7, respjson.Valid})
	check(t, decode.FloatEnum[ratio], want[ratio]{"0.5", 0.5, respjson.Valid})
}

func TestBooleans(t *testing.T) {
	type enabled bool
	check(t, decode.Bool,
		want[bool]{"true", true, respjson.Valid},
		want[bool]{"false", false, respjson.Valid},
		want[bool]{"1", false, respjson.Invalid},
		want[bool]{"null", false, respjson.Null},
	)
	check(t, decode.BoolEnum[enabled], want[enabled]{"true", true, respjson.Valid})
}

func TestTimes(t *testing.T) {
	at := time.Date(2024, 2, 29, 23, 59, 58, 0, time.UTC)
	check(t, decode.Time,
		want[time.Time]{`"2024-02-29T23:59:58Z"`, at, respjson.Valid},
		want[time.Time]{`"2024-02-29t23:59:58z"`, at, respjson.Valid},
		want[time.Time]{`"2024-02-29 23:59:58"`, at, respjson.Valid},
		want[time.Time]{`"2024-02-29T23:59:58.75Z"`, at.Add(750 * time.Millisecond), respjson.Valid},
		want[time.Time]{`"2024-02-29T23:59:58.1234567891+00:00"`, at.Add(123456789), respjson.Valid},
		want[time.Time]{`"0000-01-01T00:00:00Z"`, time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC), respjson.Valid},
		want[time.Time]{`"9999-12-31T00:00:00Z"`, time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC), respjson.Valid},
		want[time.Time]{`"2023-02-29T00:00:00Z"`, time.Time{}, respjson.Invalid},
		want[time.Time]{`"2024-04-31T00:00:00Z"`, time.Time{}, respjson.Invalid},
		want[time.Time]{`"2024-0x-29T00:00:00Z"`, time.Time{}, respjson.Invalid},
		want[time.Time]{`"2024-02-29T00-00:00Z"`, time.Time{}, respjson.Invalid},
		want[time.Time]{`"2024-02-29x00:00:00Z"`, time.Time{}, respjson.Invalid},
		want[time.Time]{`"2024-02-29T00:00:00x"`, time.Time{}, respjson.Invalid},
		want[time.Time]{`"2024-02-29T24:00:00Z"`, time.Time{}, respjson.Invalid},
		want[time.Time]{`"2024-02-29T00:00:00.Z"`, time.Time{}, respjson.Invalid},
		want[time.Time]{`"2024-02-29T00:00:00+24:00"`, time.Time{}, respjson.Invalid},
		want[time.Time]{`"2024-02-29T00:00:00+"`, time.Time{}, respjson.Invalid},
		want[time.Time]{`"2024-02-29"`, time.Time{}, respjson.Invalid},
		want[time.Time]{`""`, time.Time{}, respjson.Invalid},
		want[time.Time]{"1709251198", time.Time{}, respjson.Invalid},
		want[time.Time]{"null", time.Time{}, respjson.Null},
	)
	for _, offset := range []string{"+05:30", "+0530", "-00:30", "+05"} {
		var value time.Time
		want, err := time.Parse("2006-01-02T15:04:05"+map[int]string{6: "-07:00", 5: "-0700", 3: "-07"}[len(offset)], "2024-02-29T23:59:58"+offset)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := decode.Text(`"2024-02-29T23:59:58`+offset+`"`, &value, decode.Time); err != nil || value.String() != want.String() {
			t.Errorf("got %v, want %v", value, want)
		}
	}
	check(t, decode.Date,
		want[time.Time]{`"2024-02-29"`, time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC), respjson.Valid},
		want[time.Time]{`"2024-02-29T00:00:00Z"`, time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC), respjson.Valid},
		want[time.Time]{`"2024-02-29T00:00:00+01:00"`, time.Time{}, respjson.Invalid},
		want[time.Time]{`"2024-02-29T10:00:00Z"`, time.Time{}, respjson.Invalid},
		want[time.Time]{`"2024-13-01"`, time.Time{}, respjson.Invalid},
	)
}

func TestDaysAreThoseOfTheStandardLibrary(t *testing.T) {
	for day := time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 10_000; day = day.AddDate(0, 0, 1) {
		var value time.Time
		if _, err := decode.Text(day.Format(`"2006-01-02"`), &value, decode.Date); err != nil || !value.Equal(day) {
			t.Fatalf("%v: got %v", day, value)
		}
	}
}

func TestBytes(t *testing.T) {
	check(t, decode.Bytes,
		want[[]byte]{`""`, []byte{}, respjson.Valid},
		want[[]byte]{`"AP8="`, []byte{0, 255}, respjson.Valid},
		want[[]byte]{`"-_8"`, []byte{251, 255}, respjson.Valid},
		want[[]byte]{`"?"`, nil, respjson.Invalid},
		want[[]byte]{"null", nil, respjson.Null},
	)
}

func TestContainers(t *testing.T) {
	check(t, decode.SliceOf(decode.Int),
		want[[]int64]{"[]", []int64{}, respjson.Valid},
		want[[]int64]{"[1, 2]", []int64{1, 2}, respjson.Valid},
		want[[]int64]{"[1,null]", []int64{1, 0}, respjson.Valid},
		want[[]int64]{`[1,"2",3]`, []int64{1, 0, 3}, respjson.Invalid},
		want[[]int64]{"{}", nil, respjson.Invalid},
		want[[]int64]{"null", nil, respjson.Null},
	)
	check(t, decode.MapOf(decode.SliceOf(decode.String)),
		want[map[string][]string]{"{}", map[string][]string{}, respjson.Valid},
		want[map[string][]string]{`{"a":["b"],"\u0063":null}`, map[string][]string{"a": {"b"}, "c": nil}, respjson.Valid},
		want[map[string][]string]{`{"a":1}`, map[string][]string{"a": nil}, respjson.Invalid},
		want[map[string][]string]{"[]", nil, respjson.Invalid},
	)
	one := int64(1)
	check(t, decode.SliceOf(decode.PointerTo(decode.Int)), want[[]*int64]{"[1,null]", []*int64{&one, nil}, respjson.Valid})
	check(t, decode.TupleOf(decode.Boxed(decode.Bool), decode.Boxed(decode.String), decode.Boxed(decode.Int)),
		want[[]any]{`["a",1,true,false]`, []any{"a", int64(1), true, false}, respjson.Valid},
		want[[]any]{`["a"]`, []any{"a"}, respjson.Valid},
		want[[]any]{`[null,"x"]`, []any{nil, int64(0)}, respjson.Invalid},
	)
}

func TestLongArrays(t *testing.T) {
	for _, count := range []int{3, 4, 5, 63, 64, 65, 1000, 5000} {
		text := "[" + strings.Repeat("1,", count-1) + "1]"
		var values []int64
		if _, err := decode.Text("["+text+","+text+"]", &[][]int64{}, decode.SliceOf(decode.SliceOf(decode.Int))); err != nil {
			t.Fatal(err)
		}
		if _, err := decode.Text(text, &values, decode.SliceOf(decode.Int)); err != nil || len(values) != count {
			t.Errorf("%d: %v, %d", count, err, len(values))
		}
		if cap(values) > 2*count {
			t.Errorf("%d items have room for %d", count, cap(values))
		}
	}
}

func TestAny(t *testing.T) {
	check(t, decode.Any,
		want[any]{`{"a":[1,"b",true,null,{}],"c":false}`, map[string]any{"a": []any{1.0, "b", true, nil, map[string]any{}}, "c": false}, respjson.Valid},
		want[any]{"null", nil, respjson.Null},
		want[any]{"[1e400]", []any{nil}, respjson.Invalid},
	)
}

const everything = `{
	"name": "Ann", "age": 30, "weight": 61.5, "admin": true, "color": "pink", "created": "2024-01-31T12:00:00Z",
	"born": "1990-05-01", "key": "AP8=", "tags": ["a", "b"], "limits": {"x": 1}, "any": {"y": [2]}, "pair": ["p", 2],
	"best": {"name": "Bo"}, "friends": [{"name": "Cy"}, {"age": 1}], "Name": "other", "more": {"z": [1, {}]}
}`

func TestObjects(t *testing.T) {
	var v owner
	field, err := decode.Text(everything, &v, decodeOwner)
	if err != nil || !field.IsValid() || field.Raw() != everything || v.JSON.RawJSON() != everything {
		t.Fatal(err, field.Status())
	}
	if v.Name != "Ann" || v.Age != 30 || v.Weight != 61.5 || !v.Admin || v.Color != "pink" || v.Created.Day() != 31 || v.Born.Year() != 1990 || v.Key[1] != 255 {
		t.Errorf("got %+v", v)
	}
	if v.Best.Name != "Bo" || len(v.Friends) != 2 || v.Friends[0].Name != "Cy" || v.Friends[1].JSON.Name.IsPresent() {
		t.Errorf("got %+v", v)
	}
	if v.JSON.Tags.Raw() != `["a", "b"]` || v.Best.JSON.RawJSON() != `{"name": "Bo"}` {
		t.Errorf("got %+v", v.JSON)
	}
	extra := v.JSON.ExtraFields
	if len(extra) != 2 || extra["Name"].Raw() != `"other"` || extra["more"].Raw() != `{"z": [1, {}]}` || !extra["more"].IsValid() {
		t.Errorf("got %v", extra)
	}
}

func TestMembersOfAnUnexpectedTypeAreInvalid(t *testing.T) {
	var v owner
	text := `{"name":1,"age":"1","weight":{},"admin":[],"color":null,"created":"today","born":0,"key":"?","tags":{},"limits":[],"pair":{"a":1},"best":"x","friends":[1],"any":null}`
	if _, err := decode.Text(text, &v, decodeOwner); err != nil {
		t.Fatal(err)
	}
	for name, field := range map[string]respjson.Field{
		"name": v.JSON.Name, "age": v.JSON.Age, "weight": v.JSON.Weight, "admin": v.JSON.Admin, "created": v.JSON.Created, "born": v.JSON.Born,
		"key": v.JSON.Key, "tags": v.JSON.Tags, "limits": v.JSON.Limits, "pair": v.JSON.Pair, "best": v.JSON.Best, "friends": v.JSON.Friends,
	} {
		if !field.IsInvalid() || field.Raw() == "" {
			t.Errorf("%s: got status %d, raw %s", name, field.Status(), field.Raw())
		}
	}
	if !v.JSON.Color.IsNull() || !v.JSON.Any.IsNull() || v.JSON.ExtraFields != nil {
		t.Errorf("got %+v", v.JSON)
	}
}

func TestTheLastOfEqualMembersHolds(t *testing.T) {
	var v owner
	text := `{"best":{"name":"a","age":1},"friends":[{"name":"b"}],"name":"c","x":1,"name":null,"best":{"age":2},"friends":[{"age":3}],"x":2}`
	if _, err := decode.Text(text, &v, decodeOwner); err != nil {
		t.Fatal(err)
	}
	if v.Best.Name != "" || v.Best.Age != 2 || v.Friends[0].Name != "" || v.Name != "" || !v.JSON.Name.IsNull() || v.JSON.ExtraFields["x"].Raw() != "2" {
		t.Errorf("got %+v", v)
	}
	var list fork
	text = `{"next":{"kind":"leaf","size":1},"next":{"kind":"fork"},"next":{"kind":"none"}}`
	if _, err := decode.Text(text, &list, decodeFork); err != nil || list.Next.value != nil || list.Next.JSON.RawJSON() != `{"kind":"none"}` {
		t.Errorf("got %+v, %v", list, err)
	}
	d := decode.New(`{"id":"a","n":1}{"id":null}{"id":"b"}[]`)
	var s settings
	for _, want := range []settings{{ID: "a"}, {}, {ID: "b"}, {}} {
		if decodeSettings(&s, d); s.ID != want.ID || len(s.ExtraFields) > 0 && want.ID != "a" {
			t.Errorf("got %+v, want %+v", s, want)
		}
	}
}

func TestExtraMembersWithAType(t *testing.T) {
	var v settings
	if _, err := decode.Text(`{"id":"a","x":1,"y":"2"}`, &v, decodeSettings); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(v.ExtraFields, map[string]int64{"x": 1, "y": 0}) || !v.JSON.ExtraFields["y"].IsInvalid() || v.JSON.ExtraFields["x"].Raw() != "1" {
		t.Errorf("got %+v", v)
	}
}

func TestOneMember(t *testing.T) {
	item := decode.MemberOf("result", decode.Int)
	for text, want := range map[string]struct {
		value  int64
		status respjson.Status
	}{
		`{"a":[],"result":3,"b":{}}`: {3, respjson.Valid},
		`{"result":1,"result":2}`:    {2, respjson.Valid},
		`{"a":1}`:                    {0, respjson.Missing},
		`{"result":"x"}`:             {0, respjson.Invalid},
		`[]`:                         {0, respjson.Invalid},
		`null`:                       {0, respjson.Null},
	} {
		value := int64(7)
		if field, err := decode.Text(text, &value, item); err != nil || value != want.value || field.Status() != want.status {
			t.Errorf("%s: got %d, %d, %v", text, value, field.Status(), err)
		}
	}
}

func TestRawObjects(t *testing.T) {
	var v respjson.RawObject
	if _, err := decode.Text(`{"a":1,"b":null}`, &v, decode.RawObject); err != nil || v.RawJSON() != `{"a":1,"b":null}` || v.ExtraFields["a"].Raw() != "1" || !v.ExtraFields["b"].IsNull() {
		t.Errorf("got %+v, %v", v, err)
	}
	if _, err := decode.Text(` ["x"] `, &v, decode.RawObject); err != nil || v.RawJSON() != `["x"]` || v.ExtraFields != nil {
		t.Errorf("got %+v, %v", v, err)
	}
}

func TestUnmarshal(t *testing.T) {
	v := settings{ID: "before"}
	for _, text := range []string{"", "{", `{"id":"a"} x`, "[]"} {
		if err := decode.Unmarshal([]byte(text), &v, decodeSettings); err == nil {
			t.Errorf("%s: got %+v", text, v)
		}
	}
	for text, want := range map[string]string{`{"id":"a"}`: "a", "{}": "", "null": ""} {
		v.ID = "before"
		if err := decode.Unmarshal([]byte(text), &v, decodeSettings); err != nil || v.ID != want {
			t.Errorf("%s: got %+v, %v", text, v, err)
		}
	}
}

func TestMalformedTextsAreErrorsWithTheirOffset(t *testing.T) {
	for text, offset := range map[string]int{
		"":                    0,
		"  ":                  2,
		"tru":                 0,
		"nulL":                0,
		"{} {}":               3,
		`{"name"`:             7,
		`{"name":`:            8,
		`{"name" 1}`:          8,
		`{"name":"a" "x":1}`:  12,
		`{"name":"a",}`:       12,
		`{,}`:                 1,
		`{"age":01}`:          8,
		`{"age":-}`:           8,
		`{"age":1.}`:          9,
		`{"age":1e+}`:         10,
		`{"name":"a`:          10,
		"{\"name\":\"a\n\"}":  10,
		`{"name":"\x"}`:       9,
		`{"name":"\`:          9,
		`{"name":"\u12g4"}`:   9,
		`{"tags":["a",]}`:     13,
		`{"tags":["a"}`:       12,
		`{"tags":["a" "b"]}`:  13,
		`{"limits":{"a":}}`:   15,
		`{"any":[1,{"a":.5}]`: 15,
		`{"extra":[1,}`:       12,
		`{"extra":{"a"}}`:     13,
		`{"extra":{1:2}}`:     10,
		`{"best":{"best":{}`:  18,
		"[\x00]":              1,
		"\xef\xbb\xbf{}":      0,
	} {
		var v owner
		_, err := decode.Text(text, &v, decodeOwner)
		var failure *decode.SyntaxError
		if !errors.As(err, &failure) || failure.Offset != offset || failure.Error() == "" {
			t.Errorf("%s: got %v, want an error at %d", text, err, offset)
		}
		if json.Valid([]byte(text)) {
			t.Errorf("%s is JSON", text)
		}
	}
}

func TestDepthIsBounded(t *testing.T) {
	for _, each := range []struct{ open, inner, end string }{{"[", "", "]"}, {`{"any":`, "1", "}"}, {`{"x":`, "1", "}"}, {`{"best":`, "{}", "}"}, {`{"friends":[`, "", "]}"}} {
		for _, depth := range []int{4_900, 10_001, 1_000_000} {
			text := strings.Repeat(each.open, depth) + each.inner + strings.Repeat(each.end, depth)
			var v owner
			_, err := decode.Text(text, &v, decodeOwner)
			var value any
			_, errAny := decode.Text(text, &value, decode.Any)
			if ok := depth < 5_000; (err == nil) != ok || (errAny == nil) != ok {
				t.Errorf("%s %d deep: %v, %v", each.open, depth, err, errAny)
			}
		}
	}
}

func TestHostileTextsTakeTimeInProportion(t *testing.T) {
	const size = 4_000_000
	for name, text := range map[string]string{
		"digits":     `{"age":` + strings.Repeat("9", size) + "}",
		"fraction":   `{"age":1.` + strings.Repeat("0", size) + "}",
		"exponent":   `{"weight":1e` + strings.Repeat("9", size) + "}",
		"escapes":    `{"name":"` + strings.Repeat(`\u0041`, size/6) + `"}`,
		"surrogates": `{"name":"` + strings.Repeat(`\ud83d`, size/6) + `"}`,
		"bytes":      `{"name":"` + strings.Repeat("\xff", size) + `"}`,
		"arrays":     `{"any":[` + strings.Repeat("[],", size/3) + `[]]}`,
		"members":    `{` + strings.Repeat(`"x":{},`, size/7) + `"y":1}`,
		"open":       strings.Repeat("[", size),
		"space":      strings.Repeat(" ", size) + "{}",
		"lists":      `{"friends":[` + strings.Repeat(`{"friends":[{}]},`, size/20) + `{}]}`,
	} {
		var v owner
		_, err := decode.Text(text, &v, decodeOwner)
		if wrong := name == "open"; (err != nil) != wrong {
			t.Errorf("%s: %.100v", name, err)
		}
	}
}
