package body

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/cloudflare/cloudflare-go/internal/encode"
	"github.com/cloudflare/cloudflare-go/internal/rawjson"
	"github.com/cloudflare/cloudflare-go/internal/style"
	"github.com/cloudflare/cloudflare-go/param"
)

// fileToken is what [encode.Writer] writes in the place of a file, before its
// index.
const fileToken = "@"

// PartOptions says what the API's description says of the parts of a member.
// The zero PartOptions says nothing.
type PartOptions struct {
	// ContentType is the media type of the part. A pattern or a list of them
	// says nothing.
	ContentType string
	// Style says how an array or an object is written, where there is no
	// ContentType.
	Style style.Style
}

// Multipart is a body of several parts (RFC 7578).
type Multipart struct {
	members []multipartMember
	err     error
}

type multipartMember struct {
	name    string
	value   string // JSON text, with a token for each file
	files   []io.Reader
	options PartOptions
}

// NewMultipart returns a body without parts.
func NewMultipart() *Multipart {
	return &Multipart{}
}

// Part adds the parts of a member, unless the field is absent: one for each item
// of an array, JSON for an object, and the bytes of a file. An object that holds
// files, for which JSON has no place, has a part `name[key]` for each member.
func Part[T any](m *Multipart, name string, field param.Field[T], enc encode.Func[T], o PartOptions) {
	if !field.Present {
		return
	}
	text, files, err := textWithFiles(field, enc)
	if err != nil {
		m.fail(fmt.Errorf("the parameter %q: %w", name, err))
		return
	}
	m.members = append(m.members, multipartMember{name, text, files, o})
}

// FilePart adds a file, unless the field is absent.
func FilePart(m *Multipart, name string, field param.Field[io.Reader], o PartOptions) {
	Part(m, name, field, encode.File, o)
}

// FileParts adds files, each with a part of its own, unless the field is absent.
func FileParts(m *Multipart, name string, field param.Field[[]io.Reader], o PartOptions) {
	Part(m, name, field, encode.SliceOf(encode.File), o)
}

// MultipartBody adds the members of an object that is the whole body.
func MultipartBody[T any](m *Multipart, field param.Field[T], enc encode.Func[T]) {
	if !field.Present {
		return
	}
	text, files, err := textWithFiles(field, enc)
	if err != nil {
		m.fail(err)
		return
	}
	value := rawjson.Value(text)
	if value.Kind() != rawjson.Object {
		m.fail(errors.New("the body must be an object, each member of which is a part"))
		return
	}
	for name, member := range value.Members() {
		m.members = append(m.members, multipartMember{name: name, value: string(member), files: files})
	}
}

// Set sets a member to a JSON text, in place of one of the same name.
func (m *Multipart) Set(name, value string) {
	for i := range m.members {
		if m.members[i].name == name {
			m.members[i].value, m.members[i].files = value, nil
			return
		}
	}
	m.members = append(m.members, multipartMember{name: name, value: value})
}

// Delete removes a member.
func (m *Multipart) Delete(name string) {
	m.members = slices.DeleteFunc(m.members, func(each multipartMember) bool { return each.name == name })
}

// Member returns the JSON text of a member that holds no file.
func (m *Multipart) Member(name string) (value string, ok bool) {
	for _, member := range m.members {
		if member.name == name && !holdsFile(rawjson.Value(member.value)) {
			return member.value, true
		}
	}
	return "", false
}

// IsEmpty reports whether nothing has been added.
func (m *Multipart) IsEmpty() bool {
	return len(m.members) == 0 && m.err == nil
}

// Clone returns a copy that can be changed. It has the same files.
func (m *Multipart) Clone() *Multipart {
	return &Multipart{slices.Clone(m.members), m.err}
}

// Content returns the body, or why one of its members cannot be sent. Files are
// read while it is sent.
//
// The content type is the one to be sent, "" for the usual one. Its boundary is
// used if it has one; any other is random, so that no file can hold it by
// accident or by intent.
func (m *Multipart) Content(contentType string) (*Content, error) {
	if m.err != nil {
		return nil, m.err
	}
	contentType, boundary, err := bounded(contentType)
	if err != nil {
		return nil, err
	}
	w := &partWriter{boundary: boundary}
	for _, member := range m.members {
		w.files = member.files
		w.member(member.name, rawjson.Value(member.value), member.options)
	}
	return w.content(contentType)
}

// JSON returns the members as one JSON object, for a caller whose Content-Type
// says so. JSON has no place for files.
func (m *Multipart) JSON() (string, error) {
	var w encode.Writer
	w.BeginObject()
	for _, each := range m.members {
		if holdsFile(rawjson.Value(each.value)) {
			return "", fmt.Errorf("the parameter %q has a file", each.name)
		}
		w.Key(each.name)
		w.RawJSON(each.value)
	}
	w.EndObject()
	return string(w.Bytes()), m.err
}

// fail keeps the first error.
func (m *Multipart) fail(err error) {
	if m.err == nil {
		m.err = err
	}
}

// fileAt returns the index of the file that a token stands for; ok is false for
// a JSON value.
func fileAt(v rawjson.Value) (index int, ok bool) {
	digits, ok := strings.CutPrefix(string(v), fileToken)
	if !ok {
		return 0, false
	}
	index, err := strconv.Atoi(digits)
	return index, err == nil
}

// holdsFile reports whether a file stands anywhere in a value.
func holdsFile(v rawjson.Value) bool {
	switch v.Kind() {
	case rawjson.Object:
		for _, member := range v.Members() {
			if holdsFile(member) {
				return true
			}
		}
	case rawjson.Array:
		for item := range v.Items() {
			if holdsFile(item) {
				return true
			}
		}
	case rawjson.Other:
		return true
	}
	return false
}
