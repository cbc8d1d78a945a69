// Package option has what can be said of a client, a service or one call:
// credentials, base URLs, headers, retries, timeouts and more.
//
// Options are applied in their order, and a later one wins. Those of a client
// come first, those of a call last.
package option

import (
	"log/slog"
	"net/http"
	"time"

	"example.com/sdk/internal/request"
)

// RequestOption changes what requests are sent with.
type RequestOption = request.Option

// HTTPClient sends requests. [http.Client] is one.
type HTTPClient = request.Doer

// Middleware sees each attempt to send a request, and its response. It calls
// next, or answers itself.
type Middleware = request.Middleware

// MiddlewareNext sends a request through the rest of the middleware, and then to
// the server.
type MiddlewareNext = request.MiddlewareNext

// WithBaseURL sets the URL that paths are appended to. It begins with http:// or
// https://, and has neither a query, a fragment nor credentials; else every call
// returns an error.
func WithBaseURL(base string) RequestOption {
	return func(c *request.Config) error { return c.SetBaseURL(base) }
}

// WithHTTPClient sets what sends requests, with a transport, proxies and
// certificates of its own. Its own limit of redirects holds. Without
// [WithRequestTimeout], its timeout is that of an attempt.
//
// Where the client, or middleware, authenticates, WithHeaderDel("Authorization")
// says that no other credentials are needed.
func WithHTTPClient(client HTTPClient) RequestOption {
	return func(c *request.Config) error { return c.SetHTTPClient(client) }
}

// WithMiddleware adds middleware. What was added first sees a request first.
func WithMiddleware(middleware ...Middleware) RequestOption {
	return func(c *request.Config) error {
		c.AddMiddleware(middleware...)
		return nil
	}
}

// WithMaxRetries sets how often a request that failed to connect, timed out, or
// was answered with 408, 409, 429 or 5xx, is sent again; 0 for never.
func WithMaxRetries(retries int) RequestOption {
	return func(c *request.Config) error { return c.SetMaxRetries(retries) }
}

// WithRequestTimeout sets how long one attempt to send a request and read its
// response may take; 0 for any time. The time in which a large body gets on its
// way does not count. Where the caller reads the response, as of files and
// streams, it is the longest wait for the beginning and for each piece that
// follows. The context of a call limits all of its attempts together.
func WithRequestTimeout(timeout time.Duration) RequestOption {
	return func(c *request.Config) error { return c.SetTimeout(timeout) }
}

// WithMaxResponseBytes sets the size of the largest response that is read into
// memory, 256 MiB unless it is set. What is larger is an error. It does not
// limit what callers read themselves, such as files.
func WithMaxResponseBytes(bytes int64) RequestOption {
	return func(c *request.Config) error { return c.SetMaxResponseBytes(bytes) }
}

// WithHeader sets a header in place of all its values. An option of a call wins
// over what the method sends, one of a client does not.
func WithHeader(name, value string) RequestOption {
	return func(c *request.Config) error { return c.SetHeader(name, value) }
}

// WithHeaderAdd adds a value to a header.
func WithHeaderAdd(name, value string) RequestOption {
	return func(c *request.Config) error { return c.AddHeader(name, value) }
}

// WithHeaderDel removes a header, also one that the SDK itself would send, such
// as that of credentials.
func WithHeaderDel(name string) RequestOption {
	return func(c *request.Config) error { return c.DeleteHeader(name) }
}

// WithQuery sets a query parameter in place of all its values. An option of a
// call wins over what the method sends, one of a client does not.
func WithQuery(name, value string) RequestOption {
	return func(c *request.Config) error {
		c.SetQuery(name, value)
		return nil
	}
}

// WithQueryAdd adds a value to a query parameter.
func WithQueryAdd(name, value string) RequestOption {
	return func(c *request.Config) error {
		c.AddQuery(name, value)
		return nil
	}
}

// WithQueryDel removes a query parameter.
func WithQueryDel(name string) RequestOption {
	return func(c *request.Config) error {
		c.DeleteQuery(name)
		return nil
	}
}

// WithJSONSet sets a member of the body to the JSON of a value. The key may lead
// into the body by dots, as in "rules.0.name"; an index of -1 adds an item, and
// a dot that belongs to a name stands behind a backslash.
func WithJSONSet(key string, value any) RequestOption {
	return func(c *request.Config) error { return c.SetMember(key, value) }
}

// WithJSONDel removes a member of the body; see [WithJSONSet] for the key.
func WithJSONDel(key string) RequestOption {
	return func(c *request.Config) error {
		c.DeleteMember(key)
		return nil
	}
}

// WithRequestBody sends a body in place of the method's: an [io.Reader], []byte
// or string as it is, anything else as JSON. A reader that is no [io.Seeker] can
// be sent only once, so there are no retries.
func WithRequestBody(contentType string, body any) RequestOption {
	return func(c *request.Config) error { return c.SetBody(contentType, body) }
}

// WithResponseInto stores the response, or the one of the error, in *response.
// Its body can be read, unless the method gives it to the caller.
func WithResponseInto(response **http.Response) RequestOption {
	return func(c *request.Config) error {
		c.SetResponseInto(response)
		return nil
	}
}

// WithResponseBodyInto decodes the body of the response into a value in place of
// the method's result, which is then empty. A *[]byte or *string takes the body
// as it is, a **[http.Response] the response unread, which the caller closes;
// any other pointer is decoded as encoding/json does.
func WithResponseBodyInto(value any) RequestOption {
	return func(c *request.Config) error {
		c.SetResponseBodyInto(value)
		return nil
	}
}

// WithIdempotencyKey sets the key by which the server knows a request that it
// has seen before. Without one, each call of an API that has such keys makes its
// own.
func WithIdempotencyKey(key string) RequestOption {
	return func(c *request.Config) error { return c.SetIdempotencyKey(key) }
}

// WithLogger logs requests and responses at debug level, and retries at info
// level, without credentials and bodies; nil logs nothing.
func WithLogger(logger *slog.Logger) RequestOption {
	return func(c *request.Config) error {
		c.SetLogger(logger)
		return nil
	}
}
