package reminder_test

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/memory"
	"jagaetam/internal/programme"
	"jagaetam/internal/record"
	"jagaetam/internal/region"
	"jagaetam/internal/synthetic"
	"jagaetam/locales"
)

// world has made-up people, and a store in which what happens to them is kept.
type world struct {
	*testing.T
	programme programme.Programme
	region    *region.Region
	texts     *locales.Catalogue
	store     *memory.Store
	lives     []synthetic.Life
	receipts  []record.Receipt // by life
	decrees   map[string]int64
	done      []int // how many of its events have happened to a life
	keys      int
}

func newWorld(t *testing.T, n int) *world {
	t.Helper()
	r, err := region.Load("64.02")
	if err != nil {
		t.Fatal(err)
	}
	w := &world{T: t, programme: kukar(t), region: r, store: memory.New(), lives: synthetic.Lives(r, n), decrees: map[string]int64{}}
	if w.texts, err = locales.Load(w.programme.Globals()); err != nil {
		t.Fatal(err)
	}
	w.store.Zone = w.programme.Zone()
	w.receipts, w.done = make([]record.Receipt, n), make([]int, n)
	helpers := map[string]bool{}
	for i, l := range w.lives {
		if l.Helper != "" && !helpers[l.Helper] {
			helpers[l.Helper] = true
			w.admit(l.Helper)
		}
		w.register(i, l)
	}
	return w
}

// kukar is the programme with the holidays of the tables.
func kukar(t *testing.T) programme.Programme {
	t.Helper()
	own, err := os.ReadFile("../programme/kutai-kartanegara.toml")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "holidays.csv")
	settings := strings.Replace(string(own), `holidays_file = ""`, fmt.Sprintf("holidays_file = %q", file), 1)
	for name, text := range map[string]string{file: holidays, filepath.Join(dir, "programme.toml"): settings} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p, err := programme.Read(filepath.Join(dir, "programme.toml"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (w *world) at(day civil.Date, hour, minute int) time.Time {
	return day.In(w.programme.Zone()).Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
}

func (w *world) apply(e record.Effect) record.Outcome {
	w.Helper()
	w.keys++
	outcome, err := w.store.Apply(w.Context(), fmt.Sprint(w.keys), []record.Effect{e})
	if err != nil || outcome.Name == record.OutcomeRefused || outcome.Name == record.OutcomeNoMatch || outcome.Name == record.OutcomeNotAllowed {
		w.Fatalf("%T: %+v, %v", e, outcome, err)
	}
	return outcome
}

// begins is when everybody is registered.
var begins = time.Date(2026, time.October, 1, 2, 0, 0, 0, time.UTC)

func (w *world) admit(account string) {
	asked := w.apply(record.AskToHelp{By: chat.Person{ID: account}, At: begins, Kind: record.HelperRT, Name: "Slamet Rekaan", Village: "64.02.06.1001"})
	w.apply(record.AnswerHelper{Officer: "test", At: begins, Number: asked.Helper, State: record.HelperAdmitted})
}

func (w *world) register(i int, l synthetic.Life) {
	worker := synthetic.Worker(w.region, l.Number)
	filing := record.FileApplication{
		Run: fmt.Sprint("run", i), At: begins, Worker: worker, Consent: record.Consent{Version: "2026-11", At: begins},
		By: chat.Person{ID: cmp.Or(l.Helper, l.Own)}, Relation: record.RelationSelf,
	}
	if l.Helper != "" {
		filing.Relation = record.RelationHelper
	}
	if filing.By.ID == "" {
		w.apply(record.ProposeWorker{By: "test", At: begins, Worker: worker})
	} else {
		w.apply(filing)
	}
	if l.Own != "" && l.Helper != "" {
		w.apply(record.ClaimWorker{By: chat.Person{ID: l.Own}, At: begins, Code: fmt.Sprintf("%04d-%04d", (i+1)/10_000, (i+1)%10_000)})
	}
	all, err := w.store.RollOf(w.Context(), []int64{int64(i + 1)})
	if err != nil || len(all) != 1 {
		w.Fatalf("the roll has %d of worker %d, %v", len(all), i+1, err)
	}
	w.receipts[i] = all[0].Receipt
}

// happen keeps all that happens up to the day, and says to whom something did.
func (w *world) happen(day civil.Date) []int {
	var changed []int
	for i, l := range w.lives {
		from := w.done[i]
		for w.done[i] < len(l.Events) && !day.Before(l.Events[w.done[i]].Day) {
			w.event(i, l, l.Events[w.done[i]])
			w.done[i]++
		}
		if w.done[i] > from {
			changed = append(changed, i)
		}
	}
	return changed
}

func (w *world) event(i int, l synthetic.Life, e synthetic.Event) {
	at, nik := w.at(e.Day, 6, 0), synthetic.Worker(w.region, l.Number).NIK
	who, receipt := chat.Person{ID: e.Who}, w.receipts[i]
	switch e.What {
	case synthetic.Listed:
		w.apply(record.ListWorker{By: "test", At: at, NIK: nik, Decree: w.decree(e, at), Double: true})
	case synthetic.Accepted, synthetic.Refused:
		kpj, _ := identity.ParseKPJ(fmt.Sprintf("9%010d", i))
		answer := record.AnswerEnrolment{By: "test", At: at, NIK: nik, Decree: w.decree(e, at), Accepted: true, KPJ: kpj, DataDate: e.Day}
		if e.What == synthetic.Refused {
			answer.Accepted, answer.KPJ, answer.Reason = false, identity.KPJ{}, "Nama tidak sesuai"
		}
		w.apply(answer)
	case synthetic.Reported:
		w.apply(record.ReportPayment{By: who, At: at, Receipt: receipt, First: e.First, Months: e.Last.Sub(e.First) + 1})
	case synthetic.Confirmed:
		w.apply(record.ConfirmMonths{
			By: "test", At: at, NIK: nik, First: e.First, Months: e.Last.Sub(e.First) + 1, Sponsor: e.Sponsor, DataDate: e.Day,
		})
	case synthetic.Rejected:
		for m := e.First; !e.Last.Before(m); m = m.Add(1) {
			w.must(w.store.AnswerPayment(w.Context(), record.PaymentAnswer{Receipt: receipt, Month: m, Reason: "tidak ada", By: "test", At: at}))
		}
	case synthetic.Left:
		w.must(w.store.LeaveWorker(w.Context(), record.Leave{Receipt: receipt, Why: e.Why, On: e.On, By: "test", At: at}))
	case synthetic.Withdrew, synthetic.Agreed:
		w.apply(record.SetConsent{By: who, At: at, Receipt: receipt, Purpose: record.PurposeReminders, Version: "2026-11", Given: e.What == synthetic.Agreed})
	case synthetic.Stopped, synthetic.Started:
		w.apply(record.SetSubscription{By: who, At: at, Kind: record.Contribution, On: e.What == synthetic.Started, Version: "2026-11"})
	case synthetic.Blocked, synthetic.Unblocked:
		w.apply(record.SetReachable{By: who, At: at, Reachable: e.What == synthetic.Unblocked})
	default:
		w.Fatalf("%q cannot happen", e.What)
	}
}

// decree is the number under which the event's decree is kept.
func (w *world) decree(e synthetic.Event, at time.Time) int64 {
	name := fmt.Sprint(e.Sponsor, e.First, e.Last)
	if w.decrees[name] == 0 {
		id, err := w.store.AddDecree(w.Context(), record.Decree{
			Number: name, Title: "Rekaan", Sponsor: e.Sponsor, First: e.First, Last: e.Last,
		}, "test", at)
		w.must(err)
		w.decrees[name] = id
	}
	return w.decrees[name]
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// law is the tariff in force.
var law = jamsostek.Law()
