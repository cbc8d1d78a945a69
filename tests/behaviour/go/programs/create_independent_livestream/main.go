package main

import (
	"context"
	"fmt"
	"github.com/cloudflare/cloudflare-go"
	"github.com/cloudflare/cloudflare-go/option"
	"github.com/cloudflare/cloudflare-go/realtime_kit"
)

func main() {
	client := cloudflare.NewClient(
		option.WithAPIToken("Sn3lZJTBX6kkg7OdcBUAxOO963GEIyGQqnFTOFYY"),
	)
	response, err := client.RealtimeKit.Livestreams.NewIndependentLivestream(
		context.TODO(),
		"app_id",
		realtime_kit.LivestreamNewIndependentLivestreamParams{
			AccountID: cloudflare.F("023e105f4ecef8ad9ca31a8372d0c353"),
			Name:      cloudflare.F("prdmmp-xhycsl"),
		},
	)
	if err != nil {
		panic(err.Error())
	}
	fmt.Printf("%+v\n", response.Data)
}
