package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"time"
)

// callRaw makes the same small call with nothing but the standard library, and
// with the SDK's timeout: without one a server that hangs would hang the caller.
func callRaw(arguments []string) error {
	client := &http.Client{Timeout: time.Minute}
	url := arguments[0] + "/accounts/" + accountID + "/realtime/kit/" + appID + "/meetings/" + meetingID + "/livestreams"
	return reportCalls(arguments, func() error {
		body, err := json.Marshal(struct {
			Name string `json:"name"`
		}{name})
		if err != nil {
			return err
		}
		request, err := http.NewRequestWithContext(context.Background(), http.MethodPost, url, bytes.NewReader(body))
		if err != nil {
			return err
		}
		request.Header.Set("Authorization", "Bearer "+token)
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Accept", "application/json")
		response, err := client.Do(request)
		if err != nil {
			return err
		}
		defer response.Body.Close()
		text, err := io.ReadAll(response.Body)
		if err != nil {
			return err
		}
		var answer struct {
			Data struct {
				ID           string `json:"id"`
				IngestServer string `json:"ingest_server"`
				PlaybackURL  string `json:"playback_url"`
				Status       string `json:"status"`
				StreamKey    string `json:"stream_key"`
			} `json:"data"`
			Success bool `json:"success"`
		}
		if err := json.Unmarshal(text, &answer); err != nil {
			return err
		}
		if answer.Data.Status != "INVOKED" {
			return errAnswer
		}
		return nil
	})
}
