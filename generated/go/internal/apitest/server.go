// Package apitest has what the tests of the methods share: a server without a
// network, and a comparison of what was decoded with what it said.
package apitest

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/cloudflare/cloudflare-go/internal/request"
	"github.com/cloudflare/cloudflare-go/option"
)

// Server answers the requests of one method. It is an [http.RoundTripper].
type Server struct {
	t      testing.TB
	line   string
	answer Answer
	asked  bool
}

// Answer is what a server says.
type Answer struct {
	// ContentType is empty for an answer without content.
	ContentType string
	// Body is the content.
	Body string
}

// Nothing returns an answer without content.
func Nothing() Answer { return Answer{} }

// JSON returns an answer with this JSON text.
func JSON(text string) Answer { return Answer{"application/json", text} }

// Text returns an answer with plain text.
func Text(text string) Answer { return Answer{"text/plain; charset=utf-8", text} }

// Bytes returns an answer with the content of a file.
func Bytes(data string) Answer { return Answer{"application/octet-stream", data} }

// Events returns an answer that is a stream of this content type.
func Events(contentType, text string) Answer { return Answer{contentType, text} }

// New returns a server that expects a request and answers it.
//
// The line is the HTTP method and the path with its percent-encoding, as in
// "GET /pets/1".
func New(t testing.TB, line string, answer Answer) *Server {
	return &Server{t: t, line: line, answer: answer}
}

// Options returns the options of a client that talks to the server: it has a
// value for every credential.
func (s *Server) Options(api *request.API) []option.RequestOption {
	options := []option.RequestOption{
		option.WithBaseURL("http://api.test"),
		option.WithHTTPClient(&http.Client{Transport: s}),
		option.WithMaxRetries(0),
	}
	for _, each := range api.Options {
		options = append(options, request.WithSecret(each.Name, "my-"+each.Name))
	}
	return options
}

// RoundTrip answers a request.
func (s *Server) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := read(r.Body)
	if err != nil {
		return nil, err
	}
	if strings.Contains(body, "grant_type=client_credentials") {
		return respond(r, JSON(`{"access_token": "my-token", "token_type": "bearer"}`)), nil
	}
	s.asked = true
	if line := r.Method + " " + r.URL.EscapedPath(); line != s.line {
		s.t.Errorf("the request is %s, and should be %s", line, s.line)
	}
	return respond(r, s.answer), nil
}

// read returns the content of a body, which may be nil.
func read(body io.ReadCloser) (string, error) {
	if body == nil {
		return "", nil
	}
	data, err := io.ReadAll(body)
	if err != nil {
		return "", err
	}
	return string(data), body.Close()
}

// respond returns the response to a request.
func respond(r *http.Request, answer Answer) *http.Response {
	response := &http.Response{
		StatusCode: http.StatusNoContent,
		Proto:      "HTTP/1.1",
		ProtoMajor: 1,
		ProtoMinor: 1,
		Header:     http.Header{},
		Body:       http.NoBody,
		Request:    r,
	}
	if answer.ContentType != "" {
		response.StatusCode = http.StatusOK
		response.Header.Set("Content-Type", answer.ContentType)
		response.Body = io.NopCloser(strings.NewReader(answer.Body))
		response.ContentLength = int64(len(answer.Body))
	}
	return response
}

// Check fails the test if the method did, or has sent nothing.
func (s *Server) Check(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	if !s.asked {
		s.t.Fatal("nothing was sent")
	}
}

// CheckBody fails the test if the content of a response is another one than
// the server's.
func (s *Server) CheckBody(response *http.Response) {
	s.t.Helper()
	data, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil {
		s.t.Fatal(err)
	}
	if string(data) != s.answer.Body {
		s.t.Errorf("the content is %q, and should be %q", data, s.answer.Body)
	}
}
