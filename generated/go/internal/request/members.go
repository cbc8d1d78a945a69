package request

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// memberPath splits a path such as a.b.0; a dot that belongs to a name stands
// behind a backslash.
func memberPath(key string) []string {
	var path []string
	var name strings.Builder
	for i := 0; i < len(key); i++ {
		switch {
		case key[i] == '\\' && i+1 < len(key):
			i++
			name.WriteByte(key[i])
		case key[i] == '.':
			path = append(path, name.String())
			name.Reset()
		default:
			name.WriteByte(key[i])
		}
	}
	return append(path, name.String())
}

// changedJSON changes members of a JSON text. Without a text, there is an empty
// object if anything is set.
func changedJSON(text []byte, changes []memberChange) ([]byte, error) {
	for _, change := range changes {
		if text == nil && change.value == nil {
			continue
		}
		changed, err := changedMember(text, change.path, change.value)
		if err != nil {
			return nil, fmt.Errorf("the member %q cannot be changed: %w", strings.Join(change.path, "."), err)
		}
		text = changed
	}
	return text, nil
}

// changedMember sets a member, or an item of an array, to a value; without one,
// it is removed. Objects on the way are made; an index of -1, or one behind the
// last item, adds an item. Where there is nothing, -1 makes the array, too.
func changedMember(text []byte, path []string, value json.RawMessage) ([]byte, error) {
	if len(path) == 0 {
		return value, nil
	}
	trimmed := bytes.TrimSpace(text)
	switch {
	case len(trimmed) > 0 && trimmed[0] == '[':
		return changedItem(trimmed, path, value)
	case len(trimmed) > 0 && trimmed[0] == '{':
		members, err := membersOf(trimmed)
		if err != nil {
			return nil, err
		}
		return changedObject(members, path, value)
	case len(trimmed) == 0 || value != nil && string(trimmed) == "null":
		if path[0] == "-1" {
			return changedItem([]byte("[]"), path, value)
		}
		return changedObject(nil, path, value)
	case value == nil:
		return text, nil
	}
	return nil, errors.New("what should hold it is neither an object nor an array")
}

func changedObject(members []jsonMember, path []string, value json.RawMessage) ([]byte, error) {
	index := -1
	for i, member := range members {
		if member.name == path[0] {
			index = i
		}
	}
	switch {
	case value == nil && index < 0:
		return objectOf(members), nil
	case value == nil && len(path) == 1:
		return objectOf(append(members[:index:index], members[index+1:]...)), nil
	case index < 0:
		members, index = append(members, jsonMember{name: path[0]}), len(members)
	}
	changed, err := changedMember(members[index].value, path[1:], value)
	if err != nil {
		return nil, err
	}
	members[index].value = changed
	return objectOf(members), nil
}

func changedItem(text []byte, path []string, value json.RawMessage) ([]byte, error) {
	var items []json.RawMessage
	if err := json.Unmarshal(text, &items); err != nil {
		return nil, err
	}
	index, err := strconv.Atoi(path[0])
	if err != nil || index < -1 {
		return nil, fmt.Errorf("%q is no index of an array", path[0])
	}
	if isBehind := index < 0 || index >= len(items); isBehind {
		if value == nil {
			return text, nil
		}
		items, index = append(items, nil), len(items)
	}
	if value == nil && len(path) == 1 {
		items = append(items[:index:index], items[index+1:]...)
	} else if items[index], err = changedMember(items[index], path[1:], value); err != nil {
		return nil, err
	}
	return arrayOf(items), nil
}

// jsonMember is a member of a JSON object with its JSON text.
type jsonMember struct {
	name  string
	value json.RawMessage
}

// membersOf reads the members of a JSON object in their order.
func membersOf(text []byte) ([]jsonMember, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	if _, err := decoder.Token(); err != nil {
		return nil, err
	}
	var members []jsonMember
	for decoder.More() {
		token, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		name, _ := token.(string)
		member := jsonMember{name: name}
		if err := decoder.Decode(&member.value); err != nil {
			return nil, err
		}
		members = append(members, member)
	}
	return members, nil
}

func objectOf(members []jsonMember) []byte {
	text := []byte{'{'}
	for i, member := range members {
		if i > 0 {
			text = append(text, ',')
		}
		name, _ := marshal(member.name) // a string always has a JSON form
		text = append(append(text, name...), ':')
		text = append(text, member.value...)
	}
	return append(text, '}')
}

func arrayOf(items []json.RawMessage) []byte {
	text := []byte{'['}
	for i, item := range items {
		if i > 0 {
			text = append(text, ',')
		}
		text = append(text, item...)
	}
	return append(text, ']')
}
