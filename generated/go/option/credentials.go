package option

import "github.com/cloudflare/cloudflare-go/internal/request"

// WithAPIToken sets the API token.
//
// The preferred authorization scheme for interacting with the Cloudflare API.
// Create a token.
//
// Without it, the environment variable CLOUDFLARE_API_TOKEN is read.
func WithAPIToken(value string) RequestOption {
	return request.WithSecret("api_token", value)
}

// WithAPIKey sets the API key.
//
// The previous authorization scheme for interacting with the Cloudflare API.
// When possible, use API tokens instead of Global API keys.
//
// Without it, the environment variable CLOUDFLARE_API_KEY is read.
func WithAPIKey(value string) RequestOption {
	return request.WithSecret("api_key", value)
}

// WithAPIEmail sets the API email.
//
// The previous authorization scheme for interacting with the Cloudflare API,
// used in conjunction with a Global API key.
//
// Without it, the environment variable CLOUDFLARE_EMAIL is read.
func WithAPIEmail(value string) RequestOption {
	return request.WithSecret("api_email", value)
}

// WithEnvironmentProduction chooses the base URL
// https://api.cloudflare.com/client/v4.
func WithEnvironmentProduction() RequestOption {
	return request.WithEnvironment("production")
}
