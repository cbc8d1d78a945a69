package encode_test

import (
	"encoding/json"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"example.com/sdk/internal/encode"
	"example.com/sdk/param"
)

func check[T any](t *testing.T, item encode.Func[T], values map[string]T) {
	t.Helper()
	for want, value := range values {
		if got, err := encode.Marshal(value, item); err != nil || string(got) != want {
			t.Errorf("%#v: got %s, %v; want %s", value, got, err, want)
		}
	}
}

func TestScalars(t *testing.T) {
	type name string
	type level int64
	type ratio float64
	type enabled bool
	check(t, encode.String, map[string]string{`"<a> & \"b\"\\"`: "<a> & \"b\"\\", `"\b\f\n\r\t\u0000\u001f"`: "\b\f\n\r\t\x00\x1f", "\"é\uFFFD\uFFFD\x7f\"": "é\xff\xc3\x7f", "\"\u2028\"": "\u2028"})
	check(t, encode.Int, map[string]int64{"0": 0, "-9223372036854775808": math.MinInt64})
	check(t, encode.Float, map[string]float64{"0": 0, "1": 1, "-0.5": -0.5, "1e-7": 1e-7, "1e+21": 1e21, "100000000000000000000": 1e20, "1.7976931348623157e+308": math.MaxFloat64})
	check(t, encode.Bool, map[string]bool{"true": true, "false": false})
	check(t, encode.StringEnum[name], map[string]name{`"a"`: "a"})
	check(t, encode.IntEnum[level], map[string]level{"3": 3})
	check(t, encode.FloatEnum[ratio], map[string]ratio{"0.5": 0.5})
	check(t, encode.BoolEnum[enabled], map[string]enabled{"true": true})
	check(t, encode.Bytes, map[string][]byte{`"AP8="`: {0, 255}, `""`: nil})
	at := time.Date(2024, 1, 31, 12, 0, 0, 0, time.UTC)
	check(t, encode.Time, map[string]time.Time{
		`"2024-01-31T12:00:00Z"`: at, `"2024-01-31T12:00:00.000000001Z"`: at.Add(1), `"2024-01-31T12:00:00.25Z"`: at.Add(250 * time.Millisecond),
		`"2024-01-31T17:30:00+05:30"`: at.In(time.FixedZone("x", 5*3600+1800)),
	})
	for _, offset := range []int{53*60 + 28, -1, 24 * 3600, -30 * 3600} {
		check(t, encode.Time, map[string]time.Time{`"2024-01-31T12:00:00Z"`: at.In(time.FixedZone("x", offset))})
	}
	check(t, encode.Date, map[string]time.Time{`"2024-01-31"`: at})
}

func TestAny(t *testing.T) {
	check(t, encode.Any, map[string]any{
		"null": nil, `"<"`: "<", "true": true, "1": 1, "2": int64(2), "0.5": 0.5, `{"a":["<"],"b":{}}`: map[string]any{"b": struct{}{}, "a": []string{"<"}},
		"12345678901234567890": json.Number("12345678901234567890"), `"x"`: strings.NewReader("x"),
	})
}

func TestContainers(t *testing.T) {
	check(t, encode.SliceOf(encode.SliceOf(encode.Int)), map[string][][]int64{"[]": nil, "[[1,2],[],[3]]": {{1, 2}, {}, {3}}})
	check(t, encode.MapOf(encode.Bool), map[string]map[string]bool{"{}": nil, `{"a":true,"b":false,"c":true}`: {"c": true, "a": true, "b": false}})
	one := int64(1)
	check(t, encode.SliceOf(encode.PointerTo(encode.Int)), map[string][]*int64{"[1,null]": {&one, nil}})
	check(t, encode.SliceOf(encode.FieldOf(encode.Int)), map[string][]param.Field[int64]{
		`[1,null,"x",null]`: {param.F[int64](1), param.Null[int64](), param.Raw[int64]("x"), {}},
	})
}

type rule struct {
	Name  param.Field[string]
	Size  param.Field[float64]
	Rules param.Field[[]rule]
	Tags  param.Field[map[string]float64]
	Extra map[string]any
}

func encodeRule(w *encode.Writer, v rule) {
	w.BeginObject()
	encode.Member(w, "name", v.Name, encode.String)
	encode.Member(w, "size", v.Size, encode.Float)
	encode.Member(w, "rules", v.Rules, encode.SliceOf(encodeRule))
	encode.Member(w, "tags by name", v.Tags, encode.MapOf(encode.Float))
	encode.Extra(w, v.Extra, encode.Any)
	w.EndObject()
}

func TestAbsentNullZeroAndRawAreDifferent(t *testing.T) {
	for want, value := range map[string]rule{
		"{}":                       {},
		`{"name":null}`:            {Name: param.Null[string]()},
		`{"name":""}`:              {Name: param.F("")},
		`{"name":{"<":1}}`:         {Name: param.Raw[string](map[string]int{"<": 1})},
		`{"name":null,"size":0}`:   {Name: param.Raw[string](nil), Size: param.F(0.0)},
		`{"rules":[{},{"x":[1]}]}`: {Rules: param.F([]rule{{}, {Extra: map[string]any{"x": []int{1}}}})},
		`{"rules":[]}`:             {Rules: param.F[[]rule](nil)},
		`{"tags by name":{},"a":1,"b":2}`: {
			Tags: param.F(map[string]float64{}), Extra: map[string]any{"b": 2, "a": 1},
		},
	} {
		if got, err := encode.Marshal(value, encodeRule); err != nil || string(got) != want {
			t.Errorf("got %s, %v; want %s", got, err, want)
		}
	}
}

func TestTheFirstErrorIsKeptWithItsPath(t *testing.T) {
	inner := rule{Size: param.F(math.NaN()), Tags: param.F(map[string]float64{"a": math.Inf(1)})}
	for path, value := range map[string]rule{
		".size":               inner,
		`["tags by name"].b1`: {Tags: param.F(map[string]float64{"a": 0, "b1": math.Inf(-1)})},
		".rules[1].size":      {Rules: param.F([]rule{{}, inner, inner})},
		".name":               {Name: param.Raw[string](make(chan int)), Size: param.F(math.NaN())},
		`["1a"]`:              {Extra: map[string]any{"1a": math.NaN()}},
		`[""]`:                {Extra: map[string]any{"": math.NaN()}},
	} {
		var w encode.Writer
		encodeRule(&w, value)
		var failure *encode.Error
		if !errors.As(w.Err(), &failure) || failure.Path != path || failure.Unwrap() == nil || !strings.Contains(failure.Error(), path) {
			t.Errorf("got %v, want %s", w.Err(), path)
		}
		if !json.Valid(w.Bytes()) {
			t.Errorf("%s is no JSON", w.Bytes())
		}
		if text, err := encode.Marshal(value, encodeRule); text != nil || err == nil {
			t.Errorf("got %s", text)
		}
	}
	var w encode.Writer
	encode.Float(&w, math.NaN())
	if err := w.Err(); err == nil || err.Error() != "cannot write the value as JSON: JSON has no NaN" {
		t.Error(err)
	}
	w = encode.Writer{}
	encode.Time(&w, time.Date(12024, 1, 1, 0, 0, 0, 0, time.UTC))
	if text, err := w.Text(); err == nil || text != "null" {
		t.Error(text, err)
	}
	type loop struct{ Next *loop }
	circle := &loop{}
	circle.Next = circle
	w = encode.Writer{}
	encode.Any(&w, circle)
	if w.Err() == nil {
		t.Error("a value that holds itself has no end")
	}
}

func TestFiles(t *testing.T) {
	file := func(text string) io.Reader { return strings.NewReader(text) }
	check(t, encode.File, map[string]io.Reader{"null": nil, `"a\"b"`: file(`a"b`)})
	for _, broken := range []io.Reader{file("\xff"), iotest.ErrReader(errors.New("gone"))} {
		if _, err := encode.Marshal(broken, encode.File); err == nil {
			t.Error("no error")
		}
	}
	var w encode.Writer
	w.KeepFiles()
	first, second := file("a"), file("b")
	w.BeginArray()
	encode.File(&w, first)
	encode.Value(&w, param.Raw[string](second), encode.String)
	encode.File(&w, nil)
	w.EndArray()
	if text, err := w.Text(); err != nil || text != "[@0,@1,null]" || len(w.Files()) != 2 || w.Files()[1] != second {
		t.Errorf("got %s, %v, %v", text, err, w.Files())
	}
}

func FuzzStrings(f *testing.F) {
	f.Add("a\"\\\n\x00é\u2028\xff\xed\xa0\x80")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := encode.Marshal(map[string]string{text: text}, encode.MapOf(encode.String))
		if err != nil {
			t.Fatal(err)
		}
		var back map[string]string
		if err := json.Unmarshal(got, &back); err != nil {
			t.Fatalf("%s: %v", got, err)
		}
		want := string([]rune(text)) // Each byte that is not UTF-8 becomes U+FFFD.
		if back[want] != want {
			t.Errorf("got %q, want %q", back, want)
		}
	})
}

func FuzzFloats(f *testing.F) {
	f.Add(0.1)
	f.Add(1e21)
	f.Add(-1e-7)
	f.Fuzz(func(t *testing.T, value float64) {
		got, err := encode.Marshal(value, encode.Float)
		var back float64
		if math.IsNaN(value) || math.IsInf(value, 0) {
			if err == nil {
				t.Error("no error")
			}
		} else if err := json.Unmarshal(got, &back); err != nil || back != value {
			t.Errorf("%s: got %v, want %v, %v", got, back, value, err)
		}
	})
}
