package param_test

import (
	"testing"

	"example.com/sdk/param"
)

func TestFields(t *testing.T) {
	for name, each := range map[string]struct {
		field param.Field[int64]
		want  param.Field[int64]
	}{
		"absent": {param.Field[int64]{}, param.Field[int64]{}},
		"zero":   {param.F[int64](0), param.Field[int64]{Present: true}},
		"value":  {param.F[int64](7), param.Field[int64]{Value: 7, Present: true}},
		"null":   {param.Null[int64](), param.Field[int64]{Null: true, Present: true}},
		"raw":    {param.Raw[int64]("x"), param.Field[int64]{Raw: "x", Present: true}},
		"nil":    {param.Raw[int64](nil), param.Field[int64]{Null: true, Present: true}},
	} {
		if each.field != each.want || each.field.IsAbsent() != (name == "absent") {
			t.Errorf("%s: got %+v", name, each.field)
		}
	}
}
