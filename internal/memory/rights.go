package memory

import (
	"cmp"
	"slices"

	"jagaetam/internal/record"
)

type request struct {
	by     string
	worker *worker // nil is the whole account
	// proposed has what the field is to become, for record.RequestCorrect.
	proposed   record.Worker
	approvedBy string
	record.DataRequest
}

func (s *Store) askData(e record.AskData) record.Outcome {
	r := request{by: e.By.ID, DataRequest: record.DataRequest{Kind: e.Kind, Field: e.Field, AskedAt: e.At}}
	if e.Receipt != 0 {
		if r.worker = s.ownWorker(e.By.ID, e.Receipt); r.worker == nil {
			return record.Outcome{Name: record.OutcomeNoMatch}
		}
	}
	return s.ask(r)
}

// ask keeps the request, or finds the same that is open.
func (s *Store) ask(r request) record.Outcome {
	for _, other := range s.requests {
		same := other.by == r.by && other.worker == r.worker && other.Kind == r.Kind && other.Field == r.Field
		if same && other.DoneAt.IsZero() {
			return record.Outcome{Name: record.OutcomeAsked, Request: other.Number, Until: other.DueAt}
		}
	}
	r.Number, r.DueAt = record.RequestNumber(len(s.requests)+1), r.AskedAt.Add(record.RequestWithin)
	s.requests = append(s.requests, &r)
	return record.Outcome{Name: record.OutcomeAsked, Request: r.Number, Until: r.DueAt}
}

func (s *Store) setConsent(e record.SetConsent) record.Outcome {
	w := s.ownWorker(e.By.ID, e.Receipt)
	if w == nil {
		return record.Outcome{Name: record.OutcomeNoMatch}
	}
	if e.Given && e.Purpose == record.PurposeReminders {
		s.subscribe(e.By.ID, record.Contribution)
	}
	var last *record.Consent
	for i := range w.consents {
		if cmp.Or(w.consents[i].Purpose, record.PurposeProcessing) == e.Purpose {
			last = &w.consents[i]
		}
	}
	stands := last == nil && e.Purpose == record.PurposeReminders || last != nil && last.WithdrawnAt.IsZero()
	switch {
	case stands == e.Given:
		return record.Outcome{Name: record.OutcomeSame, Receipt: e.Receipt}
	case e.Given:
		w.consents = append(w.consents, record.Consent{Version: e.Version, At: e.At, Purpose: e.Purpose})
	case last == nil: // what was given with the first consent
		w.consents = append(w.consents, record.Consent{Version: w.consents[0].Version, At: e.At, Purpose: e.Purpose, WithdrawnAt: e.At})
	default:
		last.WithdrawnAt = e.At
	}
	if e.Purpose != record.PurposeProcessing {
		return record.Outcome{Name: record.OutcomeAnswered, Receipt: e.Receipt}
	}
	stop := request{by: e.By.ID, worker: w, DataRequest: record.DataRequest{Kind: record.RequestStop, AskedAt: e.At}}
	if !e.Given {
		return s.ask(stop)
	}
	for _, r := range s.requests {
		if r.by == e.By.ID && r.worker == w && r.Kind == record.RequestStop && r.DoneAt.IsZero() {
			r.DoneAt = e.At
		}
	}
	return record.Outcome{Name: record.OutcomeAnswered, Receipt: e.Receipt}
}

// kept is everything that is kept of the workers that the account is bound to as themselves, the newest first.
func (s *Store) kept(by string) []record.Kept {
	var all []record.Kept
	for _, b := range slices.Backward(s.bindings) {
		if b.by != by || b.relation != record.RelationSelf || !b.until.IsZero() {
			continue
		}
		w := b.worker
		kept := record.Kept{
			Receipt: s.latestOf(w).Receipt, Relation: record.RelationSelf, Worker: w.Worker, Consents: slices.Clone(w.consents),
			Archived: len(w.listings) > 0, Plan: w.plan,
		}
		kept.Helpers = s.helpedBy(w)
		for _, r := range s.requests {
			if r.by == by && (r.worker == w || r.worker == nil) {
				told := r.DataRequest
				if r.worker != nil {
					told.Receipt = kept.Receipt
				}
				kept.Requests = append(kept.Requests, told)
			}
		}
		all = append(all, kept)
	}
	return all
}
