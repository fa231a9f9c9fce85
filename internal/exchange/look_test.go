package exchange

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
	"jagaetam/internal/sheet"
)

// look sends a file and gives what is found out about it.
func (w *world) look(t testing.TB, kind record.FileKind, decree int64, name string, data []byte) record.ImportWork {
	t.Helper()
	id := w.send(t, kind, decree, name, data)
	w.work(t)
	return w.of(t, id)
}

func TestLookingChangesNothing(t *testing.T) {
	w := newWorld(t)
	looked := w.look(t, record.FileProposal, 0, "people.csv", read(t, "people.csv"))
	if want := (record.Counts{New: 4}); looked.State != record.ImportAsking || looked.Counts != want {
		t.Fatalf("%s %+v", looked.State, looked.Counts)
	}
	var rows int
	if err := w.pool.QueryRow(t.Context(), `select (select count(*) from workers) + (select count(*) from applications)
		+ (select count(*) from import_rows) + (select count(*) from audit)`).Scan(&rows); err != nil || rows != 0 {
		t.Errorf("%d rows are kept, %v", rows, err)
	}
	words := w.said(t)["import:1:asks"]
	if len(words.Options) != 2 || words.Options[0].Press.String() != "o:import-answer:1-yes" {
		t.Errorf("the officer is offered %+v", words.Options)
	}
	text, err := w.Texts.Render("id", words.Key, words.Args, nil)
	if err != nil || !strings.Contains(text, "NIK ← NIK\n") || !strings.Contains(text, "Baru: 4") {
		t.Errorf("%v: %s", err, text)
	}
}

func TestAnswersAreGivenOnce(t *testing.T) {
	w := newWorld(t)
	id := w.look(t, record.FileProposal, 0, "people.csv", read(t, "people.csv")).ID
	if got := w.apply(t, record.AnswerImport{By: "tg:901", At: w.now, Import: id, Write: true}).Name; got != record.OutcomeSame {
		t.Errorf("another's answer: %s", got)
	}
	if got := w.answer(t, id, false, false); got != record.OutcomeAnswered {
		t.Errorf("no: %s", got)
	}
	if got := w.answer(t, id, true, false); got != record.OutcomeSame {
		t.Errorf("yes after no: %s", got)
	}
	w.work(t)
	if state := w.of(t, id).State; state != record.ImportDropped {
		t.Errorf("it is %s", state)
	}
	if n, err := w.store.PurgeFiles(t.Context(), w.now); n != 1 || err != nil {
		t.Errorf("of what was dropped %d files go, %v", n, err)
	}
}

func TestTheSameFileIsTakenInOnce(t *testing.T) {
	w := newWorld(t)
	people := read(t, "people.csv")
	first := w.take(t, record.FileProposal, 0, "people.csv", people)
	if again := w.send(t, record.FileProposal, 0, "people.csv", people); again != first.ID {
		t.Errorf("sent again it has number %d, not %d", again, first.ID)
	}
	renamed := w.look(t, record.FileProposal, 0, "renamed.csv", people)
	if renamed.State != record.ImportDropped || renamed.Problem != "same-file" || renamed.Detail != fmt.Sprint(first.ID) {
		t.Errorf("under another name it is %s: %s %s", renamed.State, renamed.Problem, renamed.Detail)
	}
	other := w.take(t, record.FileProposal, 0, "other.csv", append(people, "\n\n"...))
	if want := (record.Counts{Same: 4}); other.Counts != want {
		t.Errorf("the same rows in another file: %+v, want %+v", other.Counts, want)
	}
}

// TestTheQuotaIsCountedOverBatches has more people than places, in several batches.
func TestTheQuotaIsCountedOverBatches(t *testing.T) {
	w := newWorld(t)
	w.take(t, record.FileProposal, 0, "bnba.csv", proposals(t, sheet.CSV, 0, 2*batchSize+50))
	decree := w.decree(t, record.Decree{Number: "560/91/2026", Quota: batchSize + 30})
	done := w.take(t, record.FileDecree, decree, "sk.csv", lists(t, 0, 2*batchSize+50, nil, nil))
	if want := (record.Counts{New: batchSize + 30, Refused: batchSize + 20}); done.Counts != want {
		t.Errorf("%+v, want %+v", done.Counts, want)
	}
	if want := []record.Reason{{Why: record.WhyQuota, Rows: batchSize + 20, First: batchSize + 32}}; !cmp.Equal(done.Reasons, want) {
		t.Errorf("%+v, want %+v", done.Reasons, want)
	}
}

func TestPayingTwiceIsShownBefore(t *testing.T) {
	for name, double := range map[string]bool{"without those": false, "with them": true} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.take(t, record.FileProposal, 0, "people.csv", read(t, "people.csv"))
			province := w.decree(t, record.Decree{Number: "100/P/2026", Sponsor: jamsostek.Province})
			head, rows, _ := strings.Cut(string(read(t, "people.csv")), "\n")
			w.take(t, record.FileDecree, province, "provinsi.csv", []byte(head+"\n"+strings.SplitAfterN(rows, "\n", 2)[0]))
			regency := w.decree(t, record.Decree{Number: "560/91/2026"})
			looked := w.look(t, record.FileDecree, regency, "kabupaten.csv", read(t, "people.csv"))
			if want := []record.PaidBy{{Sponsor: jamsostek.Province, Rows: 1}}; !cmp.Equal(looked.Paid, want) {
				t.Errorf("paid by %+v, want %+v", looked.Paid, want)
			}
			var values []string
			for _, option := range w.said(t)[fmt.Sprintf("import:%d:asks", looked.ID)].Options {
				values = append(values, option.Press.Value)
			}
			want := []string{fmt.Sprint(looked.ID, "-some"), fmt.Sprint(looked.ID, "-all"), fmt.Sprint(looked.ID, "-no")}
			if !cmp.Equal(values, want) {
				t.Errorf("the officer is offered %v, want %v", values, want)
			}
			w.answer(t, looked.ID, true, double)
			w.work(t)
			counts := record.Counts{New: 3, Refused: 1}
			if double {
				counts = record.Counts{New: 4}
			}
			if got := w.of(t, looked.ID).Counts; got != counts {
				t.Errorf("%+v, want %+v", got, counts)
			}
		})
	}
}

func TestFilesThatCannotBeTakenIn(t *testing.T) {
	w := newWorld(t)
	rounded := "NIK,Nama,Tanggal Lahir,Desa\n"
	for i := range 10 {
		rounded += nikOf(i)[:15] + "0,Orang Rekaan,01-01-1970,Maluhu\n"
	}
	for name, c := range map[string]struct{ data, problem, detail string }{
		"a picture":            {"\x89PNG\r\n\x1a\n", "not-a-table", ""},
		"an old workbook":      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 512), "old-excel", ""},
		"no heading":           {"a,b\n1,2\n", "no-heading", ""},
		"no birth dates":       {"NIK,Nama,Desa\n6402065205859001,Siti,Maluhu\n", "missing-columns", "Tanggal Lahir"},
		"two columns of names": {"NIK,Nama,Nama Lengkap,Tanggal Lahir,Desa\n1,2,3,4,5\n", "duplicate-columns", "Nama, Nama Lengkap"},
		"a heading alone":      {"NIK,Nama,Tanggal Lahir,Desa\n", "no-data", ""},
		"NIKs of Excel":        {rounded, "nik-rounded", ""},
	} {
		t.Run(name, func(t *testing.T) {
			looked := w.look(t, record.FileProposal, 0, name, []byte(c.data))
			if looked.State != record.ImportDropped || looked.Problem != c.problem || looked.Detail != c.detail {
				t.Fatalf("it is %s: %q %q, want %q %q", looked.State, looked.Problem, looked.Detail, c.problem, c.detail)
			}
			words := w.said(t)[fmt.Sprintf("import:%d:problem", looked.ID)]
			for _, lang := range w.Texts.Languages() {
				if _, err := w.Texts.Render(lang, words.Key, words.Args, nil); err != nil {
					t.Error(err)
				}
			}
		})
	}
	gone := w.apply(t, record.BeginImport{By: officer, At: w.now, Kind: record.FileProposal, File: chat.File{ID: "tg:gone", Name: "x"}}).Import
	w.work(t)
	if problem := w.of(t, gone).Problem; problem != "file-gone" {
		t.Errorf("of a file that is gone it is said that %q", problem)
	}
}

// TestWhatNeverGetsOnIsGivenUp has an engine that dies at its first step, again and again.
func TestWhatNeverGetsOnIsGivenUp(t *testing.T) {
	w := newWorld(t)
	id := w.send(t, record.FileProposal, 0, "people.csv", read(t, "people.csv"))
	for range patience {
		w.store.fail = func(string) error { return errCrash }
		if _, err := w.Step(t.Context()); err == nil {
			t.Fatal("it does not die")
		}
		w.now = w.now.Add(lease)
	}
	w.store.fail = nil
	w.work(t)
	if got := w.of(t, id); got.State != record.ImportDropped || got.Problem != "stuck" {
		t.Errorf("it is %s %q", got.State, got.Problem)
	}
}

// TestEveryReasonHasWords holds the reasons of all rooms against the texts.
func TestEveryReasonHasWords(t *testing.T) {
	w := newWorld(t)
	for _, reason := range []sheet.Reason{
		sheet.HiddenRow, sheet.Quotes, sheet.Ragged, sheet.Formula, sheet.Merged, sheet.ErrorValue, sheet.TooLong, sheet.NumberForm, sheet.DateForm,
		sheet.Empty, sheet.NotDigits, sheet.Length, sheet.NotText, sheet.NotDate, sheet.NotMonth, sheet.NotAmount, sheet.Unclear,
	} {
		w.has(t, "import.why."+string(reason))
	}
	for _, why := range []string{
		record.WhyUnknownNIK, record.WhyNotListed, record.WhyQuota, record.WhyPaidTwice, record.WhyNoDecree, record.WhyNoNIK, record.WhyRefused,
		record.WhyLeft, "nik-letters", "nik-length", "nik-same-digits", "nik-day", "nik-month", "nik-serial", "phone-letters", "phone-length",
		"phone-fixed-line", "phone-foreign", "name-empty", "name-length", "name-digits", "name-symbols", "name-not-name", "kpj-length", "kpj-letters",
	} {
		w.has(t, "import.why."+why)
	}
	for about := range meanings {
		w.has(t, "import.why."+about+"-unknown")
	}
	for _, reason := range []sheet.Reason{
		sheet.FileTooLarge, sheet.TooManyRows, sheet.TooManyColumns, sheet.OldExcel, sheet.Encrypted, sheet.Macros, sheet.WebPage, sheet.NotTable,
		sheet.Broken, sheet.NoData, sheet.SeveralSheets, sheet.NoSuchSheet, sheet.NoHeading, sheet.Missing, sheet.Duplicate, sheet.Ambiguous,
		sheet.HiddenHeading,
	} {
		w.has(t, "import.problem."+string(reason))
	}
	for _, field := range record.Fields {
		w.has(t, "enrolment.refused."+string(field))
	}
	for _, sponsor := range jamsostek.Sponsors {
		w.has(t, "import.sponsor."+string(sponsor))
	}
}

func (w *world) has(t *testing.T, key string) {
	t.Helper()
	for _, lang := range w.Texts.Languages() {
		if !w.Texts.Has(lang, key) {
			t.Errorf("%q is missing in %s", key, lang)
		}
	}
}

// november is a day of November 2026.
func november(n int) civil.Date { return civil.Date{Year: 2026, Month: 11, Day: n} }
