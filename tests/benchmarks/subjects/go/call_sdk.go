package main

import (
	"context"
	"errors"

	"github.com/cloudflare/cloudflare-go"
	"github.com/cloudflare/cloudflare-go/option"
	"github.com/cloudflare/cloudflare-go/realtime_kit"
)

const (
	accountID = "023e105f4ecef8ad9ca31a8372d0c353"
	appID     = "app_id"
	meetingID = "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"
	token     = "token"
	name      = "prdmmp-xhycsl"
)

var errAnswer = errors.New("the server has answered something else")

// callSDK makes a small call, again and again, with the generated SDK.
func callSDK(arguments []string) error {
	client := cloudflare.NewClient(option.WithAPIToken(token), option.WithBaseURL(arguments[0]))
	return reportCalls(arguments, func() error {
		params := realtime_kit.LivestreamStartLivestreamingAMeetingParams{
			AccountID: cloudflare.F(accountID),
			Name:      cloudflare.F(name),
		}
		answer, err := client.RealtimeKit.Livestreams.StartLivestreamingAMeeting(context.Background(), appID, meetingID, params)
		if err == nil && answer.Data.Status != "INVOKED" {
			return errAnswer
		}
		return err
	})
}
