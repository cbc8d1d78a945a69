// Package stream has the methods and types of client.Stream.
package stream

import "github.com/cloudflare/cloudflare-go/option"

// StreamService has the methods of the resource client.Stream.
type StreamService struct {
	Options    []option.RequestOption
	LiveInputs *LiveInputService
}

// NewStreamService returns a service that applies the options to every request.
func NewStreamService(opts ...option.RequestOption) *StreamService {
	return &StreamService{
		Options:    opts,
		LiveInputs: NewLiveInputService(opts...),
	}
}
