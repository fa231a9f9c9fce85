package memory

import (
	"context"
	"fmt"
	"slices"
	"time"

	"jagaetam/internal/record"
)

// waiting is an account's place in the line; places are numbered as they are taken.
type waiting struct {
	place         int64
	contact       string
	since, toldAt time.Time
}

// Line is the line of those who asked to be told when registration opens, in its order.
func (s *Store) Line(context.Context) ([]record.Waiting, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.inLine(), nil
}

func (s *Store) inLine() []record.Waiting {
	var all []record.Waiting
	for _, w := range s.line {
		one := record.Waiting{
			Place: w.place, Contact: w.contact, Since: w.since.UTC(), ToldAt: w.toldAt, Reachable: !s.unreachable[w.contact],
		}
		one.Lost = s.lost(one)
		if a := s.filedInLine(w); a != nil {
			one.Receipt, one.State = a.Receipt, a.State
		}
		all = append(all, one)
	}
	return all
}

// lost says whether what the account was told was skipped.
func (s *Store) lost(w record.Waiting) bool {
	return !w.ToldAt.IsZero() && slices.ContainsFunc(s.outbox, func(l *letter) bool {
		return l.Once == w.Once(w.ToldAt) && l.state == record.LetterSkipped
	})
}

// filedInLine is the latest application of the account's own workers, or of others whom it has registered since it asked.
func (s *Store) filedInLine(w waiting) *application {
	for _, a := range slices.Backward(s.applications) {
		b := s.bound(w.contact, a.worker)
		if b != nil && (b.relation == record.RelationSelf || !a.History[0].At.Before(w.since)) {
			return a
		}
	}
	return nil
}

func (s *Store) askToBeTold(e record.AskToBeTold) record.Outcome {
	outcome := record.Outcome{Name: record.OutcomeAsked}
	if line := record.LineFor(s.inLine(), e.By.ID, e.At); line.Place > 0 {
		outcome.Name = record.OutcomeSame
	} else {
		s.leaveLine(record.LeaveLine{By: e.By})
		s.lastPlace++
		s.line = append(s.line, waiting{place: s.lastPlace, contact: e.By.ID, since: e.At})
	}
	outcome.Place = record.LineFor(s.inLine(), e.By.ID, e.At).Place
	return outcome
}

func (s *Store) leaveLine(e record.LeaveLine) record.Outcome {
	i := slices.IndexFunc(s.line, func(w waiting) bool { return w.contact == e.By.ID })
	if i < 0 {
		return record.Outcome{Name: record.OutcomeNoMatch}
	}
	s.line = slices.Delete(s.line, i, i+1)
	return record.Outcome{Name: record.OutcomeAnswered}
}

func (s *Store) tellOpening(e record.TellOpening) record.Outcome {
	all := s.inLine()
	i := slices.IndexFunc(all, func(w record.Waiting) bool { return w.Place == e.Place })
	if i < 0 || all[i].Told() {
		return record.Outcome{Name: record.OutcomeSame}
	}
	s.line[i].toldAt = e.At
	s.say(record.Say{Tell: record.Tell{To: all[i].Contact, Words: e.Words, Once: all[i].Once(e.At), At: e.At}})
	return record.Outcome{Name: record.OutcomeAnswered}
}

// ChangeDecree gives a decree other terms. The error is record.ErrNotFound, or says what is wrong with them.
func (s *Store) ChangeDecree(_ context.Context, id int64, terms record.DecreeTerms, by string, _ time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch err := terms.Check(); {
	case by == "":
		return fmt.Errorf("change decree: %w", record.ErrNobody)
	case err != nil:
		return fmt.Errorf("change decree: %w", err)
	case s.decree(id) == nil:
		return fmt.Errorf("change decree: %w", record.ErrNotFound)
	}
	d := &s.decrees[id-1]
	d.Quota, d.Opens, d.Closes = terms.Quota, terms.Opens, terms.Closes
	return nil
}
