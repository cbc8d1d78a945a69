package body

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"
	"mime"
	"strconv"
	"strings"
	"unicode"

	"github.com/cloudflare/cloudflare-go/internal/rawjson"
	"github.com/cloudflare/cloudflare-go/internal/style"
)

const (
	multipartType = "multipart/form-data"
	jsonType      = "application/json"
	textType      = "text/plain"
)

// escaped replaces what browsers escape in names (HTML, 4.10.21.8).
var escaped = strings.NewReplacer(`"`, "%22", "\r", "%0D", "\n", "%0A")

// partWriter collects the pieces of a body.
type partWriter struct {
	boundary string
	files    []io.Reader // those of the member that is written
	pieces   []piece
	text     strings.Builder // what stands behind the last of the pieces
	err      error
}

// member adds the parts of a member.
func (w *partWriter) member(name string, v rawjson.Value, o PartOptions) {
	contentType := o.ContentType
	if strings.ContainsAny(contentType, "*,") || contentType == usualType(v) {
		contentType = ""
	}
	isList := v.Kind() == rawjson.Array
	isStructure := isList || v.Kind() == rawjson.Object
	switch {
	case v.Kind() == rawjson.Null:
		w.add(name, v)
	case contentType != "" && isList && !isJSON(contentType):
		for item := range v.Items() {
			w.typed(name, item, contentType)
		}
	case contentType != "":
		w.typed(name, v, contentType)
	case o.Style.Kind == style.JSON && isStructure:
		w.typed(name, v, jsonType)
	case o.Style.Kind == style.DeepObject:
		w.addIndexed(name, v)
	case isStructure && o.Style.IsJoined() && !holdsFile(v):
		w.part(name, nil, "", fixed(style.Joined(string(v), o.Style)))
	default:
		w.add(name, v)
	}
}

// add adds the parts of a value of which nothing is said.
func (w *partWriter) add(name string, v rawjson.Value) {
	switch v.Kind() {
	case rawjson.Other:
		w.file(name, v, "")
	case rawjson.Array:
		w.addItems(name, v)
	case rawjson.Object:
		if holdsFile(v) {
			w.addMembers(name, v)
		} else {
			w.typed(name, v, jsonType)
		}
	case rawjson.Null:
		w.part(name, nil, "", fixed(""))
	default:
		w.part(name, nil, "", fixed(v.Plain()))
	}
}

// addItems adds the parts of an array. Objects with files are numbered, since
// it takes several parts to send one.
func (w *partWriter) addItems(name string, v rawjson.Value) {
	isNumbered := false
	for item := range v.Items() {
		isNumbered = isNumbered || item.Kind() == rawjson.Object && holdsFile(item)
	}
	number := 0
	for item := range v.Items() {
		switch {
		case isNumbered && item.Kind() == rawjson.Object:
			w.addMembers(inBrackets(name, strconv.Itoa(number)), item)
		case item.Kind() == rawjson.Array:
			w.typed(name, item, jsonType)
		default:
			w.add(name, item)
		}
		number++
	}
}

func (w *partWriter) addMembers(name string, v rawjson.Value) {
	for key, member := range v.Members() {
		w.add(inBrackets(name, key), member)
	}
}

// addIndexed adds the parts of a value in the style deepObject.
func (w *partWriter) addIndexed(name string, v rawjson.Value) {
	switch v.Kind() {
	case rawjson.Object:
		for key, member := range v.Members() {
			w.addIndexed(inBrackets(name, key), member)
		}
	case rawjson.Array:
		number := 0
		for item := range v.Items() {
			w.addIndexed(inBrackets(name, strconv.Itoa(number)), item)
			number++
		}
	default:
		w.add(name, v)
	}
}

// typed adds a value with the content type of its part.
func (w *partWriter) typed(name string, v rawjson.Value, contentType string) {
	text, isText := v.Text()
	switch {
	case v.Kind() == rawjson.Other:
		w.file(name, v, contentType)
	case isText && !isJSON(contentType):
		w.part(name, nil, contentType, fixed(text))
	case holdsFile(v):
		w.fail(fmt.Errorf("the part %q: a file cannot be sent as %s", name, contentType))
	default:
		w.part(name, nil, contentType, fixed(v))
	}
}

// file adds the file that a token stands for.
func (w *partWriter) file(name string, token rawjson.Value, contentType string) {
	index, ok := fileAt(token)
	if !ok || index >= len(w.files) {
		w.fail(fmt.Errorf("the part %q is neither JSON nor a file", name))
		return
	}
	filename, stated := described(w.files[index])
	if filename == "" {
		filename = unnamed
	}
	if stated != "" {
		contentType = stated
	}
	if contentType == "" {
		contentType = guessed(filename)
	}
	w.part(name, &filename, contentType, newSource(w.files[index]))
}

// part adds a part. The filename is nil for what is no file, the content type ""
// for text.
func (w *partWriter) part(name string, filename *string, contentType string, content piece) {
	disposition := `form-data; name="` + escaped.Replace(name) + `"`
	if filename != nil {
		disposition += `; filename="` + escaped.Replace(*filename) + `"`
	}
	if strings.ContainsFunc(disposition+contentType, unicode.IsControl) {
		w.fail(fmt.Errorf("the headers of the part %q must not have control characters", name))
		return
	}
	w.text.WriteString("--" + w.boundary + "\r\nContent-Disposition: " + disposition + "\r\n")
	if contentType != "" {
		w.text.WriteString("Content-Type: " + contentType + "\r\n")
	}
	w.text.WriteString("\r\n")
	if text, ok := content.(fixed); ok {
		w.text.WriteString(string(text))
	} else {
		w.flush()
		w.pieces = append(w.pieces, content)
	}
	w.text.WriteString("\r\n")
}

// flush makes a piece of the text.
func (w *partWriter) flush() {
	if w.text.Len() > 0 {
		w.pieces = append(w.pieces, fixed(w.text.String()))
		w.text.Reset()
	}
}

// content returns all that was added.
func (w *partWriter) content(contentType string) (*Content, error) {
	if w.err != nil {
		return nil, w.err
	}
	w.text.WriteString("--" + w.boundary + "--\r\n")
	w.flush()
	return joined(contentType, w.pieces...), nil
}

// fail keeps the first error.
func (w *partWriter) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

// usualType returns the media type that a value has where nothing is said
// (OpenAPI 3.1, 4.8.15.1), which need not be stated.
func usualType(v rawjson.Value) string {
	switch v.Kind() {
	case rawjson.Object:
		return jsonType
	case rawjson.Array:
		return ""
	case rawjson.Other:
		return octets
	default:
		return textType
	}
}

// isJSON reports whether the values of a media type are JSON.
func isJSON(contentType string) bool {
	kind, _, _ := strings.Cut(contentType, ";")
	return strings.HasSuffix(strings.ToLower(strings.TrimSpace(kind)), "json")
}

func inBrackets(name, key string) string {
	return name + "[" + key + "]"
}

// bounded returns a content type that has a boundary, and the boundary.
func bounded(contentType string) (withBoundary, boundary string, err error) {
	if contentType == "" {
		contentType = multipartType
	}
	if _, parameters, err := mime.ParseMediaType(contentType); err == nil && parameters["boundary"] != "" {
		return contentType, parameters["boundary"], nil
	}
	random := make([]byte, 16)
	if _, err := rand.Read(random); err != nil {
		return "", "", fmt.Errorf("there is no random boundary: %w", err)
	}
	boundary = hex.EncodeToString(random)
	return contentType + "; boundary=" + boundary, boundary, nil
}
