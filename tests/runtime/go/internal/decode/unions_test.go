package decode_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"example.com/sdk/internal/decode"
	"example.com/sdk/packages/respjson"
)

func TestKinds(t *testing.T) {
	for text, want := range map[string]decode.Kind{
		`"a"`: decode.KindString, "1": decode.KindInteger, "-10": decode.KindInteger, "1.0": decode.KindNumber, "1e3": decode.KindNumber,
		"true": decode.KindBool, "false": decode.KindBool, "null": decode.KindNull, "[1]": decode.KindArray, " {}": decode.KindObject,
		"": decode.KindNone, "x": decode.KindNone,
	} {
		d := decode.New(text)
		if got := d.Kind(); got != want {
			t.Errorf("%s: got %d, want %d", text, got, want)
		}
		if err := d.Close(); want != decode.KindNone && err == nil {
			t.Errorf("%s was read", text)
		}
	}
	for text, want := range map[string]decode.Kind{
		`["a"]`: decode.KindString, "[ 1.5 ]": decode.KindNumber, "[[]]": decode.KindArray, "[]": decode.KindNone, "{}": decode.KindNone, "": decode.KindNone,
	} {
		if got := decode.New(text).ItemKind(); got != want {
			t.Errorf("%s: got %d, want %d", text, got, want)
		}
	}
}

func TestTags(t *testing.T) {
	for text, want := range map[string]string{
		`{"type":"user","x":[{"type":"other"}]}`: "user",
		`{"x":{"type":"other"},"type":"user"}`:   "user",
		`{"type":"a","type":"b"}`:                "b",
		`{"type":"\u0061"}`:                      "a",
		`{"type":17}`:                            "17",
		`{"type":true}`:                          "true",
		`{"type":""}`:                            "",
	} {
		d := decode.New(text)
		got, ok := d.Tag("type")
		if !ok || got != want {
			t.Errorf("%s: got %q, %v", text, got, ok)
		}
		if field := d.Raw(); field.Raw() != text {
			t.Errorf("%s: was read", text)
		}
	}
	for _, text := range []string{`{"type":null}`, `{"type":["a"]}`, `{"type":{}}`, `{"Type":"a"}`, "{}", "[]", `"type"`, "", `{"type":"a"`, `{"type":"a",x}`} {
		if got, ok := decode.New(text).Tag("type"); ok {
			t.Errorf("%s: got %q", text, got)
		}
	}
}

func TestUnionsByTag(t *testing.T) {
	var v tree
	if _, err := decode.Text(`{"kind":"fork","next":{"size":3,"kind":"leaf"}}`, &v, decodeTree); err != nil {
		t.Fatal(err)
	}
	inner := v.value.(fork).Next
	if inner.value.(leaf).Size != 3 || inner.JSON.RawJSON() != `{"size":3,"kind":"leaf"}` {
		t.Errorf("got %+v", v)
	}
	for text, status := range map[string]respjson.Status{"null": respjson.Null, `{"kind":"new"}`: respjson.Invalid, "7": respjson.Invalid} {
		field, err := decode.Text(text, &v, decodeTree)
		if err != nil || field.Status() != status || v.value != nil || v.JSON.RawJSON() != text {
			t.Errorf("%s: got %+v, %d, %v", text, v, field.Status(), err)
		}
	}
}

func TestUnionsByStructure(t *testing.T) {
	user := decode.Shape{
		{Name: "id", Required: true, Kind: decode.KindInteger},
		{Name: "login", Required: true, Kind: decode.KindString},
		{Name: "email", Kind: decode.KindString},
	}
	team := decode.Shape{
		{Name: "id", Required: true, Kind: decode.KindInteger},
		{Name: "members", Kind: decode.KindArray},
	}
	event := decode.Shape{
		{Name: "object", Required: true, Constants: []string{"event"}},
		{Name: "level", Kind: decode.KindNumber},
	}
	states := decode.Shape{{Name: "state", Constants: []string{"on", "off"}}}
	free := decode.Shape{{Name: "note"}}
	for _, each := range []struct {
		text   string
		shapes []decode.Shape
		want   int
		sure   int
	}{
		{`{"id":1,"login":"a"}`, []decode.Shape{team, user}, 1, 1},
		{`{"id":1}`, []decode.Shape{team, user}, 0, 0},
		{`{"id":1,"members":[]}`, []decode.Shape{user, team}, 1, 1},
		{`{"id":"1","login":"a"}`, []decode.Shape{team, user}, 1, -1},
		{`{"login":"a"}`, []decode.Shape{team, user}, 1, -1},
		{`{"login":7}`, []decode.Shape{team, user}, -1, -1},
		{`{"object":"event","id":1}`, []decode.Shape{user, event}, 1, 1},
		{`{"object":"other","id":1}`, []decode.Shape{event}, -1, -1},
		{`{"object":null}`, []decode.Shape{event}, 0, 0},
		{`{"object":"event","level":3}`, []decode.Shape{event}, 0, 0},
		{`{"object":["event"]}`, []decode.Shape{event}, -1, -1},
		{`{"state":"on"}`, []decode.Shape{free, states}, 1, 1},
		{`{"state":"off","x":1}`, []decode.Shape{free, states}, 1, -1},
		{`{"state":null}`, []decode.Shape{free, states}, 1, 1},
		{`{"id":"1"}`, []decode.Shape{{{Name: "id", Kind: decode.KindInteger}}, free, {{Name: "id"}}}, 2, 2},
		{`{"id":1}`, []decode.Shape{user, {{Name: "id", Required: true}}}, 1, 1},
		{`{"id":1}`, []decode.Shape{{{Name: "id"}}, {{Name: "id", Kind: decode.KindNumber}}}, 1, 1},
		{`{"id":1}`, []decode.Shape{{{Name: "id"}}, {{Name: "id", Required: true}}}, 1, 1},
		{`{"note":1}`, []decode.Shape{states, free}, 1, 1},
		{`{"id":1,"id":"x","login":"a"}`, []decode.Shape{user}, 0, -1},
		{`{}`, []decode.Shape{user}, -1, -1},
		{`{}`, nil, -1, -1},
		{`[]`, []decode.Shape{free}, -1, -1},
		{`{"note":`, []decode.Shape{free}, 0, 0},
	} {
		d := decode.New(each.text)
		if got := d.Closest(each.shapes...); got != each.want {
			t.Errorf("%s: got %d, want %d", each.text, got, each.want)
		}
		if got := d.Certain(each.shapes...); got != each.sure {
			t.Errorf("%s for certain: got %d, want %d", each.text, got, each.sure)
		}
		if d.Err() != nil {
			t.Errorf("%s: was read", each.text)
		}
	}
}

func TestUnionsKeepWhatCouldBeReadOfAListOrMap(t *testing.T) {
	numbers := decode.SliceOf(decode.Int)
	var inner any
	nested := func(v *any, d *decode.Decoder) respjson.Field {
		return decode.Union(v, new(respjson.Value), d, numbers)
	}
	for text, item := range map[string]decode.Func[any]{
		` [1,"a",3]`: nested,
		`[1,"a",3] `: func(v *any, d *decode.Decoder) respjson.Field {
			field := decode.Union(&inner, new(respjson.Value), d, nested)
			*v = inner
			return field
		},
	} {
		var got any
		field, err := decode.Text(text, &got, item)
		if list, _ := got.([]int64); err != nil || !field.IsInvalid() || !slices.Equal(list, []int64{1, 0, 3}) {
			t.Errorf("%s: got %v, %v, %v", text, got, field.Status(), err)
		}
	}
	for _, text := range []string{`{"a":1}`, `"a"`, "1"} {
		var got any
		if _, err := decode.Text(text, &got, nested); got != nil {
			t.Errorf("%s: got %v, %v", text, got, err)
		}
	}
	var got any
	var meta respjson.Value
	texts := decode.MapOf(decode.String)
	field, err := decode.Text(`{"a":"b","c":1}`, &got, func(v *any, d *decode.Decoder) respjson.Field { return decode.Union(v, &meta, d, texts) })
	if values, _ := got.(map[string]string); err != nil || !field.IsInvalid() || values["a"] != "b" || len(values) != 2 {
		t.Errorf("got %v, %v, %v", got, field.Status(), err)
	}
}

func TestTry(t *testing.T) {
	d := decode.New(`"2024-01-31T12:00:00Z" "soon"`)
	if value, field, ok := decode.Try(d, decode.Time); !ok || !field.IsValid() || value.Day() != 31 {
		t.Errorf("got %v, %v", value, ok)
	}
	if value, _, ok := decode.Try(d, decode.Time); ok || value != (time.Time{}) {
		t.Errorf("got %v", value)
	}
	if value, _, ok := decode.Try(d, decode.String); !ok || value != "soon" {
		t.Errorf("got %q", value)
	}
	if _, _, ok := decode.Try(d, decode.String); !ok || d.Err() == nil {
		t.Error("an error is no reason to try again")
	}
}

// The innermost value is large, and every level reads ahead.
func TestUnionsInsideOfUnionsTakeTimeInProportion(t *testing.T) {
	const depth = 4_000
	inner := `{"size":1,"text":[` + strings.Repeat(`"0123456789abcdef",`, 100_000) + `0],"kind":"leaf"}`
	text := strings.Repeat(`{"kind":"fork","next":`, depth) + inner + strings.Repeat("}", depth)
	for _, item := range []decode.Func[tree]{decodeTree, decodeTreeByStructure} {
		var v tree
		if field, err := decode.Text(text, &v, item); err != nil || !field.IsValid() {
			t.Fatal(err, field.Status())
		}
		levels := 0
		for {
			next, ok := v.value.(fork)
			if !ok {
				break
			}
			v = next.Next
			levels++
		}
		if levels != depth || v.value.(leaf).Size != 1 {
			t.Errorf("%d levels", levels)
		}
	}
}
