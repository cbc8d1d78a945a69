package every

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
)

// The headers that tell the server which call a request belongs to, and where
// it was meant to go; the server takes them off before it reads the request.
const (
	headerCall   = "X-Every-Call"
	headerOrigin = "X-Every-Origin"
)

type callKey struct{}

// marked returns a context whose requests belong to the call.
func marked(ctx context.Context, id int) context.Context {
	return context.WithValue(ctx, callKey{}, id)
}

// Server is the test that started the program.
type Server struct {
	url *url.URL
}

// At returns the server at a URL, which the test has put together.
func At(address string) *Server {
	u, err := url.Parse(address)
	if err != nil {
		panic(err)
	}
	return &Server{u}
}

// Client returns an HTTP client all of whose requests go to the server,
// wherever they are meant to go.
func (s *Server) Client() *http.Client {
	return &http.Client{Transport: transport{s.url}}
}

type transport struct {
	server *url.URL
}

func (t transport) RoundTrip(req *http.Request) (*http.Response, error) {
	sent := req.Clone(req.Context())
	if id, ok := req.Context().Value(callKey{}).(int); ok {
		sent.Header.Set(headerCall, strconv.Itoa(id))
	}
	sent.Header.Set(headerOrigin, req.URL.Scheme+"://"+req.URL.Host)
	sent.URL.Scheme, sent.URL.Host = t.server.Scheme, t.server.Host
	resp, err := http.DefaultTransport.RoundTrip(sent)
	if err != nil {
		return nil, err
	}
	resp.Request = req
	return resp, nil
}

// Answer is an answer of the server.
type Answer struct {
	Status int `json:"status"`
	// Kind is what Value is: "json", a "text", a "stream" as the array of its
	// events, null for "binary", "none", and "events" that are not compared.
	Kind  string          `json:"kind"`
	Value json.RawMessage `json:"value"`
	Body  []byte          `json:"body"`
	// Items is the array that the answer is a page of; null if it is no page.
	Items json.RawMessage `json:"items"`
}

func (a Answer) String() string {
	return fmt.Sprintf("%d %.400s", a.Status, a.Value)
}

// answers returns what the server answered to the requests of a call.
func (s *Server) answers(id int) ([]Answer, error) {
	resp, err := http.Get(s.url.JoinPath("__server", "answers", strconv.Itoa(id)).String())
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	var found []Answer
	if err := json.Unmarshal(text, &found); err != nil {
		return nil, fmt.Errorf("the answers of call %d: %w", id, err)
	}
	return found, nil
}
