package record

import (
	"time"
)

// BroadcastTurn is what something makes of a broadcast. Stores keep it; they decide nothing of it themselves.
type BroadcastTurn struct {
	// Broadcast is the broadcast from now on.
	Broadcast Broadcast
	Outcome   Outcome
	// Tells are said, in order.
	Tells []Tell
	// Act is written down as the officer's; empty where nothing is kept and nothing changes.
	Act string
	// Recipients are frozen, those of a broadcast that begins.
	Recipients []Recipient
	// Drop ends those who wait as SkipCancelled, but for messages on their way. Again has those who failed wait once more.
	Drop, Again bool
}

// On keeps what was written.
func (e WriteBroadcast) On(b Broadcast, by Officer, _ []Officer) BroadcastTurn {
	audience, some := e.Broadcast.Audience.Within(by)
	switch {
	case e.Number != 0 && b.Number == 0:
		return unturned(b, OutcomeNoMatch)
	case !by.MayBroadcast(b) && b.Number != 0, !by.MayBroadcast(Broadcast{Audience: audience}) || !some:
		return unturned(b, OutcomeNotAllowed)
	case b.IsOver():
		return barred(b, WhyOver)
	case !b.BeganAt.IsZero():
		return barred(b, WhyBegun)
	}
	w := e.Broadcast
	next := Broadcast{
		Number: b.Number, State: BroadcastDraft, Revision: b.Revision + 1, Writer: by.Contact, Audience: audience, Title: w.Title,
		Texts: w.Texts, Photo: w.Photo, Opens: w.Opens, StartAt: w.StartAt, Code: b.Code,
	}
	return BroadcastTurn{Broadcast: next, Outcome: Outcome{Name: OutcomeBegun, Broadcast: b.Number}, Act: "write broadcast"}
}

// On does the act.
func (e TurnBroadcast) On(b Broadcast, by Officer, office []Officer) BroadcastTurn {
	supervises := e.Act == ActApprove || e.Act == ActDecline
	switch {
	case b.Number == 0:
		return unturned(b, OutcomeNoMatch)
	case supervises && by.Contact != "" && by.Contact == b.Writer:
		return barred(b, WhyOwn)
	case supervises && !by.MayApprove(b), !by.MayBroadcast(b):
		return unturned(b, OutcomeNotAllowed)
	case e.Revision != b.Revision:
		return barred(b, WhyChanged)
	}
	t := BroadcastTurn{Broadcast: b, Outcome: Outcome{Name: OutcomeAnswered, Broadcast: b.Number}, Act: string(e.Act) + " broadcast"}
	switch e.Act {
	case ActStart:
		return t.start(e, office)
	case ActApprove:
		return t.approve(e, by)
	case ActDecline:
		return t.sendBack(e)
	case ActPause:
		return t.pause()
	case ActResume:
		return t.resume(e.At)
	case ActCancel:
		return t.cancel(e.At)
	case ActRetry:
		return t.retry(e.At)
	}
	return unturned(b, OutcomeSame)
}

func (t BroadcastTurn) start(e TurnBroadcast, office []Officer) BroadcastTurn {
	b := t.Broadcast
	switch {
	case b.IsOver():
		return barred(b, WhyOver)
	case b.State != BroadcastDraft:
		return unturned(b, OutcomeSame)
	case b.CountedAt.IsZero():
		return barred(b, WhyNotCounted)
	case b.Reach.Planned == 0:
		return barred(b, WhyNobodyThere)
	case b.Reach.Planned <= e.Above:
		t.Broadcast.State = BroadcastScheduled
		return t
	}
	return t.submit(e.At, office)
}

// submit asks every other officer who may approve.
func (t BroadcastTurn) submit(at time.Time, office []Officer) BroadcastTurn {
	t.Broadcast.State, t.Broadcast.Approver, t.Outcome.Name = BroadcastSubmitted, "", OutcomeAsked
	for _, o := range office {
		if o.MayApprove(t.Broadcast) {
			t.tell(at, o.Contact, append(t.Broadcast.Preview(), t.Broadcast.submitted())...)
		}
	}
	if len(t.Tells) == 0 {
		return barred(t.Broadcast, WhyNobodyToApprove)
	}
	return t
}

func (t BroadcastTurn) approve(e TurnBroadcast, by Officer) BroadcastTurn {
	switch b := t.Broadcast; {
	case b.IsOver():
		return barred(b, WhyOver)
	case b.Approver != "":
		return unturned(b, OutcomeSame)
	case b.State != BroadcastSubmitted:
		return barred(b, WhyNotBegun)
	}
	t.Broadcast.State, t.Broadcast.Approver = BroadcastScheduled, by.Contact
	t.tell(e.At, t.Broadcast.Writer, t.Broadcast.named("broadcast.approved"))
	return t
}

func (t BroadcastTurn) sendBack(e TurnBroadcast) BroadcastTurn {
	switch b := t.Broadcast; {
	case b.IsOver():
		return barred(b, WhyOver)
	case b.State == BroadcastDraft:
		return unturned(b, OutcomeSame)
	case b.State != BroadcastSubmitted:
		return barred(b, WhyBegun)
	}
	t.Broadcast.State = BroadcastDraft
	t.tell(e.At, t.Broadcast.Writer, t.Broadcast.declined())
	return t
}

func (t BroadcastTurn) pause() BroadcastTurn {
	switch b := t.Broadcast; {
	case b.IsOver():
		return barred(b, WhyOver)
	case b.State == BroadcastPaused:
		return unturned(b, OutcomeSame)
	case b.State != BroadcastRunning && b.State != BroadcastScheduled:
		return barred(b, WhyNotBegun)
	}
	t.Broadcast.State, t.Broadcast.Why = BroadcastPaused, ""
	return t
}

func (t BroadcastTurn) resume(at time.Time) BroadcastTurn {
	switch b := t.Broadcast; {
	case b.IsOver():
		return barred(b, WhyOver)
	case b.State == BroadcastRunning || b.State == BroadcastScheduled:
		return unturned(b, OutcomeSame)
	case b.State != BroadcastPaused:
		return barred(b, WhyNotBegun)
	case b.BeganAt.IsZero():
		t.Broadcast.State = BroadcastScheduled
	default:
		t.Broadcast.State, t.Broadcast.RunsSince = BroadcastRunning, at
	}
	t.Broadcast.Why = ""
	return t
}

// cancel leaves nothing to report of what never began.
func (t BroadcastTurn) cancel(at time.Time) BroadcastTurn {
	switch b := t.Broadcast; b.State {
	case BroadcastDone:
		return barred(b, WhyOver)
	case BroadcastCancelled:
		return unturned(b, OutcomeSame)
	default:
	}
	t.Broadcast.State, t.Broadcast.EndedAt, t.Broadcast.Why, t.Drop = BroadcastCancelled, at, "", true
	if t.Broadcast.BeganAt.IsZero() {
		t.Broadcast.ReportedAt = at
	}
	return t
}

func (t BroadcastTurn) retry(at time.Time) BroadcastTurn {
	b := t.Broadcast
	switch {
	case b.State == BroadcastCancelled:
		return barred(b, WhyOver)
	case b.State == BroadcastRunning || b.State == BroadcastDone && b.Tally.Failed == 0:
		return unturned(b, OutcomeSame)
	case b.State != BroadcastDone:
		return barred(b, WhyNotBegun)
	}
	t.Broadcast.State, t.Broadcast.RunsSince, t.Broadcast.EndedAt, t.Broadcast.ReportedAt = BroadcastRunning, at, time.Time{}, time.Time{}
	t.Again = true
	return t
}

func unturned(b Broadcast, name OutcomeName) BroadcastTurn {
	return BroadcastTurn{Broadcast: b, Outcome: Outcome{Name: name, Broadcast: b.Number}}
}

func barred(b Broadcast, why string) BroadcastTurn {
	t := unturned(b, OutcomeRefused)
	t.Outcome.Why = why
	return t
}
