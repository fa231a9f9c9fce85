package postgres

import (
	"fmt"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
)

// fillPeople fills each sealed column of what people ask for and do besides applying, about a worker of account 1 whom a decree lists.
func fillPeople(t testing.TB, s *Store, n int, receipt record.Receipt) {
	t.Helper()
	siti, helper, asker := recordtest.Account(1), recordtest.Account(1000+n), recordtest.Account(2000+n)
	at, nik := recordtest.Noon, recordtest.NIK(t, n)
	correct := func(field record.Field, to record.Worker) record.CorrectWorker {
		return record.CorrectWorker{By: siti, At: at, Receipt: receipt, Field: field, Worker: to}
	}
	w := recordtest.Filing(t, asker, "", nik).Worker
	apply(t, s, fmt.Sprint("people-", n),
		recordtest.AsksToHelp(t, helper),
		correct(record.FieldAddress, record.Worker{Address: "Jalan Pindahan 5"}),
		correct(record.FieldBirth, record.Worker{Birth: w.Birth.AddDays(1)}),
		record.SetConsent{By: siti, At: at, Receipt: receipt, Purpose: record.PurposeReminders},
		record.LookUp{By: asker, At: at, NIK: nik, Birth: w.Birth, Village: w.Village},
		record.LookUp{By: asker, At: at, NIK: nik, Birth: w.Birth, Village: "64.02.06.9999"},
		record.AskData{By: siti, At: at, Kind: record.RequestDecision, Receipt: receipt})
	apply(t, s, fmt.Sprint("case-", n), record.OpenCase{
		By: asker, At: at, Matter: record.MatterData, DueAt: at.Add(time.Hour), Said: []record.CaseMessage{{Message: "5", Text: "keluhan saya"}},
	})
	ask := apply(t, s, fmt.Sprint("propose-", n), correct(record.FieldNIK, record.Worker{NIK: recordtest.NIK(t, 500+n)})).Request
	if err := s.CompleteRequest(t.Context(), ask, "jawaban petugas", false, "officer:1", at); err != nil {
		t.Fatal(err)
	}
	matter := apply(t, s, fmt.Sprint("dispute-", n), record.RaiseDispute{By: asker, At: at, NIK: nik}).Case
	if err := s.DecideDispute(t.Context(), Verdict{Case: matter, Reason: "alasan petugas", By: "officer:1", At: at}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.InviteOfficer(t.Context(), []record.Role{record.RoleAdmin}, nil, "officer:1", at); err != nil {
		t.Fatal(err)
	}
}

func facts(t testing.TB, s *Store, query record.Query) record.Facts {
	t.Helper()
	found, err := s.Facts(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	return *found
}

// words are the keys of what is to be said in the chat, in order.
func words(t testing.TB, s *Store, person chat.Person) (keys []string) {
	t.Helper()
	rows, err := s.pool.Query(t.Context(), `select id, words from outbox where chat = $1 order by id`, person.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var sealed []byte
		if err := rows.Scan(&id, &sealed); err != nil {
			t.Fatal(err)
		}
		text, err := s.open(place("outbox", "words", id), sealed)
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, text)
	}
	return keys
}
