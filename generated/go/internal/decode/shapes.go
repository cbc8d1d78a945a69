package decode

// Shape is what the objects of a variant look like.
type Shape []Member

// Member is a member that the objects of a variant may have.
type Member struct {
	Name string
	// Required says that each of them has it.
	Required bool
	// Kind is the JSON type of its value, if there is only one.
	Kind Kind
	// Constants are the values that it may have, as Tag returns them; none if
	// it may have any.
	Constants []string
}

// Closest returns the index of the shape that the object that is next looks most
// like, -1 if it looks like none, or is no object. It reads nothing.
func (d *Decoder) Closest(shapes ...Shape) int {
	return d.closest(shapes, false)
}

// Certain is Closest for an object that may be something else than a variant: it
// has to have all of its required members, of the right types, and if none is
// required, no others than the known ones.
func (d *Decoder) Certain(shapes ...Shape) int {
	return d.closest(shapes, true)
}

// seen is a member of an object that is compared with shapes.
type seen struct {
	kind Kind
	// constant is its value as Tag returns it.
	constant string
}

func (d *Decoder) closest(shapes []Shape, certain bool) int {
	if d.next() != '{' {
		return -1
	}
	members := map[string]seen{}
	before := *d
	for d.open(); d.More(); {
		name, kind := d.Key, d.Kind()
		constant, _ := d.constant()
		members[name] = seen{kind, constant}
	}
	d.back(before)
	best, rank := -1, likeness{}
	for i, shape := range shapes {
		if found, ok := shape.likeness(members, certain); ok && (best < 0 || found.above(rank)) {
			best, rank = i, found
		}
	}
	return best
}

// likeness is how much an object looks like those of a shape, the most important
// first.
type likeness struct {
	complete                        bool
	denied, known, agreed, required int
}

// above reports whether this is more than another.
func (l likeness) above(other likeness) bool {
	switch {
	case l.complete != other.complete:
		return l.complete
	case l.denied != other.denied:
		return l.denied < other.denied
	case l.known != other.known:
		return l.known > other.known
	case l.agreed != other.agreed:
		return l.agreed > other.agreed
	}
	return l.required > other.required
}

// likeness compares the members of an object with a shape; ok is false if they
// do not look like it.
//
// Args: certain says that only an object counts that can be nothing else.
func (s Shape) likeness(members map[string]seen, certain bool) (l likeness, ok bool) {
	has := 0
	for _, member := range s {
		if member.Required {
			l.required++
		}
		found, there := members[member.Name]
		if !there {
			continue
		}
		l.known++
		if member.Required {
			has++
		}
		switch {
		case len(member.Constants) == 1:
			if found.kind != KindNull && !member.agrees(found) {
				return l, false
			}
			l.agreed++
		case found.kind != KindNull && (len(member.Constants) > 1 || member.Kind != KindNone):
			if member.agrees(found) {
				l.agreed++
			} else {
				l.denied++
			}
		}
	}
	l.complete = has == l.required
	if !l.complete && (l.denied > 0 || has == 0) {
		return l, false
	}
	if certain && (!l.complete || l.denied > 0 || l.required == 0 && l.known < len(members)) {
		return l, false
	}
	return l, true
}

// agrees reports whether a value is what the member may have.
func (m Member) agrees(found seen) bool {
	if m.Kind != KindNone && !m.Kind.accepts(found.kind) {
		return false
	}
	if len(m.Constants) == 0 {
		return true
	}
	for _, constant := range m.Constants {
		if constant == found.constant && found.kind != KindArray && found.kind != KindObject {
			return true
		}
	}
	return false
}
