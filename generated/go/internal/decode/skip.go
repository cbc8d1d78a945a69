package decode

// Skip reads the next value, whatever it is, and keeps nothing of it.
func (d *Decoder) Skip() {
	switch c := d.next(); c {
	case '"':
		d.skipString()
	case '{':
		for d.open(); d.moreMembers(); {
			d.Skip()
		}
	case '[':
		for d.open(); d.more(']'); {
			d.Skip()
		}
	case 't':
		d.word("true")
	case 'f':
		d.word("false")
	case 'n':
		d.word("null")
	default:
		d.number()
	}
}

func (d *Decoder) skipString() {
	d.endOfString(d.pos + 1)
}

// moreMembers is More for members that are skipped.
func (d *Decoder) moreMembers() bool {
	if !d.more('}') {
		return false
	}
	if d.next() != '"' {
		d.fail(d.pos, "expected the name of a member")
		return false
	}
	d.skipString()
	return d.colon()
}

// colon reads what stands between the name of a member and its value.
func (d *Decoder) colon() bool {
	if d.next() != ':' {
		d.fail(d.pos, "expected a colon")
		return false
	}
	d.pos++
	return true
}

// word reads true, false or null.
func (d *Decoder) word(word string) bool {
	end := d.pos + len(word)
	if end > len(d.text) || d.text[d.pos:end] != word {
		d.fail(d.pos, "expected a value")
		return false
	}
	d.pos = end
	return true
}

// number reads a number (RFC 8259, 6) and reports whether it is written without
// fraction and exponent.
func (d *Decoder) number() (integer bool) {
	text, i := d.text, d.pos
	if i < len(text) && text[i] == '-' {
		i++
	}
	switch {
	case i < len(text) && text[i] == '0':
		i++
	case i < len(text) && '1' <= text[i] && text[i] <= '9':
		i = digits(text, i)
	default:
		d.fail(i, "expected a value")
		return false
	}
	integer = true
	if i < len(text) && text[i] == '.' {
		integer = false
		begin := i + 1
		if i = digits(text, begin); i == begin {
			d.fail(i, "expected a digit")
			return false
		}
	}
	if i < len(text) && text[i]|0x20 == 'e' {
		integer = false
		i++
		if i < len(text) && (text[i] == '+' || text[i] == '-') {
			i++
		}
		begin := i
		if i = digits(text, begin); i == begin {
			d.fail(i, "expected a digit")
			return false
		}
	}
	d.pos = i
	return integer
}

// digits returns where the digits from i on end.
func digits(text string, i int) int {
	for i < len(text) && '0' <= text[i] && text[i] <= '9' {
		i++
	}
	return i
}
