package memory

import (
	"cmp"
	"slices"
	"time"

	"jagaetam/internal/record"
)

const mostTasks = 50

// tasks are those that are open and that the officer may answer, with nothing in them that tells who is who.
func (s *Store) tasks(officer record.Officer) []record.Task {
	var all []record.Task
	add := func(t record.Task, w *worker) {
		if w != nil {
			t.Receipt, t.District = s.latestOf(w).Receipt, w.District
		}
		if officer.Answers(t.District) {
			all = append(all, t)
		}
	}
	for _, d := range s.disputes {
		if !d.closed {
			add(record.Task{TaskName: record.TaskName{Sort: record.TaskDispute, Number: int64(d.number)}, At: d.raisedAt}, s.workerOf(d.nik))
		}
	}
	for _, r := range s.requests {
		if r.DoneAt.IsZero() {
			add(record.Task{
				TaskName: record.TaskName{Sort: record.TaskRequest, Number: int64(r.Number)}, At: r.AskedAt, DueAt: r.DueAt, Request: r.Kind,
				Field: r.Field, Approved: r.approvedBy != "",
			}, r.worker)
		}
	}
	for _, p := range s.payments {
		if p.State == record.PaymentReported && p.Sponsor == "" {
			add(record.Task{
				TaskName: record.TaskName{Sort: record.TaskPayment, Number: int64(s.latestOf(p.worker).Receipt), Month: p.Month}, At: p.reportedAt,
			}, p.worker)
		}
	}
	for _, h := range s.helpers {
		if h.State == record.HelperAsked {
			district := h.Village[:min(len("64.02.06"), len(h.Village))]
			add(record.Task{TaskName: record.TaskName{Sort: record.TaskHelper, Number: int64(h.Number)}, At: h.Since, District: district}, nil)
		}
	}
	slices.SortStableFunc(all, func(a, b record.Task) int {
		return cmp.Or(due(a).Compare(due(b)), cmp.Compare(a.Sort, b.Sort), cmp.Compare(a.Number, b.Number), a.Month.Sub(b.Month))
	})
	return all[:min(len(all), mostTasks)]
}

// due is the end of a task's clock, or for one without a clock when it came.
func due(t record.Task) time.Time {
	if t.DueAt.IsZero() {
		return t.At
	}
	return t.DueAt
}

// task is the open task if the officer may answer it, else nil.
func (s *Store) task(officer record.Officer, name record.TaskName) *record.Task {
	for _, t := range s.tasks(officer) {
		if t.TaskName == name {
			return &t
		}
	}
	return nil
}

// openTask adds what a task is about.
func (s *Store) openTask(t *record.Task) {
	if a := s.under(t.Receipt); a != nil {
		t.Worker = a.worker.Name.First()
	}
	switch t.Sort {
	case record.TaskRequest:
		if r := s.requests[t.Number-1]; r.Kind == record.RequestCorrect {
			t.Present, t.Proposed = r.Field.Masked(r.worker.Worker), r.Field.Masked(r.proposed)
		}
	case record.TaskPayment:
		t.Evidence = s.payment(s.under(t.Receipt).worker, t.Month, "").evidence
	case record.TaskHelper:
		h := s.helpers[t.Number-1]
		t.Kind, t.Village, t.Name, t.Phone = h.Kind, h.Village, h.name, h.phone
	default:
	}
}

func (s *Store) lookAtTask(e record.LookAtTask) record.Outcome {
	if !s.officers[e.By].Answers("") {
		return record.Outcome{Name: record.OutcomeNotAllowed}
	}
	return record.Outcome{}
}

// askerOf is the account that the task came from.
func (s *Store) askerOf(t record.Task) string {
	switch t.Sort {
	case record.TaskDispute:
		return s.dispute(record.CaseNumber(t.Number)).by
	case record.TaskRequest:
		return s.requests[t.Number-1].by
	case record.TaskHelper:
		return s.helpers[t.Number-1].by
	default:
		return s.payment(s.under(t.Receipt).worker, t.Month, "").by
	}
}

// open says whether the task waits for an answer of whomever.
func (s *Store) open(name record.TaskName) bool {
	return s.task(record.Officer{Roles: []record.Role{record.RoleAdmin}}, name) != nil
}

func (s *Store) answerTask(e record.AnswerTask) record.Outcome {
	officer := s.officers[e.By]
	switch {
	case !officer.Answers(""):
		return record.Outcome{Name: record.OutcomeNotAllowed}
	case !s.open(e.Task):
		return record.Outcome{Name: record.OutcomeSame}
	}
	t := s.task(officer, e.Task)
	if t == nil || s.askerOf(*t) == e.By || !e.Suits(*t) {
		return record.Outcome{Name: record.OutcomeNotAllowed}
	}
	if a := s.under(t.Receipt); a != nil && s.bound(e.By, a.worker) != nil {
		return record.Outcome{Name: record.OutcomeNotAllowed}
	}
	switch t.Sort {
	case record.TaskDispute:
		return s.decideDispute(e, *t)
	case record.TaskRequest:
		return s.answerRequest(e, *t)
	case record.TaskHelper:
		state := record.HelperRefused
		if e.Yes {
			state = record.HelperAdmitted
		}
		number := record.HelperNumber(t.Number)
		outcome := s.answerHelper(record.AnswerHelper{Officer: e.By, At: e.At, Number: number, State: state})
		s.say(record.Say{Tell: record.Tell{To: s.askerOf(*t), Words: record.HelperAnswered(number, state), At: e.At}})
		return outcome
	default:
		answer := record.PaymentAnswer{Receipt: t.Receipt, Month: t.Month, Accept: e.Yes, Reason: e.Reason, By: e.By, At: e.At}
		answer.Tell = record.Tell{Receipt: t.Receipt, Words: record.PaymentAnswered(answer), At: e.At}
		_ = s.answerPayment(answer) // it is there
		return record.Outcome{Name: record.OutcomeAnswered, Receipt: t.Receipt}
	}
}

// dispute is the one of that number, which must be there.
func (s *Store) dispute(number record.CaseNumber) *dispute {
	return s.disputes[slices.IndexFunc(s.disputes, func(d *dispute) bool { return d.number == number })]
}

func (s *Store) decideDispute(e record.AnswerTask, t record.Task) record.Outcome {
	number := record.CaseNumber(t.Number)
	d := s.dispute(number)
	w := s.workerOf(d.nik)
	told := record.DisputeKept
	if e.Yes {
		if w == nil {
			return record.Outcome{Name: record.OutcomeNoMatch}
		}
		told = record.DisputeTransferred
		s.transfer(w, d.by, e, number)
	}
	d.closed = true
	s.say(record.Say{Tell: record.Tell{To: d.by, Words: record.DisputeDecided(told, number, e.Reason), At: e.At}})
	return record.Outcome{Name: record.OutcomeAnswered, Receipt: t.Receipt}
}

// transfer binds the worker to the account, and to no other as himself.
func (s *Store) transfer(w *worker, to string, e record.AnswerTask, number record.CaseNumber) {
	w.code = ""
	for _, b := range s.bindings {
		if b.worker != w || !b.until.IsZero() || b.relation != record.RelationSelf && b.by != to {
			continue
		}
		b.until = e.At
		if b.by != to {
			s.say(record.Say{Tell: record.Tell{To: b.by, Words: record.DisputeDecided(record.DisputeMoved, number, e.Reason), At: e.At}})
		}
	}
	s.bindings = append(s.bindings, &binding{worker: w, by: to, relation: record.RelationSelf, since: e.At})
}

// answerRequest makes a correction that says who the worker is only once a second officer has said yes.
func (s *Store) answerRequest(e record.AnswerTask, t record.Task) record.Outcome {
	r, answer := s.requests[t.Number-1], e.Reason
	if e.Yes && r.Kind == record.RequestCorrect {
		answer = record.ReasonCorrected
		if r.Kind.NeedsTwo(r.Field) && (r.approvedBy == "" || r.approvedBy == e.By) {
			r.approvedBy = e.By
			return record.Outcome{Name: record.OutcomeApproved, Receipt: t.Receipt}
		}
		after := r.worker.Worker
		r.Field.Take(&after, r.proposed)
		if other := s.workerOf(after.NIK); other != nil && other != r.worker {
			return record.Outcome{Name: record.OutcomeTaken, Receipt: t.Receipt}
		}
		s.change(r.worker, r.Field, after, e.At)
	}
	r.DoneAt, r.Answer = e.At, answer
	s.say(record.Say{Tell: record.Tell{To: r.by, Words: record.RequestAnswered(r.Number, answer), At: e.At}})
	return record.Outcome{Name: record.OutcomeAnswered, Receipt: t.Receipt}
}

// revealProposed shows both NIKs of a request to correct one.
func (s *Store) revealProposed(e record.RevealNIK) record.Outcome {
	officer := s.officers[e.By]
	if !officer.Answers("") {
		return record.Outcome{Name: record.OutcomeNotAllowed}
	}
	t := s.task(officer, e.Task)
	if t == nil || t.Field != record.FieldNIK {
		return record.Outcome{Name: record.OutcomeLost}
	}
	r := s.requests[t.Number-1]
	s.say(record.Say{Tell: record.Tell{To: e.By, Words: record.NIKProposed(r.Number, r.worker.NIK, r.proposed.NIK), At: e.At}})
	return record.Outcome{Name: record.OutcomeAnswered, Receipt: t.Receipt}
}
