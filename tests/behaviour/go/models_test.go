package behaviour

import (
	"encoding/json"
	"fmt"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/cloudflare/cloudflare-go/packages/respjson"
	"github.com/cloudflare/cloudflare-go/realtime_kit"
	"github.com/cloudflare/cloudflare-go/stream"
)

// answered returns what the SDK makes of a `result`.
func answered(t *testing.T, result string) *stream.LiveInput {
	t.Helper()
	server := newServer(t)
	server.script(raw(`{"success": true, "errors": [], "messages": [], "result": ` + result + `}`))
	return succeed(t, createLiveInput, newClient(server)).(newInput).LiveInput
}

// fields are what a live input says of its members.
func fields(input *stream.LiveInput) map[string]respjson.Field {
	known := input.JSON
	return map[string]respjson.Field{
		"created":                  known.Created,
		"deleteRecordingAfterDays": known.DeleteRecordingAfterDays,
		"enabled":                  known.Enabled,
		"meta":                     known.Meta,
		"modified":                 known.Modified,
		"recording":                known.Recording,
		"rtmps":                    known.RTMPS,
		"rtmpsPlayback":            known.RTMPSPlayback,
		"srt":                      known.SRT,
		"srtPlayback":              known.SRTPlayback,
		"status":                   known.Status,
		"uid":                      known.UID,
		"webRTC":                   known.WebRTC,
		"webRTCPlayback":           known.WebRTCPlayback,
	}
}

func TestTheJSONOfAResponse(t *testing.T) {
	text := `{"uid": "u", "enabled": null, "created":"no date", "brandNew":  {"a": [1]}, "recording": {"more": 1, "mode" :"off"}}`
	input := answered(t, text)
	if got := input.JSON.RawJSON(); got != text {
		t.Errorf("RawJSON is %q", got)
	}
	for name, field := range fields(input) {
		switch name {
		case "uid", "recording":
			if !field.IsValid() || !field.IsPresent() || field.IsNull() || field.IsMissing() || field.IsInvalid() {
				t.Errorf("%s is %v", name, field.Status())
			}
		case "enabled":
			if !field.IsNull() || !field.IsPresent() || field.IsValid() || field.Raw() != "null" {
				t.Errorf("%s is %v", name, field.Status())
			}
		case "created":
			if !field.IsInvalid() || !field.IsPresent() || field.IsValid() || field.Raw() != `"no date"` {
				t.Errorf("%s is %v", name, field.Status())
			}
		default:
			if !field.IsMissing() || field.IsPresent() || field.Raw() != "" {
				t.Errorf("%s is %v", name, field.Status())
			}
		}
	}
	if input.JSON.UID.Raw() != `"u"` || input.UID != "u" || !input.Created.IsZero() || input.Enabled {
		t.Errorf("%+v", input)
	}
	if raw := input.JSON.Recording.Raw(); raw != `{"more": 1, "mode" :"off"}` || input.Recording.JSON.RawJSON() != raw {
		t.Errorf("recording: %q and %q", raw, input.Recording.JSON.RawJSON())
	}
	if raw := input.JSON.ExtraFields["brandNew"].Raw(); len(input.JSON.ExtraFields) != 1 || raw != `{"a": [1]}` {
		t.Errorf("more: %v", input.JSON.ExtraFields)
	}
	if raw := input.Recording.JSON.ExtraFields["more"].Raw(); raw != "1" {
		t.Errorf("more: %v", input.Recording.JSON.ExtraFields)
	}
}

func TestAnEmptyResponse(t *testing.T) {
	input := answered(t, "{}")
	if len(input.JSON.ExtraFields) != 0 || input.JSON.RawJSON() != "{}" {
		t.Errorf("%+v", input.JSON)
	}
	for name, field := range fields(input) {
		if !field.IsMissing() {
			t.Errorf("%s is %v", name, field.Status())
		}
	}
}

func TestAnUnknownEnumValue(t *testing.T) {
	input := answered(t, `{"status": "brand_new", "recording": {"mode": "sometimes"}}`)
	if input.Status != "brand_new" || input.Status.IsKnown() || !input.JSON.Status.IsValid() {
		t.Errorf("status: %q", input.Status)
	}
	if input.Recording.Mode != "sometimes" || input.Recording.Mode.IsKnown() {
		t.Errorf("mode: %q", input.Recording.Mode)
	}
	if known := realtime_kit.LivestreamNewIndependentLivestreamResponseDataStatusErrored; known != "ERRORED" || !known.IsKnown() {
		t.Errorf("%q is not known", known)
	}
}

func TestAValueOfAnotherType(t *testing.T) {
	t.Parallel()
	var documented []string
	for name := range fields(&stream.LiveInput{}) {
		documented = append(documented, name)
	}
	sort.Strings(documented)
	for _, value := range []string{"null", "1", "1.5", "true", `"text"`, "[]", "[1]", "{}", `{"a": 1}`} {
		t.Run(value, func(t *testing.T) {
			server := newServer(t)
			client := newClient(server)
			for _, name := range documented {
				text := fmt.Sprintf(`{"uid": "u", %q: %s, "enabled": true}`, name, value)
				server.script(raw(`{"result": ` + text + `}`))
				input := succeed(t, createLiveInput, client).(newInput).LiveInput
				if got := input.JSON.RawJSON(); got != text {
					t.Errorf("%s: RawJSON is %q", name, got)
				}
				for other, field := range fields(input) {
					switch {
					case other == "uid" && name != "uid" && (!field.IsValid() || input.UID != "u"),
						other == "enabled" && name != "enabled" && (!field.IsValid() || !input.Enabled),
						other == name && name != "uid" && name != "enabled" && (field.Raw() != value || field.IsMissing() || field.IsNull() != (value == "null")):
						t.Errorf("%s: %s is %v, %q", name, other, field.Status(), field.Raw())
					}
				}
			}
		})
	}
}

func TestFormsOfADate(t *testing.T) {
	t.Parallel()
	moment := time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)
	for text, want := range map[string]time.Time{
		"2024-01-02T03:04:05Z":           moment,
		"2024-01-02t03:04:05z":           moment,
		"2024-01-02T03:04:05.5Z":         moment.Add(500 * time.Millisecond),
		"2024-01-02T03:04:05.123456789Z": moment.Add(123_456_789),
		"2024-01-02T05:04:05+02:00":      moment,
	} {
		t.Run(text, func(t *testing.T) {
			input := answered(t, `{"created": "`+text+`"}`)
			if !input.Created.Equal(want) || !input.JSON.Created.IsValid() {
				t.Errorf("%v, want %v", input.Created, want)
			}
		})
	}
	for _, text := range []string{"", "yesterday", "2024-99-02T03:04:05Z", "\uff11", "2024-01-02T03:04:05Z!"} {
		t.Run(text, func(t *testing.T) {
			input := answered(t, `{"created": "`+text+`", "uid": "u"}`)
			if !input.JSON.Created.IsInvalid() || input.UID != "u" {
				t.Errorf("%v of %q", input.JSON.Created.Status(), text)
			}
		})
	}
}

func TestNumbersAreNotChanged(t *testing.T) {
	input := answered(t, `{"deleteRecordingAfterDays": 1e2, "meta": 100000000000000000000000000000001}`)
	if input.DeleteRecordingAfterDays != 100 {
		t.Errorf("%v", input.DeleteRecordingAfterDays)
	}
	if raw := input.JSON.Meta.Raw(); raw != "100000000000000000000000000000001" {
		t.Errorf("%q", raw)
	}
	server := newSerialServer(t)
	for text, want := range map[string]int64{"12": 12, "3.0": 3, "-0": 0, "9223372036854775807": 9223372036854775807} {
		server.script(raw(`{"data": {"paging": {"total_count": ` + text + `}}}`))
		paging := succeed(t, getAllLivestreams, newClient(server)).(fetched).Data.Paging
		if paging.TotalCount != want || !paging.JSON.TotalCount.IsValid() {
			t.Errorf("%s is %v (%v)", text, paging.TotalCount, paging.JSON.TotalCount.Status())
		}
	}
	for _, text := range []string{"9223372036854775808", "1.5", `"12"`, "true"} {
		server.script(raw(`{"data": {"paging": {"total_count": ` + text + `, "end_offset": 1}}}`))
		paging := succeed(t, getAllLivestreams, newClient(server)).(fetched).Data.Paging
		if !paging.JSON.TotalCount.IsInvalid() || paging.JSON.TotalCount.Raw() != text || paging.EndOffset != 1 {
			t.Errorf("%s is %v (%v)", text, paging.TotalCount, paging.JSON.TotalCount.Status())
		}
	}
}

func TestStrings(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`"plain"`:              "plain",
		`""`:                   "",
		`"a\"b\\c\/d\n\t"`:     "a\"b\\c/d\n\t",
		`"\u00fc\ud83d\ude00"`: "ü😀",
		`"名前 ✓"`:               "名前 ✓",
		`"\ud800 alone"`:       "\ufffd alone",
		`"<&>\u2028"`:          "<&>\u2028",
	} {
		t.Run(text, func(t *testing.T) {
			input := answered(t, `{"uid": `+text+`}`)
			if input.UID != want || input.JSON.UID.Raw() != text {
				t.Errorf("%q, want %q", input.UID, want)
			}
		})
	}
}

// TestNamesThatMeanSomethingInGo: members of an answer never hide or change what the SDK says.
func TestNamesThatMeanSomethingInGo(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"JSON", "RawJSON", "ExtraFields", "UID", "Uid", "UnmarshalJSON", "", "a-b", "type", `a\"b`, "名前"} {
		t.Run(name, func(t *testing.T) {
			input := answered(t, `{"`+name+`": "mine", "uid": "u"}`)
			key := parsed(t, `"`+name+`"`).(string)
			if input.UID != "u" || input.JSON.ExtraFields[key].Raw() != `"mine"` || len(input.JSON.ExtraFields) != 1 {
				t.Errorf("%q: %+v", key, input.JSON.ExtraFields)
			}
		})
	}
}

func TestAMemberThatIsThereTwice(t *testing.T) {
	input := answered(t, `{"uid": "first", "uid": "second"}`)
	if input.UID != "second" || input.JSON.UID.Raw() != `"second"` {
		t.Errorf("%q, %q", input.UID, input.JSON.UID.Raw())
	}
}

func TestResponsesAsJSON(t *testing.T) {
	t.Parallel()
	whole := member(t, documented(t, createLiveInput.Name), createLiveInput.Member)
	t.Run("there", func(t *testing.T) {
		text, err := json.Marshal(answered(t, whole))
		if err != nil {
			t.Fatal(err)
		}
		sameJSON(t, string(text), whole)
	})
	t.Run("back", func(t *testing.T) {
		t.Parallel()
		var input stream.LiveInput
		if err := json.Unmarshal([]byte(whole), &input); err != nil {
			t.Fatal(err)
		}
		if input.UID != "66be4bf738797e01e1fca35a7bdecdcd" || !input.JSON.Recording.IsValid() {
			t.Errorf("%+v", input)
		}
		// encoding/json hands on the text without the spaces around it.
		sameJSON(t, input.JSON.RawJSON(), whole)
	})
	t.Run("inside another", func(t *testing.T) {
		t.Parallel()
		var holder struct {
			Inputs []stream.LiveInput
			Maybe  *stream.LiveInput
		}
		if err := json.Unmarshal([]byte(`{"inputs": [`+whole+`, {}], "maybe": null}`), &holder); err != nil {
			t.Fatal(err)
		}
		if len(holder.Inputs) != 2 || holder.Inputs[0].WebRTC.URL == "" || holder.Maybe != nil {
			t.Errorf("%+v", holder)
		}
	})
	t.Run("broken", func(t *testing.T) {
		t.Parallel()
		for _, text := range []string{"", "{", `{"uid": tru}`, `{"uid": "a"`, `{"uid"; 1}`, "{}{}", strings.Repeat(`{"meta":`, 100_000)} {
			var input stream.LiveInput
			if err := json.Unmarshal([]byte(text), &input); err == nil {
				t.Errorf("no error for %.40q", text)
			}
			if err := input.UnmarshalJSON([]byte(text)); err == nil {
				t.Errorf("no error for %.40q", text)
			}
		}
	})
}

func TestShowingAResponse(t *testing.T) {
	input := answered(t, member(t, documented(t, createLiveInput.Name), createLiveInput.Member))
	text := fmt.Sprintf("%+v", *input)
	for _, want := range []string{"UID:66be4bf738797e01e1fca35a7bdecdcd", "Created:2014-01-02 02:20:00 +0000", "AllowedOrigins:[example.com]"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %q", want, text)
		}
	}
}
