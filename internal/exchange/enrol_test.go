package exchange

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"jagaetam/internal/chat"
	"jagaetam/internal/identity"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

// filed has a worker apply in the chat himself, so that somebody can be told of his cover.
func (w *world) filed(t *testing.T, n int, name string) chat.Person {
	t.Helper()
	nik, err := identity.ParseNIK(nikOf(n))
	if err != nil {
		t.Fatal(err)
	}
	by := chat.Person{ID: fmt.Sprint("tg:", n+1), Language: "id"}
	w.apply(t, record.FileApplication{Run: "r", By: by, At: w.now, Consent: record.Consent{Version: "2026-11", At: w.now}, Worker: record.Worker{
		NIK: nik, Name: identity.Name(name), Birth: nik.Births(november(23))[0], Sex: nik.Sex(), District: "64.02.06", Village: "64.02.06.1001",
		Address: "Jl. Pesut", Occupation: "farmer", Income: 1_500_000,
	}})
	return by
}

func (w *world) insured(t *testing.T, by chat.Person) record.Insured {
	t.Helper()
	facts, err := w.store.Facts(t.Context(), record.Query{Person: by, Insured: true})
	if err != nil || len(facts.Insured) != 1 {
		t.Fatal(facts.Insured, err)
	}
	return facts.Insured[0]
}

// list asks for the list of a decree and gives its rows, opened with the password of the other message.
func (w *world) list(t *testing.T, decree int64) [][]string {
	t.Helper()
	w.apply(t, record.AskExport{By: officer, At: w.now, Kind: record.FileEnrolment, Decree: decree})
	w.work(t)
	var id int64
	if err := w.pool.QueryRow(t.Context(), `select max(id) from exports where done_at is not null`).Scan(&id); err != nil {
		t.Fatal(err)
	}
	said := w.said(t)
	list, password := said[fmt.Sprintf("export:%d:list", id)], said[fmt.Sprintf("export:%d:password", id)]
	if list.Remove != 3600 || password.Remove != 600 {
		t.Errorf("the list stays for %d s, the password for %d s", list.Remove, password.Remove)
	}
	_, _, data, err := w.store.ReadFile(t.Context(), list.Document)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := excelize.OpenReader(bytes.NewReader(data)); err == nil {
		t.Error("the list opens without a password")
	}
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{Password: password.Args["Password"].Text})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows(book.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// answerOf is what BPJS makes of a list: every row is accepted but those for which why says something.
func answerOf(rows [][]string, why func(nik string) string) []byte {
	var answer strings.Builder
	answer.WriteString("NIK,Nama,Status,No KPJ,Keterangan,Tanggal Data\n")
	for i, row := range rows[1:] {
		if reason := why(row[1]); reason != "" {
			fmt.Fprintf(&answer, "%s,%s,GAGAL,,%s,24-11-2026\n", row[1], row[2], reason)
			continue
		}
		fmt.Fprintf(&answer, "%s,%s,BERHASIL,%011d,,24-11-2026\n", row[1], row[2], 12_345_678_900+i)
	}
	return []byte(answer.String())
}

// TestRoundTrip goes the whole way: a list for BPJS, BPJS' answer, a worker who corrects what was refused, and the next list.
func TestRoundTrip(t *testing.T) {
	w := newWorld(t)
	siti, budi := w.filed(t, 1, "Siti Ujicoba"), w.filed(t, 2, "Budi Karangan")
	decree := w.decree(t, record.Decree{Number: "560/91/2026"})
	if _, err := w.pool.Exec(t.Context(), `update applications set state = 'matching'`); err != nil {
		t.Fatal(err)
	}
	if done := w.take(t, record.FileDecree, decree, "sk.csv", lists(t, 1, 2, nil, nil)); done.Counts.New != 2 {
		t.Fatalf("%+v %+v", done.Counts, done.Reasons)
	}

	rows := w.list(t, decree)
	if len(rows) != 3 || rows[1][1] != nikOf(1) || rows[1][2] != "SITI UJICOBA" || rows[1][3] != birthOf(1) || rows[2][1] != nikOf(2) {
		t.Fatalf("the list is %v", rows)
	}
	w.now = w.now.Add(36 * time.Hour)
	answer := w.take(t, record.FileAnswer, decree, "bpjs.csv", answerOf(rows, func(nik string) string {
		if nik == nikOf(2) {
			return "Nama tidak sesuai dengan data Dukcapil"
		}
		return ""
	}))

	if span := w.insured(t, siti).Known.Spans[0]; span.State != jamsostek.SpanActive {
		t.Errorf("Siti is %s", span.State)
	}
	refused := w.insured(t, budi)
	if refused.Known.Spans[0].State != jamsostek.SpanRefused || refused.Correct != record.FieldName {
		t.Errorf("Budi is %s, to correct %q", refused.Known.Spans[0].State, refused.Correct)
	}
	said := w.said(t)
	if key := said[fmt.Sprintf("import:%d:row:2", answer.ID)].Key; key != "enrolment.accepted" {
		t.Errorf("Siti is told %q", key)
	}
	told := said[fmt.Sprintf("import:%d:row:3", answer.ID)]
	if want := "o:correct:" + refused.Receipt.String() + "-name"; told.Key != "enrolment.refused.name" || told.Options[0].Press.String() != want {
		t.Errorf("Budi is told %+v, want a button %s", told, want)
	}

	if rows := w.listOrNone(t, decree); rows != nil {
		t.Errorf("with nobody to enrol the list is %v", rows)
	}
	outcome := w.apply(t, record.CorrectWorker{
		Run: "c", By: budi, At: w.now, Receipt: refused.Receipt, Field: record.FieldName, Worker: record.Worker{Name: "Budi Karanganyar"},
	})
	if outcome.Name != record.OutcomeCorrected {
		t.Fatalf("the correction: %+v", outcome)
	}
	if rows := w.list(t, decree); len(rows) != 2 || rows[1][1] != nikOf(2) || rows[1][2] != "BUDI KARANGANYAR" {
		t.Errorf("the next list is %v", rows)
	}
	var exported int
	if err := w.pool.QueryRow(t.Context(), `select count(*) from covers where exported_at is not null`).Scan(&exported); err != nil || exported != 2 {
		t.Errorf("%d rows are marked as sent, %v", exported, err)
	}
}

// listOrNone asks for a list that there should not be.
func (w *world) listOrNone(t *testing.T, decree int64) []string {
	t.Helper()
	before := len(w.said(t))
	w.apply(t, record.AskExport{By: officer, At: w.now, Kind: record.FileEnrolment, Decree: decree})
	w.work(t)
	var new []string
	for once, words := range w.said(t) {
		if words.Key == "export.none" {
			return nil
		}
		new = append(new, once)
	}
	return new[before:]
}

func TestListsAreForVerifiers(t *testing.T) {
	w := newWorld(t)
	w.store.roles = []record.Role{record.RoleOperator}
	w.filed(t, 1, "Siti Ujicoba")
	decree := w.decree(t, record.Decree{Number: "560/91/2026"})
	w.apply(t, record.AskExport{By: officer, At: w.now, Kind: record.FileEnrolment, Decree: decree})
	w.work(t)
	if words := w.said(t)["export:1:refused"]; words.Key != "export.refused" {
		t.Errorf("an operator is told %v", w.said(t))
	}
	var files int
	if err := w.pool.QueryRow(t.Context(), `select count(*) from files`).Scan(&files); err != nil || files != 0 {
		t.Errorf("%d files are kept, %v", files, err)
	}
}

func TestFilesExpire(t *testing.T) {
	w := newWorld(t)
	done := w.take(t, record.FileProposal, 0, "people.csv", read(t, "people.csv"))
	document := w.said(t)[fmt.Sprintf("import:%d:done", done.ID)].Document
	if n, err := w.store.PurgeFiles(t.Context(), w.now.Add(resultKept-time.Second)); n != 0 || err != nil {
		t.Errorf("%d files went before their time, %v", n, err)
	}
	if n, err := w.store.PurgeFiles(t.Context(), w.now.Add(sourceKept)); n != 2 || err != nil {
		t.Errorf("%d files went, %v", n, err)
	}
	if _, _, _, err := w.store.ReadFile(t.Context(), document); err == nil {
		t.Error("it can be read still")
	}
	if n, err := w.store.PurgeImportRows(t.Context(), w.now); n != 0 || err != nil {
		t.Errorf("%d rows went before their time, %v", n, err)
	}
	if n, err := w.store.PurgeImportRows(t.Context(), w.now.Add(time.Second)); n != 4 || err != nil {
		t.Errorf("%d rows went, %v", n, err)
	}
}
