package exchange

import (
	"strings"
	"testing"

	"jagaetam/internal/record"
	"jagaetam/locales"
)

// rehearses has the officer ask for a rehearsal, and gives what is said by the ends of the keys.
func (w *world) rehearses(t *testing.T, months int) (table, file string) {
	t.Helper()
	w.apply(t, record.AskExport{By: officer, At: w.now, Kind: record.FileRehearsal, Months: months})
	w.work(t)
	for once, words := range w.said(t) {
		html, err := w.Texts.Render(locales.Indonesian, words.Key, words.Args, locales.Escape)
		if err != nil {
			t.Fatal(err)
		}
		if words.Document == "" {
			table = locales.Plain(html)
			continue
		}
		_, _, data, err := w.store.ReadFile(t.Context(), words.Document)
		if err != nil || !strings.HasSuffix(once, ":list") {
			t.Fatal(once, err)
		}
		file = strings.ReplaceAll(strings.TrimPrefix(string(data), "\ufeff"), "\r\n", "\n")
	}
	return table, file
}

func TestRehearsalInTheChat(t *testing.T) {
	w := newWorld(t)
	w.populate(t)
	w.store.roles = []record.Role{record.RoleSupervisor}
	table, file := w.rehearses(t, 3)
	golden(t, "rehearsal.txt", table+"\n\n"+file)
	for _, personal := range []string{"Rekaan", "tg:", "6402"} {
		if strings.Contains(table+file, personal) {
			t.Errorf("it tells who is reminded: %q", personal)
		}
	}
	counts, err := w.store.ReminderCounts(t.Context())
	if err != nil || len(counts) != 0 {
		t.Errorf("reminders are kept: %v, %v", counts, err)
	}
}

func TestRehearsalIsForSupervisors(t *testing.T) {
	w := newWorld(t)
	w.populate(t)
	w.store.roles = []record.Role{record.RoleVerifier}
	if table, file := w.rehearses(t, 1); file != "" || !strings.Contains(table, "hanya untuk petugas") {
		t.Errorf("a verifier is told %s", table)
	}
}

func TestRehearsalIsOfTheOfficersDistricts(t *testing.T) {
	w := newWorld(t)
	w.populate(t)
	w.store.roles, w.store.districts = []record.Role{record.RoleAdmin}, []string{"64.02.99"}
	if table, file := w.rehearses(t, 6); file != "" || !strings.Contains(table, "tidak ada yang akan diingatkan") {
		t.Errorf("it is said of another district: %s", table)
	}
}
