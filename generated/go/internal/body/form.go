package body

import (
	"errors"
	"fmt"
	"slices"

	"github.com/cloudflare/cloudflare-go/internal/encode"
	"github.com/cloudflare/cloudflare-go/internal/rawjson"
	"github.com/cloudflare/cloudflare-go/internal/style"
	"github.com/cloudflare/cloudflare-go/param"
)

// formType is the media type of forms.
const formType = "application/x-www-form-urlencoded"

// Form is a body of the type application/x-www-form-urlencoded.
type Form struct {
	members []formMember
	text    string // the whole body, where it has no members
	err     error
}

type formMember struct {
	name  string
	value string // JSON text
	style style.Style
}

// NewForm returns a form without members.
func NewForm() *Form {
	return &Form{}
}

// FormField adds a member to a form, unless the field is absent.
func FormField[T any](f *Form, name string, field param.Field[T], enc encode.Func[T], s style.Style) {
	if !field.Present {
		return
	}
	text, err := textOf(field, enc)
	if err != nil {
		f.fail(fmt.Errorf("the parameter %q: %w", name, err))
		return
	}
	f.members = append(f.members, formMember{name, text, s})
}

// FormBody adds the members of an object that is the whole form. Text is taken
// as it is.
func FormBody[T any](f *Form, field param.Field[T], enc encode.Func[T]) {
	if !field.Present {
		return
	}
	text, err := textOf(field, enc)
	if err != nil {
		f.fail(err)
		return
	}
	value := rawjson.Value(text)
	if value.Kind() != rawjson.Object {
		f.text = value.Plain()
		return
	}
	for name, member := range value.Members() {
		f.members = append(f.members, formMember{name: name, value: string(member)})
	}
}

// Set sets a member to a JSON text, in place of one of the same name.
func (f *Form) Set(name, value string) {
	for i := range f.members {
		if f.members[i].name == name {
			f.members[i].value = value
			return
		}
	}
	f.members = append(f.members, formMember{name: name, value: value})
}

// Delete removes a member.
func (f *Form) Delete(name string) {
	f.members = slices.DeleteFunc(f.members, func(m formMember) bool { return m.name == name })
}

// Member returns the JSON text of a member.
func (f *Form) Member(name string) (value string, ok bool) {
	for _, member := range f.members {
		if member.name == name {
			return member.value, true
		}
	}
	return "", false
}

// IsEmpty reports whether nothing has been added.
func (f *Form) IsEmpty() bool {
	return len(f.members) == 0 && f.text == "" && f.err == nil
}

// Clone returns a copy that can be changed.
func (f *Form) Clone() *Form {
	return &Form{slices.Clone(f.members), f.text, f.err}
}

// Content returns the body, or why one of its members cannot be sent.
//
// The content type is the one to be sent, "" for the usual one.
func (f *Form) Content(contentType string) (*Content, error) {
	if f.err != nil {
		return nil, f.err
	}
	if contentType == "" {
		contentType = formType
	}
	var pairs []style.Pair
	for _, m := range f.members {
		pairs = append(pairs, style.FormMember(m.name, m.value, m.style)...)
	}
	text := style.Join(pairs)
	if f.text != "" && text != "" {
		text = f.text + "&" + text
	} else {
		text = f.text + text
	}
	return joined(contentType, fixed(text)), nil
}

// JSON returns the members as one JSON object, for a caller whose Content-Type
// says so.
func (f *Form) JSON() (string, error) {
	if f.text != "" {
		return "", errors.New("it is a text that has no members")
	}
	var w encode.Writer
	w.BeginObject()
	for _, m := range f.members {
		w.Key(m.name)
		w.RawJSON(m.value)
	}
	w.EndObject()
	return string(w.Bytes()), f.err
}

// fail keeps the first error.
func (f *Form) fail(err error) {
	if f.err == nil {
		f.err = err
	}
}
