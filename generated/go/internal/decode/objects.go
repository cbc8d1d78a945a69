package decode

import "github.com/cloudflare/cloudflare-go/packages/respjson"

// Start is where an object begins.
type Start struct {
	offset int
	field  respjson.Field
}

// Field returns the field of a value that is no object: null or invalid, with
// its raw text.
func (s Start) Field() respjson.Field { return s.field }

// Object begins the object that is next; More finds its members, and End ends
// it. If the next value is no object, it is read, and ok is false.
//
// If *v was read before, since a member is given twice, it becomes the zero
// value; meta is the part of *v that tells.
func Object[T any](v *T, meta *respjson.RawObject, d *Decoder) (start Start, ok bool) {
	if meta.RawJSON() != "" {
		*v = *new(T)
	}
	return d.object()
}

func (d *Decoder) object() (start Start, ok bool) {
	if d.next() != '{' {
		return Start{field: d.other()}, false
	}
	start.offset = d.pos
	d.open()
	return start, true
}

// More goes on to the next member of the object and puts its name in Key; the
// value is to be read then. It returns false at the end of the object.
func (d *Decoder) More() bool {
	if !d.more('}') {
		return false
	}
	if d.next() != '"' {
		d.fail(d.pos, "expected the name of a member")
		return false
	}
	d.Key = d.str()
	return d.colon()
}

// Extra keeps the member that More has found among the unknown ones.
func (d *Decoder) Extra(meta *respjson.RawObject) {
	name := d.Key
	field := d.Raw()
	if meta.ExtraFields == nil {
		meta.ExtraFields = map[string]respjson.Field{}
	}
	meta.ExtraFields[name] = field
}

// Extra reads the member that More has found into values, by its name, and
// keeps its raw text among the unknown members.
func Extra[T any](meta *respjson.RawObject, values *map[string]T, d *Decoder, item Func[T]) {
	name := d.Key
	var value T
	field := item(&value, d)
	if *values == nil {
		*values = map[string]T{}
	}
	(*values)[name] = value
	if meta.ExtraFields == nil {
		meta.ExtraFields = map[string]respjson.Field{}
	}
	meta.ExtraFields[name] = field
}

// End keeps the raw text of the object whose members are read, and returns its
// field.
func (d *Decoder) End(start Start, meta *respjson.RawObject) respjson.Field {
	field := d.valid(start.offset)
	meta.Value = respjson.NewValue(field.Raw())
	return field
}

// Raw reads the next value, whatever it is, and keeps only its text.
func (d *Decoder) Raw() respjson.Field {
	c := d.next()
	start := d.pos
	d.Skip()
	if c == 'n' {
		return respjson.NewField(d.text[start:d.pos], respjson.Null)
	}
	return d.valid(start)
}

// RawObject reads any value and keeps its raw text; of an object, all members are
// kept as unknown ones.
func RawObject(v *respjson.RawObject, d *Decoder) respjson.Field {
	*v = respjson.RawObject{}
	if d.next() != '{' {
		field := d.Raw()
		v.Value = respjson.NewValue(field.Raw())
		return field
	}
	start := Start{offset: d.pos}
	for d.open(); d.More(); {
		d.Extra(v)
	}
	return d.End(start, v)
}

// MemberOf returns a function that reads one member of an object, and nothing
// else of it. It returns the field of that member, which is missing if the
// object does not have it; that of the whole if it is no object.
func MemberOf[T any](name string, item Func[T]) Func[T] {
	return func(v *T, d *Decoder) respjson.Field {
		*v = *new(T)
		if d.next() != '{' {
			return d.other()
		}
		field := respjson.Field{}
		for d.open(); d.More(); {
			if d.Key == name {
				field = item(v, d)
			} else {
				d.Skip()
			}
		}
		return field
	}
}
