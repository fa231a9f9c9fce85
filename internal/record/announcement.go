package record

import (
	"crypto/rand"
	"fmt"
	"strings"
	"time"
)

// Announcement is something that the office said to many: all reminders of one day, or a broadcast.
type Announcement struct {
	Code Code
	// About names it once: "reminders:" and the day, or "broadcast:" and its number.
	About string
	Kind  Subscription
	// Title is what news are about, in the words of the officer who wrote them.
	Title string
	At    time.Time
}

// Code is what an announcement carries so that anybody can ask the bot whether the office has really said it: six characters of
// codeAlphabet, drawn by chance.
type Code string

const (
	// codeAlphabet has no characters that are taken for each other: no 0 and O, no 1, I and L, no 2 and Z, no 5 and S, no 8 and B, no U
	// and V.
	codeAlphabet = "34679ACDEFGHJKMNPQRTWXY"
	codeLength   = 6
)

// NewCode draws a code.
func NewCode() Code {
	var drawn strings.Builder
	for drawn.Len() < codeLength {
		var one [1]byte
		_, _ = rand.Read(one[:]) // never fails
		if n := int(one[0]); n < 256/len(codeAlphabet)*len(codeAlphabet) {
			drawn.WriteByte(codeAlphabet[n%len(codeAlphabet)])
		}
	}
	return Code(drawn.String())
}

// String is the code as it is shown, such as "K7M-3QP".
func (c Code) String() string {
	if len(c) != codeLength {
		return string(c)
	}
	return string(c[:codeLength/2]) + "-" + string(c[codeLength/2:])
}

// ParseCode reads a code however it is spaced, dashed or cased.
func ParseCode(text string) (Code, error) {
	bare := strings.NewReplacer(" ", "", "-", "", ".", "").Replace(strings.ToUpper(text))
	if len(bare) != codeLength || strings.Trim(bare, codeAlphabet) != "" {
		return "", fmt.Errorf("%q is not a code like %s", text, Code("K7M3QP"))
	}
	return Code(bare), nil
}
