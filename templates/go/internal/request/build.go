package request

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"example.com/sdk/internal/body"
	"example.com/sdk/internal/style"
)

// outgoing is what a request is made of each time that it is sent.
type outgoing struct {
	// server is what the URL begins with, without the path.
	server, url string
	// home says that it goes to the API, which may get what belongs to the client.
	home        bool
	credentials credentials
	// content is the body; nil if there is none.
	content   *body.Content
	mediaType string
	// idempotencyKey is empty if there is none.
	idempotencyKey string
	// login fetches an access token; nil if none is needed.
	login *login
}

// build returns what the request is made of.
func (r *Request) build() (*outgoing, error) {
	if r.err != nil {
		return nil, r.err
	}
	base, elsewhere, err := r.config.resolveBaseURL()
	if err != nil {
		return nil, err
	}
	server := base
	if r.server != "" && !elsewhere {
		server = serverURL(r.server, base)
	}
	out := &outgoing{server: server, home: true}
	if isAbsolute(r.path) {
		out.url, out.home = r.path, sameOrigin(r.path, base) || sameOrigin(r.path, server)
	} else {
		out.url = server + "/" + strings.TrimPrefix(r.path, "/")
	}
	if out.home {
		if out.credentials, err = r.authenticate(base); err != nil {
			return nil, err
		}
	}
	out.url = r.withQuery(out.url, out.credentials.query, out.home)
	if out.content, out.mediaType, err = r.writtenBody(r.statedType(out.home)); err != nil {
		return nil, err
	}
	if out.idempotencyKey, err = r.newIdempotencyKey(); err != nil {
		return nil, err
	}
	if !r.saysHowToAuthorize() {
		out.login = out.credentials.login
	}
	return out, nil
}

// newRequest returns a request to be sent, without the body. Whoever sends it
// may change it.
func (r *Request) newRequest(ctx context.Context, out *outgoing, token string) (*http.Request, error) {
	request, err := http.NewRequestWithContext(ctx, r.method, out.url, nil)
	if err != nil {
		return nil, &localError{out.urlError(err)}
	}
	header := request.Header
	r.writeHeader(header, out)
	if token != "" {
		header.Set("Authorization", "Bearer "+token)
	}
	if host := header.Get("Host"); host != "" {
		request.Host = host
		header.Del("Host")
	}
	return request, nil
}

// statedType is the Content-Type that the headers of options or of the method
// state; empty if they do not.
func (r *Request) statedType(home bool) string {
	const name = "Content-Type"
	stated := ""
	if home {
		stated = lastHeader(r.config.defaults.headers, name, stated)
	}
	return lastHeader(r.config.extra.headers, name, cmp.Or(r.header.Get(name), stated))
}

// urlError is an error of making a request, which does not show what is secret
// in the URL.
func (o *outgoing) urlError(err error) error {
	if _, wrong := url.Parse(o.server); wrong != nil {
		return fmt.Errorf("%s is no URL; option.WithBaseURL sets another", o.server)
	}
	return hideURL(err)
}

// writeHeader sets the headers. Later ones win: those of the SDK, credentials,
// the client's, the method's, the call's.
func (r *Request) writeHeader(header http.Header, out *outgoing) {
	header.Set("Accept", r.accept)
	header.Set("User-Agent", r.userAgent())
	if out.mediaType != "" {
		header.Set("Content-Type", out.mediaType)
	}
	for _, each := range out.credentials.headers {
		header.Set(each.name, each.value)
	}
	if out.home {
		applyHeaders(header, r.config.defaults.headers)
	}
	for name, values := range r.header {
		header[name] = slices.Clone(values)
	}
	if out.idempotencyKey != "" {
		header.Set(r.api.idempotencyHeader(), out.idempotencyKey)
	}
	applyHeaders(header, r.config.extra.headers)
	if out.mediaType != "" && header.Get("Content-Type") != "" {
		// What was stated for several parts lacks what divides them.
		header.Set("Content-Type", out.mediaType)
	}
	addCookies(header, r.cookies, out.credentials.cookies)
	if _, ok := header["User-Agent"]; !ok {
		// Without the key, net/http would send a name of its own.
		header["User-Agent"] = nil
	}
}

func (r *Request) userAgent() string { return r.api.Name + "/Go " + r.api.Version }

// newIdempotencyKey returns the key by which the server knows a request that it
// has seen before: all attempts have the same. It is empty if there is none.
func (r *Request) newIdempotencyKey() (string, error) {
	name, given := r.api.IdempotencyHeader, r.config.idempotencyKey
	if given != "" || name == "" || isSafe(r.method) || r.header.Get(name) != "" {
		return given, nil
	}
	return newUUID()
}

// addCookies adds the cookies of the method and of credentials. Those that the
// header has already win, then the method's.
func addCookies(header http.Header, own, credentials []style.Pair) {
	if len(own) == 0 && len(credentials) == 0 {
		return
	}
	stated := header.Get("Cookie")
	taken := map[string]bool{}
	for _, pair := range strings.Split(stated, ";") {
		name, _, _ := strings.Cut(strings.TrimSpace(pair), "=")
		taken[name] = true
	}
	texts := untaken(own, taken)
	texts = append(untaken(credentials, taken), texts...)
	if stated != "" {
		texts = append(texts, stated)
	}
	header.Set("Cookie", strings.Join(texts, "; "))
}

// untaken returns the cookies whose names are not taken, which then are.
func untaken(pairs []style.Pair, taken map[string]bool) []string {
	var texts []string
	for _, pair := range pairs {
		if !taken[pair.Name] {
			texts = append(texts, pair.Name+"="+pair.Value)
		}
	}
	for _, pair := range pairs {
		taken[pair.Name] = true
	}
	return texts
}

// withQuery is a URL with the query of the request behind what it has already.
func (r *Request) withQuery(target string, credentials []style.Pair, home bool) string {
	if r.wholeQuery == "" && len(r.query) == 0 && len(credentials) == 0 && r.config.saysNoQuery() {
		return target
	}
	path, stated, _ := strings.Cut(target, "?")
	if stated != "" && len(credentials) > 0 {
		// A link of the server's own may have them.
		credentials = slices.DeleteFunc(credentials, func(p style.Pair) bool { return hasParameter(stated, p.Name) })
	}
	texts := []string{stated, r.wholeQuery, style.Join(r.mergedQuery(credentials, home))}
	query := strings.Join(slices.DeleteFunc(texts, func(text string) bool { return text == "" }), "&")
	if query == "" {
		return path
	}
	return path + "?" + query
}

// hasParameter reports whether a query has a parameter with this name, which is
// percent-encoded.
func hasParameter(query, name string) bool {
	return slices.ContainsFunc(strings.Split(query, "&"), func(pair string) bool {
		own, _, _ := strings.Cut(pair, "=")
		return plain(own) == plain(name)
	})
}

// mergedQuery is what credentials, the client, the method and the call say of
// the query; later ones win.
func (r *Request) mergedQuery(credentials []style.Pair, home bool) []style.Pair {
	if len(credentials) == 0 && r.config.saysNoQuery() {
		return r.query
	}
	pairs := slices.Clone(credentials)
	if home {
		pairs = applyQuery(pairs, r.config.defaults.query)
	}
	pairs = slices.DeleteFunc(pairs, func(p style.Pair) bool {
		return slices.ContainsFunc(r.query, func(own style.Pair) bool { return own.Name == p.Name })
	})
	return applyQuery(append(pairs, r.query...), r.config.extra.query)
}

// applyQuery changes a query as options say.
func applyQuery(pairs []style.Pair, changes []change) []style.Pair {
	for _, change := range changes {
		if change.remove {
			pairs = slices.DeleteFunc(pairs, func(p style.Pair) bool { return plain(p.Name) == change.name })
		}
		if change.add {
			pairs = append(pairs, style.Pair{Name: style.Escape(change.name), Value: style.Escape(change.value)})
		}
	}
	return pairs
}

// saysHowToAuthorize reports whether an option is about the header
// Authorization.
func (r *Request) saysHowToAuthorize() bool {
	return saysOf(r.config.defaults.headers, "Authorization") || saysOf(r.config.extra.headers, "Authorization")
}

// isSafe reports whether a method only reads, so that sending it twice does
// nothing (RFC 9110, 9.2.1).
func isSafe(method string) bool {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodTrace, "QUERY":
		return true
	}
	return false
}

// newUUID returns a random UUID (RFC 9562, 5.4).
func newUUID() (string, error) {
	var id [16]byte
	if _, err := rand.Read(id[:]); err != nil {
		return "", fmt.Errorf("there is no random idempotency key: %w", err)
	}
	id[6] = id[6]&0x0F | 0x40
	id[8] = id[8]&0x3F | 0x80
	text := hex.EncodeToString(id[:])
	return strings.Join([]string{text[:8], text[8:12], text[12:16], text[16:20], text[20:]}, "-"), nil
}
