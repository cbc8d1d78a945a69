// Package realtime_kit has the methods and types of client.RealtimeKit.
package realtime_kit

import "github.com/cloudflare/cloudflare-go/option"

// RealtimeKitService has the methods of the resource client.RealtimeKit.
type RealtimeKitService struct {
	Options     []option.RequestOption
	Livestreams *LivestreamService
}

// NewRealtimeKitService returns a service that applies the options to every
// request.
func NewRealtimeKitService(opts ...option.RequestOption) *RealtimeKitService {
	return &RealtimeKitService{
		Options:     opts,
		Livestreams: NewLivestreamService(opts...),
	}
}
