package recordtest

import (
	"testing"
	"time"

	"jagaetam/internal/identity"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

func propose(t *testing.T, n int) record.ProposeWorker {
	return record.ProposeWorker{By: Officer, At: Noon, Worker: Filing(t, Account(1), "", NIK(t, n)).Worker}
}

func testProposed(t *testing.T, s Store) {
	if got := apply(t, s, "k1", propose(t, 1)); got.Name != record.OutcomeNew || got.Receipt == 0 {
		t.Errorf("proposed: %+v", got)
	}
	row(t, s, "k2", propose(t, 1), record.OutcomeSame, "")
	bare := record.ProposeWorker{By: Officer, At: Noon, Worker: record.Worker{NIK: NIK(t, 2), Name: "Budi Ujicoba"}}
	row(t, s, "k3", bare, record.OutcomeNew, "")
	row(t, s, "k4", record.ProposeWorker{By: Officer, At: Noon}, record.OutcomeRefused, record.WhyNoNIK)
	wantFacts(t, s, record.Query{Person: Account(1), Applications: true, Insured: true, NIK: NIK(t, 1)}, record.Facts{NIK: record.RegisteredByOther})
	wantOutcome(t, s, "k5", Filing(t, Account(1), "r1", NIK(t, 1)), record.Outcome{Name: record.OutcomeTaken})
	decree := addDecree(t, s, YearOf2026(0))
	row(t, s, "k6", list(t, 2, decree), record.OutcomeNew, "")
	row(t, s, "k7", propose(t, 2), record.OutcomeChanged, "")
	row(t, s, "k8", propose(t, 2), record.OutcomeSame, "")
}

func testProposedKnown(t *testing.T, s Store) {
	filing := Filing(t, Account(1), "r1", NIK(t, 1))
	filing.Worker.Income, filing.Worker.Occupation, filing.Worker.OccupationText, filing.Worker.Phone = 0, "", "", identity.Phone{}
	receipt := apply(t, s, "k1", filing).Receipt
	from := propose(t, 1)
	from.Worker.Name, from.Worker.Address, from.Worker.Occupation = "Salah Nama", "Alamat lain", "ojek"
	wantOutcome(t, s, "k2", from, record.Outcome{Name: record.OutcomeChanged, Receipt: receipt})
	want := siti(receipt)
	want.Known.Terms.Sector = jamsostek.Transport
	wantInsured(t, s, want)
	from.Worker.Income, from.Worker.Occupation = 9_000_000, "farmer"
	wantOutcome(t, s, "k3", from, record.Outcome{Name: record.OutcomeSame, Receipt: receipt})
	wantInsured(t, s, want)

	leave(t, s, receipt, "moved")
	row(t, s, "k4", from, record.OutcomeRefused, record.WhyLeft)
	if err := s.MoveApplication(t.Context(), receipt, record.StateRefused, "Bukan warga Kukar.", Officer, Noon); err != nil {
		t.Fatal(err)
	}
	row(t, s, "k5", from, record.OutcomeRefused, record.WhyRefused)
}

func match(t *testing.T, source record.MatchSource, result record.MatchResult) record.MatchWorker {
	return record.MatchWorker{By: Officer, At: Noon.Add(2 * time.Hour), NIK: NIK(t, 1), Source: source, Result: result}
}

func testMatched(t *testing.T, s Store) {
	filed(t, s, 1)
	row(t, s, "k1", match(t, record.MatchDukcapil, record.MatchNameDiffers), record.OutcomeChanged, "")
	row(t, s, "k2", match(t, record.MatchDukcapil, record.MatchNameDiffers), record.OutcomeSame, "")
	row(t, s, "k3", match(t, record.MatchDukcapil, record.MatchAgrees), record.OutcomeChanged, "")
	row(t, s, "k4", match(t, record.MatchDukcapil, record.MatchAgrees), record.OutcomeSame, "")
	poor := match(t, record.MatchDTSEN, record.MatchAgrees)
	poor.Decile = 2
	row(t, s, "k5", poor, record.OutcomeChanged, "")
	row(t, s, "k6", poor, record.OutcomeSame, "")
	unknown := match(t, record.MatchDTSEN, record.MatchAgrees)
	unknown.NIK = NIK(t, 2)
	row(t, s, "k7", unknown, record.OutcomeRefused, record.WhyUnknownNIK)
	if got := insured(t, s); got.Known.Stage != jamsostek.StageApplied || got.Known.Left != "" {
		t.Errorf("a register decided: %+v", got)
	}
}

func testMatchPasses(t *testing.T, s Store) {
	receipt := filed(t, s, 1)
	if err := s.MoveApplication(t.Context(), receipt, record.StateVerifying, "", Officer, Noon); err != nil {
		t.Fatal(err)
	}
	state := func() record.ApplicationState {
		return facts(t, s, record.Query{Person: Account(1), Applications: true}).Applications[0].State
	}
	for i, effect := range []record.MatchWorker{
		match(t, record.MatchDukcapil, record.MatchDied), match(t, record.MatchDukcapil, record.MatchBirthDiffers),
		match(t, record.MatchDTSEN, record.MatchAgrees), // but Dukcapil does not
	} {
		apply(t, s, string(rune('a'+i)), effect)
		if got := state(); got != record.StateVerifying {
			t.Fatalf("%s by %s leads to %s", effect.Result, effect.Source, got)
		}
	}
	row(t, s, "k1", match(t, record.MatchDukcapil, record.MatchAgrees), record.OutcomeChanged, "")
	if got := state(); got != record.StateMatching {
		t.Errorf("all agree, and it is %s", got)
	}
	row(t, s, "k2", match(t, record.MatchDukcapil, record.MatchAgrees), record.OutcomeSame, "")
}
