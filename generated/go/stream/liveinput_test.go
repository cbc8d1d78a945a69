package stream_test

import (
	"context"
	"testing"

	"github.com/cloudflare/cloudflare-go"
	"github.com/cloudflare/cloudflare-go/internal/api"
	"github.com/cloudflare/cloudflare-go/internal/apitest"
	"github.com/cloudflare/cloudflare-go/stream"
)

func TestLiveInputService_New(t *testing.T) {
	server := apitest.New(t, "POST /accounts/account_id/stream/live_inputs", apitest.JSON(`{
		"errors": [
			{
				"code": 1000,
				"message": "message",
				"documentation_url": "documentation_url",
				"source": {
					"pointer": "pointer"
				}
			}
		],
		"messages": [
			{
				"code": 1000,
				"message": "message",
				"documentation_url": "documentation_url",
				"source": {
					"pointer": "pointer"
				}
			}
		],
		"success": true,
		"result": {
			"created": "2014-01-02T02:20:00Z",
			"deleteRecordingAfterDays": 45,
			"enabled": true,
			"meta": {
				"name": "test stream 1"
			},
			"modified": "2014-01-02T02:20:00Z",
			"recording": {
				"allowedOrigins": [
					"example.com"
				],
				"hideLiveViewerCount": false,
				"mode": "off",
				"requireSignedURLs": false,
				"timeoutSeconds": 0
			},
			"rtmps": {
				"streamKey": "2fb3cb9f17e68a2568d6ebed8d5505eak3ceaf8c9b1f395e1b76b79332497cada",
				"url": "rtmps://live.cloudflare.com:443/live/"
			},
			"rtmpsPlayback": {
				"streamKey": "2fb3cb9f17e68a2568d6ebed8d5505eak3ceaf8c9b1f395e1b76b79332497cada",
				"url": "rtmps://live.cloudflare.com:443/live/"
			},
			"srt": {
				"passphrase": "2fb3cb9f17e68a2568d6ebed8d5505eak3ceaf8c9b1f395e1b76b79332497cada",
				"streamId": "f256e6ea9341d51eea64c9454659e576",
				"url": "srt://live.cloudflare.com:778"
			},
			"srtPlayback": {
				"passphrase": "2fb3cb9f17e68a2568d6ebed8d5505eak3ceaf8c9b1f395e1b76b79332497cada",
				"streamId": "f256e6ea9341d51eea64c9454659e576",
				"url": "rtmps://live.cloudflare.com:443/live/"
			},
			"status": "connected",
			"uid": "66be4bf738797e01e1fca35a7bdecdcd",
			"webRTC": {
				"url": "https://customer-m033z5x00ks6nunl.cloudflarestream.com/b236bde30eb07b9d01318940e5fc3edake34a3efb3896e18f2dc277ce6cc993ad/webRTC/publish"
			},
			"webRTCPlayback": {
				"url": "https://customer-m033z5x00ks6nunl.cloudflarestream.com/b236bde30eb07b9d01318940e5fc3edake34a3efb3896e18f2dc277ce6cc993ad/webRTC/play"
			}
		}
	}`))
	client := cloudflare.NewClient(server.Options(&api.API)...)
	response, err := client.Stream.LiveInputs.New(
		context.Background(),
		stream.LiveInputNewParams{
			AccountID:                cloudflare.F("account_id"),
			DeleteRecordingAfterDays: cloudflare.Float(45),
			Enabled:                  cloudflare.F(true),
			Meta:                     cloudflare.F[any](map[string]any{"name": "test stream 1"}),
			Recording: cloudflare.F(stream.LiveInputNewParamsRecording{
				HideLiveViewerCount: cloudflare.F(false),
				Mode:                cloudflare.F(stream.LiveInputNewParamsRecordingModeOff),
				RequireSignedURLs:   cloudflare.F(false),
				TimeoutSeconds:      cloudflare.Float(0),
			}),
		},
	)
	server.Check(err)
	apitest.CheckDecoded(t, response)
}
