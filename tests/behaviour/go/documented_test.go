package behaviour

import (
	"context"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/cloudflare/cloudflare-go"
	"github.com/cloudflare/cloudflare-go/option"
	"github.com/cloudflare/cloudflare-go/realtime_kit"
	"github.com/cloudflare/cloudflare-go/stream"
)

const (
	account  = "023e105f4ecef8ad9ca31a8372d0c353"
	meeting  = "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"
	apiToken = "token-Sn3lZJTBX6kkg7OdcBUAxOO963GEIyGQqnFTOFYY"
	apiKey   = "key-144c9defac04969c7bfad8efaa8ea194"
	apiEmail = "secret.person@example.com"

	livestreams = "/client/v4/accounts/" + account + "/realtime/kit/app_id/livestreams"
	liveInputs  = "/client/v4/accounts/" + account + "/stream/live_inputs"
)

// call is a method of the SDK, the request that it must send, and the response of its document.
type call struct {
	Name   string
	Method string
	Target string
	// Body is JSON, or nothing.
	Body string
	// Member is that of the documented response that the method returns, or nothing for all of it.
	Member string
	Do     func(context.Context, *cloudflare.Client, ...option.RequestOption) (result, error)
}

// result is what all responses have.
type result interface{ raw() string }

type (
	created struct {
		*realtime_kit.LivestreamNewIndependentLivestreamResponse
	}
	started struct {
		*realtime_kit.LivestreamStartLivestreamingAMeetingResponse
	}
	fetched struct {
		*realtime_kit.LivestreamGetAllLivestreamsResponse
	}
	newInput struct{ *stream.LiveInput }
)

func (r created) raw() string  { return r.JSON.RawJSON() }
func (r started) raw() string  { return r.JSON.RawJSON() }
func (r fetched) raw() string  { return r.JSON.RawJSON() }
func (r newInput) raw() string { return r.JSON.RawJSON() }

// The calls that the documents describe.
var (
	createIndependentLivestream = call{
		Name:   "create_independent_livestream",
		Method: http.MethodPost,
		Target: livestreams,
		Body:   `{"name": "prdmmp-xhycsl"}`,
		Do: func(ctx context.Context, client *cloudflare.Client, opts ...option.RequestOption) (result, error) {
			response, err := client.RealtimeKit.Livestreams.NewIndependentLivestream(ctx, "app_id", realtime_kit.LivestreamNewIndependentLivestreamParams{
				AccountID: cloudflare.F(account),
				Name:      cloudflare.F("prdmmp-xhycsl"),
			}, opts...)
			return created{response}, err
		},
	}
	startLivestreamingAMeeting = call{
		Name:   "start_livestreaming_a_meeting",
		Method: http.MethodPost,
		Target: "/client/v4/accounts/" + account + "/realtime/kit/app_id/meetings/" + meeting + "/livestreams",
		Body:   `{"name": "prdmmp-xhycsl", "video_config": {"height": 720, "width": 1280}}`,
		Do: func(ctx context.Context, client *cloudflare.Client, opts ...option.RequestOption) (result, error) {
			response, err := client.RealtimeKit.Livestreams.StartLivestreamingAMeeting(ctx, "app_id", meeting, realtime_kit.LivestreamStartLivestreamingAMeetingParams{
				AccountID: cloudflare.F(account),
				Name:      cloudflare.F("prdmmp-xhycsl"),
				VideoConfig: cloudflare.F(realtime_kit.LivestreamStartLivestreamingAMeetingParamsVideoConfig{
					Height: cloudflare.Int(720),
					Width:  cloudflare.Int(1280),
				}),
			}, opts...)
			return started{response}, err
		},
	}
	getAllLivestreams = call{
		Name:   "get_all_livestreams",
		Method: http.MethodGet,
		Target: livestreams,
		Do: func(ctx context.Context, client *cloudflare.Client, opts ...option.RequestOption) (result, error) {
			response, err := client.RealtimeKit.Livestreams.GetAllLivestreams(ctx, "app_id", realtime_kit.LivestreamGetAllLivestreamsParams{
				AccountID: cloudflare.F(account),
			}, opts...)
			return fetched{response}, err
		},
	}
	createLiveInput = call{
		Name:   "create_live_input",
		Method: http.MethodPost,
		Target: liveInputs,
		Body: `{"deleteRecordingAfterDays": 45, "enabled": true, "meta": {"name": "test stream 1"}, "recording":
			{"hideLiveViewerCount": false, "mode": "off", "requireSignedURLs": false, "timeoutSeconds": 0}}`,
		Member: "result",
		Do: func(ctx context.Context, client *cloudflare.Client, opts ...option.RequestOption) (result, error) {
			response, err := client.Stream.LiveInputs.New(ctx, stream.LiveInputNewParams{
				AccountID:                cloudflare.F(account),
				DeleteRecordingAfterDays: cloudflare.F(45.0),
				Enabled:                  cloudflare.F(true),
				Meta:                     cloudflare.F[any](map[string]any{"name": "test stream 1"}),
				Recording: cloudflare.F(stream.LiveInputNewParamsRecording{
					HideLiveViewerCount: cloudflare.F(false),
					Mode:                cloudflare.F(stream.LiveInputNewParamsRecordingModeOff),
					RequireSignedURLs:   cloudflare.F(false),
					TimeoutSeconds:      cloudflare.F(0.0),
				}),
			}, opts...)
			return newInput{response}, err
		},
	}
	calls = []call{createIndependentLivestream, startLivestreamingAMeeting, getAllLivestreams, createLiveInput}
)

// newClient returns a client of the server with an API token.
func newClient(s *server, opts ...option.RequestOption) *cloudflare.Client {
	given := []option.RequestOption{option.WithBaseURL(s.BaseURL), option.WithAPIToken(apiToken)}
	return cloudflare.NewClient(append(given, opts...)...)
}

// shortly returns a context for calls that would otherwise keep a test from ending.
func shortly(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// documented returns the response that a document shows.
func documented(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "responses", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// member returns a member of a JSON object.
func member(t *testing.T, object, name string) string {
	t.Helper()
	var members map[string]json.RawMessage
	if err := json.Unmarshal([]byte(object), &members); err != nil {
		t.Fatal(err)
	}
	return string(members[name])
}

// sameJSON fails the test if two JSON texts say different things. No text is the same as nothing but no text.
func sameJSON(t *testing.T, got, want string) {
	t.Helper()
	if got == "" || want == "" {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		return
	}
	if !reflect.DeepEqual(parsed(t, got), parsed(t, want)) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func parsed(t *testing.T, text string) any {
	t.Helper()
	var value any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return value
}

// succeed makes a call that must succeed.
func succeed(t *testing.T, c call, client *cloudflare.Client, opts ...option.RequestOption) result {
	t.Helper()
	response, err := c.Do(shortly(t), client, opts...)
	if err != nil {
		t.Fatalf("%s: %v", c.Name, err)
	}
	return response
}

// fail makes a call that must fail, and returns the error.
func fail(t *testing.T, c call, client *cloudflare.Client, opts ...option.RequestOption) error {
	t.Helper()
	response, err := c.Do(shortly(t), client, opts...)
	if err == nil {
		t.Fatalf("%s succeeded: %s", c.Name, response.raw())
	}
	return err
}
