package flows_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/identity"
	"jagaetam/internal/record"
	"jagaetam/locales"
)

// bound are the facts of an account that is a worker itself and helps another.
func bound() record.Facts {
	nik, _ := identity.ParseNIK("6402065205859001")
	return record.Facts{
		Helper: record.Helper{Number: 1, State: record.HelperAdmitted, People: 1},
		Insured: []record.Insured{
			{Receipt: 17, Name: "Siti", Relation: record.RelationSelf, Correct: record.FieldName, Why: "Nama berbeda dengan KTP."},
			{Receipt: 18, Name: "Jumadi", Relation: record.RelationHelper},
		},
		Kept: []record.Kept{
			{Receipt: 17, Relation: record.RelationSelf, Worker: record.Worker{NIK: nik, Name: "Siti Nur'aini"}, Helpers: []record.HelpedBy{{Name: "Rahmat", Kind: record.HelperRT}}},
			{Receipt: 18, Relation: record.RelationHelper, Worker: record.Worker{Name: "Jumadi"}},
		},
	}
}

// Buttons can be forged. What is said to a number of somebody else, of a worker who is only helped, of nobody, and to no number at all
// is the same, and it names nobody.
func TestForgedButtonsTellNothing(t *testing.T) {
	for _, flow := range []string{"consents", "withdraw", "agree", "erase", "end-help", "correct", "card"} {
		want := told(t, locales.Indonesian, "2026-11-23", flow, "nobody", bound())
		forged := []string{"", "17", "JE-000019-7", "JE-000017-5", "je-000017-4", "JE-000017-4 ", "JE-000019-7-name", "on-JE-000019-7"}
		if flow != "correct" { // which a helper may do
			forged = append(forged, "JE-000018-2")
		}
		for _, payload := range forged {
			if got := told(t, locales.Indonesian, "2026-11-23", flow, payload, bound()); got != want {
				t.Errorf("%s %q is told:\n%s\nnot:\n%s", flow, payload, got, want)
			}
		}
		if strings.Contains(want, "Siti") || strings.Contains(want, "Jumadi") || strings.Contains(want, "JE-") {
			t.Errorf("%s tells: %s", flow, want)
		}
	}
	for _, payload := range []string{"see-JE-000018-2", "copy-JE-000018-2", "-JE-000018-2", "see-", "see-17"} {
		if got := told(t, locales.Indonesian, "2026-11-23", "data", payload, bound()); strings.Contains(got, "Jumadi") || strings.Contains(got, "Yang kami simpan") {
			t.Errorf("data %q is told: %s", payload, got)
		}
	}
}

// A worker's own number opens what a forged one does not: else the test before would prove nothing.
func TestOwnNumberOpens(t *testing.T) {
	for _, flow := range []string{"consents", "withdraw", "agree", "erase", "end-help", "correct"} {
		if told(t, locales.Indonesian, "2026-11-23", flow, "JE-000017-4", bound()) == told(t, locales.Indonesian, "2026-11-23", flow, "nobody", bound()) {
			t.Errorf("%s is not opened by the own number", flow)
		}
	}
}

func TestCorrectionSaysWhatWasWrong(t *testing.T) {
	if got := told(t, locales.Indonesian, "2026-11-23", "correct", "JE-000017-4-name", bound()); !strings.Contains(got, "Nama berbeda dengan KTP.") || !strings.Contains(got, "Nama lengkap") {
		t.Errorf("asked for the name that was wrong, it says: %s", got)
	}
	if got := told(t, locales.Indonesian, "2026-11-23", "correct", "JE-000017-4-address", bound()); strings.Contains(got, "Nama berbeda") {
		t.Errorf("asked for the address, it says what is wrong with the name: %s", got)
	}
}

// talk leads an account through texts, and gives the last turn.
func talk(t *testing.T, state dialogue.State, known *record.Facts, texts ...string) dialogue.Turn {
	t.Helper()
	b, _ := book(t)
	var turn dialogue.Turn
	for i, text := range texts {
		at := state.Touched.Add(time.Minute)
		if state.Touched.IsZero() {
			at = time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
		}
		var content chat.Content = chat.Text{Text: text}
		if command, ok := strings.CutPrefix(text, "/"); ok {
			content = chat.Command{Name: command}
		}
		var err error
		turn, _, err = b.Lead(state, dialogue.Event{
			In: chat.Incoming{Key: fmt.Sprint("k", i), Chat: "tg:1", From: chat.Person{ID: "tg:1"}, At: at, Content: content}, Now: at,
		}, func(q record.Query) (*record.Facts, error) {
			if !q.NIK.IsZero() && state.Talk != nil && state.Talk.Flow == "others" {
				t.Errorf("it is asked whether somebody else's NIK is registered")
			}
			return known, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		state = turn.State
	}
	return turn
}

var assisted = []string{
	"/bantu", "setuju", "6402065205859001", "Siti", "12 Mei 1985", "Tenggarong", "Maluhu", "3/1", "Jl. Pesut", "0812 3456 7890", "keluarga",
	"petani", "sawah di Maluhu", "1,5jt", "belum", "bukan", "kirim",
}

func TestHelperFilesAsHelper(t *testing.T) {
	known := bound()
	turn := talk(t, dialogue.State{}, &known, assisted...)
	if len(turn.Effects) != 1 {
		t.Fatalf("it ends with %+v, saying %+v", turn.Effects, turn.Words)
	}
	filed, ok := turn.Effects[0].(record.FileApplication)
	if !ok || filed.Relation != record.RelationHelper || filed.Consent.Version != "2026-11-aloud" {
		t.Errorf("it files %+v as %q, to the text %q", turn.Effects[0], filed.Relation, filed.Consent.Version)
	}
	ended := turn.Conclude(record.Outcome{Name: record.OutcomeFiled, Receipt: 21})
	if press := ended.Words[len(ended.Words)-1].Options[0].Press; press.Flow != "card" || press.Value != record.Receipt(21).String() {
		t.Errorf("its first button opens %+v", press)
	}
}

// A helper who is ended in the middle of a registration cannot finish it.
func TestEndedHelperIsStopped(t *testing.T) {
	known := bound()
	turn := talk(t, dialogue.State{}, &known, assisted[:len(assisted)-1]...)
	known.Helper.State = record.HelperEnded
	turn = talk(t, turn.State, &known, "kirim")
	if len(turn.Effects) > 0 || turn.State.Talk != nil || turn.Words[0].Key != "assist.not-helper" {
		t.Errorf("it goes on with %+v and %+v", turn.Effects, turn.Words)
	}
}

func TestLookUpIsOfThreeParticulars(t *testing.T) {
	known := record.Facts{NIK: record.RegisteredByOther}
	turn := talk(t, dialogue.State{}, &known, "/cek", "6402065205859001", "12 Mei 1985", "Tenggarong", "Maluhu")
	look, ok := turn.Effects[0].(record.LookUp)
	if !ok || look.NIK.Reveal() != "6402065205859001" || look.Birth.String() != "1985-05-12" || look.Village != "64.02.06.1011" || look.By.ID != "tg:1" {
		t.Errorf("it looks up %+v", turn.Effects)
	}
}

// A worker registered after the account had stopped reminders is not reminded, and his consents do not say that he is.
func TestConsentsGoByWhatTheAccountHasStopped(t *testing.T) {
	known := record.Facts{Kept: []record.Kept{{Receipt: 17, Relation: record.RelationSelf, Consents: []record.Consent{{Version: "1", At: date("2026-01-05").In(time.UTC)}}}}}
	for stopped, button := range map[record.Subscription]string{record.Contribution: "[Nyalakan pengingat]", record.News: "[Matikan pengingat]"} {
		known.Stopped = []record.Subscription{stopped}
		if text := told(t, locales.Indonesian, "2026-11-23", "consents", "JE-000017-4", known); !strings.Contains(text, button) {
			t.Errorf("with %s stopped it says\n%s", stopped, text)
		}
	}
}
