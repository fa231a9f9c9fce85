package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"jagaetam/internal/civil"
	"jagaetam/internal/faketelegram"
	"jagaetam/internal/postgres"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
)

const villageList = "NIK;Nama Lengkap;Tgl Lahir;Desa;Catatan\n" +
	"6402065205859001;Siti Ujicoba;12-05-1985;Maluhu;\n" +
	"6402064708859002;Aminah Rekaan;07-08-1985;Maluhu;baik\n" +
	"640206470885900;Kurang Satu;07-08-1985;Maluhu;\n"

func TestImportOnTheCommandLine(t *testing.T) {
	openedRecords(t)
	list, result := writeFile(t, "bnba.csv", villageList), filepath.Join(t.TempDir(), "hasil.csv")
	said := []string{
		"NIK ← NIK\n", "Tanggal Lahir ← Tgl Lahir\n", "Not used: Catatan\n", "3 rows: 2 new, 0 changed, 0 same, 1 refused.\n",
		"1 rows, from row 4 on: NIK has the wrong number of digits.\n",
	}
	runCommand("import", "-kind", "proposal", "-dry-run", "-out", result, list).expect(t, 0, append(said, "Nothing was changed.\n")...)
	if rows := readFile(t, result); !strings.Contains(rows, "Siti Ujicoba;'12-05-1985;Maluhu;;baru;") {
		t.Errorf("the result of the rehearsal is %s", rows)
	}
	runCommand("application", "list").expect(t, 0, "NUMBER")
	runCommand("import", "-kind", "proposal", "-out", result, list).expect(t, 0, said...)
	if rows := readFile(t, result); strings.Count(rows, ";baru;") != 2 || !strings.Contains(rows, ";ditolak;Jumlah angka NIK salah.") {
		t.Errorf("the result is %s", rows)
	}
	again := runCommand("import", "-kind", "proposal", list)
	again.expect(t, 0, "The very same file was imported before", "3 rows: 2 new")
	other := writeFile(t, "other.csv", villageList+"\n")
	runCommand("import", "-kind", "proposal", other).expect(t, 0, "3 rows: 0 new, 0 changed, 2 same, 1 refused.\n")
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestImportSaysWhatToDo(t *testing.T) {
	openedRecords(t)
	result := filepath.Join(t.TempDir(), "hasil.csv")
	noNames := runCommand("import", "-kind", "proposal", "-out", result, writeFile(t, "a.csv", "NIK;Desa\n1;Maluhu\n"))
	noNames.expect(t, exitFailed, "These columns are missing: Nama, Tanggal Lahir. Add them, or change their headings.\n")
	if strings.Count(noNames.errs, "\n") != 1 {
		t.Errorf("it says it in several lines: %s", noNames.errs)
	}
	if _, err := os.Stat(result); err == nil {
		t.Error("there is a result all the same")
	}
	runCommand("import", "-kind", "proposal", filepath.Join(t.TempDir(), "none.csv")).expect(t, exitFailed, "none.csv")
	for _, wrong := range [][]string{
		{"import"}, {"import", "-kind", "song", "x.csv"}, {"import", "-kind", "decree", "x.csv"}, {"import", "x.csv"}, {"export"},
		{"export", "-decree", "1", "-out", "x.xlsx"},
	} {
		runCommand(wrong...).expect(t, exitUsage, "say ")
	}
}

func TestExportOnTheCommandLine(t *testing.T) {
	store := openedRecords(t)
	fileApplicationOf(t, store, 1)
	decree, err := store.AddDecree(t.Context(), recordtest.YearOf2026(0), "officer:1", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	out, password := filepath.Join(folder, "list.xlsx"), filepath.Join(folder, "password")
	export := func(id string) outcome {
		return runCommand("export", "-decree", id, "-out", out, "-password-file", password)
	}
	export("99").expect(t, exitFailed, "there is no decree 99")
	export("1").expect(t, 0, "No file was written.")
	_, err = store.Apply(t.Context(), "list", []record.Effect{
		record.ListWorker{By: "officer:1", At: time.Now(), NIK: recordtest.NIK(t, 1), Decree: decree, Double: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	export("1").expect(t, 0, "Wrote 1 rows into "+out)
	for _, path := range []string{out, password} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
	book, err := excelize.OpenFile(out, excelize.Options{Password: strings.TrimSpace(readFile(t, password))})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if nik, err := book.GetCellValue(book.GetSheetName(0), "B2"); nik != recordtest.NIK(t, 1).Reveal() {
		t.Errorf("the first row has another NIK, %v", err)
	}
}

func TestListForCallingOnTheCommandLine(t *testing.T) {
	store := openedRecords(t)
	fileApplicationOf(t, store, 1)
	fileApplicationOf(t, store, 2)
	decree := recordtest.YearOf2026(0)
	decree.First, decree.Last = civil.DateOf(time.Now()).MonthOf(), civil.DateOf(time.Now()).MonthOf() // ends within the month
	id, err := store.AddDecree(t.Context(), decree, "officer:1", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	for _, effect := range []record.Effect{
		record.ListWorker{By: "officer:1", At: time.Now(), NIK: recordtest.NIK(t, 1), Decree: id},
		record.AnswerEnrolment{By: "officer:1", At: time.Now(), NIK: recordtest.NIK(t, 1), Decree: id, Accepted: true, DataDate: civil.DateOf(time.Now())},
	} {
		do(t, store, effect)
	}
	out, book := filepath.Join(t.TempDir(), "list.csv"), filepath.Join(t.TempDir(), "list.xlsx")
	do(t, store, record.SetReachable{By: recordtest.Account(1), At: time.Now()})
	runCommand("export", "-kind", "calling", "-out", out, "-district", "64.02.99").expect(t, exitUsage, `"64.02.99" is no district`)
	runCommand("export", "-kind", "calling", "-out", out, "-district", "64.02.05").expect(t, 0, "No file was written.")
	runCommand("export", "-kind", "calling", "-out", out).expect(t, 0, "Wrote 1 rows into "+out)
	if text := readFile(t, out); !strings.Contains(text, "Telegramnya tidak bisa dihubungi") || strings.Contains(text, recordtest.NIK(t, 1).Reveal()) {
		t.Errorf("the list is %s", text)
	}
	if info, err := os.Stat(out); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v, %v", info.Mode(), err)
	}
	runCommand("export", "-kind", "calling", "-out", book).expect(t, exitUsage, "say -out, and -password-file")
	runCommand("export", "-kind", "calling", "-out", book, "-password-file", book+".password").expect(t, 0, "Wrote 1 rows into "+book)
	runCommand("audit").expect(t, 0, "export calling    workers", `{"rows": 1, "export": 3, "districts": []}`)
}

// TestAnOfficersFileGoesThroughTheWholeProgram sends a file into the chat, saves it there, and gets the rows back as a file.
func TestAnOfficersFileGoesThroughTheWholeProgram(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	vault, err := openVault(w.settings["KEYRING_FILE"])
	if err != nil {
		t.Fatal(err)
	}
	store := postgres.New(openPool(t, w.settings["DATABASE_URL"]), vault)
	token, err := store.InviteOfficer(t.Context(), []record.Role{record.RoleVerifier}, nil, "command line", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	w.serve(t)
	p := w.telegram.NewUser(faketelegram.User{LanguageCode: "id"})
	says := func(text string) {
		t.Helper()
		await(t, text, func() bool { return strings.Contains(lastSaid(p), text) })
	}
	p.Start("petugas-" + token)
	says("menjadikan akun Telegram ini akun petugas")
	press(t, p, "Ya, saya petugas")
	says("Selamat bertugas")
	p.Document("bnba.csv", "text/csv", []byte(villageList), "")
	says("Berkas apa ini?")
	press(t, p, "Usulan desa (BNBA)")
	says("bnba.csv sudah dibaca sebagai Usulan desa (BNBA): 3 baris.")
	press(t, p, "Simpan")
	says("bnba.csv selesai disimpan: 3 baris.")
	last := p.Chat().Last()
	if last.Document == nil {
		t.Fatalf("the result has no file: %+v", last)
	}
	data, _, found := w.telegram.File(last.Document.FileID)
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if !found || err != nil {
		t.Fatal(found, err)
	}
	defer book.Close()
	if fate, err := book.GetCellValue(book.GetSheetName(0), "F2"); fate != "baru" {
		t.Errorf("the first row is %q, %v", fate, err)
	}
}

// lastSaid is the last message of a chat, or what stands under a file in it.
func lastSaid(p *faketelegram.Person) string {
	last := p.Chat().Last()
	return last.Text + last.Caption
}

// press taps a button of the last message.
func press(t *testing.T, p *faketelegram.Person, label string) {
	t.Helper()
	if _, err := p.Tap(p.Chat().Last().ID, label); err != nil {
		t.Fatal(err)
	}
}
