package cloudflare

import "github.com/cloudflare/cloudflare-go/internal/request"

// Error is a response that says that a request failed. Its methods DumpRequest
// and DumpResponse show both, without secrets.
//
//	var failure *cloudflare.Error
//	if errors.As(err, &failure) {
//		fmt.Println(failure.StatusCode)
//	}
type Error = request.Error

// ErrMissingCredentials is what a method fails with that needs credentials when
// a client has none.
var ErrMissingCredentials = request.ErrMissingCredentials
