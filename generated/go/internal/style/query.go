package style

import (
	"strings"

	"github.com/cloudflare/cloudflare-go/internal/rawjson"
)

// Query returns the pairs of a query parameter with the JSON text of its value:
// none if that is null.
func Query(name, value string, s Style) []Pair {
	v := rawjson.Of(value)
	w := pairWriter{kept: s.kept()}
	switch kind := v.Kind(); {
	case kind == rawjson.Absent:
	case s.Kind == JSON:
		w.pair(Escape(name), string(v))
	case s.Kind == DeepObject:
		w.addIndexed(Escape(name), v)
	case kind != rawjson.Array && kind != rawjson.Object:
		w.add(Escape(name), v)
	case s.IsJoined():
		if items := texts(v, false, encoder{Escape, w.escape}); len(items) > 0 {
			w.pairs = append(w.pairs, Pair{Escape(name), strings.Join(items, s.escapedDelimiter())})
		}
	case kind == rawjson.Object:
		for key, member := range v.Members() {
			w.add(Escape(key), member)
		}
	default:
		w.add(Escape(name), v)
	}
	return w.pairs
}

// FormMember returns the pairs of a member of a form. They are those of a query
// parameter, but where the style says nothing an object becomes `a[b]=1`, and
// null, for which there is no text, is an empty one.
func FormMember(name, value string, s Style) []Pair {
	v := rawjson.Of(value)
	if v.Kind() == rawjson.Null && s.Kind != JSON {
		return []Pair{{Escape(name), ""}}
	}
	if s.Explode && (s.Kind == Form || s.Kind == Simple) {
		s.Kind = Default
	}
	if s.Kind == Default {
		w := pairWriter{kept: s.kept()}
		w.add(Escape(name), v)
		return w.pairs
	}
	return Query(name, value, s)
}

// WholeQuery returns a query that is one value: an object of parameters, or text
// that is taken as it is. It is empty for null.
func WholeQuery(value string, s Style) string {
	v := rawjson.Of(value)
	switch {
	case v.Kind() == rawjson.Absent:
		return ""
	case s.Kind == JSON:
		return Escape(string(v))
	case v.Kind() == rawjson.Null:
		return ""
	case v.Kind() == rawjson.Object:
		w := pairWriter{kept: plain}
		for name, member := range v.Members() {
			w.add(Escape(name), member)
		}
		return Join(w.pairs)
	default:
		return escape(v.Plain(), wholeQuery)
	}
}
