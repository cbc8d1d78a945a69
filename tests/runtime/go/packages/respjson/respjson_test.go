package respjson_test

import (
	"fmt"
	"testing"

	"example.com/sdk/packages/respjson"
)

func TestFields(t *testing.T) {
	for status, want := range map[respjson.Status][5]bool{
		// missing, null, invalid, present, valid
		respjson.Missing: {true, false, false, false, false},
		respjson.Null:    {false, true, false, true, false},
		respjson.Invalid: {false, false, true, true, false},
		respjson.Valid:   {false, false, false, true, true},
	} {
		f := respjson.NewField("raw", status)
		got := [5]bool{f.IsMissing(), f.IsNull(), f.IsInvalid(), f.IsPresent(), f.IsValid()}
		if got != want || f.Status() != status || f.Raw() != "raw" || f.String() != "raw" {
			t.Errorf("%d: got %v", status, got)
		}
	}
	if !(respjson.Field{}).IsMissing() {
		t.Error("a field that was never read is there")
	}
}

// Metadata prints as the text that was received, also where it is embedded.
func TestPrinting(t *testing.T) {
	var response struct {
		Name string
		JSON struct {
			Name respjson.Field
			respjson.RawObject
		}
	}
	response.JSON.Value = respjson.NewValue(`{"name":"a"}`)
	if got := response.JSON.RawJSON(); got != `{"name":"a"}` {
		t.Errorf("got %s", got)
	}
	if got := fmt.Sprintf("%+v", response); got != `{Name: JSON:{"name":"a"}}` {
		t.Errorf("got %s", got)
	}
}

// A value is written as the text that was received.
func TestWritingValues(t *testing.T) {
	for raw, want := range map[string]string{"": "null", `"a"`: `"a"`, `{"a":1}`: `{"a":1}`} {
		got, err := respjson.NewValue(raw).MarshalJSON()
		if err != nil || string(got) != want {
			t.Errorf("%q: got %s, %v", raw, got, err)
		}
	}
}
