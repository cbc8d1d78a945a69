package request

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"strings"

	"example.com/sdk/internal/decode"
	"example.com/sdk/internal/rawjson"
	"example.com/sdk/packages/respjson"
)

// Error says that the API answered, but not with what was asked for: with a
// status other than 2xx, with a body that is not what it should be, or with an
// error inside of a stream.
//
// Its text shows no credential.
type Error struct {
	// StatusCode is the HTTP status.
	StatusCode int
	// Request is the request as it was sent, credentials included.
	Request *http.Request
	// Response is the response. Its body was read, and can be read again.
	Response *http.Response
	// JSON is the body of the response: its text, and its members if it is an
	// object.
	JSON respjson.RawObject

	api     *API
	message string
	cause   error
}

// Error says which request failed, and what the server says of it.
func (e *Error) Error() string {
	if e.Request == nil || e.Response == nil {
		return e.message
	}
	url := e.described().shownURL(e.Request.URL).String()
	return fmt.Sprintf("%s %q: %s: %s", e.Request.Method, url, statusText(e.StatusCode), e.message)
}

// GoString is the text for the verb %#v, which would else print the body.
func (e *Error) GoString() string { return fmt.Sprintf("&request.Error{%q}", e.Error()) }

// Unwrap returns why a body could not be decoded, if that is what went wrong.
func (e *Error) Unwrap() error { return e.cause }

// RawJSON returns the body of the response; an empty text if it is not JSON.
func (e *Error) RawJSON() string { return e.JSON.RawJSON() }

// described is the API; an empty one for an error that a program has made itself,
// as tests do.
func (e *Error) described() *API {
	if e.api == nil {
		return new(API)
	}
	return e.api
}

// DumpRequest returns the request as it was sent (HTTP/1.1), with the body if
// that is wanted and can be read again. Credentials are replaced.
func (e *Error) DumpRequest(body bool) []byte {
	if e.Request == nil {
		return nil
	}
	// The context of the call may be done.
	shown := e.Request.Clone(context.Background())
	shown.Header = e.described().shownHeader(e.Request.Header)
	shown.URL = e.described().shownURL(e.Request.URL)
	shown.Body = nil
	if e.Request.GetBody != nil {
		if opened, err := e.Request.GetBody(); err == nil {
			shown.Body = opened
		}
	} else {
		shown.ContentLength = 0
	}
	dump, err := httputil.DumpRequestOut(shown, body)
	if err != nil {
		return nil
	}
	return dump
}

// DumpResponse returns the response as it came (HTTP/1.1), with the body if that
// is wanted. Credentials are replaced in its headers.
func (e *Error) DumpResponse(body bool) []byte {
	if e.Response == nil {
		return nil
	}
	shown := *e.Response
	shown.Header = e.described().shownResponseHeader(e.Response)
	kept, isKept := e.Response.Body.(*kept)
	if isKept {
		shown.Body = io.NopCloser(strings.NewReader(kept.text))
		shown.ContentLength, shown.TransferEncoding = int64(len(kept.text)), nil
	}
	dump, err := httputil.DumpResponse(&shown, body && isKept)
	if err != nil {
		return nil
	}
	return dump
}

func statusText(status int) string {
	return strings.TrimSpace(fmt.Sprintf("%d %s", status, http.StatusText(status)))
}

// statusError is the error of a response whose status is not 2xx.
func (x *exchange) statusError(response *http.Response) *Error {
	limit := min(maxErrorBytes, x.config.maxBytes)
	text, _ := readAll(io.LimitReader(response.Body, limit), -1, limit) // what there is will do
	drain(response.Body)
	response.Body = keptBody(text)
	return x.api.newError(response, text, messageOf(text), nil)
}

// newError is an error of a response that was read.
func (a *API) newError(response *http.Response, text, message string, cause error) *Error {
	request := response.Request
	e := &Error{StatusCode: response.StatusCode, Request: request, Response: response, api: a, cause: cause}
	e.message = shortened(a.redactedText(message, request))
	if _, err := decode.Text(text, &e.JSON, decode.RawObject); err != nil {
		e.JSON = respjson.RawObject{}
	}
	return e
}

// shortened is a text of no more than the length that an error's text should
// have; the whole is in the response.
func shortened(text string) string {
	const most = 1000
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}

// messageOf is what the server says in the places where APIs commonly say it,
// else all that it says.
func messageOf(text string) string {
	if strings.TrimSpace(text) == "" {
		return "the response has no body"
	}
	var whole respjson.RawObject
	if _, err := decode.Text(text, &whole, decode.RawObject); err != nil {
		return text
	}
	body := rawjson.Of(text)
	places := []rawjson.Value{body, body.At("error")}
	for first := range body.At("errors").Items() {
		places = append(places, first)
		break
	}
	for _, place := range places {
		if message, ok := place.At("message").Text(); ok && message != "" {
			return message
		}
	}
	return text
}
