package memory

import (
	"slices"

	"jagaetam/internal/record"
)

func (s *Store) setSubscription(e record.SetSubscription) record.Outcome {
	kinds := slices.DeleteFunc(slices.Clone(s.stopped[e.By.ID]), func(kind record.Subscription) bool { return kind == e.Kind })
	if !e.On {
		kinds = append(kinds, e.Kind)
	}
	slices.Sort(kinds)
	s.stopped[e.By.ID] = kinds
	if e.Kind == record.Contribution {
		for _, w := range s.workers {
			if b := s.bound(e.By.ID, w); b != nil && b.relation == record.RelationSelf {
				s.setConsent(record.SetConsent{
					By: e.By, At: e.At, Receipt: s.latestOf(w).Receipt, Purpose: record.PurposeReminders, Version: e.Version, Given: e.On,
				})
			}
		}
	}
	return record.Outcome{Name: record.OutcomeAnswered}
}
