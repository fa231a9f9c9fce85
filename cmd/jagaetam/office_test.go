package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
)

func TestDecrees(t *testing.T) {
	store := openedRecords(t)
	number := fileApplicationOf(t, store, 1)
	add := []string{"decree", "add", "-number", "560/91/2026", "-title", "Bantuan iuran", "-sponsor", "regency", "-from", "2026-01", "-to", "2026-12", "-quota", "5"}
	runCommand(add...).expect(t, 0, "Decree 560/91/2026 is kept under the ID 1.\n")
	runCommand(add...).expect(t, exitFailed, "decree 560/91/2026: ", record.ErrExists.Error())
	effect := record.ListWorker{By: "officer:1", At: recordtest.Noon, NIK: recordtest.NIK(t, 1), Decree: 1}
	if outcome, err := store.Apply(t.Context(), "k1", []record.Effect{effect}); err != nil || outcome.Name != record.OutcomeNew {
		t.Fatal(outcome, err)
	}
	list := runCommand("decree", "list").expect
	list(t, 0, "560/91/2026", "regency", "2026-01", "2026-12", "Bantuan iuran", "  1       5 ")

	runCommand("application", "left", number.String(), "moved", "-on", "2026-11-10").expect(t, 0, "The worker of "+number.String()+" left on 2026-11-10: moved.\n")
	runCommand("decree", "list").expect(t, 0, "  0       5 ")
	runCommand("application", "left", number.String(), "none").expect(t, 0, "has not left.\n")
	runCommand("application", "left", number.String(), "died").expect(t, 0, " left on 20")
	runCommand("application", "left", record.Receipt(99).String(), "died").expect(t, exitFailed, record.ErrNotFound.Error())
}

func TestRegistrationWindows(t *testing.T) {
	store := openedRecords(t)
	runCommand("decree", "add", "-number", "560/91/2026", "-sponsor", "regency", "-from", "2026-01", "-to", "2026-12", "-quota", "5",
		"-opens", "2026-12-01", "-closes", "2026-12-31").expect(t, 0)
	runCommand("decree", "list").expect(t, 0, "2026-12-01 to 2026-12-31")
	runCommand("decree", "set", "1", "-quota", "7", "-closes", "").expect(t, 0, "Decree 560/91/2026 is changed.\n")
	do(t, store, record.AskToBeTold{By: recordtest.Account(1), At: recordtest.Noon})
	list := runCommand("decree", "list")
	list.expect(t, 0, "  0       7 ", "from 2026-12-01", "1 wait to be told that registration opens.\n")
	runCommand("decree", "set", "-closes", "2026-11-30", "1").expect(t, exitUsage, "registration closes before it opens")
	runCommand("decree", "set", "-number", "2", "1").expect(t, exitUsage, "-number stays as it is printed")
	runCommand("decree", "set", "-quota", "2", "99").expect(t, exitFailed, record.ErrNotFound.Error())
	runCommand("decree", "set", "1").expect(t, exitUsage, "say what to set")
	if got := runCommand("decree", "list"); got.out != list.out {
		t.Errorf("something changed: %s", got.out)
	}
	runCommand("audit").expect(t, 0, "change decree")
}

func TestPayments(t *testing.T) {
	store := openedRecords(t)
	number := fileApplicationOf(t, store, 1)
	reported := record.ReportPayment{
		By: recordtest.Account(1), At: recordtest.Noon, Receipt: number, First: civil.Month{Year: 2026, Month: 11}, Months: 3,
		Evidence: chat.File{ID: "tg:AgAC"},
	}
	if _, err := store.Apply(t.Context(), "k1", []record.Effect{reported}); err != nil {
		t.Fatal(err)
	}
	list := runCommand("payment", "list")
	if list.expect(t, 0, number.String(), "2026-11", "2027-01", "2026-11-23", "yes"); strings.Contains(list.out, "AgAC") {
		t.Errorf("the list names the file: %s", list.out)
	}
	runCommand("payment", "confirm", number.String(), "2026-11").expect(t, 0, "The payment of "+number.String()+" for 2026-11 is confirmed now.\n")
	runCommand("payment", "reject", number.String(), "2026-12", "-reason", "Struk <buram>").expect(t, 0, " for 2026-12 is rejected now.\n")
	runCommand("payment", "confirm", number.String(), "2026-11").expect(t, 0)
	runCommand("payment", "confirm", number.String(), "2027-02").expect(t, exitFailed, record.ErrNotFound.Error())
	if left := runCommand("payment", "list"); strings.Contains(left.out, "2026-1") && strings.Contains(left.out, "2026-12 ") {
		t.Errorf("what was answered is still listed: %s", left.out)
	}
	letters, err := store.ClaimLetters(t.Context(), recordtest.Noon, 1, 9)
	if err != nil || len(letters) != 1 || letters[0].Words.Key != "payment.confirmed" || letters[0].Chat != recordtest.Account(1).ID {
		t.Errorf("the worker is told %+v, %v", letters, err)
	}
	if counts, err := store.LetterCounts(t.Context()); err != nil || counts[record.LetterWaiting] != 2 {
		t.Errorf("%v, %v, want two letters", counts, err)
	}
}

func TestTariffs(t *testing.T) {
	openedRecords(t)
	runCommand("tariff", "list").expect(t, 0, "law scale", "33 tiers", "law relief", "50% to pay")
	good := `{"reliefs": [{"sector": "other", "payers": ["self", "company"], "first": "2027-01", "last": "2027-06", "percent": 75, "source": "PP rekaan"}]}`
	runCommand("tariff", "add", writeFile(t, "good.json", good)).expect(t, 0, "Added 0 scales and 1 reliefs.\n")
	runCommand("tariff", "list").expect(t, 0, "added relief", "2027-01", "2027-06", "self company", "75% to pay", "PP rekaan")
	for name, bad := range map[string]string{
		"another field": `{"reliefs": [], "colour": 1}`, "nothing": `{}`, "no JSON": `relief`, "a word for a month": `{"scales": [{"from": "soon"}]}`,
		"no tiers": `{"scales": [{"from": "2027-01", "source": "PP"}]}`, "a good and a bad": strings.Replace(good, "]}", `, {"sector": "sea"}]}`, 1),
	} {
		got := runCommand("tariff", "add", writeFile(t, "bad.json", bad))
		if got.code != exitUsage || strings.Count(got.errs, "\n") != 1 || !strings.HasPrefix(got.errs, "jagaetam: tariff: ") {
			t.Errorf("%s: %d: %s", name, got.code, got.errs)
		}
	}
	if list := runCommand("tariff", "list"); strings.Count(list.out, "added") != 1 {
		t.Errorf("a wrong file added something: %s", list.out)
	}
}

func TestTexts(t *testing.T) {
	openedRecords(t)
	runCommand("text", "list").expect(t, 0, "office.pay-where", "id", "en", "the program's own")
	runCommand("text", "set", "office.pay-where", "id", "- Bayar di <b>kantor pos</b> 🙂").expect(t, 0, "office.pay-where in id is written anew.\n")
	runCommand("text", "show", "office.pay-where").expect(t, 0, "id, written anew:\n- Bayar di <b>kantor pos</b> 🙂\n", "en, the program's own:\nthe JMO app")
	runCommand("text", "reset", "office.pay-where").expect(t, 0, "office.pay-where is the program's own again.\n")
	runCommand("text", "reset", "office.pay-where").expect(t, exitFailed, record.ErrNotFound.Error())
	if list := runCommand("text", "list"); strings.Contains(list.out, "anew") {
		t.Errorf("still written anew: %s", list.out)
	}
}

// TestActsAtTheCommandLineAreWrittenDown finds each command's act in the audit.
func TestActsAtTheCommandLineAreWrittenDown(t *testing.T) {
	store := openedRecords(t)
	number := fileApplicationOf(t, store, 1).String()
	runCommand("decree", "add", "-number", "1", "-sponsor", "village", "-from", "2026-01", "-to", "2026-02").expect(t, 0)
	runCommand("application", "left", number, "aged").expect(t, 0)
	runCommand("text", "set", "office.pay-where", "en", "Anywhere.").expect(t, 0)
	runCommand("text", "reset", "office.pay-where").expect(t, 0)
	acts, err := openPool(t, os.Getenv("DATABASE_URL")).Query(t.Context(), `select act || ' ' || subject from audit where actor like 'command line%' order by id`)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for acts.Next() {
		var one string
		if err := acts.Scan(&one); err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	want := []string{"add decree decree:1", "leave application:" + number, "set text text:office.pay-where", "reset text text:office.pay-where"}
	if fmt.Sprint(all) != fmt.Sprint(want) {
		t.Errorf("written down are %q, want %q", all, want)
	}
}
