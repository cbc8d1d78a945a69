// Package request builds requests of an API, sends them until they succeed or
// may not be sent again, and reads the responses.
package request

import (
	"cmp"
	"time"
)

// API is what the runtime knows of an API.
type API struct {
	// Name is what the API is called in the User-Agent and in messages.
	Name string
	// Version is the version of the SDK.
	Version string
	// EnvironmentPrefix is what the names of environment variables begin with:
	// <prefix>_BASE_URL, <prefix>_LOG.
	EnvironmentPrefix string
	// Environments are the base URLs of the API's own; the first one is the
	// default.
	Environments []Environment
	// Variables stand in braces in these URLs.
	Variables []ServerVariable
	// Options hold the secrets of a client.
	Options []ClientOption
	// Schemes are the ways to authenticate, by id.
	Schemes map[string]Scheme
	// Security has the alternatives for endpoints that have no method: the ids
	// of schemes that are needed together.
	Security [][]string
	// Credentials has the groups of options that authenticate together.
	Credentials [][]string
	// IdempotencyHeader is sent with every request whose method is not safe;
	// empty if the API has none.
	IdempotencyHeader string
	// Timeout is how long one attempt may take; 0 is no limit.
	Timeout time.Duration
	// MaxRetries is how often a request that failed is sent again.
	MaxRetries int
}

// Environment is a named base URL.
type Environment struct {
	Name string
	// URL has {name} where a server variable stands; other braces are doubled.
	URL string
}

// ServerVariable is a part of a base URL that the user of a client chooses.
type ServerVariable struct {
	Name       string
	Default    string
	HasDefault bool
	// Values are the only ones that there are; empty when any will do.
	Values []string
	// Environment is the environment variable that sets it, if there is one.
	Environment string
	// Option is the function that sets it, for messages.
	Option string
}

// ClientOption is a secret of a client.
type ClientOption struct {
	Name string
	// Environment is the environment variable that sets it, if there is one.
	Environment string
	// Option is the function that sets it, for messages.
	Option string
}

// idempotencyHeader is where a key goes that the caller gives, also if the API
// says nothing of such keys.
func (a *API) idempotencyHeader() string { return cmp.Or(a.IdempotencyHeader, "Idempotency-Key") }

// setting is the option as a message names it.
func (a *API) setting(name string) string {
	for _, option := range a.Options {
		if option.Name != name {
			continue
		}
		if option.Environment == "" {
			return "option." + option.Option
		}
		return "option." + option.Option + " (" + option.Environment + ")"
	}
	return name
}
