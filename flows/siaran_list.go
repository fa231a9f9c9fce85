package flows

import (
	"fmt"
	"strconv"
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/record"
)

// broadcastsAtOnce is how many broadcasts are listed in one message.
const broadcastsAtOnce = 6

// broadcastStates are all states of a broadcast.
var broadcastStates = []record.BroadcastState{
	record.BroadcastDraft, record.BroadcastSubmitted, record.BroadcastScheduled, record.BroadcastRunning, record.BroadcastPaused,
	record.BroadcastDone, record.BroadcastCancelled,
}

func broadcastStateKeys() []string {
	all := []string{"siaran.tally", "siaran.reach", "siaran.uncounted"}
	for _, state := range broadcastStates {
		all = append(all, "broadcast.state."+string(state))
	}
	return all
}

// siaranList lists the broadcasts that an officer may act on, the newest first; the payload is the place of the first.
func siaranList() dialogue.Flow {
	return dialogue.Flow{
		ID:    "siaran-daftar",
		Open:  dialogue.Commands("daftarsiaran", "broadcasts"),
		Facts: func(dialogue.Context) record.Query { return record.Query{Officer: true, Broadcasts: true} },
		May:   broadcastersOnly,
		Says:  append([]string{"siaran.list", "siaran.list.none", "siaran.line", "unforeseen.command"}, broadcastStateKeys()...),
		Tries: func() []dialogue.Try { return siaranTries("") },
		Tell: func(c dialogue.Context) dialogue.Told {
			all := c.Facts.Broadcasts
			write := opening("siaran")
			if len(all) == 0 {
				return dialogue.Told{Words: []chat.Words{{Key: "siaran.list.none", Options: []chat.Option{write, opening("office")}}}}
			}
			first, _ := strconv.Atoi(c.Payload)
			if first < 0 || first >= len(all) {
				first = 0
			}
			last := min(first+broadcastsAtOnce, len(all))
			var lines []chat.Arg
			words := chat.Words{Key: "siaran.list"}
			for _, b := range all[first:last] {
				lines = append(lines, chat.MessageWith("siaran.line", chat.Args{
					"Number": chat.Literal(b.Number.String()), "Title": chat.Literal(b.Title), "State": broadcastState(b), "Tally": tallyOf(b),
				}))
				words.Options = append(words.Options, chat.Option{Label: chat.Literal(b.Title), Press: opens("siaran-kartu", strconv.FormatInt(int64(b.Number), 10))})
			}
			words.Args = chat.Args{"Lines": chat.Lines(lines...)}
			if last < len(all) {
				words.Options = append(words.Options, chat.Option{Label: chat.Message("page.next"), Press: opens("siaran-daftar", strconv.Itoa(last))})
			}
			words.Options = append(words.Options, write)
			return dialogue.Told{Words: []chat.Words{words}}
		},
	}
}

func broadcastState(b record.Broadcast) chat.Arg {
	return chat.Message("broadcast.state." + string(b.State))
}

// tallyOf is how far a broadcast has come; before it began, how many it would go to.
func tallyOf(b record.Broadcast) chat.Arg {
	switch {
	case b.Tally.Planned > 0:
		return chat.MessageWith("siaran.tally", tallyArgs(b.Tally))
	case b.CountedAt.IsZero():
		return chat.Message("siaran.uncounted")
	}
	return chat.MessageWith("siaran.reach", chat.Args{"Planned": chat.Number(b.Reach.Planned)})
}

func tallyArgs(t record.Tally) chat.Args {
	return chat.Args{
		"Bar": chat.Literal(bar(t.Done(), t.Planned)), "Done": chat.Number(t.Done()), "Planned": chat.Number(t.Planned), "Sent": chat.Number(t.Sent),
		"Failed": chat.Number(t.Failed), "Skipped": chat.Number(t.Skipped), "Unknown": chat.Number(t.Unknown), "Waiting": chat.Number(t.Waiting),
	}
}

const barWidth = 10

// bar is a progress bar. It is full only once everything is done.
func bar(done, all int) string {
	full := 0
	if all > 0 {
		full = done * barWidth / all
	}
	return strings.Repeat("▓", full) + strings.Repeat("░", barWidth-full)
}

// siaranCard shows a broadcast with what its state allows. It is opened with its number; behind a point, with "r" by its own button, which
// shows it in the same place as it is now.
func siaranCard(s Setting) dialogue.Flow {
	says := append([]string{"siaran.card", "siaran.gone", "siaran.refresh", "broadcast.state.failures", "unforeseen.command",
		"siaran.look.starts", "siaran.look.pictured", "siaran.look.buttons", "siaran.look.translated"}, broadcastStateKeys()...)
	for _, act := range append(texts(record.BroadcastActs), record.ActChange) {
		says = append(says, "broadcast.act."+act)
	}
	return dialogue.Flow{
		ID: "siaran-kartu",
		Facts: func(c dialogue.Context) record.Query {
			return record.Query{Officer: true, Broadcast: broadcastOf(c.Payload)}
		},
		May:   broadcastersOnly,
		Says:  append(says, audienceKeys...),
		Tries: func() []dialogue.Try { return append(siaranTries("17"), siaranTries("x")...) },
		Tell: func(c dialogue.Context) dialogue.Told {
			b := c.Facts.Broadcast
			if b.Number == 0 || b.Number != broadcastOf(c.Payload) {
				return dialogue.Told{Words: []chat.Words{{Key: "siaran.gone", Options: []chat.Option{opening("siaran-daftar")}}}}
			}
			args := s.broadcastArgs(c, b)
			args["Number"], args["State"], args["Tally"] = chat.Literal(b.Number.String()), broadcastState(b), tallyOf(b)
			args["Text"] = chat.Literal(beginning(b.Texts["id"]))
			if b.State == record.BroadcastPaused && b.Why == record.WhyFailures {
				args["State"] = chat.Message("broadcast.state.failures")
			}
			words := chat.Words{Key: "siaran.card", Args: args, Options: siaranActs(b, c.Facts.Officer), Columns: 2}
			return dialogue.Told{Words: []chat.Words{words}, InPlace: strings.HasSuffix(c.Payload, ".r")}
		},
	}
}

// siaranActs are the buttons for what the state of a broadcast allows the officer.
func siaranActs(b record.Broadcast, o record.Officer) []chat.Option {
	var acts []string
	switch b.State {
	case record.BroadcastDraft:
		acts = []string{string(record.ActStart), record.ActChange, string(record.ActCancel)}
	case record.BroadcastSubmitted:
		acts = []string{record.ActChange, string(record.ActCancel)}
		if o.MayApprove(b) {
			acts = append([]string{string(record.ActApprove), string(record.ActDecline)}, acts...)
		}
	case record.BroadcastScheduled:
		acts = []string{string(record.ActPause), record.ActChange, string(record.ActCancel)}
	case record.BroadcastRunning:
		acts = []string{string(record.ActPause), string(record.ActCancel)}
	case record.BroadcastPaused:
		acts = []string{string(record.ActResume), string(record.ActCancel)}
	case record.BroadcastDone:
		if b.Tally.Failed > 0 {
			acts = []string{string(record.ActRetry)}
		}
	case record.BroadcastCancelled:
	}
	var options []chat.Option
	for _, act := range acts {
		options = append(options, chat.Option{Label: chat.Message("broadcast.act." + act), Press: b.BroadcastPress(act)})
	}
	if !b.IsOver() {
		options = append(options, chat.Option{Label: chat.Message("siaran.refresh"), Press: opens("siaran-kartu", fmt.Sprintf("%d.r", b.Number))})
	}
	return append(options, opening("siaran-daftar"))
}
