package memory

import (
	"cmp"
	"context"
	"slices"

	"jagaetam/internal/record"
)

// mostInsured is how many workers an account is told of at once.
const mostInsured = 50

// Facts answers the query.
func (s *Store) Facts(_ context.Context, query record.Query) (*record.Facts, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if before, performed := s.remembered[query.Key]; performed {
		return &before, nil
	}
	facts := &record.Facts{}
	if query.Applications {
		facts.Applications = s.ownApplications(query.Person.ID)
	}
	if query.Insured {
		facts.Insured, facts.Rates = s.insured(query.Person.ID), s.rates
	}
	if query.Officer {
		facts.Officer = s.officer(query.Person.ID)
	}
	if query.Helper {
		facts.Helper = s.helperFact(query.Person.ID)
	}
	if query.Kept {
		facts.Kept = s.kept(query.Person.ID)
	}
	if query.Card != 0 {
		facts.Card = s.card(query.Person.ID, query.Card)
	}
	if i := s.importOf(query.Import, query.Person.ID); i != nil {
		facts.Import = *i
	}
	if query.Decrees || query.Line {
		facts.Decrees = s.allDecrees()
	}
	if query.Line {
		facts.Line = record.LineFor(s.inLine(), query.Person.ID, query.Now)
	}
	if query.Case {
		facts.Desk = s.desk()
		if k := s.openCaseOf(query.Person.ID); k != nil {
			facts.Case = s.caseFact(k)
		}
	}
	if k := s.caseOfTopic(query.Topic); k != nil {
		facts.Case = s.caseFact(k)
	}
	if query.Office {
		facts.Office = s.office
	}
	if query.Stopped {
		facts.Stopped = slices.Clone(s.stopped[query.Person.ID])
	}
	if query.Code != "" {
		facts.Announcement = s.announcementOf(query.Code)
	}
	s.newsFacts(query, facts)
	s.officeFacts(query, facts)
	if w := s.workerOf(query.NIK); w != nil {
		facts.NIK = record.RegisteredByOther
		if s.bound(query.Person.ID, w) != nil {
			facts.NIK, facts.NIKReceipt = record.RegisteredByAsker, s.latestOf(w).Receipt
		}
	}
	return facts, nil
}

// ownApplications are those of the workers that the account is bound to as themselves, the newest first.
func (s *Store) ownApplications(by string) []record.Application {
	var own []record.Application
	for _, a := range slices.Backward(s.applications) {
		if b := s.bound(by, a.worker); b != nil && b.relation == record.RelationSelf {
			own = append(own, copyOf(a.Application))
		}
	}
	return own
}

// insured are the workers that the account is bound to: itself first, then those it helps, the newest first.
func (s *Store) insured(by string) []record.Insured {
	var bound []*binding
	for _, b := range slices.Backward(s.bindings) {
		if b.by == by && b.until.IsZero() {
			bound = append(bound, b)
		}
	}
	slices.SortStableFunc(bound, func(a, b *binding) int { return -cmp.Compare(a.relation, b.relation) })
	var all []record.Insured
	for _, b := range bound[:min(len(bound), mostInsured)] {
		standing := s.standing(b.worker)
		standing.Relation = b.relation
		all = append(all, standing.Insured())
	}
	return all
}
