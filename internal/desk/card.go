package desk

import (
	"strconv"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
)

// Card is the card of a case as it stands at now, with the buttons of officers. It shows the group all that it is shown of a person.
func (d Desk) Card(c record.Case, now time.Time) chat.Words {
	words := c.Words("case.card")
	words.Args["Lines"] = chat.Lines(d.cardLines(c, now)...)
	if c.State == record.CaseClosed {
		return words
	}
	words.Columns = 2
	acts := []record.CaseAct{record.ActTake}
	if c.Taker != "" {
		acts = []record.CaseAct{record.ActPass, record.ActQuick}
	}
	for _, act := range append(acts, record.ActNote, record.ActLook, record.ActClose) {
		words.Options = append(words.Options, chat.Option{Label: chat.Message("case.act." + string(act)), Press: record.CasePress(act, c.Number)})
	}
	return words
}

func (d Desk) cardLines(c record.Case, now time.Time) (lines []chat.Arg) {
	add := func(key string, args chat.Args) { lines = append(lines, chat.MessageWith("case.card."+key, args)) }
	if c.Urgent && c.State != record.CaseClosed {
		add("urgent", nil)
	}
	if name := c.Words("").Args["Name"]; c.Village != "" {
		add("who", chat.Args{"Name": name, "Village": chat.Literal(d.Village(c.Village))})
	} else {
		lines = append(lines, name)
	}
	if c.Receipt != 0 {
		add("stage", chat.Args{"Receipt": chat.Literal(c.Receipt.String()), "Stage": chat.Message("state." + string(c.Stage))})
	}
	if len(c.Troubles) > 0 {
		var troubles []chat.Arg
		for _, key := range c.Troubles {
			troubles = append(troubles, d.trouble(key))
		}
		add("troubles", chat.Args{"Troubles": chat.Lines(troubles...)})
	}
	add(string(c.Mark(now)), chat.Args{"By": d.Moment(c.DueAt)})
	if c.Taker != "" {
		add("taker", chat.Args{"Officer": chat.Literal(c.TakerName)})
	} else if c.State != record.CaseClosed {
		add("untaken", nil)
	}
	if c.Reopened > 0 {
		add("reopened", chat.Args{"Times": chat.Number(c.Reopened)})
	}
	if c.Rating > 0 {
		add("rating", chat.Args{"Stars": chat.Literal(strconv.Itoa(c.Rating))})
	}
	return lines
}

// trouble is what a person was told that he was not understood, or its key where that had something in it that is not known here.
func (d Desk) trouble(key string) chat.Arg {
	if text, err := d.Texts.Arg(language, chat.Message(key), nil); err == nil {
		return chat.Literal(text)
	}
	return chat.Literal(key)
}
