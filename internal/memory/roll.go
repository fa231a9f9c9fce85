package memory

import (
	"cmp"
	"context"
	"slices"

	"jagaetam/internal/record"
)

// Roll is the workers after the one with that ID, at most so many of them, in the order of their IDs.
func (s *Store) Roll(_ context.Context, after int64, limit int) ([]record.Enrolled, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []record.Enrolled
	for i := after; i < int64(len(s.workers)) && len(all) < limit; i++ {
		all = append(all, s.enrolled(i))
	}
	return all, nil
}

// RollOf is those of the workers with the IDs that are in the roll, in the order of their IDs.
func (s *Store) RollOf(_ context.Context, ids []int64) ([]record.Enrolled, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []record.Enrolled
	for i := range s.workers {
		if slices.Contains(ids, int64(i+1)) {
			all = append(all, s.enrolled(int64(i)))
		}
	}
	return all, nil
}

// Particulars are full names and how to reach them of those of the workers that are in the roll, by their IDs: name, phone and whose it is,
// RT and RW, address, and the village in their own words; no number and no birth date. Who asks writes down who was given them.
func (s *Store) Particulars(_ context.Context, ids []int64) (map[int64]record.Worker, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := map[int64]record.Worker{}
	for i, w := range s.workers {
		if slices.Contains(ids, int64(i+1)) {
			found[int64(i+1)] = record.Worker{
				Name: w.Name, Phone: w.Phone, PhoneOwner: w.PhoneOwner, Neighbourhood: w.Neighbourhood, Address: w.Address, VillageText: w.VillageText,
			}
		}
	}
	return found, nil
}

// enrolled is the worker at the place i, from 0; his ID is the number after it.
func (s *Store) enrolled(i int64) record.Enrolled {
	w := s.workers[i]
	e := record.Enrolled{
		ID: i + 1, Standing: s.standing(w), Village: w.Village, District: w.District, PhoneOwner: w.PhoneOwner,
		Unreminded: withdrawn(w, record.PurposeReminders) || withdrawn(w, record.PurposeProcessing),
	}
	e.Withdrawn = withdrawn(w, record.PurposeProcessing)
	e.Relation = record.RelationSelf
	for _, b := range s.bindings {
		if b.worker == w && b.until.IsZero() {
			e.Accounts = append(e.Accounts, record.Account{
				Contact: b.by, Relation: b.relation, Since: b.since.UTC(), Language: s.languages[b.by], Reachable: !s.unreachable[b.by],
				Stopped: slices.Clone(s.stopped[b.by]),
			})
		}
	}
	return e
}

// withdrawn says whether the worker's last word on the purpose is that he takes it back.
func withdrawn(w *worker, purpose record.Purpose) bool {
	var last record.Consent
	for _, consent := range w.consents {
		if cmp.Or(consent.Purpose, record.PurposeProcessing) == purpose {
			last = consent
		}
	}
	return !last.WithdrawnAt.IsZero()
}
