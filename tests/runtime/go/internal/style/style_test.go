package style_test

import (
	"strings"
	"testing"

	"example.com/sdk/internal/style"
)

const (
	list   = `["a/b",2]`
	object = `{"r":1,"g":"x y"}`
)

func TestPath(t *testing.T) {
	exploded := func(kind style.Kind) style.Style { return style.Style{Kind: kind, Explode: true} }
	for _, test := range []struct {
		value string
		style style.Style
		want  string
	}{
		{`"a b"`, style.Style{}, "a%20b"},
		{`"a/b?c#d%"`, style.Style{}, "a%2Fb%3Fc%23d%25"},
		{`"~_-.x"`, style.Style{}, "~_-.x"},
		{`"é"`, style.Style{}, "%C3%A9"},
		{`5`, exploded(style.Simple), "5"},
		{`true`, style.Style{Kind: style.Simple}, "true"},
		{list, style.Style{Kind: style.Simple}, "a%2Fb,2"},
		{list, exploded(style.Simple), "a%2Fb,2"},
		{object, style.Style{Kind: style.Simple}, "r,1,g,x%20y"},
		{object, exploded(style.Simple), "r=1,g=x%20y"},
		{`"a b"`, style.Style{Kind: style.Label}, ".a%20b"},
		{list, style.Style{Kind: style.Label}, ".a%2Fb,2"},
		{list, exploded(style.Label), ".a%2Fb.2"},
		{object, style.Style{Kind: style.Label}, ".r,1,g,x%20y"},
		{object, exploded(style.Label), ".r=1.g=x%20y"},
		{`"a b"`, style.Style{Kind: style.Matrix}, ";c=a%20b"},
		{`5`, exploded(style.Matrix), ";c=5"},
		{list, style.Style{Kind: style.Matrix}, ";c=a%2Fb,2"},
		{list, exploded(style.Matrix), ";c=a%2Fb;c=2"},
		{object, style.Style{Kind: style.Matrix}, ";c=r,1,g,x%20y"},
		{object, exploded(style.Matrix), ";r=1;g=x%20y"},
		{`{"a":[1]}`, style.Style{Kind: style.JSON}, "%7B%22a%22%3A%5B1%5D%7D"},
		{`"a/b&c"`, style.Style{AllowReserved: true}, "a/b&c"},
		{`"a b/c"`, style.Style{Kind: style.Simple, AllowReserved: true}, "a%20b/c"},
		{`"..."`, style.Style{}, "..."},
		{`[null,1]`, style.Style{}, "1"},
	} {
		got, err := style.Path("c", test.value, test.style)
		if err != nil || got != test.want {
			t.Errorf("%s in the style %v is %q (%v), not %q", test.value, test.style, got, err, test.want)
		}
	}
}

func TestPathOfAnotherResource(t *testing.T) {
	simple := []string{``, `null`, `""`, `[]`, `{}`, `"."`, `".."`, `["."]`, `[".."]`, `[""]`}
	for _, kind := range []style.Kind{style.Default, style.Simple, style.Label, style.Matrix} {
		for _, value := range simple {
			fine := kind == style.Matrix && strings.Contains(value, ".") || kind == style.Label && strings.Contains(value, "..")
			got, err := style.Path("c_d", value, style.Style{Kind: kind})
			if fine != (err == nil) {
				t.Errorf("%s in the style %d: %q, %v", value, kind, got, err)
			}
			if err != nil && !strings.Contains(err.Error(), "c_d") {
				t.Errorf("the message does not name the parameter: %v", err)
			}
		}
	}
	for _, value := range []string{`""`, `"a/../b"`, `"."`, `"../b"`, `"a/."`, `null`} {
		if got, err := style.Path("c", value, style.Style{AllowReserved: true}); err == nil {
			t.Errorf("%s with reserved characters is %q", value, got)
		}
	}
}

func TestQuery(t *testing.T) {
	form := style.Style{Kind: style.Form, Explode: true}
	joined := style.Style{Kind: style.Form}
	deep := style.Style{Kind: style.DeepObject, Explode: true}
	for _, test := range []struct {
		value string
		style style.Style
		want  string
	}{
		{`"x y&="`, style.Style{}, "a=x%20y%26%3D"},
		{`1.50`, form, "a=1.50"},
		{`false`, form, "a=false"},
		{`""`, form, "a="},
		{`null`, form, ""},
		{``, form, ""},
		{`["x",null,2]`, form, "a=x&a=2"},
		{`[]`, form, ""},
		{`{"b":1,"c":[2,3],"d":{"e":4},"f":null}`, form, "b=1&c=2&c=3&d%5Be%5D=4"},
		{`[{"b":1},{"b":[2]}]`, form, "a%5B0%5D%5Bb%5D=1&a%5B1%5D%5Bb%5D=2"},
		{`["x,y",2]`, joined, "a=x%2Cy,2"},
		{`[]`, joined, ""},
		{`{"b":1,"c":"x y","d":null}`, joined, "a=b,1,c,x%20y"},
		{`[{"b":1},2]`, joined, "a=%7B%22b%22%3A1%7D,2"},
		{`"x"`, joined, "a=x"},
		{`["x y",2]`, style.Style{Kind: style.Space}, "a=x%20y%202"},
		{`["x|y",2]`, style.Style{Kind: style.Pipe}, "a=x%7Cy%7C2"},
		{`["x",2]`, style.Style{Kind: style.Pipe, Explode: true}, "a=x&a=2"},
		{`{"b":1}`, style.Style{Kind: style.Pipe, Explode: true}, "b=1"},
		{`{"b":{"c":[1]},"d e":"x"}`, deep, "a%5Bb%5D%5Bc%5D%5B0%5D=1&a%5Bd%20e%5D=x"},
		{`[1,{"b":[2]}]`, deep, "a%5B0%5D=1&a%5B1%5D%5Bb%5D%5B0%5D=2"},
		{`5`, deep, "a=5"},
		{`{"b":[1]}`, style.Style{Kind: style.JSON}, "a=%7B%22b%22%3A%5B1%5D%7D"},
		{`null`, style.Style{Kind: style.JSON}, "a=null"},
		{``, style.Style{Kind: style.JSON}, ""},
		{`"x/y?z&=+#"`, style.Style{AllowReserved: true}, "a=x/y?z%26%3D%2B%23"},
		{`["a/b",null,1]`, style.Style{AllowReserved: true}, "a=a/b&a=1"},
		{`{"b":"c/d"}`, style.Style{Kind: style.Form, Explode: true, AllowReserved: true}, "b=c/d"},
		{`["a/b","c,d"]`, style.Style{Kind: style.Form, AllowReserved: true}, "a=a/b,c,d"},
		{`{"b/c":"d/e"}`, style.Style{Kind: style.Form, AllowReserved: true}, "a=b%2Fc,d/e"},
	} {
		if got := style.Join(style.Query("a", test.value, test.style)); got != test.want {
			t.Errorf("%s in the style %v is %q, not %q", test.value, test.style, got, test.want)
		}
	}
	if got := style.Join(style.Query("a b[]", "1", form)); got != "a%20b%5B%5D=1" {
		t.Errorf("the name is %q", got)
	}
}

func TestFormMember(t *testing.T) {
	for _, test := range []struct {
		value string
		style style.Style
		want  string
	}{
		{`"x y"`, style.Style{}, "a=x%20y"},
		{`null`, style.Style{}, "a="},
		{`[1,2]`, style.Style{}, "a=1&a=2"},
		{`{"b":{"c":1}}`, style.Style{Kind: style.Form, Explode: true}, "a%5Bb%5D%5Bc%5D=1"},
		{`{"b":{"c":1}}`, style.Style{}, "a%5Bb%5D%5Bc%5D=1"},
		{`[{"b":1},{"b":2}]`, style.Style{}, "a%5B0%5D%5Bb%5D=1&a%5B1%5D%5Bb%5D=2"},
		{`["x","y"]`, style.Style{Kind: style.DeepObject}, "a%5B0%5D=x&a%5B1%5D=y"},
		{`["x","y"]`, style.Style{Kind: style.Form}, "a=x,y"},
		{`{"b":1}`, style.Style{Kind: style.JSON}, "a=%7B%22b%22%3A1%7D"},
		{`null`, style.Style{Kind: style.JSON}, "a=null"},
		{`["x/y"]`, style.Style{Kind: style.Form, Explode: true, AllowReserved: true}, "a=x/y"},
	} {
		if got := style.Join(style.FormMember("a", test.value, test.style)); got != test.want {
			t.Errorf("%s in the style %v is %q, not %q", test.value, test.style, got, test.want)
		}
	}
}

func TestWholeQuery(t *testing.T) {
	for _, test := range []struct {
		value string
		kind  style.Kind
		want  string
	}{
		{`{"a":1,"b":["x y"]}`, style.Default, "a=1&b=x%20y"},
		{`"a=b&c[d]=%20é"`, style.Default, "a=b&c[d]=%20%C3%A9"},
		{`null`, style.Default, ""},
		{``, style.Default, ""},
		{`{"a":[1]}`, style.JSON, "%7B%22a%22%3A%5B1%5D%7D"},
		{``, style.JSON, ""},
	} {
		if got := style.WholeQuery(test.value, style.Style{Kind: test.kind}); got != test.want {
			t.Errorf("%s is %q, not %q", test.value, got, test.want)
		}
	}
}

func TestHeader(t *testing.T) {
	for _, test := range []struct {
		value string
		style style.Style
		want  string
		ok    bool
	}{
		{`"x y"`, style.Style{}, "x y", true},
		{`5`, style.Style{}, "5", true},
		{`null`, style.Style{}, "", false},
		{``, style.Style{}, "", false},
		{`["a","b c"]`, style.Style{Kind: style.Simple}, "a,b c", true},
		{object, style.Style{Kind: style.Simple}, "r,1,g,x y", true},
		{object, style.Style{Kind: style.Simple, Explode: true}, "r=1,g=x y", true},
		{`{"a":"é"}`, style.Style{Kind: style.JSON}, `{"a":"é"}`, true},
	} {
		if got, ok := style.Header(test.value, test.style); got != test.want || ok != test.ok {
			t.Errorf("%s is %q, %v, not %q, %v", test.value, got, ok, test.want, test.ok)
		}
	}
}

func TestCookie(t *testing.T) {
	for _, test := range []struct {
		value string
		style style.Style
		want  string
	}{
		{`1`, style.Style{}, "a=1"},
		{`null`, style.Style{}, ""},
		{`"x y;z,p/q=="`, style.Style{}, "a=x%20y%3Bz%2Cp/q=="},
		{`[1,null,2]`, style.Style{Kind: style.Form, Explode: true}, "a=1&a=2"},
		{`[1,2]`, style.Style{Kind: style.Form}, "a=1,2"},
		{`[]`, style.Style{Kind: style.Form}, "a="},
		{`[[1],{"b":2}]`, style.Style{}, "a=1&a={%22b%22:2}"},
		{`{"b c;":1}`, style.Style{}, "b%20c%3B=1"},
		{`{"b":1}`, style.Style{Kind: style.Form, Explode: true}, "b=1"},
		{`{"b":1}`, style.Style{Kind: style.Form}, "a=b,1"},
		{`{"b":1}`, style.Style{Kind: style.JSON}, "a={%22b%22:1}"},
		{`"x;y"`, style.Style{AllowReserved: true}, "a=x%3By"},
	} {
		if got := style.Join(style.Cookie("a", test.value, test.style)); got != test.want {
			t.Errorf("%s in the style %v is %q, not %q", test.value, test.style, got, test.want)
		}
	}
}

func TestEscape(t *testing.T) {
	const unreserved = "azAZ09-._~"
	if got := style.Escape(unreserved); got != unreserved {
		t.Errorf("unreserved characters become %q", got)
	}
	if got := style.Escape("a +/\x00ÿ"); got != "a%20%2B%2F%00%C3%BF" {
		t.Errorf("the others become %q", got)
	}
}
