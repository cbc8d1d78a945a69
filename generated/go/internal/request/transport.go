package request

import (
	"net"
	"net/http"
	"sync"
	"time"
)

const (
	connectTimeout     = 5 * time.Second
	connectionsPerHost = 100
)

// defaultClient is the HTTP client of whoever gives none. It is one for all, so
// that they share connections, as users of [http.DefaultClient] do.
var defaultClient = sync.OnceValue(func() *http.Client {
	standard, ok := http.DefaultTransport.(*http.Transport)
	if !ok { // The program has put its own there.
		return &http.Client{}
	}
	transport := standard.Clone()
	// The default keeps two connections to a host: any more calls at once would
	// open new ones each time.
	transport.MaxIdleConnsPerHost = connectionsPerHost
	transport.DialContext = (&net.Dialer{Timeout: connectTimeout, KeepAlive: 30 * time.Second}).DialContext
	return &http.Client{Transport: transport}
})

// sender returns what sends a request and follows its redirects.
func (c *Config) sender() MiddlewareNext {
	client, ok := c.httpClient()
	switch {
	case !ok:
		return c.client.Do
	case c.client == nil && c.standard != nil:
		return c.standard
	}
	return c.api.following(client)
}

// following returns what sends a request with an HTTP client, and follows its
// redirects as this package does.
func (a *API) following(client *http.Client) MiddlewareNext {
	following := *client
	following.Timeout = 0 // in whose place is that of an attempt, which does not end streams
	following.CheckRedirect = a.checkRedirect(client.CheckRedirect)
	return following.Do
}

// onceSender returns what sends a request and follows no redirects.
func (c *Config) onceSender() MiddlewareNext {
	client, ok := c.httpClient()
	if !ok {
		return c.client.Do
	}
	staying := *client
	staying.Timeout = 0
	staying.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return staying.Do
}

// httpClient is the caller's HTTP client, or the default; false if the caller's
// is of another kind.
func (c *Config) httpClient() (*http.Client, bool) {
	if c.client == nil {
		return defaultClient(), true
	}
	client, ok := c.client.(*http.Client)
	return client, ok
}

// attemptTimeout is how long one attempt may take: as an option says, else as
// the caller's HTTP client says, else as the API's default says; 0 is no limit.
func (c *Config) attemptTimeout() time.Duration {
	if client, ok := c.httpClient(); ok && !c.hasTimeout && client.Timeout > 0 {
		return client.Timeout
	}
	return c.timeout
}

// through returns what sends a request through middleware.
func through(middleware []Middleware, send MiddlewareNext) MiddlewareNext {
	for i := len(middleware) - 1; i >= 0; i-- {
		each, next := middleware[i], send
		send = func(request *http.Request) (*http.Response, error) { return each(request, next) }
	}
	return send
}
