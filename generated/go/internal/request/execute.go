package request

import (
	"context"
	"io"
	"maps"
	"net/url"
	"slices"
)

// Execute sends a request to an endpoint that has no method.
//
// The params are the query if they are [url.Values], else the body: an
// [io.Reader], []byte or string as it is, anything but nil as JSON. The body of
// the response goes into result: a *[]byte or *string as it is, a
// **[http.Response] unread, nil nowhere, and any other pointer as encoding/json
// decodes it.
func Execute(ctx context.Context, r *Request, params, result any) error {
	r.Security(append(r.api.Security[:len(r.api.Security):len(r.api.Security)], nil)...)
	switch params := params.(type) {
	case nil:
	case url.Values:
		for _, name := range slices.Sorted(maps.Keys(params)) {
			for _, value := range params[name] {
				r.AddQuery(name, value)
			}
		}
	case io.Reader, []byte, string:
		r.content.stream, r.content.usual = params, "application/octet-stream"
	default:
		text, err := marshal(params)
		r.fail(err)
		r.content.json = text
	}
	if r.config.responseBody == nil {
		r.config.responseBody = result
	}
	return Nothing(ctx, r)
}
