// Package encode writes JSON texts (RFC 8259) without reflection.
//
// A function of type [Func] writes one value. What is written is JSON whatever
// happens: in place of a value that JSON cannot express stands null, and
// [Writer.Err] says which one it was.
package encode

import (
	"fmt"
	"strconv"
)

// Func writes a value.
type Func[T any] func(w *Writer, v T)

// Error says which value cannot be written, and why.
type Error struct {
	// Path is where the value stands, such as `.rules[2].name`; "" for the
	// whole.
	Path string
	// Err is the reason.
	Err error
}

func (e *Error) Error() string {
	if e.Path == "" {
		return fmt.Sprintf("cannot write the value as JSON: %v", e.Err)
	}
	return fmt.Sprintf("cannot write %s as JSON: %v", e.Path, e.Err)
}

// Unwrap returns the reason.
func (e *Error) Unwrap() error { return e.Err }

// Writer writes one JSON text. The zero value is ready to use.
type Writer struct {
	buf []byte
	// comma tells that something stands before the next item or member.
	comma bool
	err   *Error
	files files
}

// Bytes returns what is written.
func (w *Writer) Bytes() []byte { return w.buf }

// Text returns what is written, and the first error.
func (w *Writer) Text() (string, error) { return string(w.buf), w.Err() }

// Err returns the first error, which is an *Error; nil if there is none.
func (w *Writer) Err() error {
	if w.err == nil {
		return nil
	}
	return w.err
}

// Marshal returns the JSON text of a value.
func Marshal[T any](v T, item Func[T]) ([]byte, error) {
	const first = 256
	w := &Writer{buf: make([]byte, 0, first)}
	item(w, v)
	if err := w.Err(); err != nil {
		return nil, err
	}
	return w.Bytes(), nil
}

// BeginObject begins an object; Key and a value follow for each member.
func (w *Writer) BeginObject() { w.begin('{') }

// EndObject ends an object.
func (w *Writer) EndObject() { w.end('}') }

// BeginArray begins an array; its items follow.
func (w *Writer) BeginArray() { w.begin('[') }

// EndArray ends an array.
func (w *Writer) EndArray() { w.end(']') }

// Key writes the name of a member.
func (w *Writer) Key(name string) {
	w.separate()
	w.buf = appendString(w.buf, name)
	w.buf = append(w.buf, ':')
	w.comma = false
}

// Null writes null.
func (w *Writer) Null() { w.write("null") }

// RawJSON writes a text that is one JSON value as it is.
func (w *Writer) RawJSON(text string) { w.write(text) }

// Fail keeps the error, if it is the first one, and writes null.
func (w *Writer) Fail(err error) {
	if w.err == nil {
		w.err = &Error{Err: err}
	}
	w.Null()
}

func (w *Writer) begin(c byte) {
	w.separate()
	w.buf = append(w.buf, c)
	w.comma = false
}

func (w *Writer) end(c byte) {
	w.buf = append(w.buf, c)
	w.comma = true
}

// separate writes the comma before an item or the name of a member.
func (w *Writer) separate() {
	if w.comma {
		w.buf = append(w.buf, ',')
	}
	w.comma = true
}

func (w *Writer) write(text string) {
	w.separate()
	w.buf = append(w.buf, text...)
}

// within adds a step before the path. Whoever writes a value inside of another
// calls it if the error is a new one.
func (e *Error) within(step string) { e.Path = step + e.Path }

// memberStep returns the step to a member in the way of JSONPath (RFC 9535).
func memberStep(name string) string {
	for i, c := range []byte(name) {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_'
		if !letter && (i == 0 || c < '0' || '9' < c) {
			return "[" + strconv.Quote(name) + "]"
		}
	}
	if name == "" {
		return `[""]`
	}
	return "." + name
}

func itemStep(index int) string { return "[" + strconv.Itoa(index) + "]" }
