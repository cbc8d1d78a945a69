package rawjson_test

import (
	"slices"
	"testing"

	"example.com/sdk/internal/rawjson"
)

func TestKind(t *testing.T) {
	for text, want := range map[string]rawjson.Kind{
		"":         rawjson.Absent,
		"  ":       rawjson.Absent,
		"null":     rawjson.Null,
		" true\n":  rawjson.Boolean,
		"false":    rawjson.Boolean,
		"-1.5e3":   rawjson.Number,
		"0":        rawjson.Number,
		`"a"`:      rawjson.String,
		"[]":       rawjson.Array,
		"{}":       rawjson.Object,
		"@0":       rawjson.Other,
		"\"cut":    rawjson.String,
		"Infinity": rawjson.Other,
	} {
		if got := rawjson.Of(text).Kind(); got != want {
			t.Errorf("the kind of %q is %d, not %d", text, got, want)
		}
	}
}

func TestPlain(t *testing.T) {
	for text, want := range map[string]string{
		`"a"`:                   "a",
		`""`:                    "",
		`"a\"b\\c\/d\n\u00e9"`:  "a\"b\\c/d\né",
		`"\ud83d\ude00"`:        "😀",
		"1.50":                  "1.50",
		"true":                  "true",
		`{"a": 1}`:              `{"a": 1}`,
		"12345678901234567890.": "12345678901234567890.",
	} {
		if got := rawjson.Of(text).Plain(); got != want {
			t.Errorf("the text of %s is %q, not %q", text, got, want)
		}
	}
	if _, ok := rawjson.Of("1").Text(); ok {
		t.Error("a number is no text")
	}
}

func TestItems(t *testing.T) {
	for text, want := range map[string][]rawjson.Value{
		"[]":    nil,
		" [ ] ": nil,
		`[1, "a,]", [2,[3]],{"b":[4]} , null,true]`: {"1", `"a,]"`, "[2,[3]]", `{"b":[4]}`, "null", "true"},
		`["\\", "\"]"]`: {`"\\"`, `"\"]"`},
		"[\n1\t,\r2 ]":  {"1", "2"},
		"{}":            nil,
		`"[1]"`:         nil,
		"":              nil,
		"[@0,@12]":      {"@0", "@12"},
	} {
		if got := slices.Collect(rawjson.Of(text).Items()); !slices.Equal(got, want) {
			t.Errorf("the items of %s are %q, not %q", text, got, want)
		}
	}
}

func TestMembers(t *testing.T) {
	v := rawjson.Of(`{ "a" : 1 , "b\n":{"c":"}"},"d":[{}] }`)
	var got []string
	for name, member := range v.Members() {
		got = append(got, name, string(member))
	}
	want := []string{"a", "1", "b\n", `{"c":"}"}`, "d", "[{}]"}
	if !slices.Equal(got, want) {
		t.Errorf("the members are %q", got)
	}
	for range rawjson.Of("[1]").Members() {
		t.Error("an array has no members")
	}
}

func TestAt(t *testing.T) {
	v := rawjson.Of(`{"a": {"b": [1], "b": {"c": null}}, "d": "x"}`)
	for want, steps := range map[rawjson.Value][]string{
		"null": {"a", "b", "c"},
		`"x"`:  {"d"},
		"":     {"a", "x", "c"},
		v:      nil,
	} {
		if got := v.At(steps...); got != want {
			t.Errorf("at %q is %q, not %q", steps, got, want)
		}
	}
	if got := v.At("d", "x"); got != "" {
		t.Errorf("a string has a member %q", got)
	}
}

func TestStop(t *testing.T) {
	for item := range rawjson.Of("[1,2]").Items() {
		if item != "1" {
			t.Error("the loop went on")
		}
		break
	}
	for name := range rawjson.Of(`{"a":1,"b":2}`).Members() {
		if name != "a" {
			t.Error("the loop went on")
		}
		break
	}
}

// Text that is not well formed gives anything, but it ends.
func FuzzMalformed(f *testing.F) {
	for _, text := range []string{`{"a":`, `[1,`, `["`, `{"a" "b"}`, `{,}`, `[[[`, `{"a":}`, `[,,]`, `{"\`, "[\x00]"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v := rawjson.Of(text)
		for range v.Items() {
		}
		for _, member := range v.Members() {
			_ = member.Plain()
		}
		_ = v.At("a", "b")
	})
}
