package recordtest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

func kept(t *testing.T, s Store, by chat.Person) record.Kept {
	t.Helper()
	all := facts(t, s, record.Query{Person: by, Kept: true}).Kept
	if len(all) != 1 {
		t.Fatalf("%d workers are kept", len(all))
	}
	return all[0]
}

func wantWorker(t *testing.T, s Store, by chat.Person, want record.Worker) {
	t.Helper()
	if diff := cmp.Diff(want, kept(t, s, by).Worker, numbers); diff != "" {
		t.Errorf("worker (-want +got):\n%s", diff)
	}
}

func testCorrections(t *testing.T, s Store) {
	siti, budi := Account(1), Account(2)
	filing := Filing(t, siti, "r1", NIK(t, 1))
	receipt := apply(t, s, "k1", filing).Receipt
	apply(t, s, "k2", Filing(t, budi, "r2", NIK(t, 2)))
	phone, err := identity.ParsePhone("081299990001")
	if err != nil {
		t.Fatal(err)
	}
	to := record.Worker{
		NIK: NIK(t, 3), Name: "Siti Aisyah Ujicoba", Birth: civil.Date{Year: 1986, Month: 1, Day: 2}, Village: "64.02.07.2001",
		District: "64.02.07", Neighbourhood: "RT 94", Address: "Jalan Lain 1", Phone: phone, PhoneOwner: record.PhoneOwn,
		Occupation: "farmer", Workplace: "Ladang", Income: 2_000_000,
	}
	want := filing.Worker
	for _, field := range record.Fields {
		correct := record.CorrectWorker{Run: string(field), By: siti, At: Noon, Receipt: receipt, Field: field, Worker: to}
		stranger := correct
		stranger.By = budi
		wantOutcome(t, s, "stranger-"+string(field), stranger, record.Outcome{Name: record.OutcomeNoMatch})
		wantOutcome(t, s, "c-"+string(field), correct, record.Outcome{Name: record.OutcomeCorrected, Receipt: receipt})
		field.Take(&want, to)
		wantWorker(t, s, siti, want)
	}
	wantFacts(t, s, record.Query{Person: siti, NIK: NIK(t, 3)}, record.Facts{NIK: record.RegisteredByAsker, NIKReceipt: receipt})
	wantFacts(t, s, record.Query{Person: siti, NIK: NIK(t, 1)}, record.Facts{})
	if name := facts(t, s, record.Query{Person: siti, Applications: true}).Applications[0].Name; name != "Siti" {
		t.Errorf("she is called %q", name)
	}
	taken := record.CorrectWorker{By: siti, At: Noon, Receipt: receipt, Field: record.FieldNIK, Worker: record.Worker{NIK: NIK(t, 2)}}
	wantOutcome(t, s, "taken", taken, record.Outcome{Name: record.OutcomeTaken})
	wantWorker(t, s, siti, want)
	taken.Receipt = receipt + 10
	wantOutcome(t, s, "nobody", taken, record.Outcome{Name: record.OutcomeNoMatch})
}

func testReturnedComesBack(t *testing.T, s Store) {
	siti := Account(1)
	receipt := apply(t, s, "k1", Filing(t, siti, "r1", NIK(t, 1))).Receipt
	if err := s.MoveApplication(t.Context(), receipt, record.StateReturned, "Alamat kurang lengkap.", "test", Noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	at := Noon.Add(2 * time.Hour)
	correct := record.CorrectWorker{By: siti, At: at, Receipt: receipt, Field: record.FieldAddress, Worker: record.Worker{Address: "Jalan Lengkap 3"}}
	wantOutcome(t, s, "k2", correct, record.Outcome{Name: record.OutcomeCorrected, Receipt: receipt})
	a := facts(t, s, record.Query{Person: siti, Applications: true}).Applications[0]
	if a.State != record.StateReceived || !a.Since.Equal(at) || len(a.History) != 3 {
		t.Errorf("the application is %+v", a)
	}
}

func testHelperCorrects(t *testing.T, s Store) {
	siti, rahman := Account(1), Account(3)
	admit(t, s, rahman)
	receipt := apply(t, s, "k1", filesFor(t, rahman, "r1", 1)).Receipt
	correct := record.CorrectWorker{By: rahman, At: Noon, Receipt: receipt, Field: record.FieldAddress, Worker: record.Worker{Address: "Jalan Baru 1"}}
	wantOutcome(t, s, "k2", correct, record.Outcome{Name: record.OutcomeCorrected, Receipt: receipt})
	apply(t, s, "k3", record.ClaimWorker{By: siti, At: Noon, Code: facts(t, s, record.Query{Person: rahman, Card: receipt}).Card})
	correct.Worker.Address = "Jalan Baru 2"
	wantOutcome(t, s, "k4", correct, record.Outcome{Name: record.OutcomeNoMatch})
	if address := kept(t, s, siti).Worker.Address; address != "Jalan Baru 1" {
		t.Errorf("the address is %q", address)
	}
}

// decreed puts the worker with NIK number n on a decree's list.
func decreed(t *testing.T, s Store, n int) int64 {
	t.Helper()
	first := civil.Month{Year: 2027, Month: 1}
	id, err := s.AddDecree(t.Context(), record.Decree{
		Number: "100.3/99/2026", Title: "rekaan", Sponsor: jamsostek.Regency, First: first, Last: first.Add(11),
	}, "test", Noon)
	if err != nil {
		t.Fatal(err)
	}
	if got := apply(t, s, "list", record.ListWorker{By: "test", At: Noon, NIK: NIK(t, n), Decree: id}); got.Name != record.OutcomeNew {
		t.Fatalf("listing: %+v", got)
	}
	return id
}

func testIdentityAfterADecree(t *testing.T, s Store) {
	siti, budi := Account(1), Account(2)
	filing := Filing(t, siti, "r1", NIK(t, 1))
	receipt := apply(t, s, "k1", filing).Receipt
	apply(t, s, "k2", Filing(t, budi, "r2", NIK(t, 2)))
	decree := decreed(t, s, 1)
	if !kept(t, s, siti).Archived || kept(t, s, budi).Archived {
		t.Error("archived is not who is on the list")
	}
	correct := record.CorrectWorker{By: siti, At: Noon, Receipt: receipt, Field: record.FieldName, Worker: record.Worker{Name: "Siti Lain"}}
	asked := record.Outcome{Name: record.OutcomeAsked, Request: 1, Until: Noon.Add(record.RequestWithin)}
	wantOutcome(t, s, "k3", correct, asked)
	correct.At = Noon.Add(time.Hour)
	wantOutcome(t, s, "k4", correct, asked)
	wantWorker(t, s, siti, filing.Worker)
	want := []record.DataRequest{{
		Number: 1, Kind: record.RequestCorrect, Receipt: receipt, Field: record.FieldName, AskedAt: Noon, DueAt: asked.Until,
	}}
	if diff := cmp.Diff(want, kept(t, s, siti).Requests); diff != "" {
		t.Error(diff)
	}
	nik := record.CorrectWorker{By: siti, At: Noon, Receipt: receipt, Field: record.FieldNIK, Worker: record.Worker{NIK: NIK(t, 2)}}
	wantOutcome(t, s, "k5", nik, record.Outcome{Name: record.OutcomeTaken})
	address := record.CorrectWorker{By: siti, At: Noon, Receipt: receipt, Field: record.FieldAddress, Worker: record.Worker{Address: "Jalan 7"}}
	wantOutcome(t, s, "k6", address, record.Outcome{Name: record.OutcomeCorrected, Receipt: receipt})

	apply(t, s, "k7", record.AnswerEnrolment{
		By: "test", At: Noon, NIK: NIK(t, 1), Decree: decree, Field: record.FieldName, Reason: "nama beda", DataDate: civil.Date{Year: 2026, Month: 11, Day: 23},
	})
	query := record.Query{Person: siti, Insured: true}
	if i := facts(t, s, query).Insured[0]; i.Correct != record.FieldName || i.Known.Spans[0].State != jamsostek.SpanRefused {
		t.Fatalf("after the refusal: %+v", i)
	}
	birth := record.CorrectWorker{By: siti, At: Noon, Receipt: receipt, Field: record.FieldBirth, Worker: record.Worker{Birth: civil.Date{Year: 1986, Month: 5, Day: 12}}}
	if got := apply(t, s, "k8", birth); got.Name != record.OutcomeAsked {
		t.Errorf("what BPJS did not refuse: %+v", got)
	}
	wantOutcome(t, s, "k9", correct, record.Outcome{Name: record.OutcomeCorrected, Receipt: receipt})
	if i := facts(t, s, query).Insured[0]; i.Correct != "" || i.Known.Spans[0].State != jamsostek.SpanListed {
		t.Errorf("after the correction: %+v", i)
	}
	if name := kept(t, s, siti).Worker.Name; name != "Siti Lain" {
		t.Errorf("her name is %q", name)
	}
}
