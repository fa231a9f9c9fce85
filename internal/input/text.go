package input

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/reading"
)

// Text is an answer in the person's own words.
type Text struct {
	// Key is what is said where the text is too short or too long.
	Key string
	// Min and Max are how many letters and digits it must have, and how many characters it may have.
	Min, Max int
	// Says says that it is what the person wants to say to somebody, so that a question is a part of it.
	Says bool
}

// OwnWords says whether a question is a part of it.
func (t Text) OwnWords() bool { return t.Says }

// Read takes a text as it is, with its spaces put in order; a question it asks to read again.
func (t Text) Read(_ dialogue.Context, content chat.Content) dialogue.Reading {
	text, ok := content.(chat.Text)
	if !ok {
		return dialogue.Reading{}
	}
	tidy := strings.Join(strings.Fields(text.Text), " ")
	if letters(tidy) < t.Min || utf8.RuneCountInString(tidy) > t.Max {
		return dialogue.Complain(t.Key, chat.Args{"Max": chat.Number(t.Max)})
	}
	if !t.Says && reading.Asks(tidy) {
		return dialogue.Doubtful(tidy, "input.text.sure", chat.Args{"Value": chat.Literal(tidy)})
	}
	return dialogue.Read(tidy)
}

func letters(text string) int {
	n := 0
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// Choices are none.
func (t Text) Choices(dialogue.Context) []dialogue.Choice { return nil }

// Show is the text.
func (t Text) Show(_ dialogue.Context, value string) chat.Arg { return chat.Literal(value) }

// Examples is a text of the right length.
func (t Text) Examples(dialogue.Context) []dialogue.Example {
	return typedAll("Jl. Pesut Gg. 5 & 6, samping \"masjid\" 🙂")
}

// Messages are its complaint, and what is asked where the text is a question.
func (t Text) Messages() []string { return []string{t.Key, "input.text.sure"} }

// Neighbourhood is RT and RW.
type Neighbourhood struct{}

// noNeighbourhood is the answer of somebody whose address has none.
const noNeighbourhood = "000/000"

// Read reads RT and RW in the ways people write them; "tidak ada" is an answer.
func (Neighbourhood) Read(_ dialogue.Context, content chat.Content) dialogue.Reading {
	text, ok := content.(chat.Text)
	if !ok {
		return dialogue.Reading{}
	}
	n, ok := reading.RTRW(text.Text)
	if !ok {
		return dialogue.Complain("input.neighbourhood", nil)
	}
	return dialogue.Read(n.String())
}

// Choices is the answer that there is none.
func (n Neighbourhood) Choices(c dialogue.Context) []dialogue.Choice {
	return []dialogue.Choice{{Value: noNeighbourhood, Label: n.Show(c, noNeighbourhood)}}
}

// Show is the form of the identity card.
func (Neighbourhood) Show(_ dialogue.Context, value string) chat.Arg {
	if value == noNeighbourhood {
		return chat.Message("input.neighbourhood.none")
	}
	return chat.Literal(value)
}

// Examples are ways people write it.
func (Neighbourhood) Examples(dialogue.Context) []dialogue.Example {
	return typedAll("RT 03 RW 01", "3/1", "rt3", "tidak ada")
}

// Messages are its label and its complaint.
func (Neighbourhood) Messages() []string {
	return []string{"input.neighbourhood", "input.neighbourhood.none"}
}

// Occupation is a trade of the list, or the person's own word for his. Its value is the trade's id, or jamsostek.OccupationOther, a
// colon, and the word.
type Occupation struct{}

const ownWords = jamsostek.OccupationOther + ":"

// OwnWords is false: any word is taken for a trade, but a question is none.
func (Occupation) OwnWords() bool { return false }

// Read finds the trade, and takes whatever else is typed for a trade that is not in the list.
func (o Occupation) Read(c dialogue.Context, content chat.Content) dialogue.Reading {
	text, ok := content.(chat.Text)
	if !ok {
		return dialogue.Reading{}
	}
	if picked, ok := c.Pick(text.Text, o.Choices(c)); ok {
		return picked
	}
	if own := (Text{Min: 3, Max: 60}).Read(c, content); own.Complaint == nil {
		return dialogue.Doubtful(ownWords+own.Value, "input.occupation.own", chat.Args{"Occupation": chat.Literal(own.Value)})
	}
	return dialogue.Complain("input.occupation.unread", nil)
}

// Choices are the trades of the list; the one for all others is typed.
func (Occupation) Choices(dialogue.Context) []dialogue.Choice {
	choices := make([]dialogue.Choice, len(jamsostek.Occupations))
	for i, occupation := range jamsostek.Occupations {
		choices[i] = dialogue.Choice{Value: occupation.ID, Label: chat.Message("occupation." + occupation.ID)}
	}
	return choices
}

// Show is the trade's name, or the person's word.
func (Occupation) Show(_ dialogue.Context, value string) chat.Arg {
	if own, ok := strings.CutPrefix(value, ownWords); ok {
		return chat.Literal(own)
	}
	return chat.Message("occupation." + value)
}

// SplitOccupation is the trade's id and the person's own words, of which one may be empty.
func SplitOccupation(value string) (id, own string) {
	if own, ok := strings.CutPrefix(value, ownWords); ok {
		return jamsostek.OccupationOther, own
	}
	return value, ""
}

// Examples are a trade of the list, one of the transport sector, and one that is not in it.
func (Occupation) Examples(dialogue.Context) []dialogue.Example {
	return typedAll("petani", "tukang ojek", "juru kunci makam")
}

// Messages are the trades and the complaints.
func (Occupation) Messages() []string {
	all := []string{"input.occupation.own", "input.occupation.unread"}
	for _, occupation := range jamsostek.Occupations {
		all = append(all, "occupation."+occupation.ID)
	}
	return all
}
