package style

import (
	"strings"

	"github.com/cloudflare/cloudflare-go/internal/rawjson"
)

// Cookie returns the pairs of a cookie with the JSON text of its value: none if
// that is null.
func Cookie(name, value string, s Style) []Pair {
	v := rawjson.Of(value)
	if v.Kind() == rawjson.Absent || v.Kind() == rawjson.Null && s.Kind != JSON {
		return nil
	}
	if s.Kind == JSON {
		return []Pair{{name, escape(string(v), cookies)}}
	}
	isStructure := v.Kind() == rawjson.Array || v.Kind() == rawjson.Object
	if isStructure && s.IsJoined() {
		return []Pair{{name, strings.Join(texts(v, false, escaped), ",")}}
	}
	if v.Kind() != rawjson.Object {
		return addCookies(nil, name, v)
	}
	var pairs []Pair
	for key, member := range v.Members() {
		pairs = addCookies(pairs, escape(key, cookies), member)
	}
	return pairs
}

// addCookies adds the cookies of a value: one for each item of an array. An
// object is JSON, since no style says how else.
func addCookies(pairs []Pair, name string, v rawjson.Value) []Pair {
	switch v.Kind() {
	case rawjson.Absent, rawjson.Null:
		return pairs
	case rawjson.Array:
		for item := range v.Items() {
			pairs = addCookies(pairs, name, item)
		}
		return pairs
	default:
		return append(pairs, Pair{name, escape(v.Plain(), cookies)})
	}
}
