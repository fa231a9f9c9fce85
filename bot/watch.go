package bot

import (
	"errors"
	"log/slog"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/desk"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/record"
	"jagaetam/internal/session"
)

// Stage is a point on the way of one message.
type Stage string

// The stages, in their order. What Moment.Detail is at each is in brackets.
const (
	Arrived   Stage = "arrived"   // [chat.Incoming]
	Claimed   Stage = "claimed"   // [session.Claimed]
	Advanced  Stage = "advanced"  // [dialogue.Turn; in a group desk.Turn]
	Applied   Stage = "applied"   // [record.Outcome]; only where there were effects
	Committed Stage = "committed" // [session.Next]
	Said      Stage = "said"      // [chat.Said]
	Ended     Stage = "ended"     // [End]; always the last
)

// Moment is a message at one stage of its way. Its Detail holds what people said, but for that of Ended: whoever shows it has to mask it.
type Moment struct {
	Stage Stage
	Chat  string
	Key   string
	// Since is how long ago the message arrived.
	Since  time.Duration
	Detail any
}

// End is what came of a message, in words of the program alone.
type End struct {
	// Kind is what arrived: text, command, tap, contact, media, place, edited, reach, due, or something of a group.
	Kind string
	// Flow and Step name the question on the screen afterwards; empty where there is none.
	Flow, Step string
	// Effects is what came of the effects; empty where there were none.
	Effects record.OutcomeName
	Outcome Outcome
}

// Outcome says how a message ended.
type Outcome string

// The outcomes of messages.
const (
	Answered Outcome = "answered"
	Again    Outcome = "again"    // it had been answered before; what was left unsaid was said
	Busy     Outcome = "busy"     // another message of the chat was in hand; it is delivered again
	Failed   Outcome = "failed"   // it is delivered again
	Panicked Outcome = "panicked" // it goes into quarantine
)

// watcher goes along with a message, and writes one line about it at its end.
type watcher struct {
	watch   func(Moment)
	log     *slog.Logger
	in      chat.Incoming
	arrived time.Time
	end     End
}

func (b *Bot) watching(in chat.Incoming) *watcher {
	w := &watcher{watch: b.Watch, log: b.Log, in: in, arrived: time.Now(), end: End{Kind: kind(in.Content), Outcome: Panicked}}
	w.reached(Arrived, in)
	return w
}

func (w *watcher) reached(stage Stage, detail any) {
	switch d := detail.(type) {
	case session.Claimed:
		if d.Seen {
			w.end.Outcome = Again
		}
	case dialogue.Turn:
		if talk := d.State.Talk; talk != nil {
			w.end.Flow, w.end.Step = talk.Flow, talk.Asked
		}
	case desk.Turn:
		w.end.Flow = "desk"
	case record.Outcome:
		w.end.Effects = d.Name
	}
	if w.watch != nil {
		w.watch(Moment{Stage: stage, Chat: w.in.Chat, Key: w.in.Key, Since: time.Since(w.arrived), Detail: detail})
	}
}

// handled says that the message was handled, or why not.
func (w *watcher) handled(err error) {
	switch {
	case errors.Is(err, session.ErrBusy), errors.Is(err, session.ErrMoved):
		w.end.Outcome = Busy
	case err != nil:
		w.end.Outcome = Failed
	case w.end.Outcome != Again:
		w.end.Outcome = Answered
	}
}

// ended is called once, also where the message led to a panic.
func (w *watcher) ended() {
	w.log.Info("message", "key", w.in.Key, "kind", w.end.Kind, "flow", w.end.Flow, "step", w.end.Step, "effects", string(w.end.Effects),
		"outcome", string(w.end.Outcome), "ms", float64(time.Since(w.arrived).Microseconds())/1000)
	w.reached(Ended, w.end)
}

// kind names what arrived.
func kind(content chat.Content) string {
	switch content.(type) {
	case chat.Text:
		return "text"
	case chat.Command:
		return "command"
	case chat.Tap:
		return "tap"
	case chat.Contact:
		return "contact"
	case chat.Media:
		return "media"
	case chat.Place:
		return "place"
	case chat.Edited:
		return "edited"
	case chat.Reach:
		return "reach"
	case chat.Due:
		return "due"
	case chat.Moved, chat.Standing, chat.Left:
		return "group"
	}
	return "other"
}
