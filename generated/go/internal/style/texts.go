package style

import (
	"strings"

	"github.com/cloudflare/cloudflare-go/internal/rawjson"
)

// encoder encodes names and values.
type encoder struct {
	name, value func(string) string
}

var (
	escaped   = encoder{Escape, Escape}
	unchanged = encoder{asItIs, asItIs}
)

func asItIs(text string) string { return text }

// texts returns the items of an array, the names and values of an object, or
// exploded `name=value`, and the one text of anything else, each encoded. Null
// is left out; nested values are JSON, since no style says how else.
func texts(v rawjson.Value, explode bool, encode encoder) []string {
	var found []string
	switch v.Kind() {
	case rawjson.Array:
		for item := range v.Items() {
			if !item.IsNone() {
				found = append(found, encode.value(item.Plain()))
			}
		}
	case rawjson.Object:
		for name, member := range v.Members() {
			switch {
			case member.IsNone():
			case explode:
				found = append(found, encode.name(name)+"="+encode.value(member.Plain()))
			default:
				found = append(found, encode.name(name), encode.value(member.Plain()))
			}
		}
	default:
		found = append(found, encode.value(v.Plain()))
	}
	return found
}

// Joined returns the items of an array, or the names and values of an object, as
// one text that is not encoded.
func Joined(value string, s Style) string {
	return strings.Join(texts(rawjson.Of(value), false, unchanged), s.delimiter())
}
