// Package cloudflare is the SDK of the Cloudflare API.
package cloudflare

import (
	"context"
	"net/http"

	"github.com/cloudflare/cloudflare-go/internal/api"
	"github.com/cloudflare/cloudflare-go/internal/request"
	"github.com/cloudflare/cloudflare-go/option"
	"github.com/cloudflare/cloudflare-go/realtime_kit"
	"github.com/cloudflare/cloudflare-go/stream"
)

// Client is the client of the Cloudflare API.
type Client struct {
	Options     []option.RequestOption
	RealtimeKit *realtime_kit.RealtimeKitService
	Stream      *stream.StreamService
}

// DefaultClientOptions returns what NewClient begins with: credentials, the base
// URL and what else environment variables say.
func DefaultClientOptions() []option.RequestOption {
	return []option.RequestOption{request.WithDefaults(&api.API)}
}

// NewClient returns a client that applies the options to every request. What
// they do not say comes from the environment, see [DefaultClientOptions].
//
// A client may be used by several goroutines at once.
func NewClient(opts ...option.RequestOption) *Client {
	opts = append(DefaultClientOptions(), opts...)
	// Who appends to the options of one service must not write into those of another.
	opts = opts[:len(opts):len(opts)]
	return &Client{
		Options:     opts,
		RealtimeKit: realtime_kit.NewRealtimeKitService(opts...),
		Stream:      stream.NewStreamService(opts...),
	}
}

// Get sends a GET request to an endpoint that has no method here. See
// [Client.Execute] for the arguments.
func (c *Client) Get(ctx context.Context, path string, params, result any, opts ...option.RequestOption) error {
	return c.Execute(ctx, http.MethodGet, path, params, result, opts...)
}

// Post sends a POST request to an endpoint that has no method here. See
// [Client.Execute] for the arguments.
func (c *Client) Post(ctx context.Context, path string, params, result any, opts ...option.RequestOption) error {
	return c.Execute(ctx, http.MethodPost, path, params, result, opts...)
}

// Put sends a PUT request to an endpoint that has no method here. See
// [Client.Execute] for the arguments.
func (c *Client) Put(ctx context.Context, path string, params, result any, opts ...option.RequestOption) error {
	return c.Execute(ctx, http.MethodPut, path, params, result, opts...)
}

// Patch sends a PATCH request to an endpoint that has no method here. See
// [Client.Execute] for the arguments.
func (c *Client) Patch(ctx context.Context, path string, params, result any, opts ...option.RequestOption) error {
	return c.Execute(ctx, http.MethodPatch, path, params, result, opts...)
}

// Delete sends a DELETE request to an endpoint that has no method here. See
// [Client.Execute] for the arguments.
func (c *Client) Delete(ctx context.Context, path string, params, result any, opts ...option.RequestOption) error {
	return c.Execute(ctx, http.MethodDelete, path, params, result, opts...)
}

// Execute sends a request to an endpoint that has no method here, with the
// credentials, retries and errors that methods have.
//
// The path is relative to the base URL. The params are nil, the query as
// [net/url.Values], or the body: an [io.Reader], bytes and a string are sent as
// they are, anything else as encoding/json writes it. The result is nil, or a
// pointer to what encoding/json can read; into one to a string or bytes the body
// goes as it is, and one to a *[http.Response] is left to read by the caller.
func (c *Client) Execute(ctx context.Context, method, path string, params, result any, opts ...option.RequestOption) error {
	return request.Execute(ctx, api.NewRequest(method, path, c.Options, opts), params, result)
}
