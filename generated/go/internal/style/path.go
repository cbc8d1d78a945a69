package style

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cloudflare/cloudflare-go/internal/rawjson"
)

// Path returns a path parameter percent-encoded. A value that is empty, null or
// a dot segment would address another resource and is an error.
func Path(name, value string, s Style) (string, error) {
	v := rawjson.Of(value)
	text, ok := segment(name, v, s)
	if !ok {
		return "", fmt.Errorf("the path parameter %q must be neither empty nor a dot segment, but is %s", name, shown(v))
	}
	return text, nil
}

func segment(name string, v rawjson.Value, s Style) (text string, ok bool) {
	switch {
	case s.Kind == JSON:
		return Escape(string(v)), v != ""
	case v.IsNone():
		return "", false
	case s.AllowReserved && (s.Kind == Default || s.Kind == Simple):
		return severalSegments(strings.Join(texts(v, s.Explode, unchanged), ","))
	}
	items := texts(v, s.Explode, escaped)
	if len(items) == 0 || len(items) == 1 && items[0] == "" {
		return "", false
	}
	switch s.Kind {
	case Label:
		return label(items, s.Explode)
	case Matrix:
		return matrix(Escape(name), items, s.Explode, v.Kind() == rawjson.Object), true
	default:
		text = strings.Join(items, ",")
		return text, text != "." && text != ".."
	}
}

// severalSegments returns a text that may be several segments of a path.
func severalSegments(text string) (encoded string, ok bool) {
	isDots := func(segment string) bool { return segment == "." || segment == ".." }
	if text == "" || slices.ContainsFunc(strings.Split(text, "/"), isDots) {
		return "", false
	}
	return escape(text, segments), true
}

// label returns `.1,2`, or exploded `.1.2`.
func label(items []string, explode bool) (text string, ok bool) {
	delimiter := ","
	if explode {
		delimiter = "."
	}
	text = "." + strings.Join(items, delimiter)
	return text, text != ".."
}

// matrix returns `;a=1,2`, or exploded `;a=1;a=2`; of an object `;b=1`.
func matrix(key string, items []string, explode, isObject bool) string {
	switch {
	case !explode:
		return ";" + key + "=" + strings.Join(items, ",")
	case isObject:
		return ";" + strings.Join(items, ";")
	default:
		return ";" + key + "=" + strings.Join(items, ";"+key+"=")
	}
}

// shown returns a value as it stands in a message.
func shown(v rawjson.Value) string {
	if v == "" {
		return "missing"
	}
	return string(v)
}
