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
		for _, b := range s.bindings {
			if b.by == e.By.ID && b.relation == record.RelationSelf && b.until.IsZero() {
				s.setConsent(record.SetConsent{
					By: e.By, At: e.At, Receipt: s.latestOf(b.worker).Receipt, Purpose: record.PurposeReminders, Version: e.Version, Given: e.On,
				})
			}
		}
	}
	return record.Outcome{Name: record.OutcomeAnswered}
}
