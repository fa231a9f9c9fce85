package record

import (
	"cmp"
	"time"

	"jagaetam/internal/chat"
)

// Words are what somebody of that language is said, with its variables filled, the code by which it can be asked whether it is genuine, and
// the buttons of its flows. They are false where the value of a variable is not there.
func (b Broadcast) Words(language string, values Values) (chat.Words, bool) {
	text, filled := fill(cmp.Or(b.Texts[cmp.Or(language, usualLanguage)], b.Texts[usualLanguage]), values)
	words := chat.Words{
		Key: "broadcast.said", Args: chat.Args{"Text": text, "Code": chat.Literal(b.Code.String())}, Photo: b.Photo,
	}
	for _, flow := range b.Opens {
		words.Options = append(words.Options, chat.Option{
			Label: chat.Message("open." + flow), Press: chat.Press{Kind: chat.PressOpen, Flow: flow},
		})
	}
	words.Options = append(words.Options, chat.Option{
		Label: chat.Message("broadcast.stop"), Press: chat.Press{Kind: chat.PressOpen, Flow: "pengingat", Value: string(News)},
	})
	return words, filled
}

// Preview is the message as a receiver of the made-up values sees it, one for each language in which there is a text.
func (b Broadcast) Preview() []chat.Words {
	var previews []chat.Words
	for _, language := range []string{usualLanguage, "en"} {
		if b.Texts[language] != "" {
			words, _ := b.Words(language, sampled())
			previews = append(previews, words)
		}
	}
	return previews
}

// named is a message that names the broadcast.
func (b Broadcast) named(key string) chat.Words { return chat.Words{Key: key, Args: b.args()} }

func (b Broadcast) args() chat.Args {
	return chat.Args{"Number": chat.Literal(b.Number.String()), "Title": chat.Literal(b.Title), "Code": chat.Literal(b.Code.String())}
}

// submitted asks a second officer.
func (b Broadcast) submitted() chat.Words {
	words := b.named("broadcast.submitted")
	words.Args["Planned"] = chat.Number(b.Reach.Planned)
	words.Options = b.options(string(ActApprove), string(ActDecline))
	return words
}

// declined tells the writer that he has to change it.
func (b Broadcast) declined() chat.Words {
	words := b.named("broadcast.declined")
	words.Options = b.options("change", string(ActCancel))
	return words
}

// options are buttons for acts, and for "change", which begins to write it anew.
func (b Broadcast) options(acts ...string) []chat.Option {
	var options []chat.Option
	for _, act := range acts {
		options = append(options, chat.Option{Label: chat.Message("broadcast.act." + act), Press: b.BroadcastPress(act)})
	}
	return options
}

// tell adds messages to one account.
func (t *BroadcastTurn) tell(at time.Time, to string, all ...chat.Words) {
	for _, words := range all {
		t.Tells = append(t.Tells, Tell{To: to, Words: words, At: at})
	}
}
