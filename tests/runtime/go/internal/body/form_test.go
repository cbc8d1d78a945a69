package body_test

import (
	"math"
	"strings"
	"testing"

	"example.com/sdk/internal/body"
	"example.com/sdk/internal/encode"
	"example.com/sdk/internal/style"
	"example.com/sdk/param"
)

func formText(t *testing.T, f *body.Form) string {
	t.Helper()
	c, err := f.Content("")
	if err != nil {
		t.Fatal(err)
	}
	if c.MediaType() != "application/x-www-form-urlencoded" {
		t.Errorf("the media type is %q", c.MediaType())
	}
	text := read(t, c)
	if c.Length() != int64(len(text)) {
		t.Errorf("the length is %d", c.Length())
	}
	return text
}

func TestForm(t *testing.T) {
	f := body.NewForm()
	if !f.IsEmpty() {
		t.Error("a new form is not empty")
	}
	body.FormField(f, "none", param.Field[string]{}, encode.String, style.Style{})
	if !f.IsEmpty() {
		t.Error("an absent field is a member")
	}
	body.FormField(f, "a b", param.F("x y"), encode.String, style.Style{})
	body.FormField(f, "c", param.F([]int64{1, 2}), encode.SliceOf(encode.Int), style.Style{})
	body.FormField(f, "d", param.F([]int64{1, 2}), encode.SliceOf(encode.Int), style.Style{Kind: style.Form})
	body.FormField(f, "e", param.Null[bool](), encode.Bool, style.Style{})
	body.FormField(f, "f", param.Raw[bool](map[string]any{"x": 1}), encode.Bool, style.Style{})
	want := "a%20b=x%20y&c=1&c=2&d=1,2&e=&f%5Bx%5D=1"
	if got := formText(t, f); got != want {
		t.Errorf("the form is %q, not %q", got, want)
	}
}

func TestFormBody(t *testing.T) {
	f := body.NewForm()
	body.FormBody(f, param.F(map[string]string{"a": "1", "b": "x"}), encode.MapOf(encode.String))
	if got := formText(t, f); got != "a=1&b=x" {
		t.Errorf("an object is %q", got)
	}
	f = body.NewForm()
	body.FormBody(f, param.F("a=1&b=2"), encode.String)
	f.Set("c", "3")
	if got := formText(t, f); got != "a=1&b=2&c=3" {
		t.Errorf("text is %q", got)
	}
}

func TestMembersOfAForm(t *testing.T) {
	f := body.NewForm()
	body.FormField(f, "a", param.F("x"), encode.String, style.Style{})
	body.FormField(f, "b", param.F("y"), encode.String, style.Style{})
	clone := f.Clone()
	clone.Set("a", `[2,3]`)
	clone.Set("c", `"new"`)
	clone.Delete("b")
	if got := formText(t, clone); got != "a=2&a=3&c=new" {
		t.Errorf("the clone is %q", got)
	}
	if got := formText(t, f); got != "a=x&b=y" {
		t.Errorf("the original is %q", got)
	}
	if value, ok := clone.Member("c"); value != `"new"` || !ok {
		t.Errorf("the member is %q, %v", value, ok)
	}
	if _, ok := clone.Member("b"); ok {
		t.Error("a deleted member is there")
	}
}

func TestFormThatCannotBeSent(t *testing.T) {
	f := body.NewForm()
	body.FormField(f, "rate", param.F(math.NaN()), encode.Float, style.Style{})
	body.FormField(f, "other", param.F(math.Inf(1)), encode.Float, style.Style{})
	if f.IsEmpty() {
		t.Error("the form is empty")
	}
	if _, err := f.Content(""); err == nil || !strings.Contains(err.Error(), "rate") {
		t.Errorf("the error is %v", err)
	}
}
