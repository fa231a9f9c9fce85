package flows

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/record"
)

// sureAbove is how many people a broadcast may go to without its officer being asked once more.
const sureAbove = 20

// siaranWhys are why an act on a broadcast can be refused.
var siaranWhys = []string{
	record.WhyChanged, record.WhyOwn, record.WhyNotCounted, record.WhyNobodyThere, record.WhyNobodyToApprove, record.WhyBegun, record.WhyNotBegun,
	record.WhyOver,
}

// siaranAct does what an officer wants done with a broadcast of the revision that he has seen. It is opened with the act, the number and the
// revision, with points between; and "yes" behind that from who was asked once more.
func siaranAct(s Setting) dialogue.Flow {
	says := []string{
		"siaran.gone", "siaran.same", "not-allowed", "unforeseen.command", "siaran.asked", "siaran.sure.start", "siaran.sure.cancel", "siaran.sure.yes",
		"siaran.sure.no",
	}
	for _, why := range siaranWhys {
		says = append(says, "siaran.why."+why)
	}
	for _, act := range record.BroadcastActs {
		says = append(says, "siaran.did."+string(act))
	}
	return dialogue.Flow{
		ID: "siaran-act",
		Facts: func(c dialogue.Context) record.Query {
			return record.Query{Officer: true, Broadcast: wantedOf(c.Payload).number}
		},
		May:  broadcastersOnly,
		Says: says,
		Tries: func() []dialogue.Try {
			return append(append(siaranTries("start.17.3"), siaranTries("cancel.17.3.yes")...), siaranTries("approve.17.2")...)
		},
		Tell: func(c dialogue.Context) dialogue.Told {
			wanted, b := wantedOf(c.Payload), c.Facts.Broadcast
			switch {
			case wanted.number == 0 || b.Number != wanted.number:
				return dialogue.Told{Words: []chat.Words{{Key: "siaran.gone", Options: []chat.Option{opening("siaran-daftar")}}}}
			case wanted.revision != b.Revision:
				return dialogue.Told{Words: []chat.Words{aboutBroadcast("siaran.why."+record.WhyChanged, b)}}
			case !wanted.sure && asksOnceMore(wanted.act, b):
				return dialogue.Told{Words: []chat.Words{sureOf(wanted, b)}}
			}
			return dialogue.Told{
				Effects: []record.Effect{record.TurnBroadcast{
					By: c.Person, At: c.Now, Number: b.Number, Revision: wanted.revision, Act: wanted.act, Above: s.Programme.Broadcast.SecondOfficerAbove,
				}},
				Then: func(outcome record.Outcome) []chat.Words {
					return []chat.Words{aboutBroadcast(actedKey(wanted.act, outcome), b)}
				},
			}
		},
	}
}

// wanted is an act on a broadcast.
type wanted struct {
	act      record.BroadcastAct
	number   record.BroadcastNumber
	revision int
	sure     bool
}

// wantedOf is the act that a payload names; zero where the button is none of ours.
func wantedOf(payload string) wanted {
	parts := strings.Split(payload, ".")
	if len(parts) < 3 || len(parts) > 4 || len(parts) == 4 && parts[3] != "yes" {
		return wanted{}
	}
	w := wanted{act: record.BroadcastAct(parts[0]), number: broadcastOf(parts[1]), sure: len(parts) == 4}
	revision, err := strconv.Atoi(parts[2])
	if err != nil || revision < 1 || w.number == 0 || !slices.Contains(record.BroadcastActs, w.act) {
		return wanted{}
	}
	w.revision = revision
	return w
}

// asksOnceMore says whether the act cannot be taken back.
func asksOnceMore(act record.BroadcastAct, b record.Broadcast) bool {
	switch act {
	case record.ActStart:
		return b.State == record.BroadcastDraft && b.Reach.Planned > sureAbove
	case record.ActCancel:
		return !b.IsOver()
	default:
		return false
	}
}

// sureOf asks whether the act is meant.
func sureOf(w wanted, b record.Broadcast) chat.Words {
	words := aboutBroadcast("siaran.sure."+string(w.act), b)
	words.Args["Planned"] = chat.Number(b.Reach.Planned)
	words.Args["Waiting"] = chat.Number(b.Tally.Waiting)
	words.Options = []chat.Option{
		{Label: chat.Message("siaran.sure.yes"), Press: opens("siaran-act", fmt.Sprintf("%s.%d.%d.yes", w.act, w.number, w.revision))},
		{Label: chat.Message("siaran.sure.no"), Press: opens("siaran-kartu", strconv.FormatInt(int64(b.Number), 10))},
	}
	return words
}

// actedKey names what is said of the outcome of an act.
func actedKey(act record.BroadcastAct, outcome record.Outcome) string {
	switch outcome.Name {
	case record.OutcomeAnswered:
		return "siaran.did." + string(act)
	case record.OutcomeAsked:
		return "siaran.asked"
	case record.OutcomeNotAllowed:
		return "not-allowed"
	case record.OutcomeNoMatch:
		return "siaran.gone"
	case record.OutcomeRefused:
		if slices.Contains(siaranWhys, outcome.Why) {
			return "siaran.why." + outcome.Why
		}
	default: // OutcomeSame
	}
	return "siaran.same"
}

// aboutBroadcast is a message about a broadcast, with the button that shows it.
func aboutBroadcast(key string, b record.Broadcast) chat.Words {
	return chat.Words{
		Key: key, Args: chat.Args{"Number": chat.Literal(b.Number.String()), "Title": chat.Literal(b.Title)},
		Options: []chat.Option{{Label: chat.Message("open.siaran-kartu"), Press: opens("siaran-kartu", strconv.FormatInt(int64(b.Number), 10))}},
	}
}
