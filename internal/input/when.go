package input

import (
	"strings"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/reading"
)

// When is the time of something that happened, in the person's own words, which are kept. Words that say no time are taken too: who is in
// distress is not asked twice. Its value is the moment, where there is one, a space, and the words.
type When struct{}

const (
	momentForm = "2006-01-02T15:04"
	noMoment   = "-"
	mostWhen   = 200
)

// FlagRough marks a moment that is the earliest of those that the words may mean.
const FlagRough = "rough"

// WhenOf is what the value of a When stands for: the moment, zero where the words say none, and the words.
func WhenOf(value string, zone *time.Location) (time.Time, string) {
	moment, words, _ := strings.Cut(value, " ")
	at, err := time.ParseInLocation(momentForm, moment, zone)
	if err != nil {
		return time.Time{}, words
	}
	return at, words
}

// Read reads the moment, and asks back where it is in doubt.
func (w When) Read(c dialogue.Context, content chat.Content) dialogue.Reading {
	text, ok := content.(chat.Text)
	if !ok {
		return dialogue.Reading{}
	}
	words := strings.Join(strings.Fields(text.Text), " ")
	read := reading.Moment(words, c.Now)
	value := read.At.Format(momentForm) + " " + words
	var flags []string
	if read.Rough {
		flags = append(flags, FlagRough)
	}
	switch {
	case read.Doubt == reading.DoubtOutside:
		return dialogue.Complain("input.when.outside", nil)
	case letters(words) < 2 || len(words) > mostWhen:
		return dialogue.Complain("input.when", nil)
	case read.Certainty == reading.Unread:
		return dialogue.Read(noMoment + " " + words)
	case read.Certainty == reading.Guess:
		return dialogue.Doubtful(value, "input.when.look", chat.Args{"When": w.Show(c, value)}, flags...)
	}
	return dialogue.Read(value, flags...)
}

// Choices are none.
func (When) Choices(dialogue.Context) []dialogue.Choice { return nil }

// Show is the moment, or the words where they say none.
func (When) Show(c dialogue.Context, value string) chat.Arg {
	at, words := WhenOf(value, c.Now.Location())
	if at.IsZero() {
		return chat.Literal(words)
	}
	return chat.MessageWith("input.when.moment", chat.Args{"Date": chat.Day(civil.DateOf(at)), "Clock": chat.Literal(at.Format("15.04"))})
}

// Examples are a moment, a part of a day, one in doubt, and words that say none.
func (When) Examples(dialogue.Context) []dialogue.Example {
	return typedAll("kemarin jam 3 sore", "kemarin pagi", "kemarin jam 3", "tidak tahu pasti")
}

// Messages are its complaints and its form.
func (When) Messages() []string {
	return []string{"input.when", "input.when.outside", "input.when.look", "input.when.moment"}
}

// Victim is who something happened to: a NIK, or else a name. Its value begins with victimNIK or victimName.
type Victim struct{}

const (
	victimNIK  = "nik "
	victimName = "name "
)

// VictimOf is what the value of a Victim stands for: a NIK or a name, the other empty.
func VictimOf(value string) (nik, name string) {
	if nik, ok := strings.CutPrefix(value, victimNIK); ok {
		return nik, ""
	}
	return "", strings.TrimPrefix(value, victimName)
}

// Read takes a NIK where there is one, and letters for a name.
func (Victim) Read(c dialogue.Context, content chat.Content) dialogue.Reading {
	text, ok := content.(chat.Text)
	if !ok {
		return dialogue.Reading{}
	}
	if read := (NIK{Plain: true}).Read(c, content); read.Complaint == nil {
		return dialogue.Read(victimNIK + read.Value)
	}
	digits := 0
	for _, r := range text.Text {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	name := (Name{}).Read(c, content)
	if digits > 4 || name.Value == "" {
		return dialogue.Complain("input.victim", nil)
	}
	return dialogue.Read(victimName + name.Value)
}

// Choices are none.
func (Victim) Choices(dialogue.Context) []dialogue.Choice { return nil }

// Show masks a NIK.
func (Victim) Show(c dialogue.Context, value string) chat.Arg {
	nik, name := VictimOf(value)
	if nik != "" {
		return NIK{}.Show(c, nik)
	}
	return chat.Literal(name)
}

// Examples are a NIK and a name.
func (Victim) Examples(dialogue.Context) []dialogue.Example {
	return typedAll("6402065205859001", "Siti Nur'aini")
}

// Messages are its complaint.
func (Victim) Messages() []string { return []string{"input.victim"} }
