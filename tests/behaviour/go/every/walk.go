package every

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"reflect"
	"slices"
	"strings"
	"time"
)

// problems are the places where a value is not what the answer says.
type problems []string

func (p *problems) add(place, format string, args ...any) {
	*p = append(*p, place+": "+fmt.Sprintf(format, args...))
}

// What the types of every SDK have, wherever its packages are.
type (
	status interface {
		IsMissing() bool
		IsNull() bool
		IsInvalid() bool
		Raw() string
	}
	rawer interface{ RawJSON() string }
	union interface{ AsAny() any }
)

var timeType = reflect.TypeFor[time.Time]()

// parse returns the value of a JSON text with its numbers as they are written;
// nil for an empty one.
func parse(text []byte) any {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		return nil
	}
	return v
}

// walk compares a value of the SDK with the JSON value that it was read from,
// down to the last member.
func (p *problems) walk(place string, v reflect.Value, want any) {
	if !v.IsValid() {
		if want != nil {
			p.add(place, "is nil, not %s", shown(want))
		}
		return
	}
	if u, ok := as[union](v); ok {
		p.walkUnion(place, v, u, want)
		return
	}
	if v.Type() == timeType {
		p.sameTime(place, v.Interface().(time.Time), want)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			if want != nil {
				p.add(place, "is nil, not %s", shown(want))
			}
			return
		}
		p.walk(place, v.Elem(), want)
	case reflect.Interface:
		p.walkAny(place, v, want)
	case reflect.Struct:
		p.walkStruct(place, v, want)
	case reflect.Map:
		p.walkMap(place, v, want)
	case reflect.Slice:
		p.walkSlice(place, v, want)
	default:
		p.sameScalar(place, v, want)
	}
}

// as returns what is in v, or points to it, as an interface.
func as[T any](v reflect.Value) (T, bool) {
	if !v.IsValid() || v.Kind() == reflect.Interface || !v.CanInterface() {
		var none T
		return none, false
	}
	found, ok := v.Interface().(T)
	return found, ok
}

// walkAny compares what has no type of its own. Its numbers are float64, as
// encoding/json has them.
func (p *problems) walkAny(place string, v reflect.Value, want any) {
	if v.IsNil() {
		if want != nil {
			p.add(place, "is nil, not %s", shown(want))
		}
		return
	}
	if inner := v.Elem(); inner.Kind() == reflect.Struct {
		p.walk(place, inner, want)
		return
	}
	text, err := json.Marshal(v.Interface())
	if err != nil {
		p.add(place, "%v", err)
		return
	}
	if got := parse(text); !reflect.DeepEqual(rounded(got), rounded(want)) {
		p.add(place, "is %s, not %s", shown(got), shown(want))
	}
}

// rounded returns a JSON value with its numbers as float64.
func rounded(v any) any {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	var found any
	if err := json.Unmarshal(text, &found); err != nil {
		return err
	}
	return found
}

func (p *problems) walkUnion(place string, v reflect.Value, u union, want any) {
	if v.Kind() == reflect.Pointer && v.IsNil() {
		if want != nil {
			p.add(place, "is nil, not %s", shown(want))
		}
		return
	}
	variant := u.AsAny()
	if want == nil {
		if variant != nil {
			p.add(place, "is %T, not null", variant)
		}
		return
	}
	if variant == nil {
		p.add(place, "is of no variant of %T: %s", u, shown(want))
		return
	}
	p.walk(place+"|"+reflect.TypeOf(variant).Name(), reflect.ValueOf(variant), want)
	found := false
	for i := range v.NumMethod() {
		method := v.Type().Method(i)
		if !strings.HasPrefix(method.Name, "As") || method.Name == "AsAny" || method.Type.NumIn() != 1 {
			continue
		}
		results := v.Method(i).Call(nil)
		if len(results) == 2 && results[1].Kind() == reflect.Bool && results[1].Bool() {
			found = found || reflect.DeepEqual(results[0].Interface(), variant)
		}
	}
	if !found {
		p.add(place, "no As… method of %T returns the %T that it is", u, variant)
	}
	p.marshals(place, v, want)
}

func (p *problems) walkMap(place string, v reflect.Value, want any) {
	members, ok := want.(map[string]any)
	if want != nil && !ok {
		p.add(place, "is %s, not %s", v.Type(), shown(want))
		return
	}
	if v.Len() != len(members) {
		p.add(place, "has the members %v, not %v", v.MapKeys(), slices.Sorted(maps.Keys(members)))
	}
	for name, member := range members {
		item := v.MapIndex(reflect.ValueOf(name))
		if !item.IsValid() {
			p.add(place, "has no %q", name)
			continue
		}
		p.walk(place+"["+name+"]", item, member)
	}
}

func (p *problems) walkSlice(place string, v reflect.Value, want any) {
	if v.Type().Elem().Kind() == reflect.Uint8 {
		text, _ := want.(string)
		content, err := base64.StdEncoding.DecodeString(text)
		if err != nil || !bytes.Equal(content, v.Bytes()) {
			p.add(place, "is %q, not %s", v.Bytes(), shown(want))
		}
		return
	}
	list, ok := want.([]any)
	if want != nil && !ok || v.Len() != len(list) {
		p.add(place, "has %d items, not %s", v.Len(), shown(want))
		return
	}
	for i, item := range list {
		p.walk(fmt.Sprintf("%s[%d]", place, i), v.Index(i), item)
	}
}

// walkStruct compares an object, and what it says of its own members.
func (p *problems) walkStruct(place string, v reflect.Value, want any) {
	info := v.FieldByName("JSON")
	if !info.IsValid() {
		p.add(place, "%s has no JSON", v.Type())
		return
	}
	members, ok := want.(map[string]any)
	if !ok {
		if want != nil {
			p.add(place, "is %s, not %s", v.Type(), shown(want))
		}
		return
	}
	if raw, ok := as[rawer](info); !ok {
		p.add(place, "%s has no RawJSON", v.Type())
	} else {
		p.same(place+".JSON.RawJSON()", parse([]byte(raw.RawJSON())), want)
	}
	known, tagged := map[string]bool{}, map[string]bool{}
	for i := range v.NumField() {
		if name := tagName(v.Type().Field(i)); name != "" {
			tagged[name] = true
		}
	}
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if !field.IsExported() || field.Name == "JSON" || field.Name == "ExtraFields" {
			continue
		}
		told, ok := as[status](info.FieldByName(field.Name))
		if !ok {
			p.add(place, "%s.JSON has no %s", v.Type(), field.Name)
			continue
		}
		name, ok := wireName(field, told, members, tagged)
		p.walkMember(place+"."+field.Name, v.Field(i), told, name, ok, members, known)
	}
	p.walkExtras(place, v, info, members, known)
}

// wireName returns the name of a member in JSON. A tag cannot say every name:
// then it is the member with the text that was read, of those in no tag.
func wireName(field reflect.StructField, told status, members map[string]any, tagged map[string]bool) (string, bool) {
	if name := tagName(field); name != "" {
		_, has := members[name]
		return name, has
	}
	for name, member := range members {
		if !tagged[name] && !told.IsMissing() && equal(parse([]byte(told.Raw())), member) {
			return name, true
		}
	}
	return "", false
}

// tagName returns the name in JSON that the tag of a field says, if it says one.
func tagName(field reflect.StructField) string {
	tag := field.Tag.Get("json")
	name, _, _ := strings.Cut(tag, ",")
	if tag == "-" {
		return ""
	}
	return name
}

func (p *problems) walkMember(place string, v reflect.Value, told status, name string, has bool, members map[string]any, known map[string]bool) {
	member := members[name]
	if has == told.IsMissing() {
		p.add(place, "IsMissing is %t, and %q is in the answer: %t", told.IsMissing(), name, has)
		return
	}
	if !has {
		if !v.IsZero() {
			p.add(place, "is %v, and is not in the answer", v)
		}
		return
	}
	known[name] = true
	if told.IsInvalid() {
		p.add(place, "IsInvalid, as %s, for %s", v.Type(), told.Raw())
		return
	}
	if told.IsNull() != (member == nil) {
		p.add(place, "IsNull is %t for %s", told.IsNull(), told.Raw())
	}
	p.same(place+".Raw()", parse([]byte(told.Raw())), member)
	p.walk(place, v, member)
}

// walkExtras compares the members that have no field.
func (p *problems) walkExtras(place string, v, info reflect.Value, members map[string]any, known map[string]bool) {
	typed := v.FieldByName("ExtraFields")
	told := info.FieldByName("ExtraFields")
	if !told.IsValid() || told.Kind() != reflect.Map {
		p.add(place, "%s.JSON has no ExtraFields", v.Type())
		return
	}
	for _, key := range told.MapKeys() {
		if _, has := members[key.String()]; !has || known[key.String()] {
			p.add(place, "%q in JSON.ExtraFields is no extra member", key)
		}
	}
	for name, member := range members {
		if known[name] {
			continue
		}
		extra, ok := as[status](told.MapIndex(reflect.ValueOf(name)))
		if !ok {
			p.add(place, "%q is neither a field nor in JSON.ExtraFields", name)
			continue
		}
		p.same(place+".JSON.ExtraFields["+name+"]", parse([]byte(extra.Raw())), member)
		if !typed.IsValid() {
			p.add(place, "%s does not know %s: %s", v.Type(), shown(name), extra.Raw())
			continue
		}
		item := typed.MapIndex(reflect.ValueOf(name))
		if !item.IsValid() {
			p.add(place, "%q is not in ExtraFields", name)
			continue
		}
		p.walk(place+".ExtraFields["+name+"]", item, member)
	}
}

// ---------------------------------------------------------------- leaves

func (p *problems) sameTime(place string, t time.Time, want any) {
	text, _ := want.(string)
	if want == nil && t.IsZero() {
		return
	}
	for _, layout := range []string{time.RFC3339Nano, time.DateOnly} {
		if wanted, err := time.Parse(layout, strings.ToUpper(text)); err == nil {
			if !wanted.Equal(t) {
				p.add(place, "is %s, not %s", t, text)
			}
			return
		}
	}
	p.add(place, "is %s, not %s", t, shown(want))
}

func (p *problems) sameScalar(place string, v reflect.Value, want any) {
	if want == nil {
		if !v.IsZero() {
			p.add(place, "is %v, not null", v)
		}
		return
	}
	if number, ok := want.(json.Number); ok && v.CanFloat() {
		if wanted, err := number.Float64(); err != nil || wanted != v.Float() {
			p.add(place, "is %v, not %s", v, number)
		}
		return
	}
	text, err := json.Marshal(v.Interface())
	if err != nil {
		p.add(place, "%v", err)
		return
	}
	p.same(place, parse(text), want)
}

// same compares two JSON values.
func (p *problems) same(place string, got, want any) {
	if !equal(got, want) {
		p.add(place, "is %s, not %s", shown(got), shown(want))
	}
}

// sameText compares two JSON texts.
func (p *problems) sameText(place, got string, want json.RawMessage) {
	p.same(place, parse([]byte(got)), parse(want))
}

func equal(got, want any) bool {
	switch want := want.(type) {
	case json.Number:
		number, ok := got.(json.Number)
		return ok && equalNumbers(number, want)
	case []any:
		list, ok := got.([]any)
		return ok && slices.EqualFunc(list, want, equal)
	case map[string]any:
		members, ok := got.(map[string]any)
		return ok && maps.EqualFunc(members, want, equal)
	}
	return got == want
}

func equalNumbers(got, want json.Number) bool {
	a, ok := new(big.Rat).SetString(string(got))
	b, also := new(big.Rat).SetString(string(want))
	return ok && also && a.Cmp(b) == 0
}

// marshals compares what json.Marshal writes of a value.
func (p *problems) marshals(place string, v reflect.Value, want any) {
	text, err := json.Marshal(v.Interface())
	if err != nil {
		p.add(place, "json.Marshal: %v", err)
		return
	}
	p.same(place+" by json.Marshal", parse(text), want)
}

// again reads the answer with encoding/json, and writes the value with it.
func (p *problems) again(place string, v any, answer json.RawMessage) {
	if _, err := json.Marshal(v); err != nil {
		p.add(place, "json.Marshal: %v", err)
	}
	fresh := reflect.New(reflect.TypeOf(v).Elem())
	if _, ok := fresh.Interface().(json.Unmarshaler); !ok {
		return
	}
	if err := json.Unmarshal(answer, fresh.Interface()); err != nil {
		p.add(place, "json.Unmarshal: %v", err)
		return
	}
	p.walk(place+" by json.Unmarshal", fresh, parse(answer))
}

func shown(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("%.200s", text)
}
