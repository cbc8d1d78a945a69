package request_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"example.com/sdk/internal/decode"
	"example.com/sdk/internal/encode"
	"example.com/sdk/internal/request"
	"example.com/sdk/option"
	"example.com/sdk/packages/respjson"
)

const secretToken = "t0ken-which-is-secret"

// example is an API that has all ways to authenticate.
func example() *request.API {
	return &request.API{
		Name:              "Example",
		Version:           "1.2.3",
		EnvironmentPrefix: "EXAMPLE",
		Environments:      []request.Environment{{Name: "production", URL: "https://api.example.test/v1"}},
		Options: []request.ClientOption{
			{Name: "token", Environment: "EXAMPLE_TOKEN", Option: "WithToken"},
			{Name: "key", Environment: "EXAMPLE_KEY", Option: "WithKey"},
			{Name: "email", Environment: "EXAMPLE_EMAIL", Option: "WithEmail"},
			{Name: "query_key", Option: "WithQueryKey"},
			{Name: "session", Option: "WithSession"},
			{Name: "username", Option: "WithUsername"},
			{Name: "password", Option: "WithPassword"},
			{Name: "access_token", Option: "WithAccessToken"},
			{Name: "client_id", Environment: "EXAMPLE_CLIENT_ID", Option: "WithClientID"},
			{Name: "client_secret", Environment: "EXAMPLE_CLIENT_SECRET", Option: "WithClientSecret"},
		},
		Schemes: map[string]request.Scheme{
			"bearer": request.HTTPAuth("Bearer", "token"),
			"key":    request.APIKey(request.InHeader, "X-Auth-Key", "key"),
			"email":  request.APIKey(request.InHeader, "X-Auth-Email", "email"),
			"query":  request.APIKey(request.InQuery, "api_key", "query_key"),
			"cookie": request.APIKey(request.InCookie, "session", "session"),
			"basic":  request.BasicAuth("username", "password"),
			"name":   request.BasicAuth("username", ""),
			"oauth": request.ClientCredentials{
				TokenURL: "/oauth/token", Scopes: []string{"read", "write"},
				AccessToken: "access_token", ClientID: "client_id", ClientSecret: "client_secret",
			},
			"mtls": request.ClientCertificate{},
		},
		Security:    [][]string{{"bearer"}, {"key", "email"}},
		Credentials: [][]string{{"token"}, {"key", "email"}, {"access_token"}, {"client_id", "client_secret"}},
		Timeout:     time.Minute,
		MaxRetries:  2,
	}
}

// thing is what the example API answers.
type thing struct {
	ID   string
	JSON struct {
		ID respjson.Field
		respjson.RawObject
	}
}

func decodeThing(v *thing, d *decode.Decoder) respjson.Field {
	o, ok := decode.Object(v, &v.JSON.RawObject, d)
	if !ok {
		return o.Field()
	}
	for d.More() {
		switch d.Key {
		case "id":
			v.JSON.ID = decode.String(&v.ID, d)
		default:
			d.Extra(&v.JSON.RawObject)
		}
	}
	return d.End(o, &v.JSON.RawObject)
}

// seen is a request as a server got it.
type seen struct {
	method, target, path string
	header               http.Header
	body                 string
	at                   time.Time
}

// server answers with the handlers, the last one again and again, and keeps
// what it got.
type server struct {
	*httptest.Server
	mu       sync.Mutex
	requests []seen
	handlers []http.HandlerFunc
}

func newServer(t *testing.T, handlers ...http.HandlerFunc) *server {
	t.Helper()
	s := &server{handlers: handlers}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	s.requests = append(s.requests, seen{r.Method, r.RequestURI, r.URL.Path, r.Header, string(body), time.Now()})
	handler := answer(`{"id":"x"}`)
	if len(s.handlers) > 0 {
		handler = s.handlers[min(len(s.requests), len(s.handlers))-1]
	}
	s.mu.Unlock()
	handler(w, r)
}

func (s *server) got() []seen {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]seen(nil), s.requests...)
}

// one is the only request that the server got.
func (s *server) one(t *testing.T) seen {
	t.Helper()
	got := s.got()
	if len(got) != 1 {
		t.Fatalf("the server got %d requests", len(got))
	}
	return got[0]
}

func answer(body string) http.HandlerFunc {
	return status(http.StatusOK, body)
}

// status answers with JSON; headers are "Name: value".
func status(code int, body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		for _, header := range headers {
			name, value, _ := strings.Cut(header, ": ")
			w.Header().Set(name, value)
		}
		w.WriteHeader(code)
		_, _ = io.WriteString(w, body)
	}
}

// drop closes the connection without an answer.
func drop(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

// half sends less than it promises.
func half(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", "1000")
	_, _ = io.WriteString(w, `{"id":`)
}

// slow answers after the client has gone, or a long time.
func slow(_ http.ResponseWriter, r *http.Request) {
	select {
	case <-r.Context().Done():
	case <-time.After(20 * time.Second):
	}
}

// stalled sends half of an answer, and then nothing more.
func stalled(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, `{"id":`)
	w.(http.Flusher).Flush()
	slow(w, r)
}

// to are options that send to a server, with a token.
func (s *server) to(more ...option.RequestOption) []option.RequestOption {
	return append([]option.RequestOption{
		option.WithBaseURL(s.URL),
		request.WithSecret("token", secretToken),
	}, more...)
}

// get sends a GET request.
func get(t *testing.T, options []option.RequestOption, call ...option.RequestOption) (*thing, error) {
	t.Helper()
	return exchange(t, http.MethodGet, options, call...)
}

// post sends a POST request with a body.
func post(t *testing.T, options []option.RequestOption, call ...option.RequestOption) (*thing, error) {
	t.Helper()
	return exchange(t, http.MethodPost, options, call...)
}

func exchange(t *testing.T, method string, options []option.RequestOption, call ...option.RequestOption) (*thing, error) {
	t.Helper()
	r := request.New(example(), method, "/things", options, call)
	r.Security([]string{"bearer"}, []string{"key", "email"})
	if method == http.MethodPost {
		request.JSONBody(r, "text", encode.String)
	}
	return request.JSON(context.Background(), r, decodeThing)
}

func must[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(value T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

// quick makes retries follow at once.
func quick(code int) http.HandlerFunc {
	return status(code, `{"message":"later"}`, "Retry-After-Ms: 0")
}

// assertNoSecret fails if a text shows one of the secrets.
func assertNoSecret(t *testing.T, text string, secrets ...string) {
	t.Helper()
	for _, secret := range append(secrets, secretToken) {
		if strings.Contains(text, secret) {
			t.Errorf("%q shows a secret", text)
		}
	}
}

// everything is all that somebody may print of an error.
func everything(err error) string {
	return fmt.Sprintf("%v %+v %#v %q", err, err, err, err)
}
