package main

import (
	"encoding/json"
	"time"
)

// livestreams is the answer as one writes it for encoding/json.
type livestreams struct {
	Data    livestream `json:"data"`
	Success bool       `json:"success"`
}

type livestream struct {
	ID           string    `json:"id"`
	CreatedAt    time.Time `json:"created_at"`
	Disabled     string    `json:"disabled"`
	IngestServer string    `json:"ingest_server"`
	MeetingID    string    `json:"meeting_id"`
	Name         string    `json:"name"`
	Paging       paging    `json:"paging"`
	PlaybackURL  string    `json:"playback_url"`
	Status       string    `json:"status"`
	StreamKey    string    `json:"stream_key"`
	UpdatedAt    time.Time `json:"updated_at"`
}

type paging struct {
	EndOffset   int64 `json:"end_offset"`
	StartOffset int64 `json:"start_offset"`
	TotalCount  int64 `json:"total_count"`
}

// decodePlain decodes with encoding/json into structs, and keeps nothing else.
func decodePlain(arguments []string) error {
	return reportDecoding(arguments, func(text []byte, v *livestreams) error {
		return json.Unmarshal(text, v)
	})
}
