package transcript

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// codes are the claim codes and those of announcements that came onto a screen, in their order. They differ from one service to the next,
// so that a transcript has CODE-1 for the first of them, and code-1 for how a hurried thumb types it.
type codes []string

var shownCode = regexp.MustCompile(`(?:start=klaim-|Kode resmi: |Official code: )([0-9A-Z]{3,4}-[0-9A-Z]{3,4})`)

// learn takes in the codes that are shown.
func (c *codes) learn(lines []string) {
	for _, found := range shownCode.FindAllStringSubmatch(strings.Join(lines, "\n"), -1) {
		if !slices.Contains(*c, found[1]) {
			*c = append(*c, found[1])
		}
	}
}

// hide writes the names of the codes into what is shown.
func (c codes) hide(line string) string {
	for i, code := range c {
		line = strings.ReplaceAll(line, code, fmt.Sprintf("CODE-%d", i+1))
	}
	return line
}

// slip is how a code is typed with the letters that look like its digits.
var slip = strings.NewReplacer("-", " ", "0", "o", "1", "l")

// reveal writes the codes into what is done, in the place of their names.
func (c codes) reveal(line string) string {
	for i, code := range slices.Backward(c) { // CODE-1 begins CODE-10
		line = strings.ReplaceAll(line, fmt.Sprintf("CODE-%d", i+1), code)
		line = strings.ReplaceAll(line, fmt.Sprintf("code-%d", i+1), slip.Replace(strings.ToLower(code)))
	}
	return line
}
