// Package param has the type of what the caller of a method may pass: absent,
// null, and a value are three different things.
package param

// Field is a parameter of a method, or a member of one. The zero value is
// absent: nothing is sent. The functions F, Null and Raw of the SDK's root
// package make the others.
type Field[T any] struct {
	// Value is what is sent when the field is present, and neither null nor raw.
	Value T
	// Null says that null is sent.
	Null bool
	// Present says that the field is sent at all.
	Present bool
	// Raw is sent in place of Value if it is not nil, in the way of
	// encoding/json.
	Raw any
}

// F returns a field with the value.
func F[T any](value T) Field[T] {
	return Field[T]{Value: value, Present: true}
}

// Null returns a field that is null.
func Null[T any]() Field[T] {
	return Field[T]{Null: true, Present: true}
}

// Raw returns a field with a value of another type than the API's description
// says. A raw value of nil is null.
func Raw[T any](value any) Field[T] {
	return Field[T]{Raw: value, Null: value == nil, Present: true}
}

// IsAbsent reports whether nothing is sent.
func (f Field[T]) IsAbsent() bool { return !f.Present }
