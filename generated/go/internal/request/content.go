package request

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/cloudflare/cloudflare-go/internal/body"
	"github.com/cloudflare/cloudflare-go/internal/rawjson"
)

// content is the body of a request as the method gives it, at most one of its
// kinds.
type content struct {
	json      []byte
	form      *body.Form
	multipart *body.Multipart
	// stream is sent as it is if it is a reader, bytes or a text.
	stream any
	// mediaType is the Content-Type if it is not the usual one.
	mediaType string
	// usual is the usual Content-Type of a stream.
	usual string
	// required says that a form is sent even if it is empty.
	required bool
	members  []memberChange
}

// form is a body that has members but is not JSON.
type form interface {
	Set(name, value string)
	Delete(name string)
	IsEmpty() bool
	JSON() (string, error)
	Content(mediaType string) (*body.Content, error)
}

// writtenBody is the body with the changes that options make, and its
// Content-Type; nil if there is none. It is written as the headers state, if
// they do.
func (r *Request) writtenBody(stated string) (*body.Content, string, error) {
	changes := slices.Concat(r.content.members, r.config.members)
	c := &r.content
	if given := r.config.body; given != nil {
		content, err := contentOf(given.value, given.contentType, changes)
		return content, given.contentType, err
	}
	mediaType := cmp.Or(stated, c.mediaType)
	switch {
	case c.form != nil:
		return c.formContent(c.form.Clone(), mediaType, changes)
	case c.multipart != nil:
		return c.formContent(c.multipart.Clone(), mediaType, changes)
	case c.stream != nil:
		mediaType = cmp.Or(mediaType, c.usual)
		content, err := contentOf(c.stream, mediaType, changes)
		return content, mediaType, err
	}
	text, err := changedJSON(c.json, changes)
	if err != nil || text == nil {
		return nil, "", err
	}
	return jsonContent(text, cmp.Or(mediaType, "application/json"))
}

// contentOf is a body that is sent as it is if it is a reader, bytes or a text,
// else as JSON, which may be changed.
func contentOf(value any, mediaType string, changes []memberChange) (*body.Content, error) {
	content := asItIs(value)
	if content != nil && len(changes) == 0 {
		return content, nil
	}
	if content != nil {
		return nil, errors.New("only a body that is a JSON object or a form has members to set or delete")
	}
	text, err := marshal(value)
	if err != nil {
		return nil, fmt.Errorf("the body cannot be sent as %s: %w", mediaType, err)
	}
	if text, err = changedJSON(text, changes); err != nil {
		return nil, err
	}
	return body.Bytes(text), nil
}

func asItIs(value any) *body.Content {
	switch value := value.(type) {
	case []byte:
		return body.Bytes(value)
	case string:
		return body.Text(value)
	case io.Reader:
		return body.Reader(value)
	}
	return nil
}

// jsonContent is a JSON text, or what its members make where the media type is
// that of a form.
func jsonContent(text []byte, mediaType string) (*body.Content, string, error) {
	var members form
	switch kind := essence(mediaType); {
	case kind == "application/x-www-form-urlencoded":
		members = body.NewForm()
	case strings.HasPrefix(kind, "multipart/"):
		members = body.NewMultipart()
	}
	if members == nil || len(text) == 0 || text[0] != '{' {
		return body.Bytes(text), mediaType, nil
	}
	for name, value := range rawjson.Of(string(text)).Members() {
		members.Set(name, string(value))
	}
	return sentForm(members, mediaType)
}

// formContent is a form with the changes that options make.
func (c *content) formContent(f form, mediaType string, changes []memberChange) (*body.Content, string, error) {
	for _, change := range changes {
		switch {
		case len(change.path) != 1:
			return nil, "", errors.New("a member of a form has no members to set or delete")
		case change.value == nil:
			f.Delete(change.path[0])
		default:
			f.Set(change.path[0], string(change.value))
		}
	}
	if f.IsEmpty() && !c.required {
		return nil, "", nil
	}
	if !isJSON(mediaType) {
		return sentForm(f, mediaType)
	}
	text, err := f.JSON()
	if err != nil {
		return nil, "", fmt.Errorf("the body cannot be sent as %s: %w", mediaType, err)
	}
	return body.Text(text), mediaType, nil
}

func sentForm(f form, mediaType string) (*body.Content, string, error) {
	content, err := f.Content(mediaType)
	if err != nil {
		return nil, "", err
	}
	return content, content.MediaType(), nil
}

// marshal returns the JSON text of a value, in which no character is escaped for
// the sake of HTML.
func marshal(value any) (json.RawMessage, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(text.Bytes(), []byte("\n")), nil
}
