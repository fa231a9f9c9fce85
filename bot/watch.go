package bot

import (
	"time"

	"jagaetam/internal/chat"
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
)

// Moment is a message at one stage of its way. Its Detail holds what people said: whoever shows it has to mask it.
type Moment struct {
	Stage Stage
	Chat  string
	Key   string
	// Since is how long ago the message arrived.
	Since  time.Duration
	Detail any
}

type watcher struct {
	watch   func(Moment)
	in      chat.Incoming
	arrived time.Time
}

func (b *Bot) watching(in chat.Incoming) watcher {
	w := watcher{watch: b.Watch, in: in}
	if w.watch != nil {
		w.arrived = time.Now()
		w.reached(Arrived, in)
	}
	return w
}

func (w watcher) reached(stage Stage, detail any) {
	if w.watch != nil {
		w.watch(Moment{Stage: stage, Chat: w.in.Chat, Key: w.in.Key, Since: time.Since(w.arrived), Detail: detail})
	}
}
