package stream

import (
	"context"
	"net/http"
	"time"

	"github.com/cloudflare/cloudflare-go/internal/api"
	"github.com/cloudflare/cloudflare-go/internal/encode"
	"github.com/cloudflare/cloudflare-go/internal/request"
	"github.com/cloudflare/cloudflare-go/option"
	"github.com/cloudflare/cloudflare-go/packages/respjson"
	"github.com/cloudflare/cloudflare-go/param"
)

// LiveInputService has the methods of the resource client.Stream.LiveInputs.
type LiveInputService struct {
	Options []option.RequestOption
}

// NewLiveInputService returns a service that applies the options to every
// request.
func NewLiveInputService(opts ...option.RequestOption) *LiveInputService {
	return &LiveInputService{Options: opts}
}

// New creates a live input.
//
//	POST /accounts/{account_id}/stream/live_inputs
//
// Creates a live input, and returns credentials that you or your users can use
// to stream live video to Cloudflare Stream.
//
// Accepted permissions (at least one required): Stream Write
func (s *LiveInputService) New(ctx context.Context, params LiveInputNewParams, opts ...option.RequestOption) (*LiveInput, error) {
	req := api.NewRequest(http.MethodPost, "/accounts/{account_id}/stream/live_inputs", s.Options, opts)
	request.PathField(req, "account_id", params.AccountID, encode.String)
	request.JSONBody(req, params, encodeLiveInputNewParams)
	req.Security([]string{"api_token"}, []string{"api_email", "api_key"})
	return request.JSONMember(ctx, req, "result", decodeLiveInput)
}

// LiveInput is the response of [LiveInputService.New].
//
// Details about a live input.
type LiveInput struct {
	// The date and time the live input was created.
	Created time.Time `json:"created"`
	// Indicates the number of days after which the live inputs recordings will
	// be deleted. When a stream completes and the recording is ready, the value
	// is used to calculate a scheduled deletion date for that recording. Omit
	// the field to indicate no change, or include with a null value to remove
	// an existing scheduled deletion.
	DeleteRecordingAfterDays float64 `json:"deleteRecordingAfterDays"`
	// Indicates whether the live input is enabled and can accept streams.
	Enabled bool `json:"enabled"`
	// A user modifiable key-value store used to reference other systems of
	// record for managing live inputs.
	Meta any `json:"meta"`
	// The date and time the live input was last modified.
	Modified time.Time `json:"modified"`
	// Records the input to a Cloudflare Stream video. Behavior depends on the
	// mode. In most cases, the video will initially be viewable as a live video
	// and transition to on-demand after a condition is satisfied.
	Recording LiveInputRecording `json:"recording"`
	// Details for streaming to an live input using RTMPS.
	RTMPS LiveInputRTMPS `json:"rtmps"`
	// Details for playback from an live input using RTMPS.
	RTMPSPlayback LiveInputRTMPSPlayback `json:"rtmpsPlayback"`
	// Details for streaming to a live input using SRT.
	SRT LiveInputSRT `json:"srt"`
	// Details for playback from an live input using SRT.
	SRTPlayback LiveInputSRTPlayback `json:"srtPlayback"`
	// The connection status of a live input.
	Status LiveInputStatus `json:"status"`
	// A unique identifier for a live input.
	UID string `json:"uid"`
	// Details for streaming to a live input using WebRTC.
	WebRTC LiveInputWebRTC `json:"webRTC"`
	// Details for playback from a live input using WebRTC.
	WebRTCPlayback LiveInputWebRTCPlayback `json:"webRTCPlayback"`
	// JSON tells what the response said of each field.
	JSON struct {
		Created                  respjson.Field
		DeleteRecordingAfterDays respjson.Field
		Enabled                  respjson.Field
		Meta                     respjson.Field
		Modified                 respjson.Field
		Recording                respjson.Field
		RTMPS                    respjson.Field
		RTMPSPlayback            respjson.Field
		SRT                      respjson.Field
		SRTPlayback              respjson.Field
		Status                   respjson.Field
		UID                      respjson.Field
		WebRTC                   respjson.Field
		WebRTCPlayback           respjson.Field
		respjson.RawObject
	} `json:"-"`
}

// LiveInputStatus is in [LiveInput.Status].
type LiveInputStatus string

const (
	LiveInputStatusConnected                LiveInputStatus = "connected"
	LiveInputStatusReconnected              LiveInputStatus = "reconnected"
	LiveInputStatusReconnecting             LiveInputStatus = "reconnecting"
	LiveInputStatusClientDisconnect         LiveInputStatus = "client_disconnect"
	LiveInputStatusTTLExceeded              LiveInputStatus = "ttl_exceeded"
	LiveInputStatusFailedToConnect          LiveInputStatus = "failed_to_connect"
	LiveInputStatusFailedToReconnect        LiveInputStatus = "failed_to_reconnect"
	LiveInputStatusNewConfigurationAccepted LiveInputStatus = "new_configuration_accepted"
)

// IsKnown reports whether the value is one of the constants.
func (v LiveInputStatus) IsKnown() bool {
	switch v {
	case LiveInputStatusConnected,
		LiveInputStatusReconnected,
		LiveInputStatusReconnecting,
		LiveInputStatusClientDisconnect,
		LiveInputStatusTTLExceeded,
		LiveInputStatusFailedToConnect,
		LiveInputStatusFailedToReconnect,
		LiveInputStatusNewConfigurationAccepted:
		return true
	}
	return false
}

// LiveInputRecording is in [LiveInput.Recording].
//
// Records the input to a Cloudflare Stream video. Behavior depends on the mode.
// In most cases, the video will initially be viewable as a live video and
// transition to on-demand after a condition is satisfied.
type LiveInputRecording struct {
	// Lists the origins allowed to display videos created with this input.
	// Enter allowed origin domains in an array and use * for wildcard
	// subdomains. An empty array allows videos to be viewed on any origin.
	AllowedOrigins []string `json:"allowedOrigins"`
	// Disables reporting the number of live viewers when this property is set
	// to true.
	HideLiveViewerCount bool `json:"hideLiveViewerCount"`
	// Specifies the recording behavior for the live input. Set this value to
	// off to prevent a recording. Set the value to automatic to begin a
	// recording and transition to on-demand after Stream Live stops receiving
	// input.
	Mode LiveInputRecordingMode `json:"mode"`
	// Indicates if a video using the live input has the requireSignedURLs
	// property set. Also enforces access controls on any video recording of the
	// livestream with the live input.
	RequireSignedURLs bool `json:"requireSignedURLs"`
	// Determines the amount of time a live input configured in automatic mode
	// should wait before a recording transitions from live to on-demand. 0 is
	// recommended for most use cases and indicates the platform default should
	// be used.
	TimeoutSeconds float64 `json:"timeoutSeconds"`
	// JSON tells what the response said of each field.
	JSON struct {
		AllowedOrigins      respjson.Field
		HideLiveViewerCount respjson.Field
		Mode                respjson.Field
		RequireSignedURLs   respjson.Field
		TimeoutSeconds      respjson.Field
		respjson.RawObject
	} `json:"-"`
}

// LiveInputRecordingMode is in [LiveInputRecording.Mode].
type LiveInputRecordingMode string

const (
	LiveInputRecordingModeOff       LiveInputRecordingMode = "off"
	LiveInputRecordingModeAutomatic LiveInputRecordingMode = "automatic"
)

// IsKnown reports whether the value is one of the constants.
func (v LiveInputRecordingMode) IsKnown() bool {
	switch v {
	case LiveInputRecordingModeOff, LiveInputRecordingModeAutomatic:
		return true
	}
	return false
}

// LiveInputRTMPS is in [LiveInput.RTMPS].
//
// Details for streaming to an live input using RTMPS.
type LiveInputRTMPS struct {
	// The secret key to use when streaming via RTMPS to a live input.
	StreamKey string `json:"streamKey"`
	// The RTMPS URL you provide to the broadcaster, which they stream live
	// video to.
	URL string `json:"url"`
	// JSON tells what the response said of each field.
	JSON struct {
		StreamKey respjson.Field
		URL       respjson.Field
		respjson.RawObject
	} `json:"-"`
}

// LiveInputRTMPSPlayback is in [LiveInput.RTMPSPlayback].
//
// Details for playback from an live input using RTMPS.
type LiveInputRTMPSPlayback struct {
	// The secret key to use for playback via RTMPS.
	StreamKey string `json:"streamKey"`
	// The URL used to play live video over RTMPS.
	URL string `json:"url"`
	// JSON tells what the response said of each field.
	JSON struct {
		StreamKey respjson.Field
		URL       respjson.Field
		respjson.RawObject
	} `json:"-"`
}

// LiveInputSRT is in [LiveInput.SRT].
//
// Details for streaming to a live input using SRT.
type LiveInputSRT struct {
	// The secret key to use when streaming via SRT to a live input.
	Passphrase string `json:"passphrase"`
	// The identifier of the live input to use when streaming via SRT.
	StreamID string `json:"streamId"`
	// The SRT URL you provide to the broadcaster, which they stream live video
	// to.
	URL string `json:"url"`
	// JSON tells what the response said of each field.
	JSON struct {
		Passphrase respjson.Field
		StreamID   respjson.Field
		URL        respjson.Field
		respjson.RawObject
	} `json:"-"`
}

// LiveInputSRTPlayback is in [LiveInput.SRTPlayback].
//
// Details for playback from an live input using SRT.
type LiveInputSRTPlayback struct {
	// The secret key to use for playback via SRT.
	Passphrase string `json:"passphrase"`
	// The identifier of the live input to use for playback via SRT.
	StreamID string `json:"streamId"`
	// The URL used to play live video over SRT.
	URL string `json:"url"`
	// JSON tells what the response said of each field.
	JSON struct {
		Passphrase respjson.Field
		StreamID   respjson.Field
		URL        respjson.Field
		respjson.RawObject
	} `json:"-"`
}

// LiveInputWebRTC is in [LiveInput.WebRTC].
//
// Details for streaming to a live input using WebRTC.
type LiveInputWebRTC struct {
	// The WebRTC URL you provide to the broadcaster, which they stream live
	// video to.
	URL string `json:"url"`
	// JSON tells what the response said of each field.
	JSON struct {
		URL respjson.Field
		respjson.RawObject
	} `json:"-"`
}

// LiveInputWebRTCPlayback is in [LiveInput.WebRTCPlayback].
//
// Details for playback from a live input using WebRTC.
type LiveInputWebRTCPlayback struct {
	// The URL used to play live video over WebRTC.
	URL string `json:"url"`
	// JSON tells what the response said of each field.
	JSON struct {
		URL respjson.Field
		respjson.RawObject
	} `json:"-"`
}

// LiveInputNewParams holds the parameters of [LiveInputService.New].
type LiveInputNewParams struct {
	// Identifier.
	AccountID param.Field[string] `path:"account_id,required"`
	// Sets the creator ID asssociated with this live input.
	DefaultCreator param.Field[string] `json:"defaultCreator"`
	// Indicates the number of days after which the live inputs recordings will
	// be deleted. When a stream completes and the recording is ready, the value
	// is used to calculate a scheduled deletion date for that recording. Omit
	// the field to indicate no change, or include with a null value to remove
	// an existing scheduled deletion.
	DeleteRecordingAfterDays param.Field[float64] `json:"deleteRecordingAfterDays"`
	// Indicates whether the live input is enabled and can accept streams.
	Enabled param.Field[bool] `json:"enabled"`
	// A user modifiable key-value store used to reference other systems of
	// record for managing live inputs.
	Meta param.Field[any] `json:"meta"`
	// Records the input to a Cloudflare Stream video. Behavior depends on the
	// mode. In most cases, the video will initially be viewable as a live video
	// and transition to on-demand after a condition is satisfied.
	Recording param.Field[LiveInputNewParamsRecording] `json:"recording"`
}

// LiveInputNewParamsRecording is in [LiveInputNewParams.Recording].
//
// Records the input to a Cloudflare Stream video. Behavior depends on the mode.
// In most cases, the video will initially be viewable as a live video and
// transition to on-demand after a condition is satisfied.
type LiveInputNewParamsRecording struct {
	// Lists the origins allowed to display videos created with this input.
	// Enter allowed origin domains in an array and use * for wildcard
	// subdomains. An empty array allows videos to be viewed on any origin.
	AllowedOrigins param.Field[[]string] `json:"allowedOrigins"`
	// Disables reporting the number of live viewers when this property is set
	// to true.
	HideLiveViewerCount param.Field[bool] `json:"hideLiveViewerCount"`
	// Specifies the recording behavior for the live input. Set this value to
	// off to prevent a recording. Set the value to automatic to begin a
	// recording and transition to on-demand after Stream Live stops receiving
	// input.
	Mode param.Field[LiveInputNewParamsRecordingMode] `json:"mode"`
	// Indicates if a video using the live input has the requireSignedURLs
	// property set. Also enforces access controls on any video recording of the
	// livestream with the live input.
	RequireSignedURLs param.Field[bool] `json:"requireSignedURLs"`
	// Determines the amount of time a live input configured in automatic mode
	// should wait before a recording transitions from live to on-demand. 0 is
	// recommended for most use cases and indicates the platform default should
	// be used.
	TimeoutSeconds param.Field[float64] `json:"timeoutSeconds"`
}

// LiveInputNewParamsRecordingMode is in [LiveInputNewParamsRecording.Mode].
type LiveInputNewParamsRecordingMode string

const (
	LiveInputNewParamsRecordingModeOff       LiveInputNewParamsRecordingMode = "off"
	LiveInputNewParamsRecordingModeAutomatic LiveInputNewParamsRecordingMode = "automatic"
)

// IsKnown reports whether the value is one of the constants.
func (v LiveInputNewParamsRecordingMode) IsKnown() bool {
	switch v {
	case LiveInputNewParamsRecordingModeOff, LiveInputNewParamsRecordingModeAutomatic:
		return true
	}
	return false
}
