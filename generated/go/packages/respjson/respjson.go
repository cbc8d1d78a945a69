// Package respjson has what a response said, beside the values that were read
// from it: which members were there, their JSON text, and the members that the
// SDK does not know.
package respjson

// Status says what became of a member of a response.
type Status uint8

const (
	// Missing: the response does not have the member.
	Missing Status = iota
	// Null: the member is null, and its value in Go is the zero value.
	Null
	// Invalid: the member is of another type than the API's description says.
	// Its value in Go is what could be read of it, else the zero value.
	Invalid
	// Valid: the member has a value of the type that it should have.
	Valid
)

// Field tells what a response said of one of its members.
type Field struct {
	raw    string
	status Status
}

// NewField returns a field with the JSON text of the value, "" if there is
// none.
func NewField(raw string, status Status) Field {
	return Field{raw, status}
}

// Raw returns the JSON text of the value as it was received, "" if the member
// is missing.
func (f Field) Raw() string { return f.raw }

// Status returns what became of the member.
func (f Field) Status() Status { return f.status }

// IsMissing reports whether the response does not have the member.
func (f Field) IsMissing() bool { return f.status == Missing }

// IsNull reports whether the member is null.
func (f Field) IsNull() bool { return f.status == Null }

// IsInvalid reports whether the member is of another type than it should be.
func (f Field) IsInvalid() bool { return f.status == Invalid }

// IsPresent reports whether the response has the member, whatever its value.
func (f Field) IsPresent() bool { return f.status != Missing }

// IsValid reports whether the member has a value of the type that it should
// have. An explicit null is none.
func (f Field) IsValid() bool { return f.status == Valid }

// String returns the JSON text of the value, as Raw does.
func (f Field) String() string { return f.raw }

// Value is the JSON text that a value was read from.
type Value struct {
	raw string
}

// NewValue returns a value with this JSON text.
func NewValue(raw string) Value { return Value{raw} }

// RawJSON returns the JSON text as it was received, "" if the value does not
// come from a response.
func (v Value) RawJSON() string { return v.raw }

// String returns the JSON text, as RawJSON does.
func (v Value) String() string { return v.raw }

// MarshalJSON returns the JSON text; null if the value does not come from a
// response.
func (v Value) MarshalJSON() ([]byte, error) {
	if v.raw == "" {
		return []byte("null"), nil
	}
	return []byte(v.raw), nil
}

// RawObject is the JSON text that an object was read from, with the members
// that the SDK does not know.
type RawObject struct {
	Value
	// ExtraFields has the members that the SDK does not know; nil if there are
	// none.
	ExtraFields map[string]Field
}
