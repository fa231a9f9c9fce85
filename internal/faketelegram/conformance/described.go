package conformance

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// What the text of a field says about its values.
var (
	lengths   = regexp.MustCompile(`(\d+)-(\d+) ([Cc]haracters|[Bb]ytes)( after entit)?`)
	ranges    = regexp.MustCompile(`[Vv]alues between (\d+)-(\d+) are accepted`)
	items     = regexp.MustCompile(`list of (\d+)-(\d+) `)
	constants = regexp.MustCompile(`(?:, must be|, always) "?([a-z_]+)"?\.?$`)
	oneOf     = regexp.MustCompile(`[Mm]ust be one of ([^.]+)`)
	asides    = regexp.MustCompile(`\([^)]*\)`)
	choices   = regexp.MustCompile(`"([^"]+)"|\b(\d+)\b`)
)

// described checks a value of the right type against the text of its field.
func (c checker) described(path string, f field, v any) []string {
	switch v := v.(type) {
	case string:
		return c.text(path, f, v)
	case json.Number:
		if problem := outside(ranges, f.Text, v.String()); problem != "" {
			return []string{path + ": " + problem}
		}
		return notListed(path, f, v.String())
	case []any:
		if problem := outside(items, f.Text, strconv.Itoa(len(v))); problem != "" {
			return []string{path + ": number of items " + problem}
		}
	}
	return nil
}

func (c checker) text(path string, f field, v string) []string {
	if found := lengths.FindStringSubmatch(f.Text); found != nil && (found[4] == "" || !c.formatted) {
		n, unit := len(utf16.Encode([]rune(v))), strings.ToLower(found[3])
		if unit == "bytes" {
			n = len(v)
		}
		least, most := number(found[1]), number(found[2])
		if n < least || n > most {
			return []string{fmt.Sprintf("%s: has %d %s, allowed are %d to %d", path, n, unit, least, most)}
		}
	}
	if found := constants.FindStringSubmatch(f.Text); found != nil && found[1] != v {
		return []string{fmt.Sprintf("%s: is %q, must be %q", path, v, found[1])}
	}
	return notListed(path, f, v)
}

// notListed complains of a value that is not among those that the text lists.
func notListed(path string, f field, v string) []string {
	found := oneOf.FindStringSubmatch(f.Text)
	if found == nil {
		return nil
	}
	var listed []string
	for _, choice := range choices.FindAllStringSubmatch(asides.ReplaceAllString(found[1], ""), -1) {
		listed = append(listed, choice[1]+choice[2])
	}
	if len(listed) == 0 || slices.Contains(listed, v) {
		return nil
	}
	return []string{fmt.Sprintf("%s: is %q, must be one of %s", path, v, strings.Join(listed, ", "))}
}

func outside(expr *regexp.Regexp, text, value string) string {
	found := expr.FindStringSubmatch(text)
	if found == nil {
		return ""
	}
	if n := number(value); n < number(found[1]) || n > number(found[2]) {
		return fmt.Sprintf("is %s, allowed are %s to %s", value, found[1], found[2])
	}
	return ""
}

// number reads digits that an expression has found.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
