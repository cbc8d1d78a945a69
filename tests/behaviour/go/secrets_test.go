package behaviour

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/cloudflare/cloudflare-go"
	"github.com/cloudflare/cloudflare-go/option"
	"github.com/cloudflare/cloudflare-go/stream"
)

// secrets are the ways to give credentials.
var secrets = map[string][]option.RequestOption{
	"token":   {option.WithAPIToken(apiToken)},
	"key":     {option.WithAPIEmail(apiEmail), option.WithAPIKey(apiKey)},
	"headers": {option.WithHeader("X-Auth-Email", apiEmail), option.WithHeader("x-auth-KEY", apiKey)},
}

// newSecretClient returns a client of the server with only these credentials.
func newSecretClient(s *server, kind string, opts ...option.RequestOption) *cloudflare.Client {
	given := append([]option.RequestOption{option.WithBaseURL(s.BaseURL)}, secrets[kind]...)
	return cloudflare.NewClient(append(given, opts...)...)
}

// checkNoSecret fails the test if a text has one of the credentials in it.
func checkNoSecret(t *testing.T, text string) {
	t.Helper()
	for _, secret := range []string{apiToken, apiKey, apiEmail, url.QueryEscape(apiEmail)} {
		if strings.Contains(text, secret) {
			t.Errorf("%q is in %.2000q", secret, text)
		}
	}
}

// shown returns all that a log or an error tracker would show of a value.
func shown(value any) string {
	return fmt.Sprintf("%v\n%+v\n%#v\n%s", value, value, value, value)
}

// everything returns all that a log or an error tracker would show of an error and of its causes.
func everything(err error) string {
	text := ""
	for ; err != nil; err = errors.Unwrap(err) {
		text += err.Error() + "\n" + shown(err)
	}
	return text
}

func TestNoSecretInWhatIsShown(t *testing.T) {
	t.Parallel()
	for kind := range secrets {
		t.Run(kind, func(t *testing.T) {
			server := newServer(t)
			client := newSecretClient(server, kind)
			response := succeed(t, createLiveInput, client)
			for _, value := range []any{client, *client, client.Stream, client.Stream.LiveInputs, response, client.Options} {
				checkNoSecret(t, shown(value))
			}
		})
	}
}

func TestNoSecretInAnError(t *testing.T) {
	t.Parallel()
	for kind := range secrets {
		for name, fault := range map[string]fault{
			"drop":         drop,
			"half a body":  halfBody,
			"slow":         slow(20),
			"garbage":      garbage,
			"401":          status(401).and(raw(`{"message": "who are you"}`)),
			"500":          status(500),
			"invalid JSON": invalidJSON,
			"HTML":         raw("<p>").and(contentType("text/html")),
		} {
			t.Run(kind+" "+name, func(t *testing.T) {
				server := newServer(t)
				server.script(fault)
				err := fail(t, createLiveInput, newSecretClient(server, kind, fresh()), option.WithMaxRetries(0), option.WithRequestTimeout(time.Second))
				checkNoSecret(t, everything(err))
				var answer *cloudflare.Error
				if errors.As(err, &answer) {
					checkNoSecret(t, string(answer.DumpRequest(true))+string(answer.DumpResponse(true)))
				}
			})
		}
	}
}

func TestAServerThatRepeatsTheCredentials(t *testing.T) {
	t.Parallel()
	for kind := range secrets {
		t.Run(kind, func(t *testing.T) {
			server := newServer(t)
			server.script(status(401).and(raw(`{"message": "` + apiToken + ` and ` + apiKey + ` of ` + apiEmail + ` are wrong"}`)))
			text := fmt.Sprintf("%+v", fail(t, createLiveInput, newSecretClient(server, kind)))
			given := []string{apiToken}
			if kind != "token" {
				given = []string{apiKey, apiEmail}
			}
			for _, secret := range given {
				if strings.Contains(text, secret) {
					t.Errorf("%q is in %q", secret, text)
				}
			}
		})
	}
}

// TestATokenThatIsNoHeader: a file's last newline is easily read with the token; the message must not show it.
func TestATokenThatIsNoHeader(t *testing.T) {
	t.Parallel()
	for _, end := range []string{"\n", "\r\nX-Other: 1", "\x00", "ü", "🔑", " "} {
		t.Run(fmt.Sprintf("%q", end), func(t *testing.T) {
			server := newServer(t)
			client := cloudflare.NewClient(option.WithBaseURL(server.BaseURL), option.WithAPIToken(apiToken+end))
			_, err := createLiveInput.Do(shortly(t), client)
			if err != nil {
				checkNoSecret(t, everything(err))
				if sent := server.requests(); len(sent) != 0 {
					t.Errorf("sent %v", sent)
				}
				return
			}
			checkHeaders(t, server.only(), map[string]string{"X-Other": ""})
		})
	}
}

func TestABaseURLWithAPassword(t *testing.T) {
	t.Parallel()
	client := cloudflare.NewClient(option.WithBaseURL("https://user:"+apiKey+"@example.com"), option.WithAPIToken(apiToken))
	checkNoSecret(t, everything(fail(t, getAllLivestreams, client)))
}

// checkLeft fails the test if a request has credentials in it.
func checkLeft(t *testing.T, sent request) {
	t.Helper()
	checkHeaders(t, sent, map[string]string{"Authorization": "", "X-Auth-Key": "", "X-Auth-Email": "", "Cookie": ""})
	checkNoSecret(t, fmt.Sprint(sent))
}

func TestARedirectToAnotherOrigin(t *testing.T) {
	t.Parallel()
	for kind := range secrets {
		for _, code := range []int{301, 302, 303, 307, 308} {
			t.Run(fmt.Sprint(kind, " ", code), func(t *testing.T) {
				home, other := newServers(t)
				home.script(redirect(other.Origin+liveInputs, code))
				other.script(unchecked.and(raw(`{"result": {}}`)))
				succeed(t, createLiveInput, newSecretClient(home, kind))
				sent := other.only()
				checkLeft(t, sent)
				method, body := http.MethodGet, ""
				if code == 307 || code == 308 {
					method, body = http.MethodPost, createLiveInput.Body
				}
				if sent.Method != method {
					t.Errorf("sent %s, want %s", sent.Method, method)
				}
				sameJSON(t, sent.Body, body)
				home.only()
			})
		}
	}
}

func TestARedirectWithAGivenHTTPClient(t *testing.T) {
	t.Parallel()
	for kind := range secrets {
		for name, given := range map[string]*http.Client{
			"plain":       {},
			"with policy": {CheckRedirect: func(*http.Request, []*http.Request) error { return nil }},
		} {
			t.Run(kind+" "+name, func(t *testing.T) {
				home, other := newServers(t)
				home.script(redirect(other.Origin+liveInputs, http.StatusTemporaryRedirect))
				other.script(unchecked.and(raw(`{"result": {}}`)))
				succeed(t, createLiveInput, newSecretClient(home, kind, option.WithHTTPClient(given)))
				checkLeft(t, other.only())
			})
		}
	}
}

func TestARedirectThereAndOn(t *testing.T) {
	t.Parallel()
	for kind := range secrets {
		t.Run(kind, func(t *testing.T) {
			home, other := newServers(t)
			home.script(redirect(other.Origin+liveInputs, 307))
			// What was taken away does not come back at the next step.
			other.script(unchecked.and(redirect("/again", 307)), unchecked.and(raw(`{"result": {}}`)))
			succeed(t, createLiveInput, newSecretClient(home, kind))
			sent := other.requests()
			if len(sent) != 2 {
				t.Fatalf("%d requests, want 2", len(sent))
			}
			for _, each := range sent {
				checkLeft(t, each)
			}
		})
	}
}

func TestARedirectThereAndBack(t *testing.T) {
	home, other := newServers(t)
	home.script(redirect(other.Origin+liveInputs, 307), unchecked.and(raw(`{"result": {}}`)))
	other.script(unchecked.and(redirect(home.Origin+liveInputs, 307)))
	succeed(t, createLiveInput, newClient(home))
	checkLeft(t, other.only())
	sent := home.requests()
	if len(sent) != 2 {
		t.Fatalf("%d requests, want 2", len(sent))
	}
	// Who sends it on has chosen where it goes.
	checkLeft(t, sent[1])
}

func TestARedirectWithHeadersOfTheCall(t *testing.T) {
	home, other := newServers(t)
	home.script(redirect(other.Origin+liveInputs, 307))
	other.script(unchecked.and(raw(`{"result": {}}`)))
	client := cloudflare.NewClient(option.WithBaseURL(home.BaseURL))
	succeed(t, createLiveInput, client, option.WithHeader("X-Auth-Email", apiEmail), option.WithHeader("X-AUTH-KEY", apiKey), option.WithHeader("X-Plain", "1"))
	sent := other.only()
	checkLeft(t, sent)
	checkHeaders(t, sent, map[string]string{"X-Plain": "1"})
}

func TestARedirectWithinTheOrigin(t *testing.T) {
	t.Parallel()
	for kind := range secrets {
		t.Run(kind, func(t *testing.T) {
			server := newServer(t)
			server.script(redirect(liveInputs, 307))
			succeed(t, createLiveInput, newSecretClient(server, kind))
			sent := server.requests()
			if len(sent) != 2 {
				t.Fatalf("%d requests, want 2", len(sent))
			}
			sameJSON(t, sent[1].Body, sent[0].Body)
			for _, pair := range sent[0].Headers {
				checkHeaders(t, sent[1], map[string]string{pair[0]: pair[1]})
			}
		})
	}
}

func TestARetryStartsAtHome(t *testing.T) {
	home, other := newServers(t)
	home.script(redirect(other.Origin+liveInputs, 307))
	other.script(unchecked.and(status(503, "retry-after-ms", "1")))
	succeed(t, createLiveInput, newClient(home))
	other.only()
	sent := home.requests()
	if len(sent) != 2 {
		t.Fatalf("%d requests, want 2", len(sent))
	}
	checkHeaders(t, sent[1], map[string]string{"Authorization": "Bearer " + apiToken})
}

func TestARedirectInACircle(t *testing.T) {
	server := newServer(t)
	server.script(redirect(liveInputs, 307).times(100)...)
	fail(t, createLiveInput, newClient(server, option.WithMaxRetries(0)))
	if sent := server.requests(); len(sent) < 3 || len(sent) > 60 {
		t.Errorf("%d requests", len(sent))
	}
	server.reset()
}

func TestARedirectToNowhere(t *testing.T) {
	t.Parallel()
	for _, location := range []string{"ftp://example.com/", "http://[", "http://", "\x00", "javascript:alert(1)"} {
		t.Run(location, func(t *testing.T) {
			server := newServer(t)
			server.script(redirect(location, 307))
			fail(t, createLiveInput, newClient(server, option.WithMaxRetries(0)))
			server.only()
		})
	}
}

// TestAnAbsoluteURLOfAnotherOrigin: as a link in an answer may be one.
func TestAnAbsoluteURLOfAnotherOrigin(t *testing.T) {
	t.Parallel()
	for kind := range secrets {
		t.Run(kind, func(t *testing.T) {
			home, other := newServers(t)
			other.script(unchecked.and(raw("{}")))
			var got any
			err := newSecretClient(home, kind).Get(shortly(t), other.Origin+"/elsewhere", nil, &got)
			if err != nil {
				// To refuse it is as good.
				checkNoSecret(t, everything(err))
				other.reset()
			}
			for _, sent := range other.requests() {
				checkLeft(t, sent)
			}
		})
	}
}

// TestLoggingProgram is no test but a program that TestNoSecretInTheLog runs.
func TestLoggingProgram(t *testing.T) {
	if os.Getenv("SDK_LOGGING_PROGRAM") == "" {
		return
	}
	client := cloudflare.NewClient()
	for range 3 {
		_, err := client.Stream.LiveInputs.New(shortly(t), stream.LiveInputNewParams{AccountID: cloudflare.F(account)})
		if err != nil {
			fmt.Fprintln(os.Stderr, "failed:", err)
		}
	}
}

func TestNoSecretInTheLog(t *testing.T) {
	t.Parallel()
	for kind, variables := range map[string][]string{
		"token": {"CLOUDFLARE_API_TOKEN=" + apiToken},
		"key":   {"CLOUDFLARE_EMAIL=" + apiEmail, "CLOUDFLARE_API_KEY=" + apiKey},
	} {
		for _, level := range []string{"debug", ""} {
			t.Run(kind+" "+level, func(t *testing.T) {
				server := newServer(t)
				// A retry, an error and a redirect, so that everything that may be logged is.
				server.script(
					status(503, "retry-after-ms", "1", "set-cookie", "a=a-cookie"), noFault,
					redirect(server.Origin+liveInputs, 307), noFault,
					status(404),
				)
				command := exec.Command(os.Args[0], "-test.run=^TestLoggingProgram$")
				command.Env = append(os.Environ(), "SDK_LOGGING_PROGRAM=1", "CLOUDFLARE_BASE_URL="+server.BaseURL, "CLOUDFLARE_LOG="+level)
				command.Env = append(command.Env, variables...)
				command.Dir = filepath.Dir(os.Args[0])
				output, err := command.CombinedOutput()
				if err != nil {
					t.Fatalf("%v: %s", err, output)
				}
				text := string(output)
				checkNoSecret(t, text)
				if strings.Contains(text, "a-cookie") || !strings.Contains(text, "failed:") {
					t.Errorf("printed %s", text)
				}
				if logged := strings.Contains(text, "503") && strings.Contains(text, "/stream/live_inputs"); logged != (level == "debug") {
					t.Errorf("printed %s", text)
				}
				if sent := server.requests(); len(sent) != 5 {
					t.Errorf("%d requests, want 5", len(sent))
				}
			})
		}
	}
}
