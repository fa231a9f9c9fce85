package input

import (
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/reading"
)

// Start is when something is to begin that is sent to many: StartNow, or a moment to come within the time of sending.
type Start struct {
	// Next is the first moment from t on at which may be sent.
	Next func(t time.Time) time.Time
}

// StartNow is the answer that it begins once it is started.
const StartNow = "now"

// StartOf is the moment that the value of a Start stands for; zero for StartNow.
func StartOf(value string, zone *time.Location) time.Time {
	at, err := time.ParseInLocation(momentForm, value, zone)
	if err != nil {
		return time.Time{}
	}
	return at
}

// ValueOfStart is what a Start makes of a moment in its zone.
func ValueOfStart(at time.Time, zone *time.Location) string {
	if at.IsZero() {
		return StartNow
	}
	return at.In(zone).Format(momentForm)
}

// Read takes a day and an hour; where that is not within the time of sending, it asks whether the next moment that is will do.
func (s Start) Read(c dialogue.Context, content chat.Content) dialogue.Reading {
	text, ok := content.(chat.Text)
	if !ok {
		return dialogue.Reading{}
	}
	if picked, ok := c.Pick(text.Text, s.Choices(c)); ok {
		return picked
	}
	at, ok := reading.Ahead(text.Text, c.Now)
	if !ok {
		return dialogue.Complain("input.start", nil)
	}
	next := s.Next(at)
	value := ValueOfStart(next, c.Now.Location())
	if !next.Equal(at) && !wholeDay(at) {
		return dialogue.Doubtful(value, "input.start.outside", chat.Args{"When": s.Show(c, value)})
	}
	return dialogue.Read(value)
}

// wholeDay says that no hour was told, or midnight, which nobody means.
func wholeDay(at time.Time) bool { return at.Hour() == 0 && at.Minute() == 0 }

// Choices are now, and the beginning of the sending of the next days.
func (s Start) Choices(c dialogue.Context) []dialogue.Choice {
	choices := []dialogue.Choice{{Value: StartNow, Label: chat.Message("input.start.now")}}
	day := civil.DateOf(c.Now)
	for range 2 {
		day = day.AddDays(1)
		at := s.Next(time.Date(day.Year, day.Month, day.Day, 0, 0, 0, 0, c.Now.Location()))
		day = civil.DateOf(at)
		value := ValueOfStart(at, c.Now.Location())
		choices = append(choices, dialogue.Choice{Value: value, Label: s.Show(c, value)})
	}
	return choices
}

// Show is the moment.
func (Start) Show(c dialogue.Context, value string) chat.Arg {
	at := StartOf(value, c.Now.Location())
	if at.IsZero() {
		return chat.Message("input.start.now")
	}
	return chat.MessageWith("input.when.moment", chat.Args{"Date": chat.Day(civil.DateOf(at)), "Clock": chat.Literal(at.Format("15.04"))})
}

// Examples are now, a day and an hour, and an hour at night.
func (Start) Examples(dialogue.Context) []dialogue.Example {
	return typedAll("langsung", "besok jam 9", "besok jam 21")
}

// Messages are its labels and its complaints.
func (Start) Messages() []string {
	return append(keys("input.start", "now", "outside"), "input.start", "input.when.moment")
}
