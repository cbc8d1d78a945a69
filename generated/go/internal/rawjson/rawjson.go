// Package rawjson looks into JSON text that is known to be well formed, since it
// was written or read by this SDK. Nothing is copied but strings with escapes.
package rawjson

import (
	"encoding/json"
	"iter"
	"strings"
)

// Kind is the type of a JSON value.
type Kind uint8

const (
	// Absent: there is no value.
	Absent Kind = iota
	Null
	Boolean
	Number
	String
	Array
	Object
	// Other: the text does not begin as JSON does.
	Other
)

// Value is the text of one JSON value, without spaces around it; "" stands for
// none.
type Value string

// Of returns the value that a text holds.
func Of(text string) Value {
	return Value(strings.Trim(text, " \t\r\n"))
}

// Kind returns the type of the value.
func (v Value) Kind() Kind {
	if v == "" {
		return Absent
	}
	switch c := v[0]; {
	case c == '"':
		return String
	case c == '{':
		return Object
	case c == '[':
		return Array
	case c == 't' || c == 'f':
		return Boolean
	case c == 'n':
		return Null
	case c == '-' || '0' <= c && c <= '9':
		return Number
	default:
		return Other
	}
}

// IsNone reports whether there is no value, or null.
func (v Value) IsNone() bool {
	kind := v.Kind()
	return kind == Absent || kind == Null
}

// Text returns the text of a string.
func (v Value) Text() (text string, ok bool) {
	if v.Kind() != String {
		return "", false
	}
	return unquoted(string(v)), true
}

// Plain returns the text of a string, and the JSON text of anything else.
func (v Value) Plain() string {
	if text, ok := v.Text(); ok {
		return text
	}
	return string(v)
}

// At returns what members of objects lead to, one inside of the other; "" if
// there is no such value. Of members with one name the last one counts.
func (v Value) At(steps ...string) Value {
	for _, step := range steps {
		var found Value
		for name, member := range v.Members() {
			if name == step {
				found = member
			}
		}
		v = found
	}
	return v
}

// Items returns the values of an array in their order, none of anything else.
func (v Value) Items() iter.Seq[Value] {
	return func(yield func(Value) bool) {
		if v.Kind() != Array {
			return
		}
		rest := spaceless(string(v[1:]))
		for rest != "" && rest[0] != ']' {
			var item string
			item, rest = cut(rest)
			if !yield(Value(item)) {
				return
			}
			rest = afterComma(rest)
		}
	}
}

// Members returns the members of an object in their order, none of anything
// else.
func (v Value) Members() iter.Seq2[string, Value] {
	return func(yield func(string, Value) bool) {
		if v.Kind() != Object {
			return
		}
		rest := spaceless(string(v[1:]))
		for rest != "" && rest[0] == '"' {
			var name, member string
			name, rest = cut(rest)
			rest = strings.TrimPrefix(spaceless(rest), ":")
			member, rest = cut(spaceless(rest))
			if !yield(unquoted(name), Value(member)) {
				return
			}
			rest = afterComma(rest)
		}
	}
}

// cut splits a text behind the value that it begins with. At least one byte is
// taken, so that malformed text ends as well.
func cut(text string) (value, rest string) {
	if text == "" {
		return "", ""
	}
	end := len(text)
	switch text[0] {
	case '"':
		end = stringEnd(text)
	case '{', '[':
		end = nestedEnd(text)
	default:
		if i := strings.IndexAny(text[1:], ",]} \t\r\n"); i >= 0 {
			end = i + 1
		}
	}
	return text[:end], text[end:]
}

// stringEnd returns the length of the string that a text begins with.
func stringEnd(text string) int {
	for i := 1; i < len(text); i++ {
		quote := strings.IndexByte(text[i:], '"')
		if quote < 0 {
			break
		}
		i += quote
		first := i // of the backslashes before the quote
		for first > 1 && text[first-1] == '\\' {
			first--
		}
		if (i-first)%2 == 0 {
			return i + 1
		}
	}
	return len(text)
}

// nestedEnd returns the length of the object or array that a text begins with.
func nestedEnd(text string) int {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			i += stringEnd(text[i:]) - 1
		case '{', '[':
			depth++
		case '}', ']':
			depth--
			if depth == 0 {
				return i + 1
			}
		}
	}
	return len(text)
}

func spaceless(text string) string {
	return strings.TrimLeft(text, " \t\r\n")
}

func afterComma(text string) string {
	return spaceless(strings.TrimPrefix(spaceless(text), ","))
}

// unquoted returns the text of a JSON string.
func unquoted(quoted string) string {
	if !strings.Contains(quoted, `\`) {
		return strings.TrimSuffix(quoted[1:], `"`)
	}
	var text string
	if err := json.Unmarshal([]byte(quoted), &text); err != nil {
		return quoted
	}
	return text
}
