package request

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"
)

// DefaultMaxResponseBytes is the size of the largest response that is read into
// memory unless the caller says otherwise.
const DefaultMaxResponseBytes = 256 << 20

// Option changes what one request is sent with. Those of a client and of a
// service are applied first, those of the call last.
type Option func(*Config) error

// Doer sends a request. [http.Client] is one.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

// Middleware sees each attempt to send a request, and its response. It calls
// next, or answers itself.
type Middleware = func(request *http.Request, next MiddlewareNext) (*http.Response, error)

// MiddlewareNext sends a request through the rest of the middleware.
type MiddlewareNext = func(*http.Request) (*http.Response, error)

// Config is what the options of one request add up to.
type Config struct {
	api *API
	// inCall says that the options of the call itself are being applied, which
	// win over what the method says; those before do not.
	inCall bool

	baseURL       string
	baseURLInCall bool
	environment   string
	variables     []namedText
	surroundings  *surroundings
	secrets       []namedText
	tokens        *tokens

	client Doer
	// standard sends requests where there is no client; nil if it is not made yet.
	standard   MiddlewareNext
	middleware []Middleware
	maxRetries int
	timeout    time.Duration
	hasTimeout bool
	logger     *slog.Logger

	defaults       changes
	extra          changes
	members        []memberChange
	body           *givenBody
	idempotencyKey string

	response     **http.Response
	responseBody any
	maxBytes     int64
}

// namedText is an option that is a text.
type namedText struct {
	name, value string
}

// changes are what options say of headers and of the query, in their order.
type changes struct {
	headers []change
	query   []change
}

// change is what an option says of a header or a query parameter.
type change struct {
	name, value string
	// remove says that what is there goes; add, that the value comes. A value
	// that is set does both.
	remove, add bool
}

// memberChange is what an option says of a member of a JSON body.
type memberChange struct {
	path []string
	// value is nil for a member that is removed.
	value json.RawMessage
}

// givenBody is a body in place of the method's.
type givenBody struct {
	contentType string
	value       any
}

// apply applies the options of client and service, then those of the call.
func (c *Config) apply(options, call []Option) error {
	if err := c.applyEach(options); err != nil {
		return err
	}
	c.inCall = true
	return c.applyEach(call)
}

func (c *Config) applyEach(options []Option) error {
	for _, option := range options {
		if option == nil {
			return errors.New("an option is nil")
		}
		if err := option(c); err != nil {
			return err
		}
	}
	return nil
}

func (c *Config) changes() *changes {
	if c.inCall {
		return &c.extra
	}
	return &c.defaults
}

// SetBaseURL sets the URL that paths are appended to.
func (c *Config) SetBaseURL(url string) error {
	if err := checkBaseURL(url); err != nil {
		return err
	}
	c.baseURL, c.baseURLInCall = url, c.inCall
	return nil
}

// SetEnvironment chooses one of the base URLs of the API's own.
func (c *Config) SetEnvironment(name string) {
	c.environment = name
	c.leaveBaseURL()
}

// SetServerVariable chooses a part of the base URL of the API's own. An empty
// value is none.
func (c *Config) SetServerVariable(name, value string) {
	if value == "" {
		return
	}
	c.variables = withText(c.variables, name, value)
	c.leaveBaseURL()
}

// leaveBaseURL drops a base URL of the client's when a call chooses one of the
// API's own. Where both are given at once, the base URL wins.
func (c *Config) leaveBaseURL() {
	if c.inCall && !c.baseURLInCall {
		c.baseURL = ""
	}
}

// SetSecret sets an option that holds a secret.
func (c *Config) SetSecret(name, value string) {
	c.secrets = withText(c.secrets, name, value)
}

// SetHeader sets a header in place of its values.
func (c *Config) SetHeader(name, value string) error {
	return c.changeHeader(change{name, value, true, true})
}

// AddHeader adds a value to a header.
func (c *Config) AddHeader(name, value string) error {
	return c.changeHeader(change{name, value, false, true})
}

// DeleteHeader removes a header, also one that the SDK itself would send.
func (c *Config) DeleteHeader(name string) error {
	return c.changeHeader(change{name, "", true, false})
}

func (c *Config) changeHeader(change change) error {
	if err := checkHeader(change.name, change.value); err != nil {
		return err
	}
	changes := c.changes()
	changes.headers = append(changes.headers, change)
	return nil
}

// SetQuery sets a query parameter in place of its values.
func (c *Config) SetQuery(name, value string) { c.changeQuery(change{name, value, true, true}) }

// AddQuery adds a value to a query parameter.
func (c *Config) AddQuery(name, value string) { c.changeQuery(change{name, value, false, true}) }

// DeleteQuery removes a query parameter.
func (c *Config) DeleteQuery(name string) { c.changeQuery(change{name, "", true, false}) }

func (c *Config) changeQuery(change change) {
	changes := c.changes()
	changes.query = append(changes.query, change)
}

// SetMember sets a member of the JSON body; key is a path with dots.
func (c *Config) SetMember(key string, value any) error {
	text, err := marshal(value)
	if err != nil {
		return fmt.Errorf("the value of %q has no JSON form: %w", key, err)
	}
	c.members = append(c.members, memberChange{memberPath(key), text})
	return nil
}

// DeleteMember removes a member of the JSON body; key is a path with dots.
func (c *Config) DeleteMember(key string) {
	c.members = append(c.members, memberChange{memberPath(key), nil})
}

// SetBody sends a body in place of the method's: an [io.Reader], []byte or
// string as it is, anything else as JSON.
func (c *Config) SetBody(contentType string, body any) error {
	if err := checkHeader("Content-Type", contentType); err != nil {
		return err
	}
	c.body = &givenBody{contentType, body}
	return nil
}

// SetHTTPClient sets what sends requests.
func (c *Config) SetHTTPClient(client Doer) error {
	if standard, ok := client.(*http.Client); client == nil || ok && standard == nil {
		return errors.New("the HTTP client must not be nil")
	}
	c.client = client
	return nil
}

// AddMiddleware adds middleware; what was added first sees a request first.
func (c *Config) AddMiddleware(middleware ...Middleware) {
	c.middleware = append(c.middleware[:len(c.middleware):len(c.middleware)], middleware...)
}

// SetMaxRetries sets how often a request that failed is sent again.
func (c *Config) SetMaxRetries(retries int) error {
	if retries < 0 {
		return errors.New("the number of retries must not be negative")
	}
	c.maxRetries = retries
	return nil
}

// SetTimeout sets how long one attempt may take; 0 is no limit.
func (c *Config) SetTimeout(timeout time.Duration) error {
	if timeout < 0 {
		return errors.New("the timeout must not be negative")
	}
	c.timeout, c.hasTimeout = timeout, true
	return nil
}

// SetMaxResponseBytes sets the size of the largest response that is read into
// memory.
func (c *Config) SetMaxResponseBytes(bytes int64) error {
	if bytes <= 0 {
		return errors.New("the size of the largest response must be positive")
	}
	c.maxBytes = bytes
	return nil
}

// SetIdempotencyKey sets the key by which the server knows a request that it
// has seen before.
func (c *Config) SetIdempotencyKey(key string) error {
	if err := checkHeader(c.api.idempotencyHeader(), key); err != nil {
		return err
	}
	c.idempotencyKey = key
	return nil
}

// SetLogger sets where requests and responses are logged, without secrets; nil
// for nowhere.
func (c *Config) SetLogger(logger *slog.Logger) { c.logger = logger }

// SetResponseInto stores the response of each request.
func (c *Config) SetResponseInto(response **http.Response) { c.response = response }

// SetResponseBodyInto decodes the body of each response into a value of the
// caller's.
func (c *Config) SetResponseBodyInto(value any) { c.responseBody = value }

// saysNoQuery reports whether no option is about the query.
func (c *Config) saysNoQuery() bool { return len(c.defaults.query) == 0 && len(c.extra.query) == 0 }

// secret is the value of an option that holds a secret; false if it is not set,
// or empty.
func (c *Config) secret(name string) (string, bool) {
	value, _ := c.stated(name)
	return value, value != ""
}

// stated is the value of an option that holds a secret, which may be empty: the
// caller's, else that of the environment variable if it may be used.
func (c *Config) stated(name string) (string, bool) {
	if value, ok := textOf(c.secrets, name); ok {
		return value, true
	}
	if c.surroundings == nil || !c.mayComplete(name) {
		return "", false
	}
	return textOf(c.surroundings.secrets, name)
}

// mayComplete reports whether the environment may set an option. Once the caller
// has given some credentials, the environment only completes those, so that it
// never takes their place.
func (c *Config) mayComplete(name string) bool {
	inSome, inChosen, anyChosen := false, false, false
	for _, group := range c.api.Credentials {
		has, chosen := false, false
		for _, option := range group {
			has = has || option == name
			value, _ := textOf(c.secrets, option)
			chosen = chosen || value != ""
		}
		inSome = inSome || has
		anyChosen = anyChosen || chosen
		inChosen = inChosen || has && chosen
	}
	return !inSome || !anyChosen || inChosen
}

func textOf(texts []namedText, name string) (string, bool) {
	for _, text := range texts {
		if text.name == name {
			return text.value, true
		}
	}
	return "", false
}

func withText(texts []namedText, name, value string) []namedText {
	for i := range texts {
		if texts[i].name == name {
			texts[i].value = value
			return texts
		}
	}
	return append(texts, namedText{name, value})
}

// Secret returns an option that holds a secret, such as the key of webhooks, or
// an error that says how to set it.
func Secret(api *API, name string, options, call []Option) (string, error) {
	config := Config{api: api}
	if err := config.apply(options, call); err != nil {
		return "", err
	}
	value, ok := config.secret(name)
	if !ok {
		return "", fmt.Errorf("%w: use %s", ErrMissingCredentials, api.setting(name))
	}
	return value, nil
}

// WithSecret returns an option that sets a secret.
func WithSecret(name, value string) Option {
	// Whoever shares the option shares the access tokens that it gets.
	shared := new(tokens)
	return func(c *Config) error {
		c.SetSecret(name, value)
		if c.tokens == nil {
			c.tokens = shared
		}
		return nil
	}
}

// WithServerVariable returns an option that sets a part of the base URL.
func WithServerVariable(name, value string) Option {
	return func(c *Config) error {
		c.SetServerVariable(name, value)
		return nil
	}
}

// WithEnvironment returns an option that chooses a base URL of the API's own.
func WithEnvironment(name string) Option {
	return func(c *Config) error {
		c.SetEnvironment(name)
		return nil
	}
}
