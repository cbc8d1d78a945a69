package decode_test

import (
	"time"

	"example.com/sdk/internal/decode"
	"example.com/sdk/packages/respjson"
)

// color is an enumeration.
type color string

// owner is what generated code declares for an object, with a field of each
// kind.
type owner struct {
	Name    string
	Age     int64
	Weight  float64
	Admin   bool
	Color   color
	Created time.Time
	Born    time.Time
	Key     []byte
	Tags    []string
	Limits  map[string]int64
	Any     any
	Pair    []any
	Best    *owner
	Friends []owner
	JSON    struct {
		Name, Age, Weight, Admin, Color, Created, Born, Key, Tags, Limits, Any, Pair, Best, Friends respjson.Field
		respjson.RawObject
	}
}

func decodeOwner(v *owner, d *decode.Decoder) respjson.Field {
	o, ok := decode.Object(v, &v.JSON.RawObject, d)
	if !ok {
		return o.Field()
	}
	for d.More() {
		switch d.Key {
		case "name":
			v.JSON.Name = decode.String(&v.Name, d)
		case "age":
			v.JSON.Age = decode.Int(&v.Age, d)
		case "weight":
			v.JSON.Weight = decode.Float(&v.Weight, d)
		case "admin":
			v.JSON.Admin = decode.Bool(&v.Admin, d)
		case "color":
			v.JSON.Color = decode.StringEnum(&v.Color, d)
		case "created":
			v.JSON.Created = decode.Time(&v.Created, d)
		case "born":
			v.JSON.Born = decode.Date(&v.Born, d)
		case "key":
			v.JSON.Key = decode.Bytes(&v.Key, d)
		case "tags":
			v.JSON.Tags = decode.Slice(&v.Tags, d, decode.String)
		case "limits":
			v.JSON.Limits = decode.Map(&v.Limits, d, decode.Int)
		case "any":
			v.JSON.Any = decode.Any(&v.Any, d)
		case "pair":
			v.JSON.Pair = decode.Tuple(&v.Pair, d, nil, decode.Boxed(decode.String), decode.Boxed(decode.Int))
		case "best":
			v.JSON.Best = decode.Pointer(&v.Best, d, decodeOwner)
		case "friends":
			v.JSON.Friends = decode.Slice(&v.Friends, d, decodeOwner)
		default:
			d.Extra(&v.JSON.RawObject)
		}
	}
	return d.End(o, &v.JSON.RawObject)
}

// settings is an object with members that its description does not list.
type settings struct {
	ID          string
	ExtraFields map[string]int64
	JSON        struct {
		ID respjson.Field
		respjson.RawObject
	}
}

func decodeSettings(v *settings, d *decode.Decoder) respjson.Field {
	o, ok := decode.Object(v, &v.JSON.RawObject, d)
	if !ok {
		return o.Field()
	}
	for d.More() {
		switch d.Key {
		case "id":
			v.JSON.ID = decode.String(&v.ID, d)
		default:
			decode.Extra(&v.JSON.RawObject, &v.ExtraFields, d, decode.Int)
		}
	}
	return d.End(o, &v.JSON.RawObject)
}

// tree is a union that holds itself.
type tree struct {
	value any
	JSON  respjson.Value
}

type leaf struct {
	Size int64
	JSON struct{ respjson.RawObject }
}

type fork struct {
	Next tree
	JSON struct{ respjson.RawObject }
}

func decodeTree(v *tree, d *decode.Decoder) respjson.Field {
	switch tag, _ := d.Tag("kind"); tag {
	case "leaf":
		return decode.Union(&v.value, &v.JSON, d, decodeLeaf)
	case "fork":
		return decode.Union(&v.value, &v.JSON, d, decodeFork)
	}
	return decode.NoVariant(&v.value, &v.JSON, d)
}

var treeShapes = []decode.Shape{
	{{Name: "size", Required: true, Kind: decode.KindInteger}},
	{{Name: "next", Required: true, Kind: decode.KindObject}},
}

func decodeTreeByStructure(v *tree, d *decode.Decoder) respjson.Field {
	switch d.Closest(treeShapes...) {
	case 0:
		return decode.Union(&v.value, &v.JSON, d, decodeLeaf)
	case 1:
		return decode.Union(&v.value, &v.JSON, d, forkOf(decodeTreeByStructure))
	}
	return decode.NoVariant(&v.value, &v.JSON, d)
}

func decodeLeaf(v *leaf, d *decode.Decoder) respjson.Field {
	o, ok := decode.Object(v, &v.JSON.RawObject, d)
	if !ok {
		return o.Field()
	}
	for d.More() {
		switch d.Key {
		case "size":
			decode.Int(&v.Size, d)
		default:
			d.Extra(&v.JSON.RawObject)
		}
	}
	return d.End(o, &v.JSON.RawObject)
}

func decodeFork(v *fork, d *decode.Decoder) respjson.Field {
	return forkOf(decodeTree)(v, d)
}

func forkOf(next decode.Func[tree]) decode.Func[fork] {
	return func(v *fork, d *decode.Decoder) respjson.Field {
		o, ok := decode.Object(v, &v.JSON.RawObject, d)
		if !ok {
			return o.Field()
		}
		for d.More() {
			switch d.Key {
			case "next":
				next(&v.Next, d)
			default:
				d.Extra(&v.JSON.RawObject)
			}
		}
		return d.End(o, &v.JSON.RawObject)
	}
}
