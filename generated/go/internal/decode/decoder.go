// Package decode reads JSON texts (RFC 8259) in one pass, without reflection.
//
// A function of type [Func] reads one value. What the response said of it is
// returned as a [respjson.Field], whose raw text is a part of the one text that
// is read, as are all strings without escapes.
//
// Malformed JSON ends the reading: [Decoder.Err] has the error, and every
// function returns at once. A value that is well-formed but of another type
// than expected is invalid, and the reading goes on.
package decode

import (
	"fmt"
	"strings"

	"github.com/cloudflare/cloudflare-go/packages/respjson"
)

// maxDepth is how many arrays and objects may be open at once.
const maxDepth = 10_000

// Func reads the next value into *v. Where the value is null or invalid, *v
// becomes the zero value.
type Func[T any] func(v *T, d *Decoder) respjson.Field

// SyntaxError says where a text is not JSON.
type SyntaxError struct {
	// Offset is the number of bytes before the error.
	Offset  int
	message string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("invalid JSON at byte %d: %s", e.Offset, e.message)
}

// Decoder reads one JSON text.
type Decoder struct {
	// Key is the name of the member that More has found.
	Key string

	text string
	// pos is the number of bytes that are read. After an error it is all of
	// them, so that nothing finds anything more.
	pos int
	// depth is the number of arrays and objects that are open.
	depth int
	// opened tells that the last thing read was the beginning of an array or
	// object, where no comma stands.
	opened bool
	err    error
	// partial is one above where the last array or object began of which only
	// a part could be read.
	partial int
	// ends has, for the arrays and objects that were read ahead, where they
	// end.
	ends map[int]int
}

// New returns a decoder of a text.
func New(text string) *Decoder {
	return &Decoder{text: text}
}

// Err returns the first error, nil if all that was read is JSON.
func (d *Decoder) Err() error { return d.err }

// Close returns the first error. It is one if anything but white space follows
// what was read.
func (d *Decoder) Close() error {
	d.next()
	if d.pos < len(d.text) {
		d.fail(d.pos, "there is more than one value")
	}
	return d.err
}

// Unmarshal reads a whole text into *v, as a method UnmarshalJSON does. It is an
// error if the value is of another type than expected; that of a member is not.
// After an error, *v has what was read until then.
func Unmarshal[T any](data []byte, v *T, item Func[T]) error {
	*v = *new(T)
	d := New(string(data))
	return d.closeExpecting(v, item(v, d))
}

// closeExpecting is Close for a text that was read to *v as the field says.
func (d *Decoder) closeExpecting(v any, field respjson.Field) error {
	err := d.Close()
	if err == nil && field.IsInvalid() {
		err = fmt.Errorf("the JSON is not that of a %s", strings.TrimPrefix(fmt.Sprintf("%T", v), "*"))
	}
	return err
}

// Text reads a whole text into *v, which has the zero value. After an error, *v
// has what was read until then.
func Text[T any](text string, v *T, item Func[T]) (respjson.Field, error) {
	d := New(text)
	field := item(v, d)
	return field, d.Close()
}

// fail keeps the first error, and ends the reading.
func (d *Decoder) fail(offset int, message string) {
	if d.err == nil {
		if offset >= len(d.text) {
			message = "the text ends too early"
		}
		d.err = &SyntaxError{Offset: offset, message: message}
	}
	d.pos = len(d.text)
}

// next skips white space and returns the byte behind it, 0 at the end.
func (d *Decoder) next() byte {
	if d.pos < len(d.text) {
		if c := d.text[d.pos]; c > ' ' {
			return c
		}
	}
	return d.nextAfterSpace()
}

func (d *Decoder) nextAfterSpace() byte {
	for i := d.pos; i < len(d.text); i++ {
		switch c := d.text[i]; c {
		case ' ', '\t', '\n', '\r':
		default:
			d.pos = i
			return c
		}
	}
	d.pos = len(d.text)
	return 0
}

// valid returns the field of a value that begins at start and ends here.
func (d *Decoder) valid(start int) respjson.Field {
	return respjson.NewField(d.text[start:d.pos], respjson.Valid)
}

// invalid is the twin of valid.
func (d *Decoder) invalid(start int) respjson.Field {
	return respjson.NewField(d.text[start:d.pos], respjson.Invalid)
}

// other skips a value that is not of the expected type: its field is null or
// invalid.
func (d *Decoder) other() respjson.Field {
	c := d.next()
	start := d.pos
	d.Skip()
	if c == 'n' {
		return respjson.NewField(d.text[start:d.pos], respjson.Null)
	}
	return d.invalid(start)
}

// open begins an array or an object, whose first byte is next.
func (d *Decoder) open() {
	d.pos++
	d.opened = true
	d.depth++
	if d.depth > maxDepth {
		d.fail(d.pos-1, "the nesting is too deep")
	}
}

// more goes on to the next item or member, or ends the array or object with the
// byte end.
func (d *Decoder) more(end byte) bool {
	c := d.next()
	switch {
	case c == end && c != 0:
		d.pos++
		d.depth--
		d.opened = false
		return false
	case d.opened:
		d.opened = false
	case c == ',':
		d.pos++
	default:
		d.fail(d.pos, "expected a comma or the end of the array or object")
	}
	return d.err == nil
}
