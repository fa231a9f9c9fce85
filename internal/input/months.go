package input

import (
	"fmt"
	"regexp"
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/reading"
)

// Months are a month, or those from one to another. Its value is both in the form of civil.Month with a space between.
type Months struct {
	// Without, where set, is the label of the answer NoMonths: that the month does not matter.
	Without string
}

// NoMonths is the answer that the month does not matter.
const NoMonths = "none"

const (
	monthsOffered = 6
	// farthest is how many years before or after now a month may be: what is farther off is a slip.
	farthest = 3
)

// MonthsOf are the first and the last month that the value of a Months stands for; both zero where it is none.
func MonthsOf(value string) (first, last civil.Month) {
	from, to, _ := strings.Cut(value, " ")
	first, err := civil.ParseMonth(from)
	if err != nil {
		return civil.Month{}, civil.Month{}
	}
	if last, err = civil.ParseMonth(to); err != nil {
		return civil.Month{}, civil.Month{}
	}
	return first, last
}

// ValueOfMonths is what a Months makes of them; either may be zero, and is then the other.
func ValueOfMonths(first, last civil.Month) string {
	switch {
	case first.IsZero():
		first = last
	case last.IsZero():
		last = first
	}
	if first.IsZero() {
		return ""
	}
	return first.String() + " " + last.String()
}

// upTo is what people put between two months.
var upTo = regexp.MustCompile(`(?i)\s+(?:sampai dengan|sampai|s/d|sd|hingga|to|until)\s+|\s*[–—]\s*|\s+-\s+`)

// Read takes a month or two.
func (m Months) Read(c dialogue.Context, content chat.Content) dialogue.Reading {
	text, ok := content.(chat.Text)
	if !ok {
		return dialogue.Reading{}
	}
	if picked, ok := c.Pick(text.Text, m.Choices(c)); ok {
		return picked
	}
	parts := upTo.Split(strings.TrimSpace(text.Text), -1)
	last, ok := month(parts[len(parts)-1], c.Today())
	if len(parts) > 2 || !ok {
		return dialogue.Complain("input.months", nil)
	}
	first, ok := last, true
	if len(parts) == 2 {
		first, ok = earlier(parts[0], last, c.Today())
	}
	switch {
	case !ok:
		return dialogue.Complain("input.months", nil)
	case last.Before(first):
		return dialogue.Complain("input.months.turned", nil)
	}
	return dialogue.Read(ValueOfMonths(first, last))
}

// earlier is the first of two months; without a year it is the nearest before the last.
func earlier(text string, last civil.Month, today civil.Date) (civil.Month, bool) {
	if strings.ContainsAny(text, "0123456789") {
		return month(text, today)
	}
	first, ok := reading.Month(fmt.Sprintf("%s %d", text, last.Year), today)
	if ok && last.Before(first) {
		first = first.Add(-12)
	}
	return first, ok
}

func month(text string, today civil.Date) (civil.Month, bool) {
	read, ok := reading.Month(text, today)
	away := read.Sub(today.MonthOf())
	return read, ok && -12*farthest <= away && away <= 12*farthest
}

// Choices are this month and those after it.
func (m Months) Choices(c dialogue.Context) []dialogue.Choice {
	choices := make([]dialogue.Choice, monthsOffered)
	for i := range choices {
		one := c.Today().MonthOf().Add(i)
		choices[i] = dialogue.Choice{Value: ValueOfMonths(one, one), Label: chat.Month(one)}
	}
	if m.Without != "" {
		choices = append(choices, dialogue.Choice{Value: NoMonths, Label: chat.Message(m.Without)})
	}
	return choices
}

// Show is the month, or the first and the last.
func (m Months) Show(_ dialogue.Context, value string) chat.Arg {
	if value == NoMonths {
		return chat.Message(m.Without)
	}
	first, last := MonthsOf(value)
	if first == last {
		return chat.Month(first)
	}
	return chat.MessageWith("input.months.from-to", chat.Args{"First": chat.Month(first), "Last": chat.Month(last)})
}

// Examples are a month, and two.
func (Months) Examples(dialogue.Context) []dialogue.Example {
	return typedAll("Desember 2026", "November 2026 sampai Januari 2027", "1")
}

// Messages are its complaints and its form.
func (m Months) Messages() []string {
	all := []string{"input.months", "input.months.turned", "input.months.from-to"}
	if m.Without != "" {
		all = append(all, m.Without)
	}
	return all
}
