package main

import (
	"errors"

	"github.com/cloudflare/cloudflare-go/realtime_kit"
)

// decodeSDK decodes in the way of the generated SDK: raw texts, statuses and
// unknown members are kept.
func decodeSDK(arguments []string) error {
	return reportDecoding(arguments, func(text []byte, v *realtime_kit.LivestreamGetAllLivestreamsResponse) error {
		if err := v.UnmarshalJSON(text); err != nil {
			return err
		}
		if v.Data.CreatedAt.Year() != 2023 || !v.Data.JSON.Paging.IsValid() {
			return errors.New("the SDK has read something else")
		}
		return nil
	})
}
