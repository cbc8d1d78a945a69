package decode

// back goes back to where the decoder was before it read ahead.
func (d *Decoder) back(before Decoder) {
	before.ends = d.ends
	*d = before
}

// longSpan is the bytes from which on the end of an array or object is worth
// remembering.
const longSpan = 128

// skipAhead skips a value of which the end is remembered: unions inside of
// unions would else read the innermost values once for each level.
func (d *Decoder) skipAhead() {
	c := d.next()
	start := d.pos
	if end, ok := d.ends[start]; ok {
		d.pos = end
		return
	}
	switch c {
	case '{':
		for d.open(); d.moreMembers(); {
			d.skipAhead()
		}
	case '[':
		for d.open(); d.more(']'); {
			d.skipAhead()
		}
	default:
		d.Skip()
		return
	}
	if d.err == nil && d.pos-start >= longSpan {
		if d.ends == nil {
			d.ends = map[int]int{}
		}
		d.ends[start] = d.pos
	}
}

// constant reads a value as a constant; ok is false if it cannot be one.
func (d *Decoder) constant() (value string, ok bool) {
	switch c := d.next(); c {
	case '"':
		return d.str(), true
	case '{', '[', 'n':
		d.skipAhead()
		return "", false
	}
	start := d.pos
	d.Skip()
	return d.text[start:d.pos], true
}
