package record

import (
	"time"

	"jagaetam/internal/chat"
)

// BroadcastCount is what was counted of a broadcast's audience, as the Revision has it.
type BroadcastCount struct {
	Revision int
	Reach    Reach
	At       time.Time
}

// Counted tells the writer of a draft how far it reaches; nothing where it was changed meanwhile.
func (b Broadcast) Counted(c BroadcastCount, letters ...chat.Words) BroadcastTurn {
	if b.State != BroadcastDraft || b.Revision != c.Revision || !b.CountedAt.IsZero() {
		return unturned(b, OutcomeSame)
	}
	b.Reach, b.CountedAt = c.Reach, c.At
	t := BroadcastTurn{Broadcast: b, Act: "count broadcast"}
	t.tell(c.At, b.Writer, letters...)
	return t
}

// Begun freezes the recipients of a broadcast whose time has come, once. Where they have become more than above since it was started, and
// nobody else has approved it, it waits for a second officer after all; where none is left it is over.
func (b Broadcast) Begun(c BroadcastCount, all []Recipient, above int, office []Officer) BroadcastTurn {
	if b.State != BroadcastScheduled || b.Revision != c.Revision || c.At.Before(b.StartAt) {
		return unturned(b, OutcomeSame)
	}
	b.Reach, b.CountedAt = c.Reach, c.At
	t := BroadcastTurn{Broadcast: b, Act: "begin broadcast"}
	switch {
	case len(all) == 0:
		t.Broadcast.State, t.Broadcast.EndedAt, t.Broadcast.ReportedAt = BroadcastCancelled, c.At, c.At
		t.tell(c.At, b.Writer, b.named("broadcast.nobody"))
	case len(all) > above && b.Approver == "":
		return t.outgrow(c.At, office)
	default:
		t.Broadcast.State, t.Broadcast.BeganAt, t.Broadcast.RunsSince, t.Recipients = BroadcastRunning, c.At, c.At, all
	}
	return t
}

// outgrow tells the writer that it has to wait, or that nobody is there to approve it.
func (t BroadcastTurn) outgrow(at time.Time, office []Officer) BroadcastTurn {
	asked := t.submit(at, office)
	if asked.Outcome.Name == OutcomeRefused {
		asked = t
		asked.Broadcast.State = BroadcastDraft
	}
	asked.tell(at, t.Broadcast.Writer, t.Broadcast.named("broadcast.outgrown"))
	return asked
}

// Failing pauses a broadcast that runs since then, because too many of its last messages failed, and tells the writer.
func (b Broadcast) Failing(since, at time.Time, tried, failed int) BroadcastTurn {
	if b.State != BroadcastRunning || !b.RunsSince.Equal(since) {
		return unturned(b, OutcomeSame)
	}
	b.State, b.Why = BroadcastPaused, WhyFailures
	t := BroadcastTurn{Broadcast: b, Act: "pause broadcast"}
	words := b.named("broadcast.failing")
	words.Args["Tried"], words.Args["Failed"] = chat.Number(tried), chat.Number(failed)
	words.Options = b.options(string(ActResume), string(ActCancel))
	t.tell(at, b.Writer, words)
	return t
}

// Swept ends those who wait though the broadcast is cancelled: they were about to be told when it was.
func (b Broadcast) Swept() BroadcastTurn {
	if b.State != BroadcastCancelled || b.Tally.Waiting == 0 {
		return unturned(b, OutcomeSame)
	}
	return BroadcastTurn{Broadcast: b, Act: "cancel broadcast", Drop: true}
}

// Finished tells the writer, once, how a broadcast ended for which nobody waits any more. Document is the file with the recipients by
// village.
func (b Broadcast) Finished(at time.Time, document string) BroadcastTurn {
	if b.State != BroadcastRunning && !b.IsOver() || b.Tally.Waiting > 0 || !b.ReportedAt.IsZero() {
		return unturned(b, OutcomeSame)
	}
	if b.State == BroadcastRunning {
		b.State, b.EndedAt = BroadcastDone, at
	}
	b.ReportedAt = at
	t := BroadcastTurn{Broadcast: b, Act: "end broadcast"}
	words := b.named("broadcast." + string(b.State))
	for name, arg := range b.Tally.args() {
		words.Args[name] = arg
	}
	words.Document = document
	if b.State == BroadcastDone && b.Tally.Failed > 0 {
		words.Options = b.options(string(ActRetry))
	}
	t.tell(at, b.Writer, words)
	return t
}

func (t Tally) args() chat.Args {
	return chat.Args{
		"Planned": chat.Number(t.Planned), "Sent": chat.Number(t.Sent), "Failed": chat.Number(t.Failed), "Skipped": chat.Number(t.Skipped),
		"Unknown": chat.Number(t.Unknown), "Waiting": chat.Number(t.Waiting),
	}
}
