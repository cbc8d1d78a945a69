package realtime_kit

import (
	"github.com/cloudflare/cloudflare-go/internal/decode"
	"github.com/cloudflare/cloudflare-go/internal/encode"
	"github.com/cloudflare/cloudflare-go/packages/respjson"
)

// UnmarshalJSON reads the JSON of a response.
func (v *LivestreamGetAllLivestreamsResponse) UnmarshalJSON(data []byte) error {
	return decode.Unmarshal(data, v, decodeLivestreamGetAllLivestreamsResponse)
}

func decodeLivestreamGetAllLivestreamsResponse(v *LivestreamGetAllLivestreamsResponse, d *decode.Decoder) respjson.Field {
	o, ok := decode.Object(v, &v.JSON.RawObject, d)
	if !ok {
		return o.Field()
	}
	for d.More() {
		switch d.Key {
		case "data":
			v.JSON.Data = decodeLivestreamGetAllLivestreamsResponseData(&v.Data, d)
		case "success":
			v.JSON.Success = decode.Bool(&v.Success, d)
		default:
			d.Extra(&v.JSON.RawObject)
		}
	}
	return d.End(o, &v.JSON.RawObject)
}

// UnmarshalJSON reads the JSON of a response.
func (v *LivestreamGetAllLivestreamsResponseData) UnmarshalJSON(data []byte) error {
	return decode.Unmarshal(data, v, decodeLivestreamGetAllLivestreamsResponseData)
}

func decodeLivestreamGetAllLivestreamsResponseData(v *LivestreamGetAllLivestreamsResponseData, d *decode.Decoder) respjson.Field {
	o, ok := decode.Object(v, &v.JSON.RawObject, d)
	if !ok {
		return o.Field()
	}
	for d.More() {
		switch d.Key {
		case "id":
			v.JSON.ID = decode.String(&v.ID, d)
		case "created_at":
			v.JSON.CreatedAt = decode.Time(&v.CreatedAt, d)
		case "disabled":
			v.JSON.Disabled = decode.String(&v.Disabled, d)
		case "ingest_server":
			v.JSON.IngestServer = decode.String(&v.IngestServer, d)
		case "meeting_id":
			v.JSON.MeetingID = decode.String(&v.MeetingID, d)
		case "name":
			v.JSON.Name = decode.String(&v.Name, d)
		case "paging":
			v.JSON.Paging = decodeLivestreamGetAllLivestreamsResponseDataPaging(&v.Paging, d)
		case "playback_url":
			v.JSON.PlaybackURL = decode.String(&v.PlaybackURL, d)
		case "status":
			v.JSON.Status = decode.StringEnum(&v.Status, d)
		case "stream_key":
			v.JSON.StreamKey = decode.String(&v.StreamKey, d)
		case "updated_at":
			v.JSON.UpdatedAt = decode.Time(&v.UpdatedAt, d)
		default:
			d.Extra(&v.JSON.RawObject)
		}
	}
	return d.End(o, &v.JSON.RawObject)
}

// UnmarshalJSON reads the JSON of a response.
func (v *LivestreamGetAllLivestreamsResponseDataPaging) UnmarshalJSON(data []byte) error {
	return decode.Unmarshal(data, v, decodeLivestreamGetAllLivestreamsResponseDataPaging)
}

func decodeLivestreamGetAllLivestreamsResponseDataPaging(v *LivestreamGetAllLivestreamsResponseDataPaging, d *decode.Decoder) respjson.Field {
	o, ok := decode.Object(v, &v.JSON.RawObject, d)
	if !ok {
		return o.Field()
	}
	for d.More() {
		switch d.Key {
		case "end_offset":
			v.JSON.EndOffset = decode.Int(&v.EndOffset, d)
		case "start_offset":
			v.JSON.StartOffset = decode.Int(&v.StartOffset, d)
		case "total_count":
			v.JSON.TotalCount = decode.Int(&v.TotalCount, d)
		default:
			d.Extra(&v.JSON.RawObject)
		}
	}
	return d.End(o, &v.JSON.RawObject)
}

// UnmarshalJSON reads the JSON of a response.
func (v *LivestreamNewIndependentLivestreamResponse) UnmarshalJSON(data []byte) error {
	return decode.Unmarshal(data, v, decodeLivestreamNewIndependentLivestreamResponse)
}

func decodeLivestreamNewIndependentLivestreamResponse(v *LivestreamNewIndependentLivestreamResponse, d *decode.Decoder) respjson.Field {
	o, ok := decode.Object(v, &v.JSON.RawObject, d)
	if !ok {
		return o.Field()
	}
	for d.More() {
		switch d.Key {
		case "data":
			v.JSON.Data = decodeLivestreamNewIndependentLivestreamResponseData(&v.Data, d)
		case "success":
			v.JSON.Success = decode.Bool(&v.Success, d)
		default:
			d.Extra(&v.JSON.RawObject)
		}
	}
	return d.End(o, &v.JSON.RawObject)
}

// UnmarshalJSON reads the JSON of a response.
func (v *LivestreamNewIndependentLivestreamResponseData) UnmarshalJSON(data []byte) error {
	return decode.Unmarshal(data, v, decodeLivestreamNewIndependentLivestreamResponseData)
}

func decodeLivestreamNewIndependentLivestreamResponseData(v *LivestreamNewIndependentLivestreamResponseData, d *decode.Decoder) respjson.Field {
	o, ok := decode.Object(v, &v.JSON.RawObject, d)
	if !ok {
		return o.Field()
	}
	for d.More() {
		switch d.Key {
		case "id":
			v.JSON.ID = decode.String(&v.ID, d)
		case "disabled":
			v.JSON.Disabled = decode.Bool(&v.Disabled, d)
		case "ingest_server":
			v.JSON.IngestServer = decode.String(&v.IngestServer, d)
		case "meeting_id":
			v.JSON.MeetingID = decode.String(&v.MeetingID, d)
		case "name":
			v.JSON.Name = decode.String(&v.Name, d)
		case "playback_url":
			v.JSON.PlaybackURL = decode.String(&v.PlaybackURL, d)
		case "status":
			v.JSON.Status = decode.StringEnum(&v.Status, d)
		case "stream_key":
			v.JSON.StreamKey = decode.String(&v.StreamKey, d)
		default:
			d.Extra(&v.JSON.RawObject)
		}
	}
	return d.End(o, &v.JSON.RawObject)
}

// UnmarshalJSON reads the JSON of a response.
func (v *LivestreamStartLivestreamingAMeetingResponse) UnmarshalJSON(data []byte) error {
	return decode.Unmarshal(data, v, decodeLivestreamStartLivestreamingAMeetingResponse)
}

func decodeLivestreamStartLivestreamingAMeetingResponse(v *LivestreamStartLivestreamingAMeetingResponse, d *decode.Decoder) respjson.Field {
	o, ok := decode.Object(v, &v.JSON.RawObject, d)
	if !ok {
		return o.Field()
	}
	for d.More() {
		switch d.Key {
		case "data":
			v.JSON.Data = decodeLivestreamStartLivestreamingAMeetingResponseData(&v.Data, d)
		case "success":
			v.JSON.Success = decode.Bool(&v.Success, d)
		default:
			d.Extra(&v.JSON.RawObject)
		}
	}
	return d.End(o, &v.JSON.RawObject)
}

// UnmarshalJSON reads the JSON of a response.
func (v *LivestreamStartLivestreamingAMeetingResponseData) UnmarshalJSON(data []byte) error {
	return decode.Unmarshal(data, v, decodeLivestreamStartLivestreamingAMeetingResponseData)
}

func decodeLivestreamStartLivestreamingAMeetingResponseData(v *LivestreamStartLivestreamingAMeetingResponseData, d *decode.Decoder) respjson.Field {
	o, ok := decode.Object(v, &v.JSON.RawObject, d)
	if !ok {
		return o.Field()
	}
	for d.More() {
		switch d.Key {
		case "id":
			v.JSON.ID = decode.String(&v.ID, d)
		case "ingest_server":
			v.JSON.IngestServer = decode.String(&v.IngestServer, d)
		case "playback_url":
			v.JSON.PlaybackURL = decode.String(&v.PlaybackURL, d)
		case "status":
			v.JSON.Status = decode.StringEnum(&v.Status, d)
		case "stream_key":
			v.JSON.StreamKey = decode.String(&v.StreamKey, d)
		default:
			d.Extra(&v.JSON.RawObject)
		}
	}
	return d.End(o, &v.JSON.RawObject)
}

// MarshalJSON writes the JSON of a request.
func (v LivestreamNewIndependentLivestreamParams) MarshalJSON() ([]byte, error) {
	return encode.Marshal(v, encodeLivestreamNewIndependentLivestreamParams)
}

func encodeLivestreamNewIndependentLivestreamParams(w *encode.Writer, v LivestreamNewIndependentLivestreamParams) {
	w.BeginObject()
	encode.Member(w, "name", v.Name, encode.String)
	w.EndObject()
}

// MarshalJSON writes the JSON of a request.
func (v LivestreamStartLivestreamingAMeetingParams) MarshalJSON() ([]byte, error) {
	return encode.Marshal(v, encodeLivestreamStartLivestreamingAMeetingParams)
}

func encodeLivestreamStartLivestreamingAMeetingParams(w *encode.Writer, v LivestreamStartLivestreamingAMeetingParams) {
	w.BeginObject()
	encode.Member(w, "name", v.Name, encode.String)
	encode.Member(w, "video_config", v.VideoConfig, encodeLivestreamStartLivestreamingAMeetingParamsVideoConfig)
	w.EndObject()
}

// MarshalJSON writes the JSON of a request.
func (v LivestreamStartLivestreamingAMeetingParamsVideoConfig) MarshalJSON() ([]byte, error) {
	return encode.Marshal(v, encodeLivestreamStartLivestreamingAMeetingParamsVideoConfig)
}

func encodeLivestreamStartLivestreamingAMeetingParamsVideoConfig(w *encode.Writer, v LivestreamStartLivestreamingAMeetingParamsVideoConfig) {
	w.BeginObject()
	encode.Member(w, "height", v.Height, encode.Int)
	encode.Member(w, "width", v.Width, encode.Int)
	w.EndObject()
}
