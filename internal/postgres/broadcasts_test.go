package postgres

import (
	"fmt"
	"testing"
	"time"

	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
)

// scheduled is a broadcast that may begin, with the accounts of so many workers.
func scheduled(t *testing.T, s *Store, workers int) (record.BroadcastNumber, []record.Recipient) {
	t.Helper()
	officer := recordtest.Account(990)
	token, err := s.InviteOfficer(t.Context(), []record.Role{record.RoleAdmin}, nil, "test", recordtest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, s, "join", record.JoinOffice{By: officer, At: recordtest.Noon, Token: token})
	for n := range workers {
		key := fmt.Sprint("file-", n)
		apply(t, s, key, recordtest.Filing(t, recordtest.Account(n+1), key, recordtest.NIK(t, n)))
	}
	number := apply(t, s, "write", recordtest.Writing(990, "write")).Broadcast
	conduct(t, s, number, func(b record.Broadcast, _ []record.Officer) record.BroadcastTurn {
		return b.Counted(record.BroadcastCount{Revision: b.Revision, Reach: record.Reach{Planned: workers}, At: recordtest.Noon})
	})
	apply(t, s, "start", record.TurnBroadcast{By: officer, At: recordtest.Noon, Number: number, Revision: 1, Act: record.ActStart, Above: workers})
	all, err := s.Roll(t.Context(), 0, workers)
	if err != nil {
		t.Fatal(err)
	}
	var recipients []record.Recipient
	for _, e := range all {
		recipients = append(recipients, record.Recipient{Contact: e.Accounts[0].Contact, Worker: e.ID, Village: e.Village})
	}
	return number, recipients
}

func conduct(t *testing.T, s *Store, number record.BroadcastNumber, decide func(record.Broadcast, []record.Officer) record.BroadcastTurn) {
	t.Helper()
	if err := s.ConductBroadcast(t.Context(), number, recordtest.Noon, decide); err != nil {
		t.Fatal(err)
	}
}

func begun(all []record.Recipient) func(record.Broadcast, []record.Officer) record.BroadcastTurn {
	return func(b record.Broadcast, office []record.Officer) record.BroadcastTurn {
		return b.Begun(record.BroadcastCount{Revision: b.Revision, At: recordtest.Noon}, all, len(all), office)
	}
}

func wantBroadcast(t *testing.T, s *Store, number record.BroadcastNumber, state record.BroadcastState, planned, waiting int) {
	t.Helper()
	b, err := s.Broadcast(t.Context(), number)
	if err != nil || b.State != state || b.Tally.Planned != planned || b.Tally.Waiting != waiting {
		t.Errorf("it is %s with %+v, %v; want %s with %d of %d waiting", b.State, b.Tally, err, state, waiting, planned)
	}
	if err := s.BroadcastArithmetic(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestNobodyIsInABroadcastTwice(t *testing.T) {
	s := newStore(t)
	number, all := scheduled(t, s, 2)
	if err := s.ConductBroadcast(t.Context(), number, recordtest.Noon, begun(append(all, all[0]))); err == nil {
		t.Error("an account is frozen twice")
	}
	wantBroadcast(t, s, number, record.BroadcastScheduled, 0, 0)
	conduct(t, s, number, begun(all))
	wantBroadcast(t, s, number, record.BroadcastRunning, 2, 2)
}

// TestFreezeBrokenOffInTheMiddle has what comes after the recipients fail, as a kill would.
func TestFreezeBrokenOffInTheMiddle(t *testing.T) {
	s := newStore(t)
	number, all := scheduled(t, s, 3)
	err := s.ConductBroadcast(t.Context(), number, recordtest.Noon, func(b record.Broadcast, office []record.Officer) record.BroadcastTurn {
		turn := begun(all)(b, office)
		turn.Tells = []record.Tell{{To: "tg:990"}} // no words
		return turn
	})
	if err == nil {
		t.Fatal("nothing was broken off")
	}
	wantBroadcast(t, s, number, record.BroadcastScheduled, 0, 0)
	conduct(t, s, number, begun(all))
	conduct(t, s, number, begun(all))
	wantBroadcast(t, s, number, record.BroadcastRunning, 3, 3)
}

// TestDeletedRecipientIsStillCounted: the sum holds, and the account's name is gone.
func TestDeletedRecipientIsStillCounted(t *testing.T) {
	s := newStore(t)
	number, all := scheduled(t, s, 2)
	conduct(t, s, number, begun(all))
	asked := apply(t, s, "delete", record.AskData{By: recordtest.Account(1), At: recordtest.Noon, Kind: record.RequestDelete})
	if _, err := s.DeletePerson(t.Context(), asked.Request, "officer:1", recordtest.Noon, noForgetting); err != nil {
		t.Fatal(err)
	}
	wantBroadcast(t, s, number, record.BroadcastRunning, 2, 1)
	var named int
	if err := s.pool.QueryRow(t.Context(), `select count(*) from recipients where contact = 'tg:1'`).Scan(&named); err != nil || named != 0 {
		t.Errorf("%d rows name the account, %v", named, err)
	}
	b, err := s.Broadcast(t.Context(), number)
	if err != nil || b.Tally.Reasons[record.SkipNoAccount] != 1 {
		t.Errorf("the tally is %+v, %v", b.Tally, err)
	}
}

func TestPurgeRecipientsLeavesTheSum(t *testing.T) {
	s := newStore(t)
	number, all := scheduled(t, s, 2)
	conduct(t, s, number, begun(all))
	purge := func(want int) {
		t.Helper()
		if got, err := s.PurgeRecipients(t.Context(), recordtest.Noon.Add(time.Hour)); got != want || err != nil {
			t.Errorf("%d are purged, %v; want %d", got, err, want)
		}
	}
	purge(0) // it goes on
	apply(t, s, "cancel", record.TurnBroadcast{
		By: recordtest.Account(990), At: recordtest.Noon, Number: number, Revision: 1, Act: record.ActCancel,
	})
	conduct(t, s, number, func(b record.Broadcast, _ []record.Officer) record.BroadcastTurn {
		return b.Finished(recordtest.Noon, "")
	})
	purge(2)
	purge(0)
	wantBroadcast(t, s, number, record.BroadcastCancelled, 2, 0)
	if had, err := s.NewsHad(t.Context(), time.Time{}); err != nil || len(had) > 0 {
		t.Errorf("known is still %v, %v", had, err)
	}
}
