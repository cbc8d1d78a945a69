package request_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"example.com/sdk/internal/request"
	"example.com/sdk/option"
)

func TestOptionsFromTheEnvironment(t *testing.T) {
	tests := []struct {
		name      string
		variables map[string]string
		options   []option.RequestOption
		want      string // Authorization, X-Auth-Key, X-Auth-Email
	}{
		{"token", map[string]string{"TOKEN": "env1"}, nil, "Bearer env1||"},
		{"key", map[string]string{"KEY": "k", "EMAIL": "e"}, nil, "|k|e"},
		{"given wins", map[string]string{"TOKEN": "env1"}, with("token", "given"), "Bearer given||"},
		{"completed", map[string]string{"TOKEN": "env1", "EMAIL": "e"}, with("key", "k"), "|k|e"},
		{"not in its place", map[string]string{"TOKEN": "env1"}, with("key", "k", "email", "e"), "|k|e"},
		{"an empty option is none", map[string]string{"TOKEN": "env1", "KEY": "k", "EMAIL": "e"}, with("token", ""), "|k|e"},
		{"an empty variable is none", map[string]string{"TOKEN": "", "KEY": "k", "EMAIL": "e"}, nil, "|k|e"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for name, value := range test.variables {
				t.Setenv("EXAMPLE_"+name, value)
			}
			s := newServer(t)
			options := append([]option.RequestOption{request.WithDefaults(example()), option.WithBaseURL(s.URL)}, test.options...)
			must[*thing](t)(get(t, options))
			header := s.one(t).header
			got := strings.Join([]string{header.Get("Authorization"), header.Get("X-Auth-Key"), header.Get("X-Auth-Email")}, "|")
			if got != test.want {
				t.Error(got)
			}
		})
	}
}

func TestTheEnvironmentIsReadOnce(t *testing.T) {
	s := newServer(t)
	t.Setenv("EXAMPLE_TOKEN", "before")
	options := []option.RequestOption{request.WithDefaults(example()), option.WithBaseURL(s.URL)}
	t.Setenv("EXAMPLE_TOKEN", "after")
	must[*thing](t)(get(t, options))
	if got := s.one(t).header.Get("Authorization"); got != "Bearer before" {
		t.Error(got)
	}
}

func TestAServiceOfItsOwnReadsNoEnvironment(t *testing.T) {
	t.Setenv("EXAMPLE_TOKEN", "env1")
	s := newServer(t)
	if _, err := get(t, []option.RequestOption{option.WithBaseURL(s.URL)}); err == nil {
		t.Error("no error")
	}
}

// regional is an API with parts of its URL to choose.
func regional() *request.API {
	api := example()
	api.Environments = []request.Environment{
		{Name: "production", URL: "https://{region}.example.test/v1"},
		{Name: "staging", URL: "https://{region}.staging.test/{tenant}/{{x}}/"},
	}
	api.Variables = []request.ServerVariable{
		{Name: "region", Default: "us", HasDefault: true, Environment: "EXAMPLE_REGION", Option: "WithRegion"},
		{Name: "tenant", Option: "WithTenant"},
	}
	return api
}

// where is the URL that a request would be sent to, or the error.
func where(api *request.API, options, call []option.RequestOption, change func(*request.Request)) string {
	url := ""
	catch := option.WithMiddleware(func(r *http.Request, _ option.MiddlewareNext) (*http.Response, error) {
		url = r.URL.String()
		return &http.Response{StatusCode: http.StatusNoContent}, nil
	})
	r := request.New(api, http.MethodGet, "/path", append(options[:len(options):len(options)], catch), call)
	if change != nil {
		change(r)
	}
	if err := request.Nothing(context.Background(), r); err != nil {
		return err.Error()
	}
	return url
}

type options = []option.RequestOption

func TestBaseURL(t *testing.T) {
	region, tenant := request.WithServerVariable("region", "eu"), request.WithServerVariable("tenant", "acme/eu")
	staging, production := request.WithEnvironment("staging"), request.WithEnvironment("production")
	elsewhere := option.WithBaseURL("http://a.test/x/")
	defaults := func() option.RequestOption { return request.WithDefaults(regional()) }
	tests := []struct {
		name          string
		options, call options
		variables     string
		want          string
	}{
		{"own", nil, nil, "", "https://us.example.test/v1/path"},
		{"variable", options{region}, nil, "", "https://eu.example.test/v1/path"},
		{"empty variable", options{request.WithServerVariable("region", "")}, nil, "", "https://us.example.test/v1/path"},
		{"unused variable", options{tenant}, nil, "", "https://us.example.test/v1/path"},
		{"environment", options{staging, tenant}, nil, "", "https://us.staging.test/acme/eu/%7Bx%7D/path"},
		{"of the call", options{staging, tenant}, options{production, region}, "", "https://eu.example.test/v1/path"},
		{"given", options{elsewhere}, nil, "", "http://a.test/x/path"},
		{"given wins in a list", options{elsewhere, region}, nil, "", "http://a.test/x/path"},
		{"the call leaves it", options{elsewhere}, options{region}, "", "https://eu.example.test/v1/path"},
		{"but not its own", options{region}, options{elsewhere, production}, "", "http://a.test/x/path"},
		{"variable of the environment", nil, nil, "REGION=de", "https://de.example.test/v1/path"},
		{"given variable wins", options{region}, nil, "REGION=de", "https://eu.example.test/v1/path"},
		{"URL of the environment", nil, nil, "BASE_URL=http://b.test", "http://b.test/path"},
		{"given URL wins", options{elsewhere}, nil, "BASE_URL=http://b.test", "http://a.test/x/path"},
		{"so does a choice", options{region}, nil, "BASE_URL=http://b.test", "https://eu.example.test/v1/path"},
		{"wrong URL of the environment", nil, nil, "BASE_URL=b.test", "EXAMPLE_BASE_URL: the base URL must begin with http:// or https://"},
		{
			"missing variable", options{staging}, nil, "",
			`option.WithTenant must be used: "tenant" is a part of the base URL https://{region}.staging.test/{tenant}/{{x}}/`,
		},
		{"unknown environment", options{request.WithEnvironment("moon")}, nil, "", `there is no environment "moon"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if name, value, found := strings.Cut(test.variables, "="); found {
				t.Setenv("EXAMPLE_"+name, value)
			}
			if got := where(regional(), append(options{defaults()}, test.options...), test.call, nil); got != test.want {
				t.Error(got)
			}
		})
	}
}

func TestNoPartOfTheHostIsAllOfIt(t *testing.T) {
	for _, region := range []string{"evil.test/", "evil.test:443/x", `evil.test\`, "a@b", "a?b", "a#b"} {
		got := where(regional(), options{request.WithServerVariable("region", region)}, nil, nil)
		if strings.HasPrefix(got, "http") {
			t.Error(got)
		}
	}
}

func TestBaseURLThatCannotBe(t *testing.T) {
	for _, url := range []string{"", "api.example.com", "ftp://example.com", "/path", "http://", "https:///v1", "https://a?b=1", "https://a#b", "https://user:secret@a"} {
		got := where(example(), options{option.WithBaseURL(url)}, nil, nil)
		if !strings.HasPrefix(got, "the base URL must") {
			t.Error(url, got)
		}
		assertNoSecret(t, got, "secret")
	}
	api := example()
	api.Environments = nil
	if got := where(api, nil, nil, nil); !strings.Contains(got, "option.WithBaseURL") {
		t.Error(got)
	}
}

func TestServerOfAMethod(t *testing.T) {
	server := func(url string) func(*request.Request) { return func(r *request.Request) { r.Server(url) } }
	tests := []struct {
		name, server string
		options      options
		want         string
	}{
		{"absolute", "https://files.test/v2/", nil, "https://files.test/v2/path"},
		{"relative", "/v2/", nil, "https://api.example.test/v2/path"},
		{"unknown variable", "https://{agent}/v2", nil, "https://{agent}/v2 is no URL; option.WithBaseURL sets another"},
		{"elsewhere", "https://files.test/v2", options{option.WithBaseURL("http://a.test/v1")}, "http://a.test/v1/path"},
	}
	for _, test := range tests {
		if got := where(example(), test.options, nil, server(test.server)); got != test.want {
			t.Error(test.name, got)
		}
	}
}
