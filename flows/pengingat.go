package flows

import (
	"slices"
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// What the flow pengingat can be opened with besides a kind of message: to be asked which is to be stopped, to answer none to that, and
// after a kind to stop or to start it.
const (
	askWhich = "stop"
	keepAll  = "none"
	stopKind = "-off"
	sendKind = "-on"
)

// pengingat says which messages the account is sent without asking, by kind, and stops or starts them. It is opened with a kind by the
// button under every such message.
func pengingat(s Setting) dialogue.Flow {
	says := []string{"pengingat", "pengingat.which", "pengingat.nothing", "pengingat.keep", "pengingat.kept", "pengingat.on", "pengingat.off", "pengingat.withdrawn"}
	for _, kind := range record.Subscriptions {
		for _, turn := range []string{"", stopKind, sendKind} {
			says = append(says, "pengingat."+string(kind)+turn)
		}
		says = append(says, "pengingat."+string(kind)+".stopped", "pengingat."+string(kind)+".started")
	}
	return dialogue.Flow{
		ID: "pengingat",
		Open: append(append(dialogue.Commands("pengingat", "reminders"), dialogue.Intents(reading.Reminders)...),
			dialogue.Opening{Intent: reading.Stop, Payload: askWhich}, dialogue.Opening{Intent: reading.Spare, Payload: askWhich}),
		Facts: knowSubscriptions, Says: says, Tries: pengingatTries,
		Tell: func(c dialogue.Context) dialogue.Told {
			kind, on, turned := parseTurn(c.Payload)
			switch {
			case turned && on && kind == record.Contribution && unprocessed(s, c):
				return dialogue.Told{Words: []chat.Words{{Key: "pengingat.withdrawn", Options: []chat.Option{opening("data"), opening("menu")}}}}
			case turned:
				return dialogue.Told{
					Words: []chat.Words{turnedWords(kind, on)},
					Effects: []record.Effect{record.SetSubscription{
						By: c.Person, At: c.Now, Kind: kind, On: on, Version: s.Programme.ConsentVersion,
					}},
				}
			case c.Payload == askWhich:
				return dialogue.Told{Words: []chat.Words{s.which(c)}}
			case c.Payload == keepAll:
				return dialogue.Told{Words: []chat.Words{{Key: "pengingat.kept", Options: []chat.Option{opening("menu")}}}}
			}
			return dialogue.Told{Words: []chat.Words{s.subscriptions(c, record.Subscription(c.Payload))}}
		},
	}
}

// pengingatTries are each kind of message as it is, stopped and started, by an account with a worker of its own and one without.
func pengingatTries() []dialogue.Try {
	tries := []dialogue.Try{{}, {Payload: askWhich}, {Payload: keepAll}, {Payload: "x"}, {Payload: askWhich, Facts: record.Facts{Stopped: record.Subscriptions}}}
	for _, kind := range record.Subscriptions {
		for _, turn := range []string{"", stopKind, sendKind} {
			payload := string(kind) + turn
			tries = append(tries, dialogue.Try{Payload: payload}, dialogue.Try{Payload: payload, Facts: record.Facts{Kept: []record.Kept{sample}}})
		}
	}
	return tries
}

func knowSubscriptions(dialogue.Context) record.Query { return record.Query{Stopped: true, Kept: true} }

// parseTurn reads which kind is to be stopped or started.
func parseTurn(payload string) (kind record.Subscription, on, turned bool) {
	for _, kind := range record.Subscriptions {
		if rest, ok := strings.CutPrefix(payload, string(kind)); ok && (rest == stopKind || rest == sendKind) {
			return kind, rest == sendKind, true
		}
	}
	return "", false, false
}

// sends says whether the account is sent a kind of message. Reminders need the consent of a worker of its own as well, where it has any.
func (s Setting) sends(c dialogue.Context, kind record.Subscription) bool {
	own := ownKept(c)
	switch {
	case slices.Contains(c.Facts.Stopped, kind):
		return false
	case kind != record.Contribution || len(own) == 0:
		return true
	}
	return slices.ContainsFunc(own, s.reminded)
}

// reminded says whether a worker's consents let him be reminded.
func (s Setting) reminded(kept record.Kept) bool {
	_, processed := stands(s, kept, record.PurposeProcessing)
	_, reminded := stands(s, kept, record.PurposeReminders)
	return processed && reminded
}

// unprocessed says whether every worker of the account's own has taken back his consent to processing, without which nobody is reminded.
func unprocessed(s Setting, c dialogue.Context) bool {
	own := ownKept(c)
	processed := func(kept record.Kept) bool { _, is := stands(s, kept, record.PurposeProcessing); return is }
	return len(own) > 0 && !slices.ContainsFunc(own, processed)
}

// subscriptions shows what is on and off, with a button for each kind that turns it round; that of the kind asked about stands first.
func (s Setting) subscriptions(c dialogue.Context, first record.Subscription) chat.Words {
	words := chat.Words{Key: "pengingat", Args: chat.Args{}}
	for _, kind := range record.Subscriptions {
		state, turn := chat.Message("pengingat.off"), sendKind
		if s.sends(c, kind) {
			state, turn = chat.Message("pengingat.on"), stopKind
		}
		words.Args[map[record.Subscription]string{record.Contribution: "Contribution", record.News: "News"}[kind]] = state
		words.Options = append(words.Options, turning(kind, turn))
		if kind == first {
			slices.Reverse(words.Options)
		}
	}
	words.Options = append(words.Options, opening("menu"))
	return words
}

// which asks what somebody wants stopped who has only said stop.
func (s Setting) which(c dialogue.Context) chat.Words {
	words := chat.Words{Key: "pengingat.which"}
	for _, kind := range record.Subscriptions {
		if s.sends(c, kind) {
			label := chat.Message("pengingat." + string(kind))
			words.Options = append(words.Options, chat.Option{Label: label, Press: opens("pengingat", string(kind)+stopKind)})
		}
	}
	if len(words.Options) == 0 {
		words.Key = "pengingat.nothing"
		words.Options = append(words.Options, opening("pengingat"))
		return words
	}
	words.Options = append(words.Options, chat.Option{Label: chat.Message("pengingat.keep"), Press: opens("pengingat", keepAll)})
	return words
}

func turning(kind record.Subscription, turn string) chat.Option {
	return chat.Option{Label: chat.Message("pengingat." + string(kind) + turn), Press: opens("pengingat", string(kind)+turn)}
}

// turnedWords says that a kind was stopped or started, with the button that turns it round again.
func turnedWords(kind record.Subscription, on bool) chat.Words {
	key, back := ".stopped", sendKind
	if on {
		key, back = ".started", stopKind
	}
	return chat.Words{Key: "pengingat." + string(kind) + key, Options: []chat.Option{turning(kind, back), opening("pengingat"), opening("menu")}}
}
