package apitest

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/cloudflare/cloudflare-go/packages/respjson"
)

// CheckDecoded fails the test if a field of a decoded value has another value
// than its JSON text.
//
// What the document calls an example need not be valid, so a field of the wrong
// type is left alone.
func CheckDecoded(t testing.TB, value any) {
	t.Helper()
	check(t, reflect.ValueOf(value), "response")
}

func check(t testing.TB, v reflect.Value, path string) {
	t.Helper()
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			check(t, v.Elem(), path)
		}
	case reflect.Slice:
		for i := range v.Len() {
			check(t, v.Index(i), path+"[]")
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			check(t, v.MapIndex(key), path+"."+key.String())
		}
	case reflect.Struct:
		if variant := v.MethodByName("AsAny"); variant.IsValid() {
			check(t, variant.Call(nil)[0], path)
			return
		}
		checkFields(t, v, path)
	}
}

// checkFields looks at the fields that JSON tells something of.
func checkFields(t testing.TB, v reflect.Value, path string) {
	t.Helper()
	said := v.FieldByName("JSON")
	if !said.IsValid() || said.Kind() != reflect.Struct {
		return
	}
	for i := range said.NumField() {
		field, ok := said.Field(i).Interface().(respjson.Field)
		if !ok || !field.IsValid() {
			continue
		}
		name := said.Type().Field(i).Name
		value := v.FieldByName(name)
		check(t, value, path+"."+name)
		if isPlain(value.Kind()) {
			checkPlain(t, value, field.Raw(), path+"."+name)
		}
	}
}

func isPlain(kind reflect.Kind) bool {
	return kind == reflect.String || kind == reflect.Int64 || kind == reflect.Float64 || kind == reflect.Bool
}

func checkPlain(t testing.TB, value reflect.Value, raw, path string) {
	t.Helper()
	want := reflect.New(value.Type())
	if err := json.Unmarshal([]byte(raw), want.Interface()); err != nil {
		return
	}
	if !reflect.DeepEqual(value.Interface(), want.Elem().Interface()) {
		t.Errorf("%s is %v, and should be %s", path, value.Interface(), raw)
	}
}
