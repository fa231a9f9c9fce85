package exchange

import (
	"testing"

	"jagaetam/internal/record"
)

func TestProposals(t *testing.T) {
	w := newWorld(t)
	done := w.take(t, record.FileProposal, 0, "proposal.csv", read(t, "proposal.csv"))
	golden(t, "proposal.hasil.csv", w.result(t, done.ID))
}

// listed is a world in which a village has proposed four people and three have a place on a decree.
func listed(t *testing.T) (w *world, decree int64) {
	t.Helper()
	w = newWorld(t)
	w.take(t, record.FileProposal, 0, "people.csv", read(t, "people.csv"))
	return w, w.decree(t, record.Decree{Number: "560/91/2026", Quota: 3})
}

func TestMatches(t *testing.T) {
	w, _ := listed(t)
	golden(t, "match.hasil.csv", w.result(t, w.take(t, record.FileMatch, 0, "match.csv", read(t, "match.csv")).ID))
}

func TestDecreesListAndBPJSAnswer(t *testing.T) {
	w, decree := listed(t)
	golden(t, "decree.hasil.csv", w.result(t, w.take(t, record.FileDecree, decree, "decree.csv", read(t, "decree.csv")).ID))
	golden(t, "answer.hasil.csv", w.result(t, w.take(t, record.FileAnswer, decree, "answer.csv", read(t, "answer.csv")).ID))
}

func TestPaidMonths(t *testing.T) {
	w, _ := listed(t)
	golden(t, "payments.hasil.csv", w.result(t, w.take(t, record.FilePayments, 0, "payments.csv", read(t, "payments.csv")).ID))
}
