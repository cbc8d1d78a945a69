package stream

import (
	"github.com/cloudflare/cloudflare-go/internal/decode"
	"github.com/cloudflare/cloudflare-go/internal/encode"
	"github.com/cloudflare/cloudflare-go/packages/respjson"
)

// UnmarshalJSON reads the JSON of a response.
func (v *LiveInput) UnmarshalJSON(data []byte) error {
	return decode.Unmarshal(data, v, decodeLiveInput)
}

func decodeLiveInput(v *LiveInput, d *decode.Decoder) respjson.Field {
	o, ok := decode.Object(v, &v.JSON.RawObject, d)
	if !ok {
		return o.Field()
	}
	for d.More() {
		switch d.Key {
		case "created":
			v.JSON.Created = decode.Time(&v.Created, d)
		case "deleteRecordingAfterDays":
			v.JSON.DeleteRecordingAfterDays = decode.Float(&v.DeleteRecordingAfterDays, d)
		case "enabled":
			v.JSON.Enabled = decode.Bool(&v.Enabled, d)
		case "meta":
			v.JSON.Meta = decode.Any(&v.Meta, d)
		case "modified":
			v.JSON.Modified = decode.Time(&v.Modified, d)
		case "recording":
			v.JSON.Recording = decodeLiveInputRecording(&v.Recording, d)
		case "rtmps":
			v.JSON.RTMPS = decodeLiveInputRTMPS(&v.RTMPS, d)
		case "rtmpsPlayback":
			v.JSON.RTMPSPlayback = decodeLiveInputRTMPSPlayback(&v.RTMPSPlayback, d)
		case "srt":
			v.JSON.SRT = decodeLiveInputSRT(&v.SRT, d)
		case "srtPlayback":
			v.JSON.SRTPlayback = decodeLiveInputSRTPlayback(&v.SRTPlayback, d)
		case "status":
			v.JSON.Status = decode.StringEnum(&v.Status, d)
		case "uid":
			v.JSON.UID = decode.String(&v.UID, d)
		case "webRTC":
			v.JSON.WebRTC = decodeLiveInputWebRTC(&v.WebRTC, d)
		case "webRTCPlayback":
			v.JSON.WebRTCPlayback = decodeLiveInputWebRTCPlayback(&v.WebRTCPlayback, d)
		default:
			d.Extra(&v.JSON.RawObject)
		}
	}
	return d.End(o, &v.JSON.RawObject)
}

// UnmarshalJSON reads the JSON of a response.
func (v *LiveInputRecording) UnmarshalJSON(data []byte) error {
	return decode.Unmarshal(data, v, decodeLiveInputRecording)
}

func decodeLiveInputRecording(v *LiveInputRecording, d *decode.Decoder) respjson.Field {
	o, ok := decode.Object(v, &v.JSON.RawObject, d)
	if !ok {
		return o.Field()
	}
	for d.More() {
		switch d.Key {
		case "allowedOrigins":
			v.JSON.AllowedOrigins = decode.Slice(&v.AllowedOrigins, d, decode.String)
		case "hideLiveViewerCount":
			v.JSON.HideLiveViewerCount = decode.Bool(&v.HideLiveViewerCount, d)
		case "mode":
			v.JSON.Mode = decode.StringEnum(&v.Mode, d)
		case "requireSignedURLs":
			v.JSON.RequireSignedURLs = decode.Bool(&v.RequireSignedURLs, d)
		case "timeoutSeconds":
			v.JSON.TimeoutSeconds = decode.Float(&v.TimeoutSeconds, d)
		default:
			d.Extra(&v.JSON.RawObject)
		}
	}
	return d.End(o, &v.JSON.RawObject)
}

// UnmarshalJSON reads the JSON of a response.
func (v *LiveInputRTMPS) UnmarshalJSON(data []byte) error {
	return decode.Unmarshal(data, v, decodeLiveInputRTMPS)
}

func decodeLiveInputRTMPS(v *LiveInputRTMPS, d *decode.Decoder) respjson.Field {
	o, ok := decode.Object(v, &v.JSON.RawObject, d)
	if !ok {
		return o.Field()
	}
	for d.More() {
		switch d.Key {
		case "streamKey":
			v.JSON.StreamKey = decode.String(&v.StreamKey, d)
		case "url":
			v.JSON.URL = decode.String(&v.URL, d)
		default:
			d.Extra(&v.JSON.RawObject)
		}
	}
	return d.End(o, &v.JSON.RawObject)
}

// UnmarshalJSON reads the JSON of a response.
func (v *LiveInputRTMPSPlayback) UnmarshalJSON(data []byte) error {
	return decode.Unmarshal(data, v, decodeLiveInputRTMPSPlayback)
}

func decodeLiveInputRTMPSPlayback(v *LiveInputRTMPSPlayback, d *decode.Decoder) respjson.Field {
	o, ok := decode.Object(v, &v.JSON.RawObject, d)
	if !ok {
		return o.Field()
	}
	for d.More() {
		switch d.Key {
		case "streamKey":
			v.JSON.StreamKey = decode.String(&v.StreamKey, d)
		case "url":
			v.JSON.URL = decode.String(&v.URL, d)
		default:
			d.Extra(&v.JSON.RawObject)
		}
	}
	return d.End(o, &v.JSON.RawObject)
}

// UnmarshalJSON reads the JSON of a response.
func (v *LiveInputSRT) UnmarshalJSON(data []byte) error {
	return decode.Unmarshal(data, v, decodeLiveInputSRT)
}

func decodeLiveInputSRT(v *LiveInputSRT, d *decode.Decoder) respjson.Field {
	o, ok := decode.Object(v, &v.JSON.RawObject, d)
	if !ok {
		return o.Field()
	}
	for d.More() {
		switch d.Key {
		case "passphrase":
			v.JSON.Passphrase = decode.String(&v.Passphrase, d)
		case "streamId":
			v.JSON.StreamID = decode.String(&v.StreamID, d)
		case "url":
			v.JSON.URL = decode.String(&v.URL, d)
		default:
			d.Extra(&v.JSON.RawObject)
		}
	}
	return d.End(o, &v.JSON.RawObject)
}

// UnmarshalJSON reads the JSON of a response.
func (v *LiveInputSRTPlayback) UnmarshalJSON(data []byte) error {
	return decode.Unmarshal(data, v, decodeLiveInputSRTPlayback)
}

func decodeLiveInputSRTPlayback(v *LiveInputSRTPlayback, d *decode.Decoder) respjson.Field {
	o, ok := decode.Object(v, &v.JSON.RawObject, d)
	if !ok {
		return o.Field()
	}
	for d.More() {
		switch d.Key {
		case "passphrase":
			v.JSON.Passphrase = decode.String(&v.Passphrase, d)
		case "streamId":
			v.JSON.StreamID = decode.String(&v.StreamID, d)
		case "url":
			v.JSON.URL = decode.String(&v.URL, d)
		default:
			d.Extra(&v.JSON.RawObject)
		}
	}
	return d.End(o, &v.JSON.RawObject)
}

// UnmarshalJSON reads the JSON of a response.
func (v *LiveInputWebRTC) UnmarshalJSON(data []byte) error {
	return decode.Unmarshal(data, v, decodeLiveInputWebRTC)
}

func decodeLiveInputWebRTC(v *LiveInputWebRTC, d *decode.Decoder) respjson.Field {
	o, ok := decode.Object(v, &v.JSON.RawObject, d)
	if !ok {
		return o.Field()
	}
	for d.More() {
		switch d.Key {
		case "url":
			v.JSON.URL = decode.String(&v.URL, d)
		default:
			d.Extra(&v.JSON.RawObject)
		}
	}
	return d.End(o, &v.JSON.RawObject)
}

// UnmarshalJSON reads the JSON of a response.
func (v *LiveInputWebRTCPlayback) UnmarshalJSON(data []byte) error {
	return decode.Unmarshal(data, v, decodeLiveInputWebRTCPlayback)
}

func decodeLiveInputWebRTCPlayback(v *LiveInputWebRTCPlayback, d *decode.Decoder) respjson.Field {
	o, ok := decode.Object(v, &v.JSON.RawObject, d)
	if !ok {
		return o.Field()
	}
	for d.More() {
		switch d.Key {
		case "url":
			v.JSON.URL = decode.String(&v.URL, d)
		default:
			d.Extra(&v.JSON.RawObject)
		}
	}
	return d.End(o, &v.JSON.RawObject)
}

// MarshalJSON writes the JSON of a request.
func (v LiveInputNewParams) MarshalJSON() ([]byte, error) {
	return encode.Marshal(v, encodeLiveInputNewParams)
}

func encodeLiveInputNewParams(w *encode.Writer, v LiveInputNewParams) {
	w.BeginObject()
	encode.Member(w, "defaultCreator", v.DefaultCreator, encode.String)
	encode.Member(w, "deleteRecordingAfterDays", v.DeleteRecordingAfterDays, encode.Float)
	encode.Member(w, "enabled", v.Enabled, encode.Bool)
	encode.Member(w, "meta", v.Meta, encode.Any)
	encode.Member(w, "recording", v.Recording, encodeLiveInputNewParamsRecording)
	w.EndObject()
}

// MarshalJSON writes the JSON of a request.
func (v LiveInputNewParamsRecording) MarshalJSON() ([]byte, error) {
	return encode.Marshal(v, encodeLiveInputNewParamsRecording)
}

func encodeLiveInputNewParamsRecording(w *encode.Writer, v LiveInputNewParamsRecording) {
	w.BeginObject()
	encode.Member(w, "allowedOrigins", v.AllowedOrigins, encode.SliceOf(encode.String))
	encode.Member(w, "hideLiveViewerCount", v.HideLiveViewerCount, encode.Bool)
	encode.Member(w, "mode", v.Mode, encode.StringEnum[LiveInputNewParamsRecordingMode])
	encode.Member(w, "requireSignedURLs", v.RequireSignedURLs, encode.Bool)
	encode.Member(w, "timeoutSeconds", v.TimeoutSeconds, encode.Float)
	w.EndObject()
}
