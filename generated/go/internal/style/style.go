// Package style writes parameters into paths, queries, headers and cookies in
// the styles of OpenAPI (3.1, 4.8.12.4). A value comes as its JSON text.
package style

// Kind says how a value that is an array or an object is written.
type Kind uint8

const (
	// Default is what the place has: Simple in paths and headers, Form in queries
	// and cookies, exploded.
	Default Kind = iota
	// Simple: `1,2` in paths and headers.
	Simple
	// Label: `.1.2` in paths.
	Label
	// Matrix: `;a=1;a=2` in paths.
	Matrix
	// Form: `a=1&a=2` in queries and cookies, `a=1,2` if it is not exploded.
	Form
	// Space: `a=1%202` in queries.
	Space
	// Pipe: `a=1%7C2` in queries.
	Pipe
	// DeepObject: `a[b]=1` in queries.
	DeepObject
	// JSON: the JSON text of the value, anywhere.
	JSON
)

// Style says how a value is written. The zero Style is what the place has by
// default.
type Style struct {
	Kind Kind
	// Explode says whether each item or member is written for itself. It is of
	// no meaning for styles that have one form.
	Explode bool
	// AllowReserved says whether reserved characters of URLs stay as they are.
	AllowReserved bool
}

// IsJoined reports whether the items of an array become one text.
func (s Style) IsJoined() bool {
	switch s.Kind {
	case Default, DeepObject, JSON:
		return false
	default:
		return !s.Explode
	}
}

// delimiter returns what stands between the items of an array that become one
// text.
func (s Style) delimiter() string {
	switch s.Kind {
	case Space:
		return " "
	case Pipe:
		return "|"
	default:
		return ","
	}
}

// escapedDelimiter is the same as it stands in a query. A comma may.
func (s Style) escapedDelimiter() string {
	if delimiter := s.delimiter(); delimiter != "," {
		return Escape(delimiter)
	}
	return ","
}

// kept returns the characters of values that stay as they are.
func (s Style) kept() *set {
	if s.AllowReserved {
		return reserved
	}
	return plain
}
