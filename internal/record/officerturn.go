package record

import "time"

// begin is the turn of an officer's act. It reports false where he may not act on the case, or it is over.
func begin(c Case, by Officer, act string) (CaseTurn, bool) {
	switch {
	case !by.MayHandle(c):
		return refused(c, OutcomeNotAllowed), false
	case c.isOver():
		return refused(c, OutcomeNoMatch), false
	}
	return CaseTurn{Case: c, Outcome: Outcome{Name: OutcomeAnswered, Case: c.Number}, Act: act}, true
}

// beginOwn is begin for what only the officer who has the case may do, or a supervisor.
func beginOwn(c Case, by Officer, act string) (CaseTurn, bool) {
	t, ok := begin(c, by, act)
	if ok && c.Taker != "" && c.Taker != by.Contact && !by.May(RoleSupervisor) {
		return taken(c), false
	}
	return t, ok
}

// taken refuses what another's having the case forbids.
func taken(c Case) CaseTurn {
	return CaseTurn{Case: c, Outcome: Outcome{Name: OutcomeTaken, Case: c.Number, Who: c.Taker}}
}

// take gives the case to the officer.
func (t *CaseTurn) take(by string) {
	t.Case.Taker = by
	if t.Case.State == CaseOpen {
		t.Case.State = CaseTaken
	}
}

// leave gives the case back to the desk.
func (t *CaseTurn) leave() {
	t.Case.Taker = ""
	if t.Case.State == CaseTaken {
		t.Case.State = CaseOpen
	}
}

// On gives an untaken case to the officer.
func (e TakeCase) On(c Case, by, _ Officer) CaseTurn {
	t, ok := begin(c, by, "take case")
	switch {
	case !ok:
		return t
	case c.Taker != "" && c.Taker != by.Contact:
		return taken(c)
	}
	t.take(by.Contact)
	return t
}

// On gives the case to another, who is told, or back to the desk.
func (e PassCase) On(c Case, by, to Officer) CaseTurn {
	t, ok := beginOwn(c, by, "pass case")
	switch {
	case !ok:
		return t
	case e.To == "":
		t.leave()
		t.tell(e.At, Tell{Case: c.Number, Words: c.Words("case.back")})
		return t
	case !to.MayHandle(c):
		return refused(c, OutcomeNoMatch)
	}
	t.take(to.Contact)
	t.tell(e.At, Tell{To: to.Contact, Words: c.Words("case.passed")})
	return t
}

// On keeps the note.
func (e NoteCase) On(c Case, by, _ Officer) CaseTurn {
	t, ok := begin(c, by, "note case")
	if ok {
		t.Steps = append(t.Steps, CaseStep{Side: SideNote, Author: by.Contact, Said: e.Said})
	}
	return t
}

// On relays what the officer wrote.
func (e AnswerCase) On(c Case, by, _ Officer) CaseTurn {
	t, ok := begin(c, by, "answer case")
	if !ok {
		return t
	}
	t.Steps = append(t.Steps, CaseStep{
		Side: SideOfficer, Author: by.Contact, Said: e.Said, Edited: e.Edited, Tell: Tell{To: c.Chat, Words: c.FromOfficer(e.Said), At: e.At},
	})
	if !e.Edited {
		t.Case.Answered, t.Case.DueAt = true, time.Time{}
		if c.Taker == "" {
			t.take(by.Contact)
		} else if c.Taker != by.Contact {
			t.tell(e.At, Tell{Case: c.Number, Words: c.Words("case.other-answered")})
		}
	}
	t.Outcome.Name, t.Outcome.Who = OutcomeRelayed, t.Case.Taker
	return t
}

// On asks the person whether it is settled; once, while he has not answered.
func (e CloseCase) On(c Case, by, _ Officer) CaseTurn {
	t, ok := beginOwn(c, by, "close case")
	switch {
	case !ok:
		return t
	case c.State == CaseClosing:
		return CaseTurn{Case: c, Outcome: Outcome{Name: OutcomeSame, Case: c.Number}}
	case c.Taker == "":
		t.take(by.Contact)
	}
	t.Case.State, t.Case.AskedAt, t.Case.DueAt = CaseClosing, e.At, time.Time{}
	t.tell(e.At, Tell{To: c.Chat, Words: c.Asked()})
	return t
}

// On keeps the reason as a note.
func (e LookInto) On(c Case, by, _ Officer) CaseTurn {
	t, ok := begin(c, by, "look into case")
	if ok {
		t.Steps = append(t.Steps, CaseStep{Side: SideNote, Author: by.Contact, Said: CaseMessage{Text: e.Reason}})
	}
	return t
}

// On takes the case from an officer who has not kept the promise.
func (e ReturnCase) On(c Case, _, _ Officer) CaseTurn {
	if c.State != CaseTaken || c.Taker != e.Taker || !c.DueAt.Equal(e.DueAt) {
		return refused(c, OutcomeNoMatch)
	}
	t := CaseTurn{Case: c, Outcome: Outcome{Name: OutcomeAnswered, Case: c.Number}, Act: "return case"}
	t.leave()
	t.tell(e.At, Tell{Case: c.Number, Words: c.Words("case.back")})
	t.tell(e.At, Tell{To: e.Taker, Words: c.Words("case.taken-away")})
	return t
}

// Release gives the case of an officer who is none any more, or has left the group, back to the desk.
func Release(c Case, at time.Time) CaseTurn {
	t := CaseTurn{Case: c}
	t.leave()
	t.tell(at, Tell{Case: c.Number, Words: c.Words("case.back")})
	return t
}
