// Package api describes the API to the packages that send requests.
package api

import (
	"time"

	"github.com/cloudflare/cloudflare-go/internal/request"
)

// API is what is known of the Cloudflare API beside its methods.
var API = request.API{
	Name:              "Cloudflare",
	Version:           "0.1.0",
	EnvironmentPrefix: "CLOUDFLARE",
	Environments: []request.Environment{
		{Name: "production", URL: "https://api.cloudflare.com/client/v4"},
	},
	Options: []request.ClientOption{
		{Name: "api_token", Environment: "CLOUDFLARE_API_TOKEN", Option: "WithAPIToken"},
		{Name: "api_key", Environment: "CLOUDFLARE_API_KEY", Option: "WithAPIKey"},
		{Name: "api_email", Environment: "CLOUDFLARE_EMAIL", Option: "WithAPIEmail"},
	},
	Schemes: map[string]request.Scheme{
		"api_token": request.HTTPAuth("Bearer", "api_token"),
		"api_email": request.APIKey(request.InHeader, "X-Auth-Email", "api_email"),
		"api_key":   request.APIKey(request.InHeader, "X-Auth-Key", "api_key"),
	},
	Security: [][]string{
		{"api_token"},
		{"api_email", "api_key"},
	},
	Credentials: [][]string{
		{"api_token"},
		{"api_email", "api_key"},
	},
	Timeout:    time.Minute,
	MaxRetries: 2,
}

// NewRequest begins a request.
//
// Names in braces are the parameters of the path. The options of a service come
// first, those of the call second.
func NewRequest(method, path string, options, more []request.Option) *request.Request {
	return request.New(&API, method, path, options, more)
}
