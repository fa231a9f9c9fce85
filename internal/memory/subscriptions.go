package memory

import (
	"slices"

	"jagaetam/internal/record"
)

func (s *Store) setSubscription(e record.SetSubscription) record.Outcome {
	s.subscribe(e.By.ID, e.Kind)
	if !e.On {
		s.stopped[e.By.ID] = append(s.stopped[e.By.ID], e.Kind)
		slices.Sort(s.stopped[e.By.ID])
	}
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

// subscribe has the account sent the kind of message.
func (s *Store) subscribe(contact string, kind record.Subscription) {
	s.stopped[contact] = slices.DeleteFunc(slices.Clone(s.stopped[contact]), func(other record.Subscription) bool { return other == kind })
}
