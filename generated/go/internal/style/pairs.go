package style

import (
	"strconv"
	"strings"

	"github.com/cloudflare/cloudflare-go/internal/rawjson"
)

// Pair is a name and a value of a query, a form or of cookies, both
// percent-encoded.
type Pair struct {
	Name, Value string
}

// Join returns pairs as they stand in a query or a form: `a=1&b=2`.
func Join(pairs []Pair) string {
	var b strings.Builder
	for i, pair := range pairs {
		if i > 0 {
			b.WriteByte('&')
		}
		b.WriteString(pair.Name)
		b.WriteByte('=')
		b.WriteString(pair.Value)
	}
	return b.String()
}

// pairWriter collects the pairs of nested values.
type pairWriter struct {
	pairs []Pair
	// kept has the characters of values that stay as they are.
	kept *set
}

func (w *pairWriter) escape(text string) string {
	return escape(text, w.kept)
}

// pair adds one pair. Its name is percent-encoded already.
func (w *pairWriter) pair(name, text string) {
	w.pairs = append(w.pairs, Pair{name, w.escape(text)})
}

// add adds the pairs of a value: an array repeats its name, an object becomes
// `name[key]`, and one inside of an array `name[0][key]`. Null is left out.
func (w *pairWriter) add(name string, v rawjson.Value) {
	switch v.Kind() {
	case rawjson.Absent, rawjson.Null:
	case rawjson.Object:
		for key, member := range v.Members() {
			w.add(inBrackets(name, Escape(key)), member)
		}
	case rawjson.Array:
		number := 0
		for item := range v.Items() {
			if item.Kind() == rawjson.Object {
				w.add(inBrackets(name, strconv.Itoa(number)), item)
			} else {
				w.add(name, item)
			}
			number++
		}
	default:
		w.pair(name, v.Plain())
	}
}

// addIndexed adds the pairs of a value in the style deepObject: the items of
// arrays have numbers as names, `a[b][0]=1`.
func (w *pairWriter) addIndexed(name string, v rawjson.Value) {
	switch v.Kind() {
	case rawjson.Object:
		for key, member := range v.Members() {
			w.addIndexed(inBrackets(name, Escape(key)), member)
		}
	case rawjson.Array:
		number := 0
		for item := range v.Items() {
			w.addIndexed(inBrackets(name, strconv.Itoa(number)), item)
			number++
		}
	default:
		w.add(name, v)
	}
}

// inBrackets returns `name[key]`, percent-encoded.
func inBrackets(name, key string) string {
	return name + "%5B" + key + "%5D"
}
