package request

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/cloudflare/cloudflare-go/internal/rawjson"
)

// Access tokens by OAuth 2.0 client credentials (RFC 6749, 4.4).
//
// A token is fetched when a request first needs one, again shortly before it
// expires, and once more for a request that is answered with 401. Whoever shares
// the tokens fetches one at a time. The client's id and secret go to the token
// endpoint as HTTP basic authentication (2.3.1); if it does not know them that
// way, in the body.

const (
	// A token is not used in its last minute, or the last tenth of a shorter life.
	spareTime = time.Minute
	sparePart = 10

	mostGrants = 256
	// maxTokenBytes is the size of the largest answer of a token endpoint.
	maxTokenBytes = 1 << 20
)

// token is an access token.
type token struct {
	value string
	// usefulUntil is when another is to be fetched; zero for never.
	usefulUntil time.Time
}

// grantKey is what a token is given for.
type grantKey struct {
	url, scopes, clientID, clientSecret string
}

// tokens are the access tokens of a client, by what they are given for. The zero
// value has none.
type tokens struct {
	mu     sync.Mutex
	grants map[grantKey]*grant
}

// grant returns the grant of a key, made by the first caller.
func (t *tokens) grant(key grantKey) *grant {
	t.mu.Lock()
	defer t.mu.Unlock()
	found := t.grants[key]
	if found == nil {
		if len(t.grants) >= mostGrants {
			clear(t.grants)
		}
		if t.grants == nil {
			t.grants = map[grantKey]*grant{}
		}
		found = &grant{turn: make(chan struct{}, 1)}
		t.grants[key] = found
	}
	return found
}

// grant is the token of one client at one token endpoint.
type grant struct {
	// turn holds a value while somebody fetches a token.
	turn chan struct{}

	mu    sync.Mutex
	token *token
	// inBody says that the endpoint wants the client's id and secret in the body.
	inBody bool
	// fetches is how often a token was asked for.
	fetches int
	// failure is why the last time gave none.
	failure error
}

// usable returns the token, nil if it has (nearly) expired, and the number of
// fetches.
func (g *grant) usable() (*token, int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if t := g.token; t != nil && (t.usefulUntil.IsZero() || time.Now().Before(t.usefulUntil)) {
		return t, g.fetches
	}
	return nil, g.fetches
}

// usableSince returns the token that somebody else has fetched since there were
// so many fetches. If that failed, it is an error: else all who wait would, one
// after the other, do the same.
func (g *grant) usableSince(fetches int) (*token, error) {
	g.mu.Lock()
	failure := g.failure
	if g.fetches == fetches {
		failure = nil
	}
	g.mu.Unlock()
	if failure != nil {
		return nil, failure
	}
	found, _ := g.usable()
	return found, nil
}

// fetched keeps what came of asking for a token.
func (g *grant) fetched(t *token, failure error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.fetches++
	g.failure = failure
	if t != nil {
		g.token = t
	}
}

// forget drops a token that was refused.
func (g *grant) forget(refused *token) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.token == refused {
		g.token = nil
	}
}

func (g *grant) setInBody(inBody bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.inBody = inBody
}

func (g *grant) isInBody() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.inBody
}

// login gives one request an access token, which is fetched if there is none.
type login struct {
	request *Request
	key     grantKey
	grant   *grant
	// renewed says that a token was refused before.
	renewed bool
}

func newLogin(r *Request, scheme ClientCredentials, base, id, secret string) (*login, error) {
	home, err := url.Parse(base + "/")
	if err != nil {
		return nil, hideURL(err)
	}
	endpoint, err := home.Parse(scheme.TokenURL)
	if err != nil {
		return nil, hideURL(err)
	}
	key := grantKey{endpoint.String(), strings.Join(scheme.Scopes, " "), id, secret}
	shared := r.config.tokens
	if shared == nil {
		shared = new(tokens)
	}
	return &login{request: r, key: key, grant: shared.grant(key)}, nil
}

// token returns an access token. An error says why the token endpoint gave none.
func (l *login) token(ctx context.Context) (*token, error) {
	g := l.grant
	found, fetches := g.usable()
	if found != nil {
		return found, nil
	}
	select {
	case g.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting for an access token: %w", ctx.Err())
	}
	defer func() { <-g.turn }()
	if found, err := g.usableSince(fetches); found != nil || err != nil {
		return found, err
	}
	found, err := l.fetch(ctx)
	failure := err
	if ctx.Err() != nil || isTimeout(err) {
		failure = nil // Others may have more patience.
	}
	g.fetched(found, failure)
	return found, err
}

// isRefused reports whether to get another token, since this one was refused,
// and forgets it; true once. An answer to a redirect that went without the token
// says nothing of it.
func (l *login) isRefused(response *http.Response, sent *token) bool {
	if response.StatusCode != http.StatusUnauthorized || l.renewed {
		return false
	}
	if response.Request.Header.Get("Authorization") != "Bearer "+sent.value {
		return false
	}
	l.renewed = true
	l.grant.forget(sent)
	return true
}

// fetch asks for a token, as often as the client's requests are sent.
func (l *login) fetch(ctx context.Context) (*token, error) {
	config := &l.request.config
	for retries := 0; ; {
		found, response, err := l.ask(ctx, retries)
		if found != nil {
			return found, nil
		}
		if response != nil && !isSuccess(response) && !l.grant.isInBody() && isUnknownClient(response) {
			l.grant.setInBody(true)
			continue
		}
		mayRetry := response == nil && isTransient(ctx, err) || response != nil && !isSuccess(response) && isRetried(response)
		if retries >= config.maxRetries || !mayRetry {
			l.grant.setInBody(false)
			return nil, err
		}
		if !sleep(ctx, delay(retries, response)) {
			return nil, fmt.Errorf("%w while waiting for an access token: %w", ctx.Err(), err)
		}
		retries++
	}
}

// ask asks for a token once. Without one there is an error, and the response if
// there was any.
func (l *login) ask(ctx context.Context, retries int) (*token, *http.Response, error) {
	api, config := l.request.api, &l.request.config
	attempt := api.begin(ctx, config.attemptTimeout())
	defer attempt.end()
	request, err := l.tokenRequest(attempt.ctx)
	if err != nil {
		return nil, nil, &localError{err}
	}
	attempt.request = request
	api.logRequest(config.logger, request, retries)
	response, err := sentBy(config.onceSender(), request)
	if err != nil {
		return nil, nil, l.hidden(attempt.failure(err))
	}
	api.logResponse(config.logger, response)
	if err := keep(response, maxTokenBytes); err != nil {
		return nil, nil, l.hidden(attempt.failure(err))
	}
	if !isSuccess(response) {
		return nil, response, l.refusal(response)
	}
	found, err := l.tokenIn(response)
	return found, response, err
}

// tokenRequest is the request for a token.
func (l *login) tokenRequest(ctx context.Context) (*http.Request, error) {
	form := url.Values{"grant_type": {"client_credentials"}}
	if l.key.scopes != "" {
		form.Set("scope", l.key.scopes)
	}
	inBody := l.grant.isInBody()
	if inBody {
		form.Set("client_id", l.key.clientID)
		form.Set("client_secret", l.key.clientSecret)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, l.key.url, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, hideURL(err)
	}
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("User-Agent", l.request.userAgent())
	if !inBody {
		user := basic(url.QueryEscape(l.key.clientID), url.QueryEscape(l.key.clientSecret))
		request.Header.Set("Authorization", user)
	}
	return request, nil
}

// tokenIn returns the token that an answer holds (RFC 6749, 5.1).
func (l *login) tokenIn(response *http.Response) (*token, error) {
	data := answerOf(response)
	value, _ := data.At("access_token").Text()
	if value == "" || checkHeader("Authorization", value) != nil {
		return nil, l.oauthError(response, "the answer of the token endpoint has no access token")
	}
	seconds, err := strconv.ParseFloat(data.At("expires_in").Plain(), 64)
	if isPlausible := seconds >= 0 && seconds <= 1<<31; err != nil || !isPlausible {
		return &token{value: value}, nil
	}
	life := time.Duration(seconds * float64(time.Second))
	return &token{value, time.Now().Add(life - min(spareTime, life/sparePart))}, nil
}

// refusal is why there is no token: what the server says (RFC 6749, 5.2).
func (l *login) refusal(response *http.Response) error {
	data := answerOf(response)
	var reasons []string
	for _, name := range []string{"error", "error_description"} {
		if text, ok := data.At(name).Text(); ok {
			reasons = append(reasons, text)
		}
	}
	reason := strings.Join(reasons, ": ")
	if reason == "" {
		reason = "status " + statusText(response.StatusCode)
	}
	return l.oauthError(response, "no access token was given: "+reason)
}

// oauthError is an error that holds of the request and the response only what is
// no secret.
func (l *login) oauthError(response *http.Response, message string) error {
	request := response.Request.Clone(context.Background())
	request.Header.Del("Authorization")
	request.Body, request.GetBody, request.ContentLength = nil, nil, 0
	said := map[string]string{}
	data := answerOf(response)
	for _, name := range []string{"error", "error_description", "error_uri"} {
		if text, ok := data.At(name).Text(); ok {
			said[name] = l.redacted(text)
		}
	}
	text, err := json.Marshal(said)
	if err != nil {
		return err
	}
	shown := &http.Response{
		Status:        response.Status,
		StatusCode:    response.StatusCode,
		Proto:         response.Proto,
		ProtoMajor:    response.ProtoMajor,
		ProtoMinor:    response.ProtoMinor,
		Header:        http.Header{"Content-Type": {"application/json"}},
		Body:          keptBody(string(text)),
		ContentLength: int64(len(text)),
		Request:       request,
	}
	for _, name := range []string{"Retry-After", "Retry-After-Ms", "X-Should-Retry"} {
		if value := response.Header.Get(name); value != "" {
			shown.Header.Set(name, value)
		}
	}
	return l.request.api.newError(shown, string(text), l.redacted(message), nil)
}

// redacted is a text without the client's secret.
func (l *login) redacted(text string) string {
	for _, secret := range []string{l.key.clientSecret, url.QueryEscape(l.key.clientSecret)} {
		text = strings.ReplaceAll(text, secret, redacted)
	}
	return text
}

// hidden is an error whose text does not have the client's secret.
func (l *login) hidden(err error) error {
	var about *url.Error
	if errors.As(err, &about) {
		if text := about.Err.Error(); l.redacted(text) != text {
			about.Err = &redactedError{l.redacted(text), about.Err}
		}
	}
	return err
}

// isUnknownClient reports whether the server did not recognize the client (RFC
// 6749, 5.2).
func isUnknownClient(response *http.Response) bool {
	said, _ := answerOf(response).At("error").Text()
	return response.StatusCode == http.StatusUnauthorized || said == "invalid_client" || said == "invalid_request"
}

// answerOf is the JSON object of an answer that was read; nothing if it is no
// JSON.
func answerOf(response *http.Response) rawjson.Value {
	body, ok := response.Body.(*kept)
	if !ok || !json.Valid([]byte(body.text)) {
		return ""
	}
	return rawjson.Of(body.text)
}
