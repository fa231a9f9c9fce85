package record

import (
	"strconv"

	"jagaetam/internal/chat"
	"jagaetam/internal/identity"
)

// FromWorker is what a person wrote, as the officers' group sees it: in his words, with what looks like an identity number or a telephone
// number masked.
func (c Case) FromWorker(said CaseMessage) chat.Words {
	said.Text = identity.Redact(said.Text)
	return relayed("case.from-worker", said, chat.Args{"Name": c.called()})
}

// FromOfficer is what an officer wrote, as the person sees it.
func (c Case) FromOfficer(said CaseMessage) chat.Words {
	return relayed("case.from-officer", said, chat.Args{"Case": chat.Literal(c.Number.String())})
}

// relayed is a message with what was sent in it. Without words of its own it has a key of its own.
func relayed(key string, said CaseMessage, args chat.Args) chat.Words {
	if said.Text == "" {
		key += ".bare"
	} else {
		args["Text"] = chat.Literal(said.Text)
	}
	words := chat.Words{Key: key, Args: args, Place: said.Place}
	if said.File.ID != "" {
		words.Relay = chat.Media{Kind: said.Kind, File: said.File}
	}
	return words
}

// called is how the group calls the person.
func (c Case) called() chat.Arg {
	if c.First == "" {
		return chat.Message("case.somebody")
	}
	return chat.Literal(c.First)
}

// Asked asks the person whether his case is settled.
func (c Case) Asked() chat.Words {
	words := c.Words("case.asked")
	words.Options = []chat.Option{
		{Label: chat.Message("case.settled"), Press: CasePress(ActSettled, c.Number)},
		{Label: chat.Message("case.unsettled"), Press: CasePress(ActUnsettled, c.Number)},
	}
	return words
}

// Lapsed tells the person that his case is closed, as he did not answer, and asks for stars.
func (c Case) Lapsed() chat.Words {
	words := c.Words("case.lapsed")
	words.Options, words.Columns = c.Stars(), 5
	return words
}

// Stars are the buttons with which a person says how satisfied he was.
func (c Case) Stars() []chat.Option {
	var stars []chat.Option
	for n := 1; n <= 5; n++ {
		label := strconv.Itoa(n)
		stars = append(stars, chat.Option{Label: chat.Literal(label + " ⭐"), Press: CasePress(CaseAct(label), c.Number)})
	}
	return stars
}

// Words is a message of locales about the case: its placeholders are Case, the number; Name, how the group calls the person; and Matter.
// Only what its text names is used.
func (c Case) Words(key string) chat.Words {
	return chat.Words{Key: key, Args: chat.Args{
		"Case": chat.Literal(c.Number.String()), "Name": c.called(), "Matter": chat.Message("case.matter." + string(c.Matter)),
	}}
}

// OfficeLost tells an admin that the bot cannot do its work in the officers' group.
func OfficeLost() chat.Words { return chat.Words{Key: "desk.lost"} }
