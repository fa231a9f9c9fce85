package input

import (
	"strconv"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/reading"
)

// Income is what somebody earns in an average month, in whole rupiah.
type Income struct{}

// Read reads an amount; what is for a day or a week it asks back as for a month.
func (Income) Read(_ dialogue.Context, content chat.Content) dialogue.Reading {
	text, ok := content.(chat.Text)
	if !ok {
		return dialogue.Reading{}
	}
	amount := reading.Money(text.Text)
	value := strconv.FormatInt(amount.Rupiah, 10)
	args := chat.Args{"Amount": chat.Rupiah(amount.Rupiah), "High": chat.Rupiah(amount.High)}
	switch {
	case amount.NeedsMonth() && amount.Certainty != reading.Unread:
		return dialogue.Complain("input.income.per-"+string(amount.Per), args)
	case amount.Doubt == reading.DoubtZero && amount.Certainty != reading.Unread:
		return dialogue.Doubtful("0", "input.income.zero", nil)
	case amount.Certainty == reading.Guess && amount.Doubt == reading.DoubtRange:
		return dialogue.Complain("input.income.range", args)
	case amount.Certainty == reading.Guess:
		return dialogue.Doubtful(value, "input.income.guess", args)
	case amount.Certainty == reading.Sure:
		return dialogue.Read(value)
	}
	return dialogue.Complain("input.income.unread", nil)
}

// Choices are none: an amount is typed.
func (Income) Choices(dialogue.Context) []dialogue.Choice { return nil }

// Show is the amount.
func (Income) Show(_ dialogue.Context, value string) chat.Arg {
	amount, _ := strconv.ParseInt(value, 10, 64)
	return chat.Rupiah(amount)
}

// Examples are amounts in the ways people write them.
func (Income) Examples(dialogue.Context) []dialogue.Example {
	return typedAll("Rp 1.500.000", "1,5jt", "1.5jt", "500rb sebulan", "satu setengah juta", "1.500")
}

// Messages are its complaints and doubts.
func (Income) Messages() []string {
	return keys("input.income", "unread", "guess", "zero", "range", "per-"+string(reading.PerDay), "per-"+string(reading.PerWeek),
		"per-"+string(reading.PerYear), "per-"+string(reading.PerHarvest), "per-"+string(reading.PerOther))
}
