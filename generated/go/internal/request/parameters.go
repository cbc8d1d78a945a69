package request

import (
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/cloudflare/cloudflare-go/internal/body"
	"github.com/cloudflare/cloudflare-go/internal/encode"
	"github.com/cloudflare/cloudflare-go/internal/style"
	"github.com/cloudflare/cloudflare-go/param"
)

// Path writes a path parameter. One that is empty, or would address another
// resource, is an error.
func Path[T any](r *Request, name string, value T, enc encode.Func[T]) {
	PathStyled(r, name, value, enc, style.Style{})
}

// PathStyled writes a path parameter in another style than the usual one.
func PathStyled[T any](r *Request, name string, value T, enc encode.Func[T], s style.Style) {
	PathFieldStyled(r, name, param.F(value), enc, s)
}

// PathField writes a path parameter that is a member of the params. One that is
// missing is an error.
func PathField[T any](r *Request, name string, field param.Field[T], enc encode.Func[T]) {
	PathFieldStyled(r, name, field, enc, style.Style{})
}

// PathFieldStyled writes such a path parameter in another style than the usual
// one.
func PathFieldStyled[T any](r *Request, name string, field param.Field[T], enc encode.Func[T], s style.Style) {
	text, ok := plainSegment(field, s)
	if !ok {
		value, err := textOfField(field, enc)
		if err != nil {
			r.fail(parameterError(name, err))
			return
		}
		if text, err = style.Path(name, value, s); err != nil {
			r.fail(err)
			return
		}
	}
	r.path = strings.ReplaceAll(r.path, "{"+name+"}", text)
}

// plainSegment writes what most path parameters are, a text in the usual style,
// without the way through JSON; false if it is anything else.
func plainSegment[T any](field param.Field[T], s style.Style) (string, bool) {
	text, ok := any(field.Value).(string)
	if !ok || !field.Present || field.Null || field.Raw != nil || s != (style.Style{}) {
		return "", false
	}
	return style.Escape(text), text != "" && text != "." && text != ".."
}

// Query adds a query parameter in its usual style: form, exploded.
func Query[T any](r *Request, name string, field param.Field[T], enc encode.Func[T]) {
	QueryStyled(r, name, field, enc, style.Style{})
}

// QueryStyled adds a query parameter.
func QueryStyled[T any](r *Request, name string, field param.Field[T], enc encode.Func[T], s style.Style) {
	if value, ok := sentText(r, name, field, enc); ok {
		r.query = append(r.query, style.Query(name, value, s)...)
	}
}

// WholeQuery sets all of the query.
func WholeQuery[T any](r *Request, field param.Field[T], enc encode.Func[T], s style.Style) {
	if value, ok := sentText(r, "query", field, enc); ok {
		r.wholeQuery = style.WholeQuery(value, s)
	}
}

// Header sets a header.
func Header[T any](r *Request, name string, field param.Field[T], enc encode.Func[T]) {
	HeaderStyled(r, name, field, enc, style.Style{})
}

// HeaderStyled sets a header in another style than the usual one.
func HeaderStyled[T any](r *Request, name string, field param.Field[T], enc encode.Func[T], s style.Style) {
	value, ok := sentText(r, name, field, enc)
	if !ok {
		return
	}
	text, ok := style.Header(value, s)
	if !ok {
		return
	}
	if err := checkHeader(name, text); err != nil {
		r.fail(err)
		return
	}
	if r.header == nil {
		r.header = http.Header{}
	}
	r.header.Set(name, text)
}

// Cookie adds a cookie.
func Cookie[T any](r *Request, name string, field param.Field[T], enc encode.Func[T]) {
	CookieStyled(r, name, field, enc, style.Style{})
}

// CookieStyled adds a cookie in another style than the usual one.
func CookieStyled[T any](r *Request, name string, field param.Field[T], enc encode.Func[T], s style.Style) {
	if value, ok := sentText(r, name, field, enc); ok {
		r.cookies = append(r.cookies, style.Cookie(name, value, s)...)
	}
}

// JSONBody sets the body.
func JSONBody[T any](r *Request, value T, enc encode.Func[T]) {
	text, err := encode.Marshal(value, enc)
	if err != nil {
		r.fail(err)
		return
	}
	r.content.json = text
}

// OptionalJSONBody sets the body, if it has any member.
func OptionalJSONBody[T any](r *Request, value T, enc encode.Func[T]) {
	JSONBody(r, value, enc)
	if string(r.content.json) == "{}" {
		r.content.json = nil
	}
}

// EmptyJSONBody sets the body to an object without members.
func EmptyJSONBody(r *Request) { r.content.json = []byte("{}") }

// JSONBodyField sets a body that is one parameter.
func JSONBodyField[T any](r *Request, field param.Field[T], enc encode.Func[T]) {
	if text, ok := sentText(r, "body", field, enc); ok {
		r.content.json = []byte(text)
	}
}

// TextBody sets a body that is text.
func TextBody(r *Request, field param.Field[string]) {
	setStream(r, "text/plain; charset=utf-8", field)
}

// BinaryBody sets a body that is bytes.
func BinaryBody(r *Request, field param.Field[io.Reader]) {
	if field.Value == nil {
		field.Null = true
	}
	setStream(r, "application/octet-stream", field)
}

// setStream sets a body that is sent as it is.
func setStream[T any](r *Request, usual string, field param.Field[T]) {
	switch {
	case field.Raw != nil:
		r.content.stream = field.Raw
	case field.Present && !field.Null:
		r.content.stream = field.Value
	default:
		return
	}
	r.content.usual = usual
}

// FormBody sets a body that is one parameter, as a form.
func FormBody[T any](r *Request, field param.Field[T], enc encode.Func[T]) {
	body.FormBody(r.Form(), field, enc)
}

// MultipartBody sets a body that is one parameter, as multipart.
func MultipartBody[T any](r *Request, field param.Field[T], enc encode.Func[T]) {
	body.MultipartBody(r.Multipart(), field, enc)
}

// Form makes the body a form, and returns it.
func (r *Request) Form() *body.Form {
	if r.content.form == nil {
		r.content.form = body.NewForm()
	}
	return r.content.form
}

// Multipart makes the body one of several parts, and returns it.
func (r *Request) Multipart() *body.Multipart {
	if r.content.multipart == nil {
		r.content.multipart = body.NewMultipart()
	}
	return r.content.multipart
}

// RequireBody says that a form is sent even if it has no members.
func (r *Request) RequireBody() { r.content.required = true }

// MediaType sets the Content-Type, where it is not the usual one of the body.
func (r *Request) MediaType(mediaType string) { r.content.mediaType = mediaType }

// sentText is the JSON text of a parameter; false if it is left out.
func sentText[T any](r *Request, name string, field param.Field[T], enc encode.Func[T]) (string, bool) {
	if !field.Present {
		return "", false
	}
	text, err := textOfField(field, enc)
	if err != nil {
		r.fail(parameterError(name, err))
		return "", false
	}
	return text, true
}

// textOfField is the JSON text of a parameter; null if it is missing.
func textOfField[T any](field param.Field[T], enc encode.Func[T]) (string, error) {
	var w encode.Writer
	encode.Value(&w, field, enc)
	return w.Text()
}

func parameterError(name string, err error) error {
	return fmt.Errorf("the parameter %q cannot be sent: %w", name, err)
}
