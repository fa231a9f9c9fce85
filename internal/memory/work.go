package memory

import (
	"cmp"
	"slices"

	"jagaetam/internal/record"
)

// officeFacts adds what there is to do for the officer; nothing for who is none.
func (s *Store) officeFacts(query record.Query, facts *record.Facts) {
	officer := s.officers[query.Person.ID]
	if officer.Contact == "" {
		return
	}
	s.broadcastFacts(query, officer, facts)
	if query.Summary {
		facts.Summary = s.summary(query)
	}
	if t := s.task(officer, query.Task); t != nil {
		facts.Task = *t
		s.openTask(&facts.Task)
	}
	if !query.Work {
		return
	}
	if officer.May(record.RoleVerifier) {
		for _, a := range s.applications {
			if a.leasedBy != officer.Contact && s.mayLease(officer, a, query.Now) {
				facts.Work.Waiting++
			}
			if a.leasedBy == officer.Contact && a.State.Examinable() && officer.Examines(a.worker.District) {
				facts.Work.Held = s.examined(a)
			}
		}
	}
	facts.Work.Tasks = s.tasks(officer)
}

func (s *Store) examined(a *application) record.Held {
	h := record.Held{
		Receipt: a.Receipt, State: a.State, Since: a.Since, FiledAt: a.History[0].At, Until: a.leasedUntil, Worker: a.worker.Worker,
		Flags: slices.Clone(a.flags), Attribution: a.attribution, Helpers: s.helpedBy(a.worker), Insured: s.standing(a.worker).Insured(),
	}
	h.Insured.Relation = record.RelationSelf
	for _, w := range slices.Backward(s.workers) {
		if w != a.worker && !w.Phone.IsZero() && w.Phone == a.worker.Phone && len(h.Twins) < 5 {
			latest := s.latestOf(w)
			h.Twins = append(h.Twins, record.Twin{
				Receipt: latest.Receipt, Name: w.Name.First(), State: latest.State, SameBirth: w.Birth == a.worker.Birth,
			})
		}
	}
	return h
}

// helpedBy are the helpers who are bound to the worker, in the order they came.
func (s *Store) helpedBy(w *worker) []record.HelpedBy {
	var all []record.HelpedBy
	for _, b := range s.bindings {
		if h := s.helperOf(b.by); b.worker == w && b.relation == record.RelationHelper && b.until.IsZero() && h != nil {
			all = append(all, record.HelpedBy{Name: h.name.First(), Kind: h.Kind, Village: h.Village, Since: b.since})
		}
	}
	return all
}

func (s *Store) summary(query record.Query) record.Summary {
	var sum record.Summary
	sum.Line = record.StillWaiting(s.inLine())
	waiting := map[string]int{}
	for _, a := range s.applications {
		if sum.States == nil {
			sum.States = map[record.ApplicationState]int{}
		}
		sum.States[a.State]++
		if a.State.Examinable() {
			waiting[a.worker.District]++
			sum.Ages[record.AgeOf(a.Since, query.Now)]++
		}
	}
	for district, n := range waiting {
		sum.Districts = append(sum.Districts, record.DistrictCount{District: district, Waiting: n})
	}
	slices.SortFunc(sum.Districts, func(a, b record.DistrictCount) int {
		return cmp.Or(b.Waiting-a.Waiting, cmp.Compare(a.District, b.District))
	})
	return sum
}
