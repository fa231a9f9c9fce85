package record

import (
	"time"

	"jagaetam/internal/chat"
)

// CaseTurn is what an effect makes of a case. Stores keep it; they decide nothing of it themselves.
type CaseTurn struct {
	// Case is the case from now on.
	Case    Case
	Outcome Outcome
	// Steps are what is kept and said, in order.
	Steps []CaseStep
	// Act is written down as the officer's or, where he does it, the person's; empty where nothing is.
	Act string
}

// CaseStep is a message that is kept, with what is said of it, or something that is only said.
type CaseStep struct {
	// Side and Author are whose the message is; an empty Side keeps none. With Edited it is the new wording of one that is kept.
	Side   CaseSide
	Author string
	Said   CaseMessage
	Edited bool
	// Tell is what is said; nothing where it has no words.
	Tell Tell
}

// CaseSide is whose a message of a case is.
type CaseSide string

// The sides of a case. Notes are for officers only.
const (
	SideWorker  CaseSide = "worker"
	SideOfficer CaseSide = "officer"
	SideNote    CaseSide = "note"
)

// CaseEffect is an effect on one case.
type CaseEffect interface {
	Effect
	Actor() CaseActor
	// On says what the effect makes of the case; a zero Number is none. By is the officer who acts, and to the one whom he names.
	On(c Case, by, to Officer) CaseTurn
}

// Begun is the case that the effect opens where the person has none open. Who keeps it gives the number and fills in what is known of the
// worker.
func (e OpenCase) Begun() Case {
	return Case{Matter: e.Matter, Chat: e.By.ID, Receipt: e.Receipt, OpenedAt: e.At}
}

// On opens a case that has no state yet, and adds to one that is open.
func (e OpenCase) On(c Case, _, _ Officer) CaseTurn {
	t := CaseTurn{Case: c, Outcome: Outcome{Name: OutcomeSame}}
	if c.State == "" {
		t.Case.State, t.Outcome.Name, t.Act = CaseOpen, OutcomeOpened, "open case"
		t.tell(e.At, Tell{Case: c.Number, Words: c.Words("case.opened")})
	}
	t.Case.Urgent = c.Urgent || e.Urgent
	if len(e.Troubles) > 0 {
		t.Case.Troubles = e.Troubles
	}
	if c.DueAt.IsZero() || e.Urgent && e.DueAt.Before(c.DueAt) {
		t.Case.DueAt = e.DueAt
	}
	t.speaks()
	for _, said := range e.Said {
		t.hear(e.By, e.At, said, false)
	}
	t.Outcome.Case, t.Outcome.Until = c.Number, t.Case.DueAt
	return t
}

// On adds what the person writes.
func (e SayInCase) On(c Case, _, _ Officer) CaseTurn {
	if c.isOver() {
		return refused(c, OutcomeNoMatch)
	}
	t := CaseTurn{Case: c, Outcome: Outcome{Name: OutcomeRelayed, Case: c.Number}}
	if !e.Edited {
		t.speaks()
		if c.DueAt.IsZero() {
			t.Case.DueAt = e.DueAt
		}
	}
	t.hear(e.By, e.At, e.Said, e.Edited)
	t.Outcome.Until = t.Case.DueAt
	return t
}

// hear keeps what the person wrote and says it in the topic.
func (t *CaseTurn) hear(by chat.Person, at time.Time, said CaseMessage, edited bool) {
	t.Steps = append(t.Steps, CaseStep{
		Side: SideWorker, Author: by.ID, Said: said, Edited: edited, Tell: Tell{Case: t.Case.Number, Words: t.Case.FromWorker(said), At: at},
	})
}

// speaks takes a case up again whose person was asked whether it is settled.
func (t *CaseTurn) speaks() {
	if t.Case.State != CaseClosing {
		return
	}
	t.Case.AskedAt = time.Time{}
	if t.Case.State = CaseOpen; t.Case.Taker != "" {
		t.Case.State = CaseTaken
	}
}

// On closes the case, or has the office go on with it.
func (e SettleCase) On(c Case, _, _ Officer) CaseTurn {
	if c.isOver() || c.Chat != e.By.ID {
		return refused(c, OutcomeNoMatch)
	}
	t := CaseTurn{Case: c, Outcome: Outcome{Name: OutcomeAnswered, Case: c.Number}}
	if e.Settled {
		t.Act = "settle case"
		t.close()
		t.tell(e.At, Tell{Case: c.Number, Words: c.Words("case.settled-desk")})
		return t
	}
	t.Act = "reopen case"
	t.speaks()
	t.Case.Reopened++
	if c.DueAt.IsZero() {
		t.Case.DueAt = e.DueAt
	}
	t.Outcome.Until = t.Case.DueAt
	t.tell(e.At, Tell{Case: c.Number, Words: c.Words("case.unsettled-desk")})
	return t
}

func (t *CaseTurn) close() {
	t.Case.State, t.Case.DueAt, t.Case.AskedAt = CaseClosed, time.Time{}, time.Time{}
}

// On keeps the stars of a closed case.
func (e RateCase) On(c Case, _, _ Officer) CaseTurn {
	if c.State != CaseClosed || c.Chat != e.By.ID {
		return refused(c, OutcomeNoMatch)
	}
	c.Rating = e.Stars
	return CaseTurn{Case: c, Outcome: Outcome{Name: OutcomeAnswered, Case: c.Number}, Act: "rate case"}
}

// On closes the case if nothing has happened since the person was asked.
func (e LapseCase) On(c Case, _, _ Officer) CaseTurn {
	if c.State != CaseClosing || !c.AskedAt.Equal(e.AskedAt) {
		return refused(c, OutcomeNoMatch)
	}
	t := CaseTurn{Case: c, Outcome: Outcome{Name: OutcomeAnswered, Case: c.Number}, Act: "lapse case"}
	t.close()
	t.tell(e.At, Tell{To: c.Chat, Words: c.Lapsed()})
	t.tell(e.At, Tell{Case: c.Number, Words: c.Words("case.lapsed-desk")})
	return t
}

// tell adds something that is only said.
func (t *CaseTurn) tell(at time.Time, tell Tell) {
	tell.At = at
	t.Steps = append(t.Steps, CaseStep{Tell: tell})
}

func (c Case) isOver() bool { return c.Number == 0 || c.State == CaseClosed }

func refused(c Case, name OutcomeName) CaseTurn {
	return CaseTurn{Case: c, Outcome: Outcome{Name: name}}
}
