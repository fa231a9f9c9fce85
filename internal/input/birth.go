package input

import (
	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/identity"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// The ages that have a meaning in the programme: membership begins before AgeLimit (Permenaker 5/2021; some regencies say 64), and
// whoever is not Adult needs a guardian. An officer decides; the bot tells and flags.
const (
	Adult    = 18
	AgeLimit = 65
	lastYear = AgeLimit - 1
	oldest   = 110
)

// Birth is a birth date, the day always first.
type Birth struct {
	// NIK names the step with the NIK, whose digits should say the same date.
	NIK string
	// Plain says that the age does not matter: nobody is being registered.
	Plain bool
}

// Read reads a date, and asks to look again where it does not agree with the NIK, or the age matters to the programme.
func (b Birth) Read(c dialogue.Context, content chat.Content) dialogue.Reading {
	text, ok := content.(chat.Text)
	if !ok {
		return dialogue.Reading{}
	}
	today := c.Today()
	within := reading.Between{First: today.AddDays(-oldest * 365), Last: today}
	nik, nikErr := identity.ParseNIK(c.Value(b.NIK))
	read := reading.Date(text.Text, today, within)
	if read.Certainty == reading.Guess && read.Doubt == reading.DoubtCentury && nikErr == nil {
		read = settle(text.Text, today, read, nik)
	}
	if read.Certainty == reading.Unread {
		return dialogue.Complain("input.date."+unread(read.Doubt), chat.Args{"Year": chat.Number(read.Year), "Age": chat.Number(read.Age)})
	}
	var why []chat.Arg
	var flags []string
	note := func(flag record.Flag, key string) {
		flags = append(flags, string(flag))
		why = append(why, chat.MessageWith(key, chat.Args{"Age": chat.Number(read.Date.YearsUntil(today))}))
	}
	if read.Certainty == reading.Guess {
		why = append(why, chat.Message("input.date."+string(read.Doubt)))
	}
	if nikErr == nil && !nik.BirthMatches(read.Date) {
		note(record.FlagNIKBirth, "input.birth.nik")
	}
	switch age := read.Date.YearsUntil(today); {
	case b.Plain:
	case age >= AgeLimit:
		note(record.FlagAge65, "input.birth.limit")
	case age >= lastYear:
		note(record.FlagAge64, "input.birth.last-year")
	case age < Adult:
		note(record.FlagUnder18, "input.birth.minor")
	}
	if len(why) == 0 {
		return dialogue.Read(read.Date.String(), flags...)
	}
	return dialogue.Doubtful(read.Date.String(), "input.birth.look", chat.Args{"Date": chat.Day(read.Date), "Why": chat.Lines(why...)}, flags...)
}

// settle decides between two centuries by the NIK, which knows day, month and the year's last two digits: of the two dates the one of
// a grown-up is meant.
func settle(text string, today civil.Date, read reading.DateReading, nik identity.NIK) reading.DateReading {
	grown := reading.Date(text, today, reading.Between{First: today.AddDays(-oldest * 365), Last: today.AddDays(-Adult * 365)})
	if grown.Certainty == reading.Sure && nik.BirthMatches(grown.Date) {
		return grown
	}
	return read
}

// unread names the complaint about a date that was not understood.
func unread(doubt reading.Doubt) string {
	switch doubt {
	case reading.DoubtNoSuchDay, reading.DoubtOutside, reading.DoubtNoDay, reading.DoubtOnlyYear, reading.DoubtOnlyAge:
		return string(doubt)
	}
	return "unread"
}

// Choices are none: a date is typed.
func (Birth) Choices(dialogue.Context) []dialogue.Choice { return nil }

// Show is the date in words.
func (Birth) Show(_ dialogue.Context, value string) chat.Arg {
	date, err := civil.ParseDate(value)
	if err != nil {
		return chat.Literal("–")
	}
	return chat.Day(date)
}

// Examples are a date that fits the NIK of the other examples, and one that does not.
func (Birth) Examples(dialogue.Context) []dialogue.Example {
	return typedAll("12 Mei 1985", "12-05-85", "120585", "1985-05-12", "13/05/1985")
}

// Messages are its complaints and doubts.
func (Birth) Messages() []string {
	return append(keys("input.date", "unread", string(reading.DoubtNoSuchDay), string(reading.DoubtOutside), string(reading.DoubtNoDay),
		string(reading.DoubtOnlyYear), string(reading.DoubtOnlyAge), string(reading.DoubtCentury), string(reading.DoubtSwapped),
		string(reading.DoubtNoYear), string(reading.DoubtWords)), keys("input.birth", "look", "nik", "limit", "last-year", "minor")...)
}
