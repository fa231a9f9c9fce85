package record

import (
	"cmp"
	"strings"
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

// CountedWords tell the writer how far it reaches, with what args say of that, and the buttons that go on from there: "schedule" is "start"
// of what has a time to begin.
func (b Broadcast) CountedWords(args chat.Args) chat.Words {
	words := b.named("broadcast.counted")
	words.Args["Planned"] = chat.Number(b.Reach.Planned)
	for name, arg := range args {
		words.Args[name] = arg
	}
	words.Options = b.options(ActChange, string(ActCancel))
	if b.Reach.Planned > 0 {
		start := chat.Option{Label: chat.Message("broadcast.act.start"), Press: b.BroadcastPress(string(ActStart))}
		if !b.StartAt.IsZero() {
			start.Label = chat.Message("broadcast.act.schedule")
		}
		words.Options = append([]chat.Option{start}, words.Options...)
	}
	return words
}

// cardWidth is how many characters the bar of a card has.
const cardWidth = 20

// Card shows the writer how far it has come. Pace is how many recipients came to their end in the last minute; Open says whether people
// may be written to now.
func (b Broadcast) Card(pace int, open bool) chat.Words {
	words := b.named("broadcast.card")
	for name, arg := range b.Tally.args() {
		words.Args[name] = arg
	}
	done, planned := b.Tally.Done(), max(b.Tally.Planned, 1)
	full := done * cardWidth / planned
	words.Args["Bar"] = chat.Literal(strings.Repeat("▓", full) + strings.Repeat("░", cardWidth-full))
	words.Args["Percent"], words.Args["Done"] = chat.Number(done*100/planned), chat.Number(done)
	words.Args["State"], words.Args["Pace"] = chat.Message("broadcast.state."+b.standing(open)), chat.Literal("")
	if b.State == BroadcastRunning && open && pace > 0 {
		words.Args["Pace"] = chat.MessageWith("broadcast.card.pace", chat.Args{
			"Rate": chat.Number(pace), "Minutes": chat.Number((b.Tally.Waiting + pace - 1) / pace),
		})
	}
	switch b.State {
	case BroadcastRunning:
		words.Options = b.options(string(ActPause), string(ActCancel))
	case BroadcastPaused:
		words.Options = b.options(string(ActResume), string(ActCancel))
	case BroadcastDone:
		if b.Tally.Failed > 0 {
			words.Options = b.options(string(ActRetry))
		}
	case BroadcastDraft, BroadcastSubmitted, BroadcastScheduled, BroadcastCancelled:
	}
	return words
}

// standing is how it stands, in one word.
func (b Broadcast) standing(open bool) string {
	switch {
	case b.State == BroadcastRunning && !open:
		return "waiting"
	case b.State == BroadcastPaused && b.Why != "":
		return b.Why
	}
	return string(b.State)
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
	words.Options = b.options(ActChange, string(ActCancel))
	return words
}

// options are buttons for acts, and for ActChange, which begins to write it anew.
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
