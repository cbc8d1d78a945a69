package encode

import (
	"maps"
	"slices"

	"github.com/cloudflare/cloudflare-go/param"
)

// Member writes a member of an object: nothing if the field is absent.
func Member[T any](w *Writer, name string, f param.Field[T], item Func[T]) {
	if !f.Present {
		return
	}
	before := w.err
	w.Key(name)
	Value(w, f, item)
	if w.err != before {
		w.err.within(memberStep(name))
	}
}

// Value writes a field that is a value of its own. One that is absent is null.
func Value[T any](w *Writer, f param.Field[T], item Func[T]) {
	switch {
	case f.Raw != nil:
		Any(w, f.Raw)
	case f.Null || !f.Present:
		w.Null()
	default:
		item(w, f.Value)
	}
}

// FieldOf returns a function that writes a field as Value does.
func FieldOf[T any](item Func[T]) Func[param.Field[T]] {
	return func(w *Writer, f param.Field[T]) { Value(w, f, item) }
}

// Extra writes members that have no field of their own, in the order of their
// names.
func Extra[T any](w *Writer, values map[string]T, item Func[T]) {
	for _, name := range slices.Sorted(maps.Keys(values)) {
		before := w.err
		w.Key(name)
		item(w, values[name])
		if w.err != before {
			w.err.within(memberStep(name))
		}
	}
}

// SliceOf returns a function that writes an array; nil is an empty one.
func SliceOf[T any](item Func[T]) Func[[]T] {
	return func(w *Writer, v []T) {
		w.BeginArray()
		for i, value := range v {
			before := w.err
			item(w, value)
			if w.err != before {
				w.err.within(itemStep(i))
			}
		}
		w.EndArray()
	}
}

// MapOf returns a function that writes an object, its members in the order of
// their names; nil is an empty one.
func MapOf[T any](item Func[T]) Func[map[string]T] {
	return func(w *Writer, v map[string]T) {
		w.BeginObject()
		Extra(w, v, item)
		w.EndObject()
	}
}

// PointerTo returns a function that writes what a pointer points at; nil is
// null.
func PointerTo[T any](item Func[T]) Func[*T] {
	return func(w *Writer, v *T) {
		if v == nil {
			w.Null()
			return
		}
		item(w, *v)
	}
}
