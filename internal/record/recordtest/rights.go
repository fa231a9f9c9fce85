package recordtest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/record"
)

func testRequests(t *testing.T, s Store) {
	siti, budi := Account(1), Account(2)
	filing := Filing(t, siti, "r1", NIK(t, 1))
	receipt := apply(t, s, "k1", filing).Receipt
	ask := record.AskData{By: siti, At: Noon, Kind: record.RequestDelete, Receipt: receipt}
	stranger := ask
	stranger.By = budi
	wantOutcome(t, s, "k2", stranger, record.Outcome{Name: record.OutcomeNoMatch})
	first := record.Outcome{Name: record.OutcomeAsked, Request: 1, Until: Noon.Add(72 * time.Hour)}
	wantOutcome(t, s, "k3", ask, first)
	ask.At = Noon.Add(time.Hour)
	wantOutcome(t, s, "k4", ask, first)
	whole := record.AskData{By: siti, At: ask.At, Kind: record.RequestDelete}
	wantOutcome(t, s, "k5", whole, record.Outcome{Name: record.OutcomeAsked, Request: 2, Until: ask.At.Add(72 * time.Hour)})
	nobody := record.AskData{By: budi, At: Noon, Kind: record.RequestDecision}
	wantOutcome(t, s, "k6", nobody, record.Outcome{Name: record.OutcomeAsked, Request: 3, Until: first.Until})

	filing.Consent.Purpose = record.PurposeProcessing
	want := record.Kept{
		Receipt: receipt, Relation: record.RelationSelf, Consents: []record.Consent{filing.Consent}, Requests: []record.DataRequest{
			{Number: 1, Kind: record.RequestDelete, Receipt: receipt, AskedAt: Noon, DueAt: first.Until},
			{Number: 2, Kind: record.RequestDelete, AskedAt: ask.At, DueAt: ask.At.Add(72 * time.Hour)},
		},
	}
	got := kept(t, s, siti)
	got.Worker = record.Worker{}
	if diff := cmp.Diff(want, got, numbers); diff != "" {
		t.Errorf("kept (-want +got):\n%s", diff)
	}
	wantWorker(t, s, siti, filing.Worker)
	wantFacts(t, s, record.Query{Person: budi, Kept: true}, record.Facts{})
}

func testConsents(t *testing.T, s Store) {
	siti := Account(1)
	filing := Filing(t, siti, "r1", NIK(t, 1))
	receipt := apply(t, s, "k1", filing).Receipt
	hour := 0
	set := func(purpose record.Purpose, given bool) record.Outcome {
		t.Helper()
		hour++
		at := Noon.Add(time.Duration(hour) * time.Hour)
		return apply(t, s, at.String(), record.SetConsent{By: siti, At: at, Receipt: receipt, Purpose: purpose, Version: "2027-01", Given: given})
	}
	same, done := record.Outcome{Name: record.OutcomeSame, Receipt: receipt}, record.Outcome{Name: record.OutcomeAnswered, Receipt: receipt}
	for i, step := range []struct {
		purpose record.Purpose
		given   bool
		want    record.Outcome
	}{
		{record.PurposeReminders, true, same}, // given with the first
		{record.PurposeReminders, false, done},
		{record.PurposeReminders, false, same},
		{record.PurposeReminders, true, done},
		{record.PurposeProcessing, true, same},
		{record.PurposeProcessing, false, record.Outcome{Name: record.OutcomeAsked, Request: 1, Until: Noon.Add(78 * time.Hour)}},
		{record.PurposeProcessing, false, same},
		{record.PurposeProcessing, true, done},
	} {
		if got := set(step.purpose, step.given); got != step.want {
			t.Errorf("step %d: %+v, want %+v", i, got, step.want)
		}
	}
	at := func(hour int) time.Time { return Noon.Add(time.Duration(hour) * time.Hour) }
	want := []record.Consent{
		{Version: filing.Consent.Version, At: filing.Consent.At, Purpose: record.PurposeProcessing, WithdrawnAt: at(6)},
		{Version: filing.Consent.Version, At: at(2), Purpose: record.PurposeReminders, WithdrawnAt: at(2)},
		{Version: "2027-01", At: at(4), Purpose: record.PurposeReminders},
		{Version: "2027-01", At: at(8), Purpose: record.PurposeProcessing},
	}
	k := kept(t, s, siti)
	if diff := cmp.Diff(want, k.Consents); diff != "" {
		t.Errorf("consents (-want +got):\n%s", diff)
	}
	if len(k.Requests) != 1 || k.Requests[0].Kind != record.RequestStop || !k.Requests[0].DoneAt.Equal(at(8)) {
		t.Errorf("requests %+v", k.Requests)
	}
	stranger := record.SetConsent{By: Account(2), At: Noon, Receipt: receipt, Purpose: record.PurposeProcessing}
	wantOutcome(t, s, "stranger", stranger, record.Outcome{Name: record.OutcomeNoMatch})
}
