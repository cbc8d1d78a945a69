package behaviour

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/cloudflare/cloudflare-go"
	"github.com/cloudflare/cloudflare-go/option"
	"github.com/cloudflare/cloudflare-go/realtime_kit"
	"github.com/cloudflare/cloudflare-go/stream"
)

func TestDocumentedCalls(t *testing.T) {
	t.Parallel()
	for _, c := range calls {
		t.Run(c.Name, func(t *testing.T) {
			server := newServer(t)
			response := succeed(t, c, newClient(server))
			want := documented(t, c.Name)
			if c.Member != "" {
				want = member(t, want, c.Member)
			}
			sameJSON(t, response.raw(), want)
			sent := server.only()
			if sent.Method != c.Method || sent.Target != c.Target {
				t.Errorf("sent %s %s, want %s %s", sent.Method, sent.Target, c.Method, c.Target)
			}
			sameJSON(t, sent.Body, c.Body)
			agent, _ := sent.header("User-Agent")
			if !strings.Contains(agent, "Go") {
				t.Errorf("User-Agent: %q", agent)
			}
			for name, want := range map[string]string{"Authorization": "Bearer " + apiToken, "Accept": "application/json"} {
				if got, _ := sent.header(name); got != want {
					t.Errorf("%s: %q, want %q", name, got, want)
				}
			}
		})
	}
}

func TestMembersOfAResponse(t *testing.T) {
	server := newServer(t)
	response := succeed(t, getAllLivestreams, newClient(server)).(fetched)
	moment := time.Date(2023, 7, 15, 11, 48, 34, 753_000_000, time.UTC)
	data := response.Data
	if !response.Success || !data.CreatedAt.Equal(moment) || !data.UpdatedAt.Equal(moment) {
		t.Errorf("%+v", response)
	}
	if data.Paging.TotalCount != 1 || data.Disabled != "disabled" || data.Name != "test" {
		t.Errorf("%+v", data)
	}
	if data.Status != realtime_kit.LivestreamGetAllLivestreamsResponseDataStatusLive || !data.Status.IsKnown() {
		t.Errorf("status %q", data.Status)
	}
}

func TestMembersOfALiveInput(t *testing.T) {
	server := newServer(t)
	input := succeed(t, createLiveInput, newClient(server)).(newInput).LiveInput
	if want := time.Date(2014, 1, 2, 2, 20, 0, 0, time.UTC); !input.Created.Equal(want) {
		t.Errorf("created %v, want %v", input.Created, want)
	}
	if input.DeleteRecordingAfterDays != 45 || !input.Enabled {
		t.Errorf("%+v", input)
	}
	recording := input.Recording
	if len(recording.AllowedOrigins) != 1 || recording.AllowedOrigins[0] != "example.com" || recording.RequireSignedURLs {
		t.Errorf("%+v", recording)
	}
	if !strings.HasPrefix(input.RTMPSPlayback.StreamKey, "2fb3cb9f") || input.SRT.StreamID != "f256e6ea9341d51eea64c9454659e576" {
		t.Errorf("%+v", input)
	}
	if !strings.HasSuffix(input.WebRTCPlayback.URL, "/webRTC/play") {
		t.Errorf("%+v", input.WebRTCPlayback)
	}
	if meta, ok := input.Meta.(map[string]any); !ok || meta["name"] != "test stream 1" {
		t.Errorf("%#v", input.Meta)
	}
}

func TestQueryParameters(t *testing.T) {
	server := newServer(t)
	end := time.Date(2024, 2, 3, 4, 5, 6, 7_000_000, time.UTC)
	start := time.Date(2024, 1, 2, 3, 4, 5, 0, time.FixedZone("", -(9*60+30)*60))
	_, err := newClient(server).RealtimeKit.Livestreams.GetAllLivestreams(shortly(t), "app_id", realtime_kit.LivestreamGetAllLivestreamsParams{
		AccountID:       cloudflare.F(account),
		EndTime:         cloudflare.F(end),
		StartTime:       cloudflare.F(start),
		ExcludeMeetings: cloudflare.Bool(false),
		PageNo:          cloudflare.Int(2),
		PerPage:         cloudflare.Int(50),
		SortOrder:       cloudflare.F(realtime_kit.LivestreamGetAllLivestreamsParamsSortOrderDsc),
		Status:          cloudflare.F(realtime_kit.LivestreamGetAllLivestreamsParamsStatusErrored),
	})
	if err != nil {
		t.Fatal(err)
	}
	sent := server.only()
	for name, want := range map[string]time.Time{"end_time": end, "start_time": start} {
		text, _ := sent.query(name)
		if got, err := time.Parse(time.RFC3339Nano, text); err != nil || !got.Equal(want) {
			t.Errorf("%s: %q, want %v (%v)", name, text, want, err)
		}
	}
	for name, want := range map[string]string{"exclude_meetings": "false", "page_no": "2", "per_page": "50", "sort_order": "DSC", "status": "ERRORED"} {
		if got, _ := sent.query(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if len(sent.Query) != 7 {
		t.Errorf("%v", sent.Query)
	}
}

func TestAnyTextArrives(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "名前 ✓", "quote \" \\ \n", "\x00\u2028<&>", strings.Repeat("x", 10_000)} {
		t.Run("", func(t *testing.T) {
			server := newServer(t)
			_, err := newClient(server).RealtimeKit.Livestreams.NewIndependentLivestream(shortly(t), "a", realtime_kit.LivestreamNewIndependentLivestreamParams{
				AccountID: cloudflare.F(account),
				Name:      cloudflare.F(name),
			})
			if err != nil {
				t.Fatal(err)
			}
			if got := parsed(t, server.only().Body).(map[string]any)["name"]; got != name {
				t.Errorf("sent %q, want %q", got, name)
			}
		})
	}
}

func TestAPathParameterIsOneSegment(t *testing.T) {
	t.Parallel()
	for _, segment := range []string{"a/b?c#d%", "a b", "%2F", "ü", "a;b,c=d&e+f", "...", "a\nb", "~-_.", "@:$!*'()"} {
		t.Run(segment, func(t *testing.T) {
			server := newServer(t)
			_, err := newClient(server).RealtimeKit.Livestreams.GetAllLivestreams(shortly(t), segment, realtime_kit.LivestreamGetAllLivestreamsParams{
				AccountID: cloudflare.F(account),
			})
			if err != nil {
				t.Fatal(err)
			}
			sent := server.only()
			steps := strings.Split(sent.Path, "/")
			if len(steps) != 9 || len(sent.Query) != 0 {
				t.Fatalf("sent %q", sent.Target)
			}
			if got, err := url.PathUnescape(steps[7]); err != nil || got != segment {
				t.Errorf("sent %q, which is %q, want %q", steps[7], got, segment)
			}
		})
	}
}

func TestAPathParameterThatWouldAddressSomethingElse(t *testing.T) {
	t.Parallel()
	for _, value := range []string{"", ".", ".."} {
		for _, name := range []string{"app_id", "account_id", "meeting_id"} {
			t.Run(name+" "+value, func(t *testing.T) {
				server := newServer(t)
				values := map[string]string{"app_id": "a", "account_id": account, "meeting_id": meeting}
				values[name] = value
				_, err := newClient(server).RealtimeKit.Livestreams.StartLivestreamingAMeeting(
					shortly(t), values["app_id"], values["meeting_id"],
					realtime_kit.LivestreamStartLivestreamingAMeetingParams{AccountID: cloudflare.F(values["account_id"])},
				)
				if err == nil || !strings.Contains(err.Error(), name) {
					t.Errorf("the error is %v", err)
				}
				if requests := server.requests(); len(requests) != 0 {
					t.Errorf("sent %v", requests)
				}
			})
		}
	}
}

func TestAPathParameterThatIsLeftOut(t *testing.T) {
	t.Parallel()
	for name, field := range map[string]func() stream.LiveInputNewParams{
		"absent": func() stream.LiveInputNewParams { return stream.LiveInputNewParams{} },
		"null": func() stream.LiveInputNewParams {
			return stream.LiveInputNewParams{AccountID: cloudflare.Null[string]()}
		},
	} {
		t.Run(name, func(t *testing.T) {
			server := newServer(t)
			_, err := newClient(server).Stream.LiveInputs.New(shortly(t), field())
			if err == nil || !strings.Contains(err.Error(), "account_id") {
				t.Errorf("the error is %v", err)
			}
			if requests := server.requests(); len(requests) != 0 {
				t.Errorf("sent %v", requests)
			}
		})
	}
}

func TestAbsentNullAndZero(t *testing.T) {
	t.Parallel()
	for name, example := range map[string]struct {
		Params stream.LiveInputNewParams
		Want   string
	}{
		"absent": {
			stream.LiveInputNewParams{},
			`{}`,
		},
		"null": {
			stream.LiveInputNewParams{DeleteRecordingAfterDays: cloudflare.Null[float64]()},
			`{"deleteRecordingAfterDays": null}`,
		},
		"zero": {
			stream.LiveInputNewParams{
				DefaultCreator: cloudflare.String(""),
				Enabled:        cloudflare.Bool(false),
				Recording: cloudflare.F(stream.LiveInputNewParamsRecording{
					AllowedOrigins: cloudflare.F([]string{}),
					TimeoutSeconds: cloudflare.Float(0),
				}),
			},
			`{"defaultCreator": "", "enabled": false,
				"recording": {"allowedOrigins": [], "timeoutSeconds": 0}}`,
		},
		"an object without members": {
			stream.LiveInputNewParams{Recording: cloudflare.F(stream.LiveInputNewParamsRecording{})},
			`{"recording": {}}`,
		},
		"a list that is nil": {
			stream.LiveInputNewParams{Recording: cloudflare.F(stream.LiveInputNewParamsRecording{
				AllowedOrigins: cloudflare.F[[]string](nil),
			})},
			`{"recording": {"allowedOrigins": []}}`,
		},
		"an unknown value": {
			stream.LiveInputNewParams{Meta: cloudflare.F[any]([]any{1, nil, "x", map[string]any{"a": true}})},
			`{"meta": [1, null, "x", {"a": true}]}`,
		},
		"an unknown value that is nil": {
			stream.LiveInputNewParams{Meta: cloudflare.F[any](nil)},
			`{"meta": null}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			server := newServer(t)
			params := example.Params
			params.AccountID = cloudflare.F(account)
			if _, err := newClient(server).Stream.LiveInputs.New(shortly(t), params); err != nil {
				t.Fatal(err)
			}
			sent := server.only().Body
			if sent == "" {
				sent = "{}" // which a body that may be left out need not say
			}
			sameJSON(t, sent, example.Want)
		})
	}
}

func TestRawValues(t *testing.T) {
	server := newServer(t)
	server.script(unchecked)
	_, err := newClient(server).Stream.LiveInputs.New(shortly(t), stream.LiveInputNewParams{
		AccountID:                cloudflare.F(account),
		DeleteRecordingAfterDays: cloudflare.Raw[float64]("never"),
		Recording:                cloudflare.Raw[stream.LiveInputNewParamsRecording](map[string]any{"mode": []int{1}}),
	})
	if err != nil {
		t.Fatal(err)
	}
	sameJSON(t, server.only().Body, `{"deleteRecordingAfterDays": "never", "recording": {"mode": [1]}}`)
}

func TestWhatJSONCannotSay(t *testing.T) {
	t.Parallel()
	for name, params := range map[string]stream.LiveInputNewParams{
		"not a number": {DeleteRecordingAfterDays: cloudflare.F(math.NaN())},
		"infinite":     {DeleteRecordingAfterDays: cloudflare.F(math.Inf(1))},
		"a channel":    {Meta: cloudflare.F[any](make(chan int))},
		"a deep one":   {Meta: cloudflare.F[any](map[string]any{"a": math.NaN()})},
		"raw":          {Enabled: cloudflare.Raw[bool](func() {})},
	} {
		t.Run(name, func(t *testing.T) {
			server := newServer(t)
			params.AccountID = cloudflare.F(account)
			if _, err := newClient(server).Stream.LiveInputs.New(shortly(t), params); err == nil {
				t.Error("there is no error")
			}
			if requests := server.requests(); len(requests) != 0 {
				t.Errorf("sent %v", requests)
			}
		})
	}
}

func TestCredentials(t *testing.T) {
	t.Parallel()
	byKey := []option.RequestOption{option.WithAPIEmail(apiEmail), option.WithAPIKey(apiKey)}

	t.Run("email and key", func(t *testing.T) {
		server := newServer(t)
		client := cloudflare.NewClient(append(byKey, option.WithBaseURL(server.BaseURL))...)
		succeed(t, createLiveInput, client)
		checkHeaders(t, server.only(), map[string]string{"X-Auth-Email": apiEmail, "X-Auth-Key": apiKey, "Authorization": ""})
	})

	t.Run("only one kind is sent", func(t *testing.T) {
		server := newServer(t)
		client := newClient(server, byKey...)
		succeed(t, createLiveInput, client)
		succeed(t, getAllLivestreams, client)
		for _, sent := range server.requests() {
			checkHeaders(t, sent, map[string]string{"X-Auth-Email": "", "X-Auth-Key": "", "Authorization": "Bearer " + apiToken})
		}
	})

	t.Run("of a call", func(t *testing.T) {
		server := newServer(t)
		succeed(t, createLiveInput, newClient(server), option.WithAPIToken("other"))
		checkHeaders(t, server.only(), map[string]string{"Authorization": "Bearer other"})
	})

	t.Run("missing", func(t *testing.T) {
		server := newServer(t)
		client := cloudflare.NewClient(option.WithBaseURL(server.BaseURL), option.WithAPIKey(apiKey))
		err := fail(t, createLiveInput, client)
		if !errors.Is(err, cloudflare.ErrMissingCredentials) || !strings.Contains(err.Error(), "CLOUDFLARE_API_TOKEN") ||
			!strings.Contains(err.Error(), "WithAPIEmail") || strings.Contains(err.Error(), apiKey) {
			t.Errorf("the error is %v", err)
		}
		if requests := server.requests(); len(requests) != 0 {
			t.Errorf("sent %v", requests)
		}
	})

	t.Run("those that do not fit the operation", func(t *testing.T) {
		server := newServer(t)
		client := cloudflare.NewClient(append(byKey, option.WithBaseURL(server.BaseURL))...)
		if err := fail(t, getAllLivestreams, client); !errors.Is(err, cloudflare.ErrMissingCredentials) {
			t.Errorf("the error is %v", err)
		}
		if requests := server.requests(); len(requests) != 0 {
			t.Errorf("sent %v", requests)
		}
	})

	t.Run("as a header of the call", func(t *testing.T) {
		server := newServer(t)
		client := cloudflare.NewClient(option.WithBaseURL(server.BaseURL))
		succeed(t, createLiveInput, client, option.WithHeader("authorization", "Bearer mine"))
		checkHeaders(t, server.only(), map[string]string{"Authorization": "Bearer mine"})
	})

	t.Run("as headers of the client", func(t *testing.T) {
		server := newServer(t)
		client := cloudflare.NewClient(
			option.WithBaseURL(server.BaseURL),
			option.WithHeader("X-AUTH-EMAIL", apiEmail),
			option.WithHeader("x-auth-key", apiKey),
		)
		succeed(t, createLiveInput, client)
		checkHeaders(t, server.only(), map[string]string{"X-Auth-Email": apiEmail, "X-Auth-Key": apiKey})
	})
}

// checkHeaders fails the test unless the headers have these values; one without a value must not be there.
func checkHeaders(t *testing.T, sent request, want map[string]string) {
	t.Helper()
	for name, value := range want {
		if got, found := sent.header(name); got != value || found != (value != "") {
			t.Errorf("%s: %q, want %q", name, got, value)
		}
	}
}

func TestCredentialsOfTheEnvironment(t *testing.T) {
	server := newSerialServer(t)
	t.Setenv("CLOUDFLARE_BASE_URL", server.BaseURL)
	t.Setenv("CLOUDFLARE_EMAIL", apiEmail)
	t.Setenv("CLOUDFLARE_API_KEY", apiKey)
	succeed(t, createLiveInput, cloudflare.NewClient())
	t.Setenv("CLOUDFLARE_API_TOKEN", "of-the-environment")
	succeed(t, createLiveInput, cloudflare.NewClient())
	succeed(t, createLiveInput, cloudflare.NewClient(option.WithAPIToken(apiToken)))
	sent := server.requests()
	checkHeaders(t, sent[0], map[string]string{"X-Auth-Email": apiEmail, "X-Auth-Key": apiKey, "Authorization": ""})
	checkHeaders(t, sent[1], map[string]string{"Authorization": "Bearer of-the-environment"})
	checkHeaders(t, sent[2], map[string]string{"Authorization": "Bearer " + apiToken})
}

// TestFiftyAtOnce is the test for the race detector: one client, its services, options and transport are shared.
func TestFiftyAtOnce(t *testing.T) {
	server := newServer(t)
	server.script(status(500, "retry-after-ms", "1").times(10)...)
	client := newClient(server, option.WithHeader("X-Shared", "1"), option.WithMaxRetries(10))
	names := make([]string, 50)
	var group sync.WaitGroup
	for i := range names {
		names[i] = fmt.Sprintf("livestream %02d", i)
		group.Add(1)
		go func() {
			defer group.Done()
			response, err := client.RealtimeKit.Livestreams.NewIndependentLivestream(
				shortly(t), "a",
				realtime_kit.LivestreamNewIndependentLivestreamParams{AccountID: cloudflare.F(account), Name: cloudflare.F(names[i])},
				option.WithHeader("X-Own", names[i]),
			)
			if err != nil {
				t.Error(err)
				return
			}
			if !response.Success || response.Data.Name == "" {
				t.Errorf("%+v", response)
			}
		}()
	}
	group.Wait()
	seen := map[string]int{}
	for _, sent := range server.requests() {
		name := parsed(t, sent.Body).(map[string]any)["name"].(string)
		checkHeaders(t, sent, map[string]string{"X-Own": name, "X-Shared": "1"})
		seen[name]++
	}
	var found []string
	for name := range seen {
		found = append(found, name)
	}
	sort.Strings(found)
	if strings.Join(found, ",") != strings.Join(names, ",") {
		t.Errorf("sent %v", found)
	}
}

func TestACancelledCallLeavesTheClientUsable(t *testing.T) {
	server := newServer(t)
	server.script(slow(20))
	client := newClient(server)
	ctx, cancel := context.WithTimeout(context.Background(), short)
	defer cancel()
	begun := time.Now()
	_, err := getAllLivestreams.Do(ctx, client)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the error is %v", err)
	}
	if taken := time.Since(begun); taken > 5*time.Second {
		t.Errorf("took %v", taken)
	}
	succeed(t, getAllLivestreams, client)
	if sent := server.requests(); len(sent) != 2 {
		t.Errorf("%d requests, want 2: who gave up does not try again", len(sent))
	}
}

func TestAContextThatIsOverSendsNothing(t *testing.T) {
	server := newServer(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := getAllLivestreams.Do(ctx, newClient(server)); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
	if sent := server.requests(); len(sent) != 0 {
		t.Errorf("sent %v", sent)
	}
}

func TestAContextEndsTheWaitBeforeARetry(t *testing.T) {
	server := newServer(t)
	server.script(status(503, "retry-after", "50"))
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	begun := time.Now()
	_, err := getAllLivestreams.Do(ctx, newClient(server))
	if err == nil || time.Since(begun) > 5*time.Second {
		t.Errorf("%v after %v", err, time.Since(begun))
	}
	if sent := server.requests(); len(sent) != 1 {
		t.Errorf("%d requests, want 1", len(sent))
	}
}

func TestContextValuesArriveAtTheTransport(t *testing.T) {
	server := newServer(t)
	type key struct{}
	var seen any
	client := newClient(server, option.WithMiddleware(func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
		seen = req.Context().Value(key{})
		return next(req)
	}))
	if _, err := getAllLivestreams.Do(context.WithValue(shortly(t), key{}, "here"), client); err != nil {
		t.Fatal(err)
	}
	if seen != "here" {
		t.Errorf("the middleware saw %v", seen)
	}
}
