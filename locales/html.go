package locales

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var mark = regexp.MustCompile(`<[^>]*>?|&[a-z#0-9]*;?|>`)

// CheckHTML says what is wrong with a text as Telegram's HTML, where only <b>, <i> and three references are used; nil if nothing is.
func CheckHTML(text string) error {
	var open []string
	for _, found := range mark.FindAllString(text, -1) {
		switch found {
		case "&amp;", "&lt;", "&gt;":
		case "<b>", "<i>":
			if slices.Contains(open, found) {
				return fmt.Errorf("%s inside %s", found, found)
			}
			open = append(open, found)
		case "</b>", "</i>":
			if len(open) == 0 || open[len(open)-1] != strings.Replace(found, "/", "", 1) {
				return fmt.Errorf("%s closes nothing", found)
			}
			open = open[:len(open)-1]
		default:
			return fmt.Errorf("%.20q is no mark of ours", found)
		}
	}
	if len(open) > 0 {
		return fmt.Errorf("%s is not closed", open[0])
	}
	return nil
}
