package every

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"
)

// What an SDK has, by hand.
type (
	member struct {
		raw   string
		state int // 0 missing, 1 null, 2 invalid, 3 valid
	}
	object struct {
		text        string
		ExtraFields map[string]member
	}
	pet struct {
		Name  string    `json:"name"`
		Age   int64     `json:"age"`
		Born  time.Time `json:"born"`
		Owner owner     `json:"owner"`
		Tags  []string  `json:"tags"`
		JSON  struct {
			Name, Age, Born, Owner, Tags member
			object
		} `json:"-"`
	}
	owner struct{ value any }
)

func (m member) IsMissing() bool { return m.state == 0 }
func (m member) IsNull() bool    { return m.state == 1 }
func (m member) IsInvalid() bool { return m.state == 2 }
func (m member) Raw() string     { return m.raw }
func (o object) RawJSON() string { return o.text }

func (o owner) AsAny() any                   { return o.value }
func (o owner) MarshalJSON() ([]byte, error) { return json.Marshal(o.value) }
func (o owner) AsString() (string, bool) {
	s, ok := o.value.(string)
	return s, ok
}

const answer = `{"name": "Rex", "age": 3, "born": "2020-02-29T00:00:00Z", "owner": "Ada", "tags": ["a", null]}`

func rex() *pet {
	p := &pet{Name: "Rex", Age: 3, Born: time.Date(2020, 2, 29, 0, 0, 0, 0, time.UTC), Owner: owner{"Ada"}, Tags: []string{"a", ""}}
	p.JSON.text = answer
	p.JSON.Name = member{`"Rex"`, 3}
	p.JSON.Age = member{`3`, 3}
	p.JSON.Born = member{`"2020-02-29T00:00:00Z"`, 3}
	p.JSON.Owner = member{`"Ada"`, 3}
	p.JSON.Tags = member{`["a", null]`, 3}
	return p
}

func TestWalk(t *testing.T) {
	var found problems
	found.walk("pet", reflect.ValueOf(rex()), parse([]byte(answer)))
	if len(found) > 0 {
		t.Error(found)
	}
	for name, test := range map[string]struct {
		spoil func(*pet)
		want  string
	}{
		"value":         {func(p *pet) { p.Name = "Max" }, "pet.Name: is"},
		"number":        {func(p *pet) { p.Age = 4 }, "pet.Age: is 4, not 3"},
		"time":          {func(p *pet) { p.Born = p.Born.Add(1) }, "pet.Born: is"},
		"missing":       {func(p *pet) { p.JSON.Name = member{} }, "IsMissing is true"},
		"invalid":       {func(p *pet) { p.JSON.Age.state = 2 }, "IsInvalid"},
		"null":          {func(p *pet) { p.JSON.Age.state = 1 }, "IsNull is true"},
		"raw":           {func(p *pet) { p.JSON.Age.raw = "4" }, "pet.Age.Raw()"},
		"whole":         {func(p *pet) { p.JSON.text = "{}" }, "RawJSON()"},
		"variant":       {func(p *pet) { p.Owner.value = nil }, "no variant"},
		"other variant": {func(p *pet) { p.Owner.value = int64(1) }, "is 1, not"},
		"item":          {func(p *pet) { p.Tags[0] = "b" }, "pet.Tags[0]"},
		"items":         {func(p *pet) { p.Tags = nil }, "has 0 items"},
		"extra":         {func(p *pet) { p.JSON.ExtraFields = map[string]member{"name": {}} }, "no extra member"},
	} {
		p, found := rex(), problems{}
		test.spoil(p)
		found.walk("pet", reflect.ValueOf(p), parse([]byte(answer)))
		if len(found) == 0 || !strings.Contains(strings.Join(found, "\n"), test.want) {
			t.Errorf("%s: %v", name, found)
		}
	}
}

func TestWalkFindsMembersWithoutField(t *testing.T) {
	text := strings.Replace(answer, "{", `{"color": "red", `, 1)
	p, found := rex(), problems{}
	p.JSON.text = text
	found.walk("pet", reflect.ValueOf(p), parse([]byte(text)))
	if len(found) != 1 || !strings.Contains(found[0], "neither a field nor") {
		t.Error(found)
	}
	p.JSON.ExtraFields = map[string]member{"color": {`"red"`, 3}}
	found = nil
	found.walk("pet", reflect.ValueOf(p), parse([]byte(text)))
	if len(found) != 1 || !strings.Contains(found[0], "does not know") {
		t.Error(found)
	}
}
