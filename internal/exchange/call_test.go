package exchange

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/record"
	"jagaetam/internal/sheet"
)

// resident is a worker of these tests.
type resident struct {
	n             int
	name, village string
	owner         record.PhoneOwner
	until         civil.Month // BPJS has accepted him on a decree's list until then
	paid          civil.Month // or he has paid himself until then
	alone         bool        // a village's list has him, and no account
	helper        string      // the account that registers him as a helper; empty where he does himself
}

func november2026(n int) civil.Month { return civil.Month{Year: 2026, Month: time.November}.Add(n) }

// settle has the resident live here, and gives his account.
func (w *world) settle(t *testing.T, r resident) chat.Person {
	t.Helper()
	nik, err := identity.ParseNIK(nikOf(r.n))
	if err != nil {
		t.Fatal(err)
	}
	phone, err := identity.ParsePhone(fmt.Sprintf("0812999900%02d", r.n))
	if err != nil {
		t.Fatal(err)
	}
	by := chat.Person{ID: fmt.Sprint("tg:", r.n), Language: "id"}
	worker := record.Worker{
		NIK: nik, Name: identity.Name(r.name), Birth: nik.Births(november(23))[0], Sex: nik.Sex(), District: r.village[:8], Village: r.village,
		Neighbourhood: "RT 03 RW 01", Address: "Jl. Pesut", Phone: phone, PhoneOwner: r.owner, Occupation: "farmer", Income: 1_500_000,
	}
	filing := record.FileApplication{Run: "r", By: by, At: w.now, Consent: record.Consent{Version: "2026-11", At: w.now}, Worker: worker}
	switch {
	case r.alone:
		w.apply(t, record.ProposeWorker{By: officer, At: w.now, Worker: worker})
	case r.helper != "":
		filing.By.ID, filing.Relation = r.helper, record.RelationHelper
		w.apply(t, filing)
	default:
		w.apply(t, filing)
	}
	if _, err := w.pool.Exec(t.Context(), `update applications set state = 'matching' where state <> 'decreed'`); err != nil {
		t.Fatal(err)
	}
	first := civil.Month{Year: 2026, Month: 1}
	if !r.paid.IsZero() {
		w.apply(t, record.ConfirmMonths{By: officer, At: w.now, NIK: nik, First: first, Months: r.paid.Sub(first) + 1, DataDate: november(20)})
		return by
	}
	decree := w.decree(t, record.Decree{Number: fmt.Sprint("560/", r.n, "/2026"), First: first, Last: r.until})
	for _, effect := range []record.Effect{
		record.ListWorker{By: officer, At: w.now, NIK: nik, Decree: decree},
		record.AnswerEnrolment{By: officer, At: w.now, NIK: nik, Decree: decree, Accepted: true, DataDate: november(20)},
	} {
		if outcome := w.apply(t, effect); outcome.Name != record.OutcomeNew {
			t.Fatalf("%s: %T comes to %+v", r.name, effect, outcome)
		}
	}
	return by
}

const (
	rapak     = "64.02.06.2012"
	bendang   = "64.02.06.2014"
	melayu    = "64.02.06.1001"
	elsewhere = "64.02.05.2001" // in another district
)

// populate has somebody of every kind live in the regency.
func (w *world) populate(t *testing.T) {
	t.Helper()
	away := func(by chat.Person) { w.apply(t, record.SetReachable{By: by, At: w.now}) }
	december := november2026(1)
	w.settle(t, resident{n: 1, name: "Siti Ujicoba", village: rapak, owner: record.PhoneOwn, until: december}) // is told on Telegram
	away(w.settle(t, resident{n: 2, name: "Budi Karangan", village: rapak, owner: record.PhoneOwn, until: december}))
	w.settle(t, resident{n: 3, name: "Aminah Rekaan", village: bendang, alone: true, owner: record.PhoneNeighbour, until: december})
	w.settle(t, resident{n: 4, name: "Dewi Contoh", village: bendang, owner: record.PhoneFamily, until: december}) // a child's telephone
	spared := w.settle(t, resident{n: 5, name: "Eko Rekaan", village: bendang, owner: record.PhoneOwn, until: december})
	w.apply(t, record.SetSubscription{By: spared, At: w.now, Kind: record.Contribution})
	away(spared)
	withdrawn := w.settle(t, resident{n: 6, name: "Fitri Rekaan", village: bendang, owner: record.PhoneOwn, until: december})
	w.apply(t, record.SetConsent{By: withdrawn, At: w.now, Receipt: w.insured(t, withdrawn).Receipt, Purpose: record.PurposeReminders, Version: "2"})
	away(withdrawn)
	early := chat.Person{ID: "tg:11"} // wanted none before he registered
	w.apply(t, record.SetSubscription{By: early, At: w.now, Kind: record.Contribution})
	away(w.settle(t, resident{n: 11, name: "Joko Rekaan", village: bendang, owner: record.PhoneOwn, until: december}))
	helper := chat.Person{ID: "tg:99"}
	asked := w.apply(t, record.AskToHelp{By: helper, At: w.now, Kind: record.HelperRT, Name: "Slamet", Village: bendang})
	w.apply(t, record.AnswerHelper{Officer: officer, At: w.now, Number: asked.Helper, State: record.HelperAdmitted})
	w.apply(t, record.SetSubscription{By: helper, At: w.now, Kind: record.Contribution}) // for himself
	w.settle(t, resident{n: 12, name: "Kartini Rekaan", village: bendang, owner: record.PhoneOwn, until: december, helper: helper.ID})
	w.settle(t, resident{n: 7, name: "Gunawan Rekaan", village: melayu, alone: true, paid: november2026(-2)}) // October is unpaid
	w.settle(t, resident{n: 8, name: "=HYPERLINK(A1) Rekaan", village: elsewhere, alone: true, paid: november2026(-1)})
	w.settle(t, resident{n: 9, name: "Hasan Rekaan", village: bendang, alone: true, until: november2026(13)}) // nothing falls due
	w.settle(t, resident{n: 10, name: "Indah Rekaan", village: bendang, alone: true, paid: november2026(-6)}) // has stopped long ago
}

// callList is the list of the districts as a text.
func (w *world) callList(t *testing.T, districts ...string) string {
	t.Helper()
	var out bytes.Buffer
	work, err := w.Call(t.Context(), w.beginCalling(t, "command line: test", districts), &out, sheet.CSV, "")
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(out.String(), "\r\n"); work.Rows != max(0, lines-1) {
		t.Errorf("%d rows are in %d lines", work.Rows, lines)
	}
	if err := w.store.EndExport(t.Context(), work, w.now); err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(strings.TrimPrefix(out.String(), "\ufeff"), "\r\n", "\n")
}

func (w *world) beginCalling(t *testing.T, by string, districts []string) record.ExportWork {
	t.Helper()
	w.apply(t, record.AskExport{By: by, At: w.now, Kind: record.FileCalling})
	work, found, err := w.store.ClaimExport(t.Context(), by, w.now, lease)
	if err != nil || !found {
		t.Fatal(found, err)
	}
	work.Districts = districts
	return work
}

func TestListForCalling(t *testing.T) {
	w := newWorld(t)
	w.populate(t)
	golden(t, "calling.csv", w.callList(t))
}

// TestWordsForCallingFitAnSMS goes through a year, so that every step is said.
func TestWordsForCallingFitAnSMS(t *testing.T) {
	w := newWorld(t)
	w.populate(t)
	said := map[string]bool{}
	for w.now = w.now.AddDate(0, -6, 0); w.now.Before(noon.AddDate(0, 7, 0)); w.now = w.now.AddDate(0, 0, 3) {
		for _, line := range strings.Split(w.callList(t), "\n")[1:] {
			if line == "" {
				continue
			}
			cells := strings.Split(line, ";")
			said[cells[7]] = true
			for _, letter := range cells[11] {
				if letter > '~' {
					t.Errorf("%q has the letter %q", cells[11], letter)
				}
			}
			if len(cells[11]) > 160 {
				t.Errorf("%q has %d letters", cells[11], len(cells[11]))
			}
			if strings.Contains(line, "6402") {
				t.Errorf("an identity number is in %q", line)
			}
		}
	}
	if len(said) != len(record.ReminderSteps) {
		t.Errorf("only these are said: %v", said)
	}
}

func TestListForCallingIsOfTheOfficersDistricts(t *testing.T) {
	w := newWorld(t)
	w.populate(t)
	w.store.districts = []string{elsewhere[:8]}
	said := w.asksToCall(t)
	_, _, data, err := w.store.ReadFile(t.Context(), said["export:1:list"].Document)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := excelize.OpenReader(bytes.NewReader(data)); err == nil {
		t.Error("the list opens without a password")
	}
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{Password: said["export:1:password"].Args["Password"].Text})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows(book.GetSheetName(0))
	if err != nil || len(rows) != 2 || !strings.HasSuffix(rows[1][3], "Rekaan") || rows[1][0] != "Muara Badak" {
		t.Errorf("the list is %v, %v", rows, err)
	}
	if formula, _ := book.GetCellFormula(book.GetSheetName(0), "D2"); formula != "" {
		t.Errorf("the name is the formula %s", formula)
	}
	var detail string
	err = w.pool.QueryRow(t.Context(), `select actor || ' ' || act || ' ' || subject || ' ' || (detail - 'export')::text from audit where act = 'export calling'`).Scan(&detail)
	if want := `tg:900 export calling workers {"rows": 1, "districts": ["64.02.05"]}`; err != nil || detail != want {
		t.Errorf("in the audit is %s, %v, want %s", detail, err, want)
	}
}

// asksToCall has the officer ask for the list, and gives what is said.
func (w *world) asksToCall(t *testing.T) map[string]chat.Words {
	t.Helper()
	w.apply(t, record.AskExport{By: officer, At: w.now, Kind: record.FileCalling})
	w.work(t)
	return w.said(t)
}

func TestListForCallingIsForVerifiers(t *testing.T) {
	w := newWorld(t)
	w.populate(t)
	w.store.roles = []record.Role{record.RoleOperator}
	if said := w.asksToCall(t); said["export:1:refused"].Key != "export.refused" || said["export:1:list"].Key != "" {
		t.Errorf("an operator is told %v", said)
	}
}

func TestListForCallingExpires(t *testing.T) {
	w := newWorld(t)
	w.populate(t)
	list := w.asksToCall(t)["export:1:list"]
	if list.Key != "calling.list" || list.Remove != int(listKept.Seconds()) {
		t.Errorf("the officer is told %+v", list)
	}
	if n, err := w.store.PurgeFiles(t.Context(), w.now.Add(listKept-time.Second)); n != 0 || err != nil {
		t.Errorf("%d files went before their time, %v", n, err)
	}
	if n, err := w.store.PurgeFiles(t.Context(), w.now.Add(listKept)); n != 1 || err != nil {
		t.Errorf("%d files went, %v", n, err)
	}
	if _, _, _, err := w.store.ReadFile(t.Context(), list.Document); err == nil {
		t.Error("it can be read still")
	}
}

func TestNobodyToCall(t *testing.T) {
	w := newWorld(t)
	w.settle(t, resident{n: 1, name: "Siti Ujicoba", village: rapak, owner: record.PhoneOwn, until: november2026(1)})
	if said := w.asksToCall(t); said["export:1:none"].Key != "calling.none" {
		t.Errorf("the officer is told %v", said)
	}
}

// TestReminderThatReachedNobodyIsOnTheList for 30 days, if what it says is still so.
func TestReminderThatReachedNobodyIsOnTheList(t *testing.T) {
	w := newWorld(t)
	w.settle(t, resident{n: 1, name: "Lastri Rekaan", village: bendang, alone: true, paid: november2026(-4)}) // stopped on 1 November
	if list := w.callList(t); list != "" {
		t.Errorf("with nothing to say the list is %s", list)
	}
	_, err := w.pool.Exec(t.Context(), `
		insert into reminders (worker, month, step, day, until, not_before, state, reason)
		select id, '2026-08-01', 'again', '2026-11-08', '2026-11-14', '2026-11-08', 'skipped', 'no-account' from workers`)
	if err != nil {
		t.Fatal(err)
	}
	if list := w.callList(t); !strings.Contains(list, "Lastri Rekaan") || !strings.Contains(list, "sudah berhenti") {
		t.Errorf("the list is %s", list)
	}
	nik, _ := identity.ParseNIK(nikOf(1))
	w.apply(t, record.ConfirmMonths{By: officer, At: w.now, NIK: nik, First: november2026(0), Months: 3, DataDate: november(20)})
	if list := w.callList(t); strings.Contains(list, "sudah berhenti") {
		t.Errorf("after she has paid the list is %s", list)
	}
}
