package input

import (
	"errors"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/identity"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// The flags an answer may carry besides those of record.
const (
	// FlagMine marks a NIK that this account has registered before.
	FlagMine = "mine"
	// FlagTaken marks a NIK that another account has registered.
	FlagTaken = "taken"
)

// NIK is an identity number. It refuses only what cannot be one; what merely looks wrong it asks to read again, and then believes.
type NIK struct {
	// Birth names the step with the birth date, against which the NIK is held where that is answered already.
	Birth string
	// Plain says that the records are not asked whether it is registered: whoever asks about another must not learn it here.
	Plain bool
}

// Lookup asks whether the NIK is registered.
func (n NIK) Lookup(_ dialogue.Context, content chat.Content) record.Query {
	text, ok := content.(chat.Text)
	if !ok || n.Plain {
		return record.Query{}
	}
	nik, err := identity.ParseNIK(text.Text)
	if err != nil {
		return record.Query{}
	}
	return record.Query{NIK: nik}
}

// Read reads a NIK, with the slips that are usual.
func (n NIK) Read(c dialogue.Context, content chat.Content) dialogue.Reading {
	text, ok := content.(chat.Text)
	if !ok {
		return dialogue.Reading{}
	}
	nik, err := identity.ParseNIK(text.Text)
	if err != nil {
		return complaint("input.nik", err)
	}
	switch {
	case n.Plain:
	case c.Facts.NIK == record.RegisteredByAsker:
		return dialogue.Read(nik.Reveal(), FlagMine)
	case c.Facts.NIK == record.RegisteredByOther:
		return dialogue.Read(nik.Reveal(), FlagTaken)
	}
	birth, _ := civil.ParseDate(c.Value(n.Birth))
	warnings := nik.Warnings(birth, "", identity.KK{}, c.Today())
	if len(warnings) == 0 {
		return dialogue.Read(nik.Reveal())
	}
	return dialogue.Doubtful(nik.Reveal(), "input.nik."+string(warnings[0]), chat.Args{"NIK": chat.Literal(nik.Mask())})
}

// Choices are none: a NIK is typed.
func (n NIK) Choices(dialogue.Context) []dialogue.Choice { return nil }

// Show masks the number.
func (n NIK) Show(_ dialogue.Context, value string) chat.Arg {
	nik, err := identity.ParseNIK(value)
	if err != nil {
		return chat.Literal("–")
	}
	return chat.Literal(nik.Mask())
}

// Examples are a new NIK and, where the records are asked, one of this account and one of another.
func (n NIK) Examples(dialogue.Context) []dialogue.Example {
	new := typed("6402065205859001")
	if n.Plain {
		return []dialogue.Example{new}
	}
	mine, taken := new, new
	mine.Facts = record.Facts{NIK: record.RegisteredByAsker, NIKReceipt: 17}
	taken.Facts = record.Facts{NIK: record.RegisteredByOther}
	return []dialogue.Example{new, mine, taken}
}

// Messages are its complaints and doubts.
func (n NIK) Messages() []string {
	return keys("input.nik", string(identity.Length), string(identity.Letters), string(identity.SameDigits), string(identity.Day),
		string(identity.Month), string(identity.Serial), string(identity.LooksLikeKK), string(identity.BirthDiffers))
}

// Name is a person's name as it stands on the identity card.
type Name struct{}

// OwnWords is false: nearly all words might be a name, but a question is none.
func (Name) OwnWords() bool { return false }

// Read reads a name; what sounds like anything else it asks to read again, and then believes.
func (Name) Read(_ dialogue.Context, content chat.Content) dialogue.Reading {
	text, ok := content.(chat.Text)
	if !ok {
		return dialogue.Reading{}
	}
	name, err := identity.ParseName(text.Text)
	if err != nil {
		return complaint("input.name", err)
	}
	if reading.Talks(text.Text) {
		return dialogue.Doubtful(string(name), "input.name.sure", chat.Args{"Name": chat.Literal(string(name))})
	}
	return dialogue.Read(string(name))
}

// Choices are none: a name is typed.
func (Name) Choices(dialogue.Context) []dialogue.Choice { return nil }

// Show is the name.
func (Name) Show(_ dialogue.Context, value string) chat.Arg { return chat.Literal(value) }

// Examples are names of one word and of several.
func (Name) Examples(dialogue.Context) []dialogue.Example {
	return typedAll("Siti Nur'aini", "Suparman", "H. Ma'ruf Al-Amin, S.Pd")
}

// Messages are its complaints.
func (Name) Messages() []string {
	return keys("input.name", "sure", string(identity.Empty), string(identity.Length), string(identity.Digits), string(identity.Symbols), string(identity.NotName))
}

// Phone is a mobile number, typed or shared.
type Phone struct {
	// Anothers says that the number asked for is not that of whoever answers, so that his own is not offered to be shared.
	Anothers bool
}

// Read reads a number, or takes one that was shared.
func (Phone) Read(_ dialogue.Context, content chat.Content) dialogue.Reading {
	var number string
	switch content := content.(type) {
	case chat.Text:
		number = content.Text
	case chat.Contact:
		number = content.Phone
	default:
		return dialogue.Reading{}
	}
	phone, err := identity.ParsePhone(number)
	if err != nil {
		return complaint("input.phone", err)
	}
	return dialogue.Read(phone.Reveal())
}

// SharesContact offers the button that shares the person's own number.
func (p Phone) SharesContact() bool { return !p.Anothers }

// Choices are none: a number is typed or shared.
func (Phone) Choices(dialogue.Context) []dialogue.Choice { return nil }

// Show is the number in groups.
func (Phone) Show(_ dialogue.Context, value string) chat.Arg {
	phone, err := identity.ParsePhone(value)
	if err != nil {
		return chat.Literal("–")
	}
	return chat.Literal(phone.Display())
}

// Examples are numbers in the ways people write them, and one shared.
func (Phone) Examples(dialogue.Context) []dialogue.Example {
	examples := typedAll("0812-3456-7890", "+62 812 3456 7890", "62 81234567890", "81234567890")
	return append(examples, dialogue.Example{Content: chat.Contact{Phone: "6281234567890", Own: true}})
}

// Messages are its complaints.
func (Phone) Messages() []string {
	return keys("input.phone", string(identity.Length), string(identity.Letters), string(identity.FixedLine), string(identity.Foreign))
}

// complaint says why a text is not what was asked for.
func complaint(kind string, err error) dialogue.Reading {
	var wrong *identity.Error
	if !errors.As(err, &wrong) {
		wrong = &identity.Error{Reason: identity.Letters}
	}
	return dialogue.Complain(kind+"."+string(wrong.Reason), chat.Args{"Digits": chat.Number(wrong.Digits)})
}

func keys(prefix string, names ...string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = prefix + "." + name
	}
	return out
}
