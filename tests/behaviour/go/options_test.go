package behaviour

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/cloudflare/cloudflare-go"
	"github.com/cloudflare/cloudflare-go/option"
	"github.com/cloudflare/cloudflare-go/realtime_kit"
	"github.com/cloudflare/cloudflare-go/stream"
)

func TestHeaderOptions(t *testing.T) {
	t.Parallel()
	t.Run("set", func(t *testing.T) {
		server := newServer(t)
		client := newClient(server, option.WithHeader("X-A", "1"), option.WithHeader("X-B", "1"), option.WithHeader("User-Agent", "mine"))
		succeed(t, getAllLivestreams, client, option.WithHeader("x-b", "2"))
		succeed(t, getAllLivestreams, client)
		sent := server.requests()
		checkHeaders(t, sent[0], map[string]string{"X-A": "1", "X-B": "2", "User-Agent": "mine"})
		checkHeaders(t, sent[1], map[string]string{"X-A": "1", "X-B": "1", "User-Agent": "mine"})
	})
	t.Run("add", func(t *testing.T) {
		server := newServer(t)
		client := newClient(server, option.WithHeader("X-A", "1"))
		succeed(t, getAllLivestreams, client, option.WithHeaderAdd("X-A", "2"))
		var values []string
		for _, pair := range server.only().Headers {
			if strings.EqualFold(pair[0], "X-A") {
				values = append(values, pair[1])
			}
		}
		if fmt.Sprint(values) != "[1 2]" {
			t.Errorf("X-A: %v", values)
		}
	})
	t.Run("delete", func(t *testing.T) {
		server := newServer(t)
		server.script(unchecked)
		client := newClient(server, option.WithHeader("X-A", "1"))
		succeed(t, getAllLivestreams, client, option.WithHeaderDel("x-a"), option.WithHeaderDel("authorization"), option.WithHeaderDel("User-Agent"))
		checkHeaders(t, server.only(), map[string]string{"X-A": "", "Authorization": "", "User-Agent": ""})
	})
	t.Run("delete without credentials", func(t *testing.T) {
		// Who takes the header away on purpose is not told that it is missing.
		server := newServer(t)
		server.script(unchecked)
		client := cloudflare.NewClient(option.WithBaseURL(server.BaseURL), option.WithHeaderDel("Authorization"))
		succeed(t, getAllLivestreams, client)
		checkHeaders(t, server.only(), map[string]string{"Authorization": ""})
	})
}

func TestQueryOptions(t *testing.T) {
	t.Parallel()
	list := func(client *cloudflare.Client, opts ...option.RequestOption) error {
		_, err := client.RealtimeKit.Livestreams.GetAllLivestreams(shortly(t), "app_id", realtime_kit.LivestreamGetAllLivestreamsParams{
			AccountID: cloudflare.F(account),
			PageNo:    cloudflare.F(int64(1)),
			PerPage:   cloudflare.F(int64(2)),
		}, opts...)
		return err
	}
	checkQuery := func(t *testing.T, sent request, want map[string]string) {
		t.Helper()
		got := map[string]string{}
		for _, pair := range sent.Query {
			got[pair[0]] += pair[1]
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("sent %v, want %v", got, want)
		}
	}
	t.Run("of a call", func(t *testing.T) {
		server := newServer(t)
		if err := list(newClient(server), option.WithQuery("page_no", "3"), option.WithQuery("status", "LIVE"), option.WithQueryDel("per_page")); err != nil {
			t.Fatal(err)
		}
		checkQuery(t, server.only(), map[string]string{"page_no": "3", "status": "LIVE"})
	})
	t.Run("of a client", func(t *testing.T) {
		server := newServer(t)
		client := newClient(server, option.WithQuery("page_no", "9"), option.WithQuery("status", "LIVE"))
		if err := list(client); err != nil {
			t.Fatal(err)
		}
		checkQuery(t, server.only(), map[string]string{"page_no": "1", "per_page": "2", "status": "LIVE"})
	})
	t.Run("add", func(t *testing.T) {
		server := newServer(t)
		server.script(unchecked)
		succeed(t, getAllLivestreams, newClient(server), option.WithQueryAdd("a", "1"), option.WithQueryAdd("a", "a b&c=d+e/ü"))
		sent := server.only()
		if fmt.Sprint(sent.Query) != "[[a 1] [a a b&c=d+e/ü]]" {
			t.Errorf("sent %v", sent.Query)
		}
	})
}

func TestJSONOptions(t *testing.T) {
	t.Parallel()
	for name, example := range map[string]struct {
		Options []option.RequestOption
		Want    string
	}{
		"set":          {[]option.RequestOption{option.WithJSONSet("enabled", false)}, `{"enabled": false, "meta": 1}`},
		"add":          {[]option.RequestOption{option.WithJSONSet("extra", map[string]any{"a": []int{1}})}, `{"enabled": true, "meta": 1, "extra": {"a": [1]}}`},
		"null":         {[]option.RequestOption{option.WithJSONSet("enabled", nil)}, `{"enabled": null, "meta": 1}`},
		"deep":         {[]option.RequestOption{option.WithJSONSet("recording.mode", "off")}, `{"enabled": true, "meta": 1, "recording": {"mode": "off"}}`},
		"delete":       {[]option.RequestOption{option.WithJSONDel("meta")}, `{"enabled": true}`},
		"set a delete": {[]option.RequestOption{option.WithJSONSet("a", 1), option.WithJSONDel("a")}, `{"enabled": true, "meta": 1}`},
	} {
		t.Run(name, func(t *testing.T) {
			server := newServer(t)
			server.script(unchecked)
			_, err := newClient(server).Stream.LiveInputs.New(shortly(t), stream.LiveInputNewParams{
				AccountID: cloudflare.F(account),
				Enabled:   cloudflare.F(true),
				Meta:      cloudflare.F[any](1),
			}, example.Options...)
			if err != nil {
				t.Fatal(err)
			}
			sameJSON(t, server.only().Body, example.Want)
		})
	}
}

func TestARequestBodyOfOnesOwn(t *testing.T) {
	server := newServer(t)
	server.script(status(500, "retry-after-ms", "1"))
	succeed(t, createLiveInput, newClient(server), option.WithRequestBody("application/json", []byte(`{"enabled": false}`)))
	for _, sent := range server.requests() {
		sameJSON(t, sent.Body, `{"enabled": false}`)
	}
}

func TestBaseURL(t *testing.T) {
	t.Parallel()
	for _, end := range []string{"", "/"} {
		t.Run("given "+end, func(t *testing.T) {
			server := newServer(t)
			client := cloudflare.NewClient(option.WithBaseURL(server.BaseURL+end), option.WithAPIToken(apiToken))
			succeed(t, getAllLivestreams, client)
			if target := server.only().Target; target != livestreams {
				t.Errorf("sent %q", target)
			}
		})
	}
	t.Run("of a call", func(t *testing.T) {
		server := newServer(t)
		client := cloudflare.NewClient(option.WithBaseURL("http://127.0.0.1:9"), option.WithAPIToken(apiToken))
		succeed(t, getAllLivestreams, client, option.WithBaseURL(server.BaseURL))
	})
	t.Run("of the API", func(t *testing.T) {
		t.Parallel()
		for _, opts := range [][]option.RequestOption{nil, {option.WithEnvironmentProduction()}} {
			seen, answer := answering(http.StatusOK, `{}`)
			client := cloudflare.NewClient(append(opts, option.WithAPIToken(apiToken), option.WithHTTPClient(answer))...)
			succeed(t, getAllLivestreams, client)
			if got := seen().URL.String(); got != "https://api.cloudflare.com"+livestreams {
				t.Errorf("sent to %q", got)
			}
		}
	})
	for _, url := range []string{"api.example.com", "ftp://example.com", "/path", "http://", "http://a?b=c"} {
		t.Run("that is none "+url, func(t *testing.T) {
			t.Parallel()
			client := cloudflare.NewClient(option.WithBaseURL(url), option.WithAPIToken(apiToken))
			if err := fail(t, getAllLivestreams, client); !strings.Contains(err.Error(), "base URL") {
				t.Errorf("the error is %v", err)
			}
		})
	}
}

func TestBaseURLOfTheEnvironment(t *testing.T) {
	server := newSerialServer(t)
	t.Setenv("CLOUDFLARE_BASE_URL", server.BaseURL)
	client := cloudflare.NewClient(option.WithAPIToken(apiToken))
	succeed(t, getAllLivestreams, client)
	t.Setenv("CLOUDFLARE_BASE_URL", "http://127.0.0.1:9")
	succeed(t, getAllLivestreams, newClient(server))
	succeed(t, getAllLivestreams, client) // which read the environment when it was made
}

// answering returns an HTTP client without any connection: this is how users test their own programs.
func answering(status int, body string) (seen func() *http.Request, client *http.Client) {
	var last *http.Request
	transport := roundTripper(func(req *http.Request) (*http.Response, error) {
		last = req
		return &http.Response{
			StatusCode: status,
			Header:     http.Header{"Content-Type": {"application/json"}},
			Body:       io.NopCloser(strings.NewReader(body)),
			Request:    req,
		}, nil
	})
	return func() *http.Request { return last }, &http.Client{Transport: transport}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

func TestHTTPClient(t *testing.T) {
	t.Parallel()
	for _, c := range calls {
		t.Run(c.Name, func(t *testing.T) {
			server := newServer(t)
			used := 0
			transport := roundTripper(func(req *http.Request) (*http.Response, error) {
				used++
				return http.DefaultTransport.RoundTrip(req)
			})
			client := newClient(server, option.WithHTTPClient(&http.Client{Transport: transport}))
			succeed(t, c, client)
			sent := server.only()
			if used != 1 || sent.Method != c.Method || sent.Target != c.Target {
				t.Errorf("%d times, sent %s %s", used, sent.Method, sent.Target)
			}
			sameJSON(t, sent.Body, c.Body)
		})
	}
	t.Run("without connections", func(t *testing.T) {
		t.Parallel()
		seen, client := answering(http.StatusOK, `{"success": true, "new": 1}`)
		response := succeed(t, getAllLivestreams, cloudflare.NewClient(option.WithHTTPClient(client), option.WithAPIToken(apiToken))).(fetched)
		if !response.Success || response.JSON.ExtraFields["new"].Raw() != "1" {
			t.Errorf("%+v", response)
		}
		if got := seen().Header.Get("Authorization"); got != "Bearer "+apiToken {
			t.Errorf("Authorization: %q", got)
		}
	})
	t.Run("its own client is left as it was", func(t *testing.T) {
		server := newServer(t)
		given := &http.Client{}
		succeed(t, getAllLivestreams, newClient(server, option.WithHTTPClient(given)))
		if given.CheckRedirect != nil || given.Timeout != 0 || given.Transport != nil || given.Jar != nil {
			t.Errorf("%+v", given)
		}
	})
	t.Run("its redirect policy", func(t *testing.T) {
		server := newServer(t)
		server.script(redirect(livestreams, http.StatusTemporaryRedirect))
		given := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
		err := fail(t, getAllLivestreams, newClient(server, option.WithHTTPClient(given), option.WithMaxRetries(0)))
		var answer *cloudflare.Error
		if !errors.As(err, &answer) || answer.StatusCode != http.StatusTemporaryRedirect {
			t.Errorf("the error is %v", err)
		}
	})
}

func TestAProxy(t *testing.T) {
	server := newServer(t)
	server.script(unchecked.and(raw(`{"success": true}`)))
	proxied := &http.Transport{Proxy: func(*http.Request) (*url.URL, error) { return url.Parse(server.Origin) }}
	client := cloudflare.NewClient(
		option.WithBaseURL("http://api.invalid/v4"),
		option.WithAPIToken(apiToken),
		option.WithHTTPClient(&http.Client{Transport: proxied}),
	)
	succeed(t, getAllLivestreams, client)
	if target := server.only().Target; !strings.HasPrefix(target, "http://api.invalid/v4/accounts/") {
		t.Errorf("sent %q", target)
	}
}

func TestMiddleware(t *testing.T) {
	t.Parallel()
	t.Run("order", func(t *testing.T) {
		server := newServer(t)
		var seen []string
		named := func(name string) option.Middleware {
			return func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
				seen = append(seen, name)
				req.Header.Add("X-Seen", name)
				response, err := next(req)
				seen = append(seen, "/"+name)
				return response, err
			}
		}
		succeed(t, createLiveInput, newClient(server, option.WithMiddleware(named("a"), named("b"))), option.WithMiddleware(named("c")))
		if got := strings.Join(seen, " "); got != "a b c /c /b /a" {
			t.Errorf("saw %q", got)
		}
		sent := server.only()
		sameJSON(t, sent.Body, createLiveInput.Body)
	})
	t.Run("each attempt", func(t *testing.T) {
		server := newServer(t)
		server.script(status(500, "retry-after-ms", "1"))
		var statuses []int
		client := newClient(server, option.WithMiddleware(func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
			response, err := next(req)
			statuses = append(statuses, response.StatusCode)
			return response, err
		}))
		succeed(t, createLiveInput, client)
		if fmt.Sprint(statuses) != "[500 200]" {
			t.Errorf("saw %v", statuses)
		}
	})
	t.Run("an answer of its own", func(t *testing.T) {
		t.Parallel()
		client := cloudflare.NewClient(option.WithAPIToken(apiToken), option.WithMiddleware(func(req *http.Request, _ option.MiddlewareNext) (*http.Response, error) {
			return &http.Response{
				StatusCode: http.StatusOK,
				Header:     http.Header{"Content-Type": {"application/json"}},
				Body:       io.NopCloser(strings.NewReader(`{"success": true}`)),
				Request:    req,
			}, nil
		}))
		if response := succeed(t, getAllLivestreams, client).(fetched); !response.Success {
			t.Errorf("%+v", response)
		}
	})
	t.Run("an error of its own", func(t *testing.T) {
		server := newServer(t)
		mine := errors.New("not today")
		client := newClient(server, option.WithMaxRetries(0), option.WithMiddleware(func(*http.Request, option.MiddlewareNext) (*http.Response, error) {
			return nil, mine
		}))
		if err := fail(t, getAllLivestreams, client); !errors.Is(err, mine) {
			t.Errorf("the error is %v", err)
		}
	})
	t.Run("reading the body", func(t *testing.T) {
		server := newServer(t)
		var read string
		client := newClient(server, option.WithMiddleware(func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
			response, err := next(req)
			if err != nil {
				return nil, err
			}
			text, err := io.ReadAll(response.Body)
			if err != nil {
				return nil, err
			}
			response.Body.Close()
			read = string(text)
			response.Body = io.NopCloser(bytes.NewReader(text))
			return response, nil
		}))
		response := succeed(t, getAllLivestreams, client)
		sameJSON(t, read, response.raw())
	})
}

func TestResponseInto(t *testing.T) {
	t.Parallel()
	t.Run("success", func(t *testing.T) {
		server := newServer(t)
		server.script(withHeaders("X-Ray", "r"))
		var response *http.Response
		succeed(t, getAllLivestreams, newClient(server), option.WithResponseInto(&response))
		if response == nil || response.StatusCode != http.StatusOK || response.Header.Get("X-Ray") != "r" || response.Request.Method != http.MethodGet {
			t.Errorf("%+v", response)
		}
	})
	t.Run("error", func(t *testing.T) {
		server := newServer(t)
		server.script(status(404))
		var response *http.Response
		fail(t, getAllLivestreams, newClient(server), option.WithResponseInto(&response))
		if response == nil || response.StatusCode != http.StatusNotFound {
			t.Errorf("%+v", response)
		}
	})
}

func TestResponseBodyInto(t *testing.T) {
	t.Parallel()
	t.Run("a struct", func(t *testing.T) {
		server := newServer(t)
		var whole struct {
			Success bool
			Result  struct{ UID string }
		}
		if _, err := createLiveInput.Do(shortly(t), newClient(server), option.WithResponseBodyInto(&whole)); err != nil {
			t.Fatal(err)
		}
		if !whole.Success || whole.Result.UID != "66be4bf738797e01e1fca35a7bdecdcd" {
			t.Errorf("%+v", whole)
		}
	})
	t.Run("bytes", func(t *testing.T) {
		server := newServer(t)
		var whole []byte
		if _, err := createLiveInput.Do(shortly(t), newClient(server), option.WithResponseBodyInto(&whole)); err != nil {
			t.Fatal(err)
		}
		sameJSON(t, string(whole), documented(t, createLiveInput.Name))
	})
}

func TestAService(t *testing.T) {
	server := newServer(t)
	service := stream.NewLiveInputService(option.WithBaseURL(server.BaseURL), option.WithAPIToken(apiToken))
	input, err := service.New(shortly(t), stream.LiveInputNewParams{AccountID: cloudflare.F(account)})
	if err != nil {
		t.Fatal(err)
	}
	if input.UID != "66be4bf738797e01e1fca35a7bdecdcd" {
		t.Errorf("%+v", input)
	}
}

func TestNoIdempotencyHeader(t *testing.T) {
	server := newServer(t) // whose API has none
	succeed(t, createLiveInput, newClient(server))
	for _, pair := range server.only().Headers {
		if strings.Contains(strings.ToLower(pair[0]), "idempot") {
			t.Errorf("sent %v", pair)
		}
	}
}

func TestUndocumentedEndpoints(t *testing.T) {
	t.Parallel()
	type thing struct{ A struct{ B int } }
	for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE"} {
		t.Run(method, func(t *testing.T) {
			server := newServer(t)
			server.script(unchecked.and(raw(`{"a": {"b": 1}}`)))
			client := newClient(server)
			var got thing
			send := map[string]func() error{
				"GET":    func() error { return client.Get(shortly(t), "/new/thing", nil, &got) },
				"POST":   func() error { return client.Post(shortly(t), "/new/thing", nil, &got) },
				"PUT":    func() error { return client.Put(shortly(t), "/new/thing", nil, &got) },
				"PATCH":  func() error { return client.Patch(shortly(t), "/new/thing", nil, &got) },
				"DELETE": func() error { return client.Delete(shortly(t), "/new/thing", nil, &got) },
			}
			if err := send[method](); err != nil {
				t.Fatal(err)
			}
			sent := server.only()
			if got.A.B != 1 || sent.Method != method || sent.Target != "/client/v4/new/thing" {
				t.Errorf("%+v of %s %s", got, sent.Method, sent.Target)
			}
			checkHeaders(t, sent, map[string]string{"Authorization": "Bearer " + apiToken})
		})
	}
	t.Run("a body", func(t *testing.T) {
		server := newServer(t)
		server.script(unchecked.and(raw("{}")))
		if err := newClient(server).Post(shortly(t), "new", map[string]any{"a": []any{nil}}, nil); err != nil {
			t.Fatal(err)
		}
		sent := server.only()
		sameJSON(t, sent.Body, `{"a": [null]}`)
		checkHeaders(t, sent, map[string]string{"Content-Type": "application/json"})
	})
	t.Run("retries", func(t *testing.T) {
		server := newServer(t)
		server.script(unchecked.and(status(500, "retry-after-ms", "1")), unchecked.and(raw("{}")))
		var got map[string]any
		if err := newClient(server).Get(shortly(t), "/new", nil, &got); err != nil || len(got) != 0 {
			t.Errorf("%v, %v", got, err)
		}
	})
}

func TestALoggerOfOnesOwn(t *testing.T) {
	server := newServer(t)
	server.script(status(503, "retry-after-ms", "1"))
	var log bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	succeed(t, createLiveInput, newClient(server), option.WithLogger(logger))
	if text := log.String(); !strings.Contains(text, "503") || !strings.Contains(text, "live_inputs") {
		t.Errorf("the log is %q", text)
	}
	for _, line := range strings.Split(strings.TrimSpace(log.String()), "\n") {
		if !json.Valid([]byte(line)) {
			t.Errorf("%q", line)
		}
	}
	checkNoSecret(t, log.String())
}

func TestOptionsAreNotShared(t *testing.T) {
	server := newServer(t)
	// A slice with room behind it: what a call appends must not be seen by the next one.
	opts := make([]option.RequestOption, 0, 10)
	opts = append(opts, option.WithBaseURL(server.BaseURL), option.WithAPIToken(apiToken))
	client := cloudflare.NewClient(opts...)
	succeed(t, getAllLivestreams, client, option.WithHeader("X-A", "1"), option.WithRequestTimeout(time.Minute))
	succeed(t, getAllLivestreams, client)
	checkHeaders(t, server.requests()[1], map[string]string{"X-A": ""})
}
