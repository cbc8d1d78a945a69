package decode

import "github.com/cloudflare/cloudflare-go/packages/respjson"

// Slice reads an array. It is invalid if one of its items is, whose place has
// the zero value then.
func Slice[T any](v *[]T, d *Decoder, item Func[T]) respjson.Field {
	*v = nil
	if d.next() != '[' {
		return d.other()
	}
	start := d.pos
	status := respjson.Valid
	items := []T{}
	for d.open(); d.more(']'); {
		if len(items) == cap(items) {
			items = grown(items, d.pos-start, len(d.text)-d.pos)
		}
		items = items[:len(items)+1]
		if item(&items[len(items)-1], d).IsInvalid() {
			status = respjson.Invalid
		}
	}
	if cap(items) > 2*len(items) {
		items = append(make([]T, 0, len(items)), items...)
	}
	*v = items
	return d.contained(start, status)
}

// grown returns the items with room for more: four times as many, but not more
// than the rest of the text can hold if those to come are as long as those that
// are there.
//
// Args: the bytes that the items took, and those that are left.
func grown[T any](items []T, taken, left int) []T {
	size := 1
	if count := len(items); count > 0 {
		likely := int64(left) * int64(count) / int64(taken)
		size = count + int(min(likely+1, 3*int64(count)))
	}
	return append(make([]T, 0, size), items...)
}

// SliceOf returns a function that reads an array as Slice does.
func SliceOf[T any](item Func[T]) Func[[]T] {
	return func(v *[]T, d *Decoder) respjson.Field { return Slice(v, d, item) }
}

// Map reads an object whose members are all of one type. It is invalid if one of
// them is, whose value is the zero value then.
func Map[T any](v *map[string]T, d *Decoder, item Func[T]) respjson.Field {
	*v = nil
	if d.next() != '{' {
		return d.other()
	}
	start := d.pos
	status := respjson.Valid
	values := map[string]T{}
	var value T
	for d.open(); d.More(); {
		name := d.Key
		value = *new(T)
		if item(&value, d).IsInvalid() {
			status = respjson.Invalid
		}
		values[name] = value
	}
	*v = values
	return d.contained(start, status)
}

// contained returns the field of an array or object that begins at start; it is
// invalid if a part of it is.
func (d *Decoder) contained(start int, status respjson.Status) respjson.Field {
	if status == respjson.Invalid {
		d.partial = start + 1
	}
	return respjson.NewField(d.text[start:d.pos], status)
}

// MapOf returns a function that reads an object as Map does.
func MapOf[T any](item Func[T]) Func[map[string]T] {
	return func(v *map[string]T, d *Decoder) respjson.Field { return Map(v, d, item) }
}

// Pointer reads a value to point at; the pointer is nil if it is null.
func Pointer[T any](v **T, d *Decoder, item Func[T]) respjson.Field {
	*v = nil
	value := new(T)
	field := item(value, d)
	if !field.IsNull() {
		*v = value
	}
	return field
}

// PointerTo returns a function that reads a value as Pointer does.
func PointerTo[T any](item Func[T]) Func[*T] {
	return func(v **T, d *Decoder) respjson.Field { return Pointer(v, d, item) }
}

// Tuple reads an array whose first items each have a type of their own.
//
// Args: rest reads the items behind them, Any if it is nil; items read the first
// ones. They come from Boxed.
func Tuple(v *[]any, d *Decoder, rest Func[any], items ...Func[any]) respjson.Field {
	if rest == nil {
		rest = Any
	}
	index := 0
	return Slice(v, d, func(v *any, d *Decoder) respjson.Field {
		item := rest
		if index < len(items) {
			item = items[index]
		}
		index++
		return item(v, d)
	})
}

// TupleOf returns a function that reads an array as Tuple does.
func TupleOf(rest Func[any], items ...Func[any]) Func[[]any] {
	return func(v *[]any, d *Decoder) respjson.Field { return Tuple(v, d, rest, items...) }
}

// Boxed returns a function that reads a value of a type into an any, which is
// nil if the value is null.
func Boxed[T any](item Func[T]) Func[any] {
	return func(v *any, d *Decoder) respjson.Field {
		value, field := Variant(d, item)
		*v = value
		if field.IsNull() {
			*v = nil
		}
		return field
	}
}
