package memory

import (
	"fmt"

	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

type helper struct {
	by    string
	name  identity.Name
	phone string
	record.Helper
}

func (s *Store) helperOf(by string) *helper {
	for _, h := range s.helpers {
		if h.by == by {
			return h
		}
	}
	return nil
}

func (s *Store) askToHelp(e record.AskToHelp) record.Outcome {
	h := s.helperOf(e.By.ID)
	if h == nil {
		h = &helper{by: e.By.ID, Helper: record.Helper{Number: record.HelperNumber(len(s.helpers) + 1)}}
		s.helpers = append(s.helpers, h)
	}
	if h.State != record.HelperAsked && h.State != record.HelperAdmitted {
		h.name, h.State, h.Kind, h.Village, h.Since = e.Name, record.HelperAsked, e.Kind, e.Village, e.At
		h.phone = e.Phone.Reveal()
	}
	return record.Outcome{Name: record.OutcomeAsked, Helper: h.Number}
}

func (s *Store) answerHelper(e record.AnswerHelper) record.Outcome {
	if e.Number < 1 || int(e.Number) > len(s.helpers) {
		return record.Outcome{Name: record.OutcomeNoMatch}
	}
	h := s.helpers[e.Number-1]
	switch {
	case h.State == e.State:
		return record.Outcome{Name: record.OutcomeSame, Helper: h.Number}
	case !h.State.CanFollow(e.State):
		return record.Outcome{Name: record.OutcomeNoMatch}
	}
	h.State, h.Since = e.State, e.At
	if e.State == record.HelperEnded {
		s.endHelper(h, e)
	}
	return record.Outcome{Name: record.OutcomeAnswered, Helper: h.Number}
}

func (s *Store) endHelper(h *helper, e record.AnswerHelper) {
	for _, b := range s.bindings {
		if b.by == h.by && b.relation == record.RelationHelper && b.until.IsZero() {
			b.until, b.worker.code = e.At, ""
		}
	}
}

// helperFact is what a helper is told of himself.
func (s *Store) helperFact(by string) record.Helper {
	h := s.helperOf(by)
	if h == nil {
		return record.Helper{}
	}
	fact := h.Helper
	for _, b := range s.bindings {
		if b.by == by && b.relation == record.RelationHelper && b.until.IsZero() {
			fact.People++
		}
	}
	return fact
}

// giveCode makes a code for a worker whom a helper registers; that of the first worker is "0000-0001".
func (s *Store) giveCode(w *worker) {
	for i, other := range s.workers {
		if other == w {
			w.code = fmt.Sprintf("%04d-%04d", (i+1)/10_000, (i+1)%10_000)
		}
	}
}

// card is the claim code for the worker's helper; empty where none is out.
func (s *Store) card(by string, receipt record.Receipt) string {
	a := s.under(receipt)
	if a == nil {
		return ""
	}
	if b := s.bound(by, a.worker); b == nil || b.relation != record.RelationHelper {
		return ""
	}
	return a.worker.code
}

func (s *Store) claimWorker(e record.ClaimWorker) record.Outcome {
	key := attempt{"claim", e.By.ID}
	if until := s.waitUntil(e.At, key); !until.IsZero() {
		return record.Outcome{Name: record.OutcomeWait, Until: until}
	}
	code, ok := identity.ParseCode(e.Code)
	for _, w := range s.workers {
		if !ok || (w.code != code && w.claimed != code) {
			continue
		}
		bound := s.bound(e.By.ID, w) != nil
		if !bound && w.code != code {
			continue // it is used
		}
		if bound {
			return record.Outcome{Name: record.OutcomeOwn, Receipt: s.latestOf(w).Receipt}
		}
		delete(s.attempts, key)
		w.code, w.claimed = "", code
		s.bind(e.By, w, record.RelationSelf, e.At)
		return record.Outcome{Name: record.OutcomeClaimed, Receipt: s.latestOf(w).Receipt}
	}
	s.miss(e.At, key)
	return record.Outcome{Name: record.OutcomeNoMatch}
}

func (s *Store) endHelp(e record.EndHelp) record.Outcome {
	w := s.ownWorker(e.By.ID, e.Receipt)
	if w == nil {
		return record.Outcome{Name: record.OutcomeNoMatch}
	}
	for _, b := range s.bindings {
		if b.worker == w && b.relation == record.RelationHelper && b.until.IsZero() {
			b.until = e.At
		}
	}
	return record.Outcome{Name: record.OutcomeAnswered, Receipt: e.Receipt}
}

// ownWorker is the worker of that receipt if the account is bound to him as himself, else nil.
func (s *Store) ownWorker(by string, receipt record.Receipt) *worker {
	a := s.under(receipt)
	if a == nil {
		return nil
	}
	if b := s.bound(by, a.worker); b == nil || b.relation != record.RelationSelf {
		return nil
	}
	return a.worker
}
