package pages

import "strings"

// nextLink returns the URL with rel="next" in headers Link (RFC 8288, 3), "" if
// there is none.
func nextLink(headers []string) string {
	rest := strings.Join(headers, ",")
	for {
		_, behind, found := strings.Cut(rest, "<")
		if !found {
			return ""
		}
		target, behind, found := strings.Cut(behind, ">")
		if !found {
			return ""
		}
		var relation string
		relation, rest = relationOf(behind)
		for _, each := range strings.Fields(strings.ToLower(relation)) {
			if each == "next" {
				return strings.TrimSpace(target)
			}
		}
	}
}

// relationOf returns the parameter rel of a link, of several the first one, and
// what stands behind the comma that ends the link.
func relationOf(text string) (relation, rest string) {
	isFound := false
	for {
		text = strings.TrimLeft(text, " \t;")
		if text == "" {
			return relation, ""
		}
		if text[0] == ',' {
			return relation, text[1:]
		}
		end := strings.IndexAny(text, "=;,")
		if end < 0 {
			return relation, ""
		}
		name := strings.TrimSpace(text[:end])
		if text[end] != '=' {
			text = text[end:]
			continue
		}
		var value string
		value, text = parameterValue(strings.TrimLeft(text[end+1:], " \t"))
		if strings.EqualFold(name, "rel") && !isFound {
			relation, isFound = value, true
		}
	}
}

// parameterValue cuts the token or the quoted text that a text begins with.
func parameterValue(text string) (value, rest string) {
	if !strings.HasPrefix(text, `"`) {
		end := strings.IndexAny(text, ";,")
		if end < 0 {
			end = len(text)
		}
		return strings.TrimSpace(text[:end]), text[end:]
	}
	var b strings.Builder
	for i := 1; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			return b.String(), text[i+1:]
		case c == '\\' && i+1 < len(text):
			i++
			b.WriteByte(text[i])
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), ""
}
