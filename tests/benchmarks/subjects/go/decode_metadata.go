package main

import "encoding/json"

// described is an answer with the raw texts of all members, known and unknown.
type described struct {
	livestreams
	raw, rawData, rawPaging map[string]json.RawMessage
}

// decodeMetadata is the least that a decoder has to do which finds fields by
// reflection and keeps metadata: encoding/json reads the values, and each object
// once more for the raw texts.
func decodeMetadata(arguments []string) error {
	return reportDecoding(arguments, func(text []byte, v *described) error {
		if err := json.Unmarshal(text, &v.livestreams); err != nil {
			return err
		}
		if err := json.Unmarshal(text, &v.raw); err != nil {
			return err
		}
		if err := json.Unmarshal(v.raw["data"], &v.rawData); err != nil {
			return err
		}
		return json.Unmarshal(v.rawData["paging"], &v.rawPaging)
	})
}
