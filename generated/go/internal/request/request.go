package request

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/cloudflare/cloudflare-go/internal/rawjson"
	"github.com/cloudflare/cloudflare-go/internal/style"
)

// Request is a request of one method, before it is sent. What cannot be sent is
// an error of sending it, so that building one needs no checks in between.
type Request struct {
	api    *API
	config Config
	method string
	path   string
	server string

	query      []style.Pair
	wholeQuery string
	header     http.Header
	cookies    []style.Pair
	security   [][]string

	content content
	accept  string

	err error
}

// New returns a request of an API.
//
// The path is percent-encoded, and has {name} where a path parameter stands. The
// options are those of the client and the service; those of the call win over
// what the method says.
func New(api *API, method, path string, options, call []Option) *Request {
	r := &Request{
		api:    api,
		method: method,
		path:   path,
		accept: "application/json",
		config: Config{api: api, maxRetries: api.MaxRetries, timeout: api.Timeout, maxBytes: DefaultMaxResponseBytes},
	}
	r.fail(r.config.apply(options, call))
	return r
}

// fail keeps the first error.
func (r *Request) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// Security says how the request is authenticated: alternatives, each the ids of
// the schemes that are needed together. An empty one means that it can do
// without.
func (r *Request) Security(alternatives ...[]string) { r.security = alternatives }

// Accept sets the media type that the response should have; application/json
// unless it is called.
func (r *Request) Accept(mediaType string) { r.accept = mediaType }

// Server sets the URL that the path is appended to, where that is not the base
// URL. It does not count for clients that were pointed elsewhere.
func (r *Request) Server(url string) { r.server = url }

// AddQuery adds a query parameter.
func (r *Request) AddQuery(name, value string) {
	r.query = append(r.query, style.Pair{Name: style.Escape(name), Value: style.Escape(value)})
}

// Set sets a member of the body.
func (r *Request) Set(name string, value any) {
	text, err := marshal(value)
	if err != nil {
		r.fail(fmt.Errorf("the member %q has no JSON form: %w", name, err))
		return
	}
	r.SetMember(name, string(text))
}

// SetMember sets a member of the body to a JSON text, in place of what the
// method and the options of the call say.
func (r *Request) SetMember(name, raw string) {
	own := memberChange{[]string{name}, json.RawMessage(raw)}
	r.content.members = append(r.content.members, own)
	r.config.members = slices.DeleteFunc(slices.Clone(r.config.members), func(c memberChange) bool {
		return c.path[0] == name
	})
}

// SetQuery sets a query parameter, in place of what the method and the options
// say.
func (r *Request) SetQuery(name, text string) {
	r.dropQuery(map[string]bool{name: true})
	r.AddQuery(name, text)
}

// dropQuery removes query parameters from what the method and the options say.
func (r *Request) dropQuery(names map[string]bool) {
	about := func(c change) bool { return names[c.name] }
	for _, changes := range []*changes{&r.config.defaults, &r.config.extra} {
		changes.query = slices.DeleteFunc(slices.Clone(changes.query), about)
	}
	r.query = slices.DeleteFunc(slices.Clone(r.query), func(p style.Pair) bool { return names[plain(p.Name)] })
}

// SentQuery returns the value of a query parameter as it is sent; the last one
// if there are several.
func (r *Request) SentQuery(name string) (text string, ok bool) {
	for _, pair := range r.mergedQuery(nil, true) {
		if plain(pair.Name) == name {
			text, ok = plain(pair.Value), true
		}
	}
	return text, ok
}

// SentMember returns the JSON text of a member of the body as it is sent.
func (r *Request) SentMember(name string) (raw string, ok bool) {
	changes := slices.Concat(r.content.members, r.config.members)
	for _, change := range slices.Backward(changes) {
		if len(change.path) == 1 && change.path[0] == name {
			return string(change.value), change.value != nil
		}
	}
	switch {
	case r.content.form != nil:
		return r.content.form.Member(name)
	case r.content.multipart != nil:
		return r.content.multipart.Member(name)
	}
	found := rawjson.Of(string(r.content.json)).At(name)
	return string(found), found != ""
}

// Clone returns a copy that may be changed and sent as another request: without
// the idempotency key.
func (r *Request) Clone() *Request {
	clone := *r
	clone.config.idempotencyKey = ""
	clone.query = slices.Clone(r.query)
	clone.header = r.header.Clone()
	clone.cookies = slices.Clone(r.cookies)
	clone.content.members = slices.Clone(r.content.members)
	if r.content.form != nil {
		clone.content.form = r.content.form.Clone()
	}
	if r.content.multipart != nil {
		clone.content.multipart = r.content.multipart.Clone()
	}
	return &clone
}

// Follow makes the request one of an absolute URL that a response names, which
// has all of the query in it. It is an error if the URL is at another origin,
// where credentials must not go.
func (r *Request) Follow(link *url.URL) error {
	base, elsewhere, err := r.config.resolveBaseURL()
	if err != nil {
		return err
	}
	if r.server != "" && !elsewhere {
		base = serverURL(r.server, base)
	}
	home, err := url.Parse(base)
	if err != nil {
		return hideURL(err)
	}
	next := *link
	if next.Scheme == "http" && home.Scheme == "https" && strings.EqualFold(next.Hostname(), home.Hostname()) {
		// The server does not know that a proxy speaks TLS.
		next.Scheme = "https"
	}
	if originOf(&next) != originOf(home) {
		return fmt.Errorf("the next page is at %s://%s, another origin than this one's, where credentials must not go",
			next.Scheme, next.Host)
	}
	next.Fragment, next.RawFragment, next.User = "", "", nil
	// What the URL says already must not be said twice.
	said := map[string]bool{}
	for name := range next.Query() {
		said[name] = true
	}
	r.dropQuery(said)
	r.query, r.wholeQuery = nil, ""
	r.path = next.String()
	return nil
}

// plain is the text of a name or value of a query.
func plain(text string) string {
	if !strings.ContainsAny(text, "%+") {
		return text
	}
	if decoded, err := url.QueryUnescape(text); err == nil {
		return decoded
	}
	return text
}
