package memory

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"time"

	"jagaetam/internal/record"
)

// keptCase is a case, with how often it changed and which of these changes its card shows.
type keptCase struct {
	record.Case
	version, shown int64
	mark           record.Mark // that the card shows
}

// caseMessage is a message of a case, with the names of what became of it on the other side.
type caseMessage struct {
	number  record.CaseNumber
	side    record.CaseSide
	said    record.CaseMessage
	answers int // the index of the message that it answers; -1 for none
	copies  []string
}

func (s *Store) nextCase() record.CaseNumber {
	s.lastCase++
	return s.lastCase
}

// turnCase has the effect make of the case what it makes.
func (s *Store) turnCase(e record.CaseEffect) record.Outcome {
	a := e.Actor()
	k := s.caseOf(a.Case)
	if a.Case == 0 {
		k = s.openCaseOf(a.Person.ID)
	}
	if open, ok := e.(record.OpenCase); ok && k == nil {
		k = &keptCase{Case: s.known(open.Begun())}
		k.Number = s.nextCase()
		s.cases = append(s.cases, k)
	}
	if k == nil {
		k = &keptCase{}
	}
	before := s.known(k.Case)
	turn := e.On(before, s.officers[a.Officer], s.officers[a.To])
	for _, step := range turn.Steps {
		if !s.step(k.Number, step) {
			turn.Outcome = record.Outcome{Name: record.OutcomeSame, Case: k.Number}
		}
	}
	if k.Case = turn.Case; !reflect.DeepEqual(before, k.Case) {
		k.version++
	}
	return turn.Outcome
}

// step keeps a message and puts what is said of it into the outbox. It reports false where a message that has a new wording is not found.
func (s *Store) step(number record.CaseNumber, step record.CaseStep) bool {
	tell := step.Tell
	if step.Side != "" {
		i := len(s.messages)
		if step.Edited {
			if i = s.written(number, step.Side, step.Said.Message); i < 0 {
				return false
			}
			s.messages[i].said.Text = step.Said.Text
		} else {
			s.messages = append(s.messages, &caseMessage{
				number: number, side: step.Side, said: step.Said, answers: s.messageNamed(number, step.Side, step.Said.Reply),
			})
		}
		tell.Relays, tell.Edits = int64(i+1), step.Edited
	}
	if tell.Words.Key != "" {
		s.say(record.Say{Tell: tell})
	}
	return true
}

// written is the index of the message of that side with that name, the latest first; -1 where there is none.
func (s *Store) written(number record.CaseNumber, side record.CaseSide, message string) int {
	for i, m := range slices.Backward(s.messages) {
		if m.number == number && m.side == side && m.said.Message == message && message != "" {
			return i
		}
	}
	return -1
}

// messageNamed is the index of the message that has that name where the side writes, be it its own or a copy of the other's.
func (s *Store) messageNamed(number record.CaseNumber, side record.CaseSide, message string) int {
	for i, m := range slices.Backward(s.messages) {
		if m.number != number || message == "" {
			continue
		}
		here := (m.side == record.SideWorker) == (side == record.SideWorker)
		if here && m.said.Message == message || !here && slices.Contains(m.copies, message) {
			return i
		}
	}
	return -1
}

// answered is the message that a relayed one answers where it is said, and the one that it takes the place of.
func (s *Store) answered(l *letter) (reply, edit string) {
	m := s.messages[l.Relays-1]
	if l.Edits && len(m.copies) > 0 {
		edit = m.copies[0]
	}
	if m.answers >= 0 {
		other := s.messages[m.answers]
		if reply = other.said.Message; (other.side == record.SideWorker) == (m.side == record.SideWorker) {
			reply = ""
			if len(other.copies) > 0 {
				reply = other.copies[0]
			}
		}
	}
	return reply, edit
}

// relayed keeps the names of what was said on the other side, and says in the topic what a person could not be told.
func (s *Store) relayed(l *letter, d record.Delivery) {
	m := s.messages[l.Relays-1]
	switch d.State {
	case record.LetterWaiting:
	case record.LetterSaid:
		if len(d.Messages) > 0 {
			m.copies = d.Messages
		}
	default:
		if k := s.caseOf(m.number); l.To != "" && k != nil {
			s.say(record.Say{Tell: record.Tell{
				Case: m.number, Words: s.known(k.Case).Words("case.undelivered"), Once: fmt.Sprintf("undelivered:%d", d.ID), At: d.At,
			}})
		}
	}
}

// known is the case with what is known of its worker and its officer. An application that the person has nothing to do with is none.
func (s *Store) known(c record.Case) record.Case {
	c.First, c.Village, c.District, c.Stage = "", "", "", ""
	if a := s.under(c.Receipt); a != nil && s.bound(c.Chat, a.worker) != nil {
		c.First, c.Village, c.District, c.Stage = a.worker.Name.First(), a.worker.Village, a.worker.District, a.State
	} else {
		c.Receipt = 0
	}
	c.Language = s.languages[c.Chat]
	c.TakerName = ""
	if i := slices.Index(s.joined, c.Taker); i >= 0 {
		c.TakerName = fmt.Sprint(i + 1)
	}
	return c
}

// caseFact shares no memory with what is kept.
func (s *Store) caseFact(k *keptCase) record.Case {
	c := s.known(k.Case)
	c.Troubles = slices.Clone(c.Troubles)
	return c
}

// caseOf is the case of that number; nil where there is none.
func (s *Store) caseOf(number record.CaseNumber) *keptCase {
	for _, k := range s.cases {
		if k.Number == number {
			return k
		}
	}
	return nil
}

func (s *Store) openCaseOf(person string) *keptCase {
	for _, k := range s.cases {
		if k.Chat == person && k.State != record.CaseClosed {
			return k
		}
	}
	return nil
}

func (s *Store) caseOfTopic(topic string) *keptCase {
	for _, k := range s.cases {
		if k.Topic == topic && topic != "" {
			return k
		}
	}
	return nil
}

func (s *Store) desk() record.Desk {
	var d record.Desk
	for _, k := range s.cases {
		if k.State == record.CaseClosed || k.DueAt.IsZero() {
			continue
		}
		d.Waiting++
		if k.Urgent {
			d.Urgent++
		}
	}
	for _, o := range s.officers {
		if o.May(record.RoleOperator) {
			d.Officers++
		}
	}
	return d
}

// DueCases are the open cases whose promise is due by now, and those whose person was asked whether they are settled.
func (s *Store) DueCases(_ context.Context, now time.Time) ([]record.Case, error) {
	return s.casesWhere(func(c record.Case) bool {
		return !c.DueAt.IsZero() && !c.DueAt.After(now) || c.State == record.CaseClosing
	}), nil
}

// OpenCases are all open cases, the oldest first.
func (s *Store) OpenCases(context.Context) ([]record.Case, error) {
	return s.casesWhere(func(record.Case) bool { return true }), nil
}

func (s *Store) casesWhere(is func(record.Case) bool) []record.Case {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []record.Case
	for _, k := range s.cases {
		if k.State != record.CaseClosed && is(k.Case) {
			all = append(all, s.caseFact(k))
		}
	}
	return all
}
