package realtime_kit

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

// LivestreamService has the methods of the resource
// client.RealtimeKit.Livestreams.
type LivestreamService struct {
	Options []option.RequestOption
}

// NewLivestreamService returns a service that applies the options to every
// request.
func NewLivestreamService(opts ...option.RequestOption) *LivestreamService {
	return &LivestreamService{Options: opts}
}

// NewIndependentLivestream creates an independent livestream.
//
//	POST /accounts/{account_id}/realtime/kit/{app_id}/livestreams
//
// Creates a livestream for the given App ID and returns ingest server, stream
// key, and playback URL. You can pass custom input to the ingest server and
// stream key, and freely distribute the content using the playback URL on any
// player that supports HLS/LHLS.
//
// Accepted permissions (at least one required): Realtime Admin, Realtime
func (s *LivestreamService) NewIndependentLivestream(ctx context.Context, appID string, params LivestreamNewIndependentLivestreamParams, opts ...option.RequestOption) (*LivestreamNewIndependentLivestreamResponse, error) {
	req := api.NewRequest(http.MethodPost, "/accounts/{account_id}/realtime/kit/{app_id}/livestreams", s.Options, opts)
	request.PathField(req, "account_id", params.AccountID, encode.String)
	request.Path(req, "app_id", appID, encode.String)
	request.JSONBody(req, params, encodeLivestreamNewIndependentLivestreamParams)
	req.Security([]string{"api_token"})
	return request.JSON(ctx, req, decodeLivestreamNewIndependentLivestreamResponse)
}

// GetAllLivestreams fetches all livestreams.
//
//	GET /accounts/{account_id}/realtime/kit/{app_id}/livestreams
//
// Returns details of livestreams associated with the given App ID. It includes
// livestreams created by your App and RealtimeKit meetings that are
// livestreamed by your App. If you only want details of livestreams created by
// your App and not RealtimeKit meetings, you can use the exclude_meetings query
// parameter.
//
// Accepted permissions (at least one required): Realtime Admin, Realtime
func (s *LivestreamService) GetAllLivestreams(ctx context.Context, appID string, params LivestreamGetAllLivestreamsParams, opts ...option.RequestOption) (*LivestreamGetAllLivestreamsResponse, error) {
	req := api.NewRequest(http.MethodGet, "/accounts/{account_id}/realtime/kit/{app_id}/livestreams", s.Options, opts)
	request.PathField(req, "account_id", params.AccountID, encode.String)
	request.Path(req, "app_id", appID, encode.String)
	request.Query(req, "end_time", params.EndTime, encode.Time)
	request.Query(req, "exclude_meetings", params.ExcludeMeetings, encode.Bool)
	request.Query(req, "page_no", params.PageNo, encode.Int)
	request.Query(req, "per_page", params.PerPage, encode.Int)
	request.Query(req, "sort_order", params.SortOrder, encode.StringEnum[LivestreamGetAllLivestreamsParamsSortOrder])
	request.Query(req, "start_time", params.StartTime, encode.Time)
	request.Query(req, "status", params.Status, encode.StringEnum[LivestreamGetAllLivestreamsParamsStatus])
	req.Security([]string{"api_token"})
	return request.JSON(ctx, req, decodeLivestreamGetAllLivestreamsResponse)
}

// StartLivestreamingAMeeting starts livestreaming a meeting.
//
//	POST /accounts/{account_id}/realtime/kit/{app_id}/meetings/{meeting_id}/livestreams
//
// Starts livestream of a meeting associated with the given meeting ID. Retreive
// the meeting ID using the Create a meeting API.
//
// Accepted permissions (at least one required): Realtime Admin, Realtime
func (s *LivestreamService) StartLivestreamingAMeeting(ctx context.Context, appID, meetingID string, params LivestreamStartLivestreamingAMeetingParams, opts ...option.RequestOption) (*LivestreamStartLivestreamingAMeetingResponse, error) {
	req := api.NewRequest(http.MethodPost, "/accounts/{account_id}/realtime/kit/{app_id}/meetings/{meeting_id}/livestreams", s.Options, opts)
	request.PathField(req, "account_id", params.AccountID, encode.String)
	request.Path(req, "app_id", appID, encode.String)
	request.Path(req, "meeting_id", meetingID, encode.String)
	request.JSONBody(req, params, encodeLivestreamStartLivestreamingAMeetingParams)
	req.Security([]string{"api_token"})
	return request.JSON(ctx, req, decodeLivestreamStartLivestreamingAMeetingResponse)
}

// LivestreamGetAllLivestreamsResponse is the response of
// [LivestreamService.GetAllLivestreams].
type LivestreamGetAllLivestreamsResponse struct {
	Data    LivestreamGetAllLivestreamsResponseData `json:"data"`
	Success bool                                    `json:"success"`
	// JSON tells what the response said of each field.
	JSON struct {
		Data    respjson.Field
		Success respjson.Field
		respjson.RawObject
	} `json:"-"`
}

// LivestreamGetAllLivestreamsResponseData is in
// [LivestreamGetAllLivestreamsResponse.Data].
type LivestreamGetAllLivestreamsResponseData struct {
	// The ID of the livestream.
	ID string `json:"id"`
	// Timestamp the object was created at. The time is returned in ISO format.
	CreatedAt time.Time `json:"created_at"`
	// Specifies if the livestream was disabled.
	Disabled string `json:"disabled"`
	// The server URL to which the RTMP encoder sends the video and audio data.
	IngestServer string `json:"ingest_server"`
	// ID of the meeting.
	MeetingID string `json:"meeting_id"`
	// Name of the livestream.
	Name   string                                        `json:"name"`
	Paging LivestreamGetAllLivestreamsResponseDataPaging `json:"paging"`
	// The web address that viewers can use to watch the livestream.
	PlaybackURL string                                        `json:"playback_url"`
	Status      LivestreamGetAllLivestreamsResponseDataStatus `json:"status"`
	// Unique key for accessing each livestream.
	StreamKey string `json:"stream_key"`
	// Timestamp the object was updated at. The time is returned in ISO format.
	UpdatedAt time.Time `json:"updated_at"`
	// JSON tells what the response said of each field.
	JSON struct {
		ID           respjson.Field
		CreatedAt    respjson.Field
		Disabled     respjson.Field
		IngestServer respjson.Field
		MeetingID    respjson.Field
		Name         respjson.Field
		Paging       respjson.Field
		PlaybackURL  respjson.Field
		Status       respjson.Field
		StreamKey    respjson.Field
		UpdatedAt    respjson.Field
		respjson.RawObject
	} `json:"-"`
}

// LivestreamGetAllLivestreamsResponseDataStatus is in
// [LivestreamGetAllLivestreamsResponseData.Status].
type LivestreamGetAllLivestreamsResponseDataStatus string

const (
	LivestreamGetAllLivestreamsResponseDataStatusLive    LivestreamGetAllLivestreamsResponseDataStatus = "LIVE"
	LivestreamGetAllLivestreamsResponseDataStatusIdle    LivestreamGetAllLivestreamsResponseDataStatus = "IDLE"
	LivestreamGetAllLivestreamsResponseDataStatusErrored LivestreamGetAllLivestreamsResponseDataStatus = "ERRORED"
	LivestreamGetAllLivestreamsResponseDataStatusInvoked LivestreamGetAllLivestreamsResponseDataStatus = "INVOKED"
)

// IsKnown reports whether the value is one of the constants.
func (v LivestreamGetAllLivestreamsResponseDataStatus) IsKnown() bool {
	switch v {
	case LivestreamGetAllLivestreamsResponseDataStatusLive,
		LivestreamGetAllLivestreamsResponseDataStatusIdle,
		LivestreamGetAllLivestreamsResponseDataStatusErrored,
		LivestreamGetAllLivestreamsResponseDataStatusInvoked:
		return true
	}
	return false
}

// LivestreamGetAllLivestreamsResponseDataPaging is in
// [LivestreamGetAllLivestreamsResponseData.Paging].
type LivestreamGetAllLivestreamsResponseDataPaging struct {
	EndOffset   int64 `json:"end_offset"`
	StartOffset int64 `json:"start_offset"`
	TotalCount  int64 `json:"total_count"`
	// JSON tells what the response said of each field.
	JSON struct {
		EndOffset   respjson.Field
		StartOffset respjson.Field
		TotalCount  respjson.Field
		respjson.RawObject
	} `json:"-"`
}

// LivestreamNewIndependentLivestreamResponse is the response of
// [LivestreamService.NewIndependentLivestream].
type LivestreamNewIndependentLivestreamResponse struct {
	Data    LivestreamNewIndependentLivestreamResponseData `json:"data"`
	Success bool                                           `json:"success"`
	// JSON tells what the response said of each field.
	JSON struct {
		Data    respjson.Field
		Success respjson.Field
		respjson.RawObject
	} `json:"-"`
}

// LivestreamNewIndependentLivestreamResponseData is in
// [LivestreamNewIndependentLivestreamResponse.Data].
type LivestreamNewIndependentLivestreamResponseData struct {
	// The livestream ID.
	ID string `json:"id"`
	// Specifies if the livestream was disabled.
	Disabled bool `json:"disabled"`
	// The server URL to which the RTMP encoder should send the video and audio
	// data.
	IngestServer string `json:"ingest_server"`
	MeetingID    string `json:"meeting_id"`
	Name         string `json:"name"`
	// The web address that viewers can use to watch the livestream.
	PlaybackURL string                                               `json:"playback_url"`
	Status      LivestreamNewIndependentLivestreamResponseDataStatus `json:"status"`
	// Unique key for accessing each livestream.
	StreamKey string `json:"stream_key"`
	// JSON tells what the response said of each field.
	JSON struct {
		ID           respjson.Field
		Disabled     respjson.Field
		IngestServer respjson.Field
		MeetingID    respjson.Field
		Name         respjson.Field
		PlaybackURL  respjson.Field
		Status       respjson.Field
		StreamKey    respjson.Field
		respjson.RawObject
	} `json:"-"`
}

// LivestreamNewIndependentLivestreamResponseDataStatus is in
// [LivestreamNewIndependentLivestreamResponseData.Status].
type LivestreamNewIndependentLivestreamResponseDataStatus string

const (
	LivestreamNewIndependentLivestreamResponseDataStatusLive    LivestreamNewIndependentLivestreamResponseDataStatus = "LIVE"
	LivestreamNewIndependentLivestreamResponseDataStatusIdle    LivestreamNewIndependentLivestreamResponseDataStatus = "IDLE"
	LivestreamNewIndependentLivestreamResponseDataStatusErrored LivestreamNewIndependentLivestreamResponseDataStatus = "ERRORED"
	LivestreamNewIndependentLivestreamResponseDataStatusInvoked LivestreamNewIndependentLivestreamResponseDataStatus = "INVOKED"
)

// IsKnown reports whether the value is one of the constants.
func (v LivestreamNewIndependentLivestreamResponseDataStatus) IsKnown() bool {
	switch v {
	case LivestreamNewIndependentLivestreamResponseDataStatusLive,
		LivestreamNewIndependentLivestreamResponseDataStatusIdle,
		LivestreamNewIndependentLivestreamResponseDataStatusErrored,
		LivestreamNewIndependentLivestreamResponseDataStatusInvoked:
		return true
	}
	return false
}

// LivestreamStartLivestreamingAMeetingResponse is the response of
// [LivestreamService.StartLivestreamingAMeeting].
type LivestreamStartLivestreamingAMeetingResponse struct {
	Data    LivestreamStartLivestreamingAMeetingResponseData `json:"data"`
	Success bool                                             `json:"success"`
	// JSON tells what the response said of each field.
	JSON struct {
		Data    respjson.Field
		Success respjson.Field
		respjson.RawObject
	} `json:"-"`
}

// LivestreamStartLivestreamingAMeetingResponseData is in
// [LivestreamStartLivestreamingAMeetingResponse.Data].
type LivestreamStartLivestreamingAMeetingResponseData struct {
	// The livestream ID.
	ID string `json:"id"`
	// The server URL to which the RTMP encoder sends the video and audio data.
	IngestServer string `json:"ingest_server"`
	// The web address that viewers can use to watch the livestream.
	PlaybackURL string                                                 `json:"playback_url"`
	Status      LivestreamStartLivestreamingAMeetingResponseDataStatus `json:"status"`
	// Unique key for accessing each livestream.
	StreamKey string `json:"stream_key"`
	// JSON tells what the response said of each field.
	JSON struct {
		ID           respjson.Field
		IngestServer respjson.Field
		PlaybackURL  respjson.Field
		Status       respjson.Field
		StreamKey    respjson.Field
		respjson.RawObject
	} `json:"-"`
}

// LivestreamStartLivestreamingAMeetingResponseDataStatus is in
// [LivestreamStartLivestreamingAMeetingResponseData.Status].
type LivestreamStartLivestreamingAMeetingResponseDataStatus string

const (
	LivestreamStartLivestreamingAMeetingResponseDataStatusLive    LivestreamStartLivestreamingAMeetingResponseDataStatus = "LIVE"
	LivestreamStartLivestreamingAMeetingResponseDataStatusIdle    LivestreamStartLivestreamingAMeetingResponseDataStatus = "IDLE"
	LivestreamStartLivestreamingAMeetingResponseDataStatusErrored LivestreamStartLivestreamingAMeetingResponseDataStatus = "ERRORED"
	LivestreamStartLivestreamingAMeetingResponseDataStatusInvoked LivestreamStartLivestreamingAMeetingResponseDataStatus = "INVOKED"
)

// IsKnown reports whether the value is one of the constants.
func (v LivestreamStartLivestreamingAMeetingResponseDataStatus) IsKnown() bool {
	switch v {
	case LivestreamStartLivestreamingAMeetingResponseDataStatusLive,
		LivestreamStartLivestreamingAMeetingResponseDataStatusIdle,
		LivestreamStartLivestreamingAMeetingResponseDataStatusErrored,
		LivestreamStartLivestreamingAMeetingResponseDataStatusInvoked:
		return true
	}
	return false
}

// LivestreamNewIndependentLivestreamParams holds the parameters of
// [LivestreamService.NewIndependentLivestream].
type LivestreamNewIndependentLivestreamParams struct {
	// The account identifier tag.
	AccountID param.Field[string] `path:"account_id,required"`
	// Name of the livestream
	Name param.Field[string] `json:"name"`
}

// LivestreamGetAllLivestreamsParams holds the parameters of
// [LivestreamService.GetAllLivestreams].
type LivestreamGetAllLivestreamsParams struct {
	// The account identifier tag.
	AccountID param.Field[string] `path:"account_id,required"`
	// Specify the end time range in ISO format to access the live stream.
	EndTime param.Field[time.Time] `query:"end_time"`
	// Exclude the RealtimeKit meetings that are livestreamed.
	ExcludeMeetings param.Field[bool] `query:"exclude_meetings"`
	// The page number from which you want your page search results to be
	// displayed.
	PageNo param.Field[int64] `query:"page_no"`
	// Number of results per page.
	PerPage param.Field[int64] `query:"per_page"`
	// Specifies the sorting order for the results.
	SortOrder param.Field[LivestreamGetAllLivestreamsParamsSortOrder] `query:"sort_order"`
	// Specify the start time range in ISO format to access the live stream.
	StartTime param.Field[time.Time] `query:"start_time"`
	// Specifies the status of the operation.
	Status param.Field[LivestreamGetAllLivestreamsParamsStatus] `query:"status"`
}

// LivestreamGetAllLivestreamsParamsSortOrder is in
// [LivestreamGetAllLivestreamsParams.SortOrder].
type LivestreamGetAllLivestreamsParamsSortOrder string

const (
	LivestreamGetAllLivestreamsParamsSortOrderAsc LivestreamGetAllLivestreamsParamsSortOrder = "ASC"
	LivestreamGetAllLivestreamsParamsSortOrderDsc LivestreamGetAllLivestreamsParamsSortOrder = "DSC"
)

// IsKnown reports whether the value is one of the constants.
func (v LivestreamGetAllLivestreamsParamsSortOrder) IsKnown() bool {
	switch v {
	case LivestreamGetAllLivestreamsParamsSortOrderAsc,
		LivestreamGetAllLivestreamsParamsSortOrderDsc:
		return true
	}
	return false
}

// LivestreamGetAllLivestreamsParamsStatus is in
// [LivestreamGetAllLivestreamsParams.Status].
type LivestreamGetAllLivestreamsParamsStatus string

const (
	LivestreamGetAllLivestreamsParamsStatusLive    LivestreamGetAllLivestreamsParamsStatus = "LIVE"
	LivestreamGetAllLivestreamsParamsStatusIdle    LivestreamGetAllLivestreamsParamsStatus = "IDLE"
	LivestreamGetAllLivestreamsParamsStatusErrored LivestreamGetAllLivestreamsParamsStatus = "ERRORED"
	LivestreamGetAllLivestreamsParamsStatusInvoked LivestreamGetAllLivestreamsParamsStatus = "INVOKED"
)

// IsKnown reports whether the value is one of the constants.
func (v LivestreamGetAllLivestreamsParamsStatus) IsKnown() bool {
	switch v {
	case LivestreamGetAllLivestreamsParamsStatusLive,
		LivestreamGetAllLivestreamsParamsStatusIdle,
		LivestreamGetAllLivestreamsParamsStatusErrored,
		LivestreamGetAllLivestreamsParamsStatusInvoked:
		return true
	}
	return false
}

// LivestreamStartLivestreamingAMeetingParams holds the parameters of
// [LivestreamService.StartLivestreamingAMeeting].
type LivestreamStartLivestreamingAMeetingParams struct {
	// The account identifier tag.
	AccountID   param.Field[string]                                                `path:"account_id,required"`
	Name        param.Field[string]                                                `json:"name"`
	VideoConfig param.Field[LivestreamStartLivestreamingAMeetingParamsVideoConfig] `json:"video_config"`
}

// LivestreamStartLivestreamingAMeetingParamsVideoConfig is in
// [LivestreamStartLivestreamingAMeetingParams.VideoConfig].
type LivestreamStartLivestreamingAMeetingParamsVideoConfig struct {
	// Height of the livestreaming video in pixels
	Height param.Field[int64] `json:"height"`
	// Width of the livestreaming video in pixels
	Width param.Field[int64] `json:"width"`
}
