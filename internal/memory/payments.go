package memory

import (
	"context"
	"fmt"
	"slices"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

type payment struct {
	worker *worker
	record.Payment
	by         string // who said so last
	reportedAt time.Time
	evidence   chat.File
}

// paymentsOf are the worker's payments, by month.
func (s *Store) paymentsOf(w *worker) []*payment {
	all := slices.Clone(w.payments)
	slices.SortStableFunc(all, func(a, b *payment) int { return a.Month.Sub(b.Month) })
	return all
}

// payment is what is kept of the month that the sponsor paid; nil where nothing is.
func (s *Store) payment(w *worker, month civil.Month, sponsor jamsostek.Sponsor) *payment {
	for _, p := range w.payments {
		if p.Month == month && p.Sponsor == sponsor {
			return p
		}
	}
	return nil
}

func (s *Store) keep(p *payment) *payment {
	s.payments, p.worker.payments = append(s.payments, p), append(p.worker.payments, p)
	return p
}

func (s *Store) reportPayment(e record.ReportPayment) record.Outcome {
	a := s.under(e.Receipt)
	if a == nil || s.bound(e.By.ID, a.worker) == nil {
		return record.Outcome{Name: record.OutcomeNoMatch}
	}
	outcome := record.Outcome{Name: record.OutcomeSame, Receipt: e.Receipt}
	for i := range e.Months {
		p := s.payment(a.worker, e.First.Add(i), "")
		if p == nil {
			p = s.keep(&payment{worker: a.worker, Payment: record.Payment{Month: e.First.Add(i)}})
		} else if p.State != record.PaymentRejected {
			continue
		}
		p.State, p.by, p.reportedAt, p.evidence = record.PaymentReported, e.By.ID, e.At, e.Evidence
		outcome.Name = record.OutcomeReported
	}
	return outcome
}

func (s *Store) confirmMonths(e record.ConfirmMonths) record.Outcome {
	w, refused := s.named(e.NIK)
	if w == nil {
		return refused
	}
	outcome := e.Judge(s.standing(w))
	for i := range e.Months {
		p := s.payment(w, e.First.Add(i), e.Sponsor)
		if p == nil {
			p = s.keep(&payment{worker: w, Payment: record.Payment{Month: e.First.Add(i), Sponsor: e.Sponsor}})
		}
		p.State = record.PaymentConfirmed
		if p.DataDate.Before(e.DataDate) {
			p.DataDate = e.DataDate
		}
	}
	return outcome
}

// ReportedPayments are the months that workers say they have paid and nobody has looked into, the oldest word first.
func (s *Store) ReportedPayments(context.Context) ([]record.ReportedPayment, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []record.ReportedPayment
	for _, p := range s.payments {
		if p.State == record.PaymentReported {
			all = append(all, record.ReportedPayment{Receipt: s.latestOf(p.worker).Receipt, Month: p.Month, At: p.reportedAt, Evidence: p.evidence})
		}
	}
	slices.SortStableFunc(all, func(a, b record.ReportedPayment) int { return a.At.Compare(b.At) })
	return all, nil
}

// AnswerPayment keeps an officer's word on a month that a worker says he has paid. The error is record.ErrNotFound or one of its Check's.
func (s *Store) AnswerPayment(_ context.Context, answer record.PaymentAnswer) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := answer.Check()
	if err == nil {
		err = s.answerPayment(answer)
	}
	if err != nil {
		return fmt.Errorf("answer the payment of %s for %s: %w", answer.Receipt, answer.Month, err)
	}
	return nil
}

func (s *Store) answerPayment(answer record.PaymentAnswer) error {
	a := s.under(answer.Receipt)
	if a == nil {
		return record.ErrNotFound
	}
	p := s.payment(a.worker, answer.Month, "")
	if p == nil {
		return record.ErrNotFound
	}
	if p.State == answer.State() {
		return nil
	}
	p.State = answer.State()
	if answer.Tell.Words.Key != "" {
		s.say(record.Say{Tell: answer.Tell})
	}
	return nil
}
