package memory

import "jagaetam/internal/record"

func (s *Store) planMonths(e record.PlanMonths) record.Outcome {
	a := s.under(e.Receipt)
	if a == nil || s.bound(e.By.ID, a.worker) == nil {
		return record.Outcome{Name: record.OutcomeNoMatch}
	}
	a.worker.plan = e.Plan
	return record.Outcome{Name: record.OutcomeAnswered, Receipt: e.Receipt}
}
