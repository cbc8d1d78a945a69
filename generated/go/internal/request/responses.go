package request

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/cloudflare/cloudflare-go/internal/decode"
	"github.com/cloudflare/cloudflare-go/packages/ssestream"
)

// JSON sends the request and decodes the response.
func JSON[T any](ctx context.Context, r *Request, dec decode.Func[T]) (*T, error) {
	value, _, err := Page(ctx, r, "", dec)
	return value, err
}

// JSONMember sends the request and decodes one member of the response. Where the
// response lacks it, the result is the zero value.
func JSONMember[T any](ctx context.Context, r *Request, member string, dec decode.Func[T]) (*T, error) {
	value, _, err := Page(ctx, r, member, dec)
	return value, err
}

// Page is JSON, or JSONMember if there is a member, and returns the response,
// too.
func Page[T any](ctx context.Context, r *Request, member string, dec decode.Func[T]) (*T, *http.Response, error) {
	response, text, done, err := r.text(ctx)
	if err != nil {
		return nil, nil, err
	}
	value := new(T)
	if done || mayBeEmpty(response, text) {
		return value, response, nil
	}
	if err := r.checkJSON(response, text); err != nil {
		return nil, nil, err
	}
	if member != "" {
		dec = decode.MemberOf(member, dec)
	}
	if _, err := decode.Text(withoutMark(text), value, dec); err != nil {
		return nil, nil, r.api.newError(response, text, "the response is not valid JSON: "+err.Error(), err)
	}
	return value, response, nil
}

// Text sends the request and returns the body of the response.
func Text(ctx context.Context, r *Request) (*string, error) {
	_, text, done, err := r.text(ctx)
	switch {
	case err != nil:
		return nil, err
	case done:
		text = ""
	}
	return &text, nil
}

// Binary sends the request and returns the response, whose body the caller
// closes.
func Binary(ctx context.Context, r *Request) (*http.Response, error) {
	if r.config.responseBody == nil {
		return r.do(ctx, false)
	}
	response, _, _, err := r.text(ctx)
	return response, err
}

// Nothing sends the request; what is in the response is of no interest.
func Nothing(ctx context.Context, r *Request) error {
	if r.config.responseBody != nil || r.config.response != nil {
		_, _, _, err := r.text(ctx)
		return err
	}
	response, err := r.do(ctx, false)
	if err == nil {
		drain(response.Body)
	}
	return err
}

// Stream sends the request and returns the events of the response.
func Stream[T any](ctx context.Context, r *Request, options ssestream.Options, dec decode.Func[T]) *ssestream.Stream[T] {
	response, err := r.do(ctx, false)
	if err != nil {
		return ssestream.Failed[T](err)
	}
	options.Limit = r.config.maxBytes
	options.Failure = func(data string) error { return r.eventError(response, data) }
	options.Unexpected = func(response *http.Response) error { return r.unexpected(response, "", "a stream") }
	return ssestream.New(response, options, dec)
}

// eventError is the error of an event by which the server reports a failure.
func (r *Request) eventError(response *http.Response, data string) error {
	return r.api.newError(response, data, messageOf(data), nil)
}

// text sends the request and returns the body of the response. Where an option
// says where the body goes, it is there, and done is true.
func (r *Request) text(ctx context.Context) (response *http.Response, text string, done bool, err error) {
	into := r.config.responseBody
	if open, ok := into.(**http.Response); ok {
		response, err := r.do(ctx, false)
		if err == nil {
			*open = response
		}
		return response, "", true, err
	}
	response, err = r.do(ctx, true)
	if err != nil {
		return nil, "", false, err
	}
	text, err = textOfBody(response, r.config.maxBytes)
	if err != nil || into == nil {
		return response, text, false, err
	}
	return response, text, true, r.decodeInto(response, text, into)
}

// decodeInto decodes a body into a value of the caller's: text or bytes as they
// are, anything else as encoding/json does.
func (r *Request) decodeInto(response *http.Response, text string, into any) error {
	switch into := into.(type) {
	case *string:
		*into = text
		return nil
	case *[]byte:
		*into = []byte(text)
		return nil
	}
	if mayBeEmpty(response, text) {
		return nil
	}
	if err := r.checkJSON(response, text); err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(withoutMark(text)), into); err != nil {
		return r.api.newError(response, text, "the response cannot be decoded: "+err.Error(), err)
	}
	return nil
}

// mayBeEmpty reports whether a response has no body, and is as it should be all
// the same.
func mayBeEmpty(response *http.Response, text string) bool {
	return text == "" && (response.Header.Get("Content-Type") == "" ||
		response.StatusCode == http.StatusNoContent || response.Request.Method == http.MethodHead)
}

// checkJSON returns an error if a response says that it is no JSON.
func (r *Request) checkJSON(response *http.Response, text string) error {
	contentType := response.Header.Get("Content-Type")
	if contentType == "" || isJSON(contentType) {
		return nil
	}
	return r.unexpected(response, text, "JSON")
}

// unexpected is the error of a response that is of another content type than it
// should be.
func (r *Request) unexpected(response *http.Response, text, expected string) error {
	contentType := response.Header.Get("Content-Type")
	return r.api.newError(response, text, fmt.Sprintf("expected %s, but the content type is %q", expected, contentType), nil)
}

// isJSON reports whether a content type, parameters aside, ends in /json or
// +json.
func isJSON(contentType string) bool {
	kind := essence(contentType)
	return strings.HasSuffix(kind, "/json") || strings.HasSuffix(kind, "+json")
}

// essence is a content type without its parameters, in lower case.
func essence(contentType string) string {
	kind, _, _ := strings.Cut(contentType, ";")
	return strings.ToLower(strings.TrimSpace(kind))
}

// withoutMark is a text without the byte order mark that some servers put before
// it.
func withoutMark(text string) string { return strings.TrimPrefix(text, "\ufeff") }
