package decode

import "github.com/cloudflare/cloudflare-go/packages/respjson"

// Kind is the JSON type of a value.
type Kind uint8

const (
	// KindNone: there is no value. A member of a Shape may have any type.
	KindNone Kind = iota
	KindNull
	KindBool
	// KindInteger is a number without fraction and exponent.
	KindInteger
	// KindNumber is a number with a fraction or an exponent. A member of a
	// Shape may have either.
	KindNumber
	KindString
	KindArray
	KindObject
)

// accepts reports whether a value of a kind may stand where this kind is asked
// for.
func (k Kind) accepts(kind Kind) bool {
	return k == kind || k == KindNumber && kind == KindInteger
}

// Kind returns the JSON type of the next value, and reads nothing.
func (d *Decoder) Kind() Kind {
	switch c := d.next(); c {
	case '"':
		return KindString
	case '{':
		return KindObject
	case '[':
		return KindArray
	case 't', 'f':
		return KindBool
	case 'n':
		return KindNull
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		ahead := *d
		if ahead.number() {
			return KindInteger
		}
		return KindNumber
	}
	return KindNone
}

// ItemKind returns the JSON type of the first item of the array that is next, and
// reads nothing; KindNone if it has no items, or the next value is no array.
func (d *Decoder) ItemKind() Kind {
	if d.next() != '[' {
		return KindNone
	}
	ahead := *d
	ahead.open()
	return ahead.Kind()
}

// Tag returns the value of a member of the object that is next, and reads
// nothing: a string, or the JSON text of a number or of true and false. ok is
// false if there is no such member, or the next value is no object.
func (d *Decoder) Tag(name string) (value string, ok bool) {
	if d.next() != '{' {
		return "", false
	}
	before := *d
	for d.open(); d.More(); {
		if d.Key == name {
			value, ok = d.constant()
		} else {
			d.skipAhead()
		}
	}
	ok = ok && d.err == nil
	d.back(before)
	return value, ok
}

// Variant reads the next value as one of a type.
func Variant[T any](d *Decoder, item Func[T]) (T, respjson.Field) {
	var value T
	field := item(&value, d)
	return value, field
}

// Try is Variant for a value that may be of another type than the functions for
// its JSON type say, such as a string that may be a date: if it is invalid,
// nothing is read, and ok is false. Objects and arrays are not for it, since what
// they hold would be read again for each type that is tried.
func Try[T any](d *Decoder, item Func[T]) (value T, field respjson.Field, ok bool) {
	before := *d
	value, field = Variant(d, item)
	if d.err == nil && field.IsInvalid() {
		*d = before
		return value, respjson.Field{}, false
	}
	return value, field, true
}

// Union reads the next value as one of a type into the union that value and meta
// are the parts of. Of a list or map it keeps what could be read.
func Union[T any](value *any, meta *respjson.Value, d *Decoder, item Func[T]) respjson.Field {
	d.next()
	start := d.pos
	variant := new(T)
	field := item(variant, d)
	*value = nil
	if field.IsValid() || field.IsInvalid() && d.partial == start+1 {
		*value = *variant
	}
	*meta = respjson.NewValue(field.Raw())
	return field
}

// NoVariant reads the next value, which is of no known variant.
func NoVariant(value *any, meta *respjson.Value, d *Decoder) respjson.Field {
	*value = nil
	field := d.other()
	*meta = respjson.NewValue(field.Raw())
	return field
}
