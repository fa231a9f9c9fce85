package postgres

import (
	"slices"
	"strings"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
)

// Every act of an officer is written down with his name, and nothing that tells who the worker is.
func TestOfficersActsAreWrittenDown(t *testing.T) {
	s := newStore(t)
	ani, siti := recordtest.Account(21), recordtest.Account(1)
	recordtest.Appoint(t, s, ani, []record.Role{record.RoleVerifier})
	receipt := apply(t, s, "file", recordtest.Filing(t, siti, "r", recordtest.NIK(t, 1))).Receipt
	apply(t, s, "helper", recordtest.AsksToHelp(t, recordtest.Account(3)))
	helper := record.TaskName{Sort: record.TaskHelper, Number: 1}
	at := recordtest.Noon
	apply(t, s, "lease", record.LeaseApplication{By: ani.ID, At: at})
	apply(t, s, "nik", record.RevealNIK{By: ani.ID, At: at, Receipt: receipt, Why: "card"})
	apply(t, s, "decide", record.Decide{By: ani.ID, At: at, Receipt: receipt, To: record.StateReturned, Field: record.FieldName, Reason: "Nama Siti salah."})
	apply(t, s, "undo", record.UndoDecision{By: ani.ID, At: at, Receipt: receipt})
	apply(t, s, "look", record.LookAtTask{By: ani.ID, At: at, Task: helper})
	apply(t, s, "answer", record.AnswerTask{By: ani.ID, At: at, Task: helper, Yes: true})

	rows, _ := s.pool.Query(t.Context(), `select act || ' ' || subject || ' ' || detail from audit where actor = $1 and act <> 'join office' order by id`, ani.ID)
	var acts []string
	for rows.Next() {
		var act string
		if err := rows.Scan(&act); err != nil {
			t.Fatal(err)
		}
		acts = append(acts, act)
	}
	about := " application:" + receipt.String() + " "
	want := []string{
		"examine application" + about + "{}", "show NIK" + about + `{"why": "card"}`,
		"move application" + about + `{"to": "returned", "from": "received"}`, "move application" + about + `{"to": "received", "from": "returned"}`,
		"undo decision" + about + "{}", "show helper task:helper-1 {}", `answer helper helper:PB-000001-3 {"to": "admitted", "from": "asked"}`,
	}
	if !slices.Equal(acts, want) {
		t.Errorf("written down:\n%s\nwant:\n%s", strings.Join(acts, "\n"), strings.Join(want, "\n"))
	}
}

// What the worker and the officer are told stands in the outbox, the NIK in a message that goes after a minute.
func TestOfficersLetters(t *testing.T) {
	s := newStore(t)
	ani, siti := recordtest.Account(21), recordtest.Account(1)
	recordtest.Appoint(t, s, ani, []record.Role{record.RoleVerifier})
	receipt := apply(t, s, "file", recordtest.Filing(t, siti, "r", recordtest.NIK(t, 1))).Receipt
	apply(t, s, "lease", record.LeaseApplication{By: ani.ID, At: recordtest.Noon})
	apply(t, s, "nik", record.RevealNIK{By: ani.ID, At: recordtest.Noon, Receipt: receipt, Why: "card"})
	apply(t, s, "decide", record.Decide{
		By: ani.ID, At: recordtest.Noon, Receipt: receipt, To: record.StateReturned, Field: record.FieldAddress, Reason: "reason.address.unclear",
	})
	letters, err := s.ClaimLetters(t.Context(), recordtest.Noon, time.Minute, 10)
	if err != nil || len(letters) != 2 {
		t.Fatalf("%d letters, %v", len(letters), err)
	}
	if nik := letters[0]; nik.Chat != ani.ID || nik.Words.Args["NIK"].Text != recordtest.NIK(t, 1).Reveal() || nik.Words.Remove != 60 {
		t.Errorf("to the officer: %s removed after %d", nik.Words.Key, nik.Words.Remove)
	}
	told := letters[1]
	want := chat.Press{Kind: chat.PressOpen, Flow: "correct", Value: receipt.String() + "-address"}
	if told.Chat != siti.ID || told.Words.Key != "told.moved.returned" || told.Words.Args["Reason"].Key != "reason.address.unclear" ||
		len(told.Words.Options) != 1 || told.Words.Options[0].Press != want {
		t.Errorf("to the worker: %+v", told.Words)
	}
}

// A message that is delivered again after its effects finds the application as it was when it was decided on.
func TestHeldIsRemembered(t *testing.T) {
	s := newStore(t)
	ani := recordtest.Account(21)
	recordtest.Appoint(t, s, ani, []record.Role{record.RoleVerifier})
	filing := recordtest.Filing(t, recordtest.Account(1), "r", recordtest.NIK(t, 1))
	receipt := apply(t, s, "file", filing).Receipt
	apply(t, s, "lease", record.LeaseApplication{By: ani.ID, At: recordtest.Noon})
	query := record.Query{Person: ani, Key: "decide", Officer: true, Work: true, Now: recordtest.Noon}
	before, err := s.Facts(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, s, "decide", record.Remember{By: ani, Facts: *before}, record.Decide{
		By: ani.ID, At: recordtest.Noon, Receipt: receipt, To: record.StateRefused, Reason: "Alasan.",
	})
	after, err := s.Facts(t.Context(), query)
	if err != nil || after.Work.Held.Receipt != receipt || after.Work.Held.Worker != filing.Worker {
		t.Errorf("remembered is %s of %v, %v", after.Work.Held.Receipt, after.Work.Held.Worker == filing.Worker, err)
	}
}
