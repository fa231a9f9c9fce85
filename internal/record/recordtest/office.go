package recordtest

import (
	"testing"
	"time"

	"jagaetam/internal/record"
)

func testOffice(t *testing.T, s Store) {
	siti, budi := Account(1), Account(2)
	roles, districts := []record.Role{record.RoleVerifier, record.RoleOperator}, []string{"64.02.06"}
	token, err := s.InviteOfficer(t.Context(), roles, districts, "test", Noon)
	if err != nil {
		t.Fatal(err)
	}
	another, err := s.InviteOfficer(t.Context(), []record.Role{record.RoleAdmin}, nil, "test", Noon)
	if err != nil || another == token {
		t.Fatalf("a second invitation: %q beside %q, %v", another, token, err)
	}
	wantFacts(t, s, record.Query{Person: siti, Officer: true}, record.Facts{})
	late := record.JoinOffice{By: Account(4), At: Noon.Add(record.InvitationHolds), Token: another}
	wantOutcome(t, s, "k1", late, record.Outcome{Name: record.OutcomeNoMatch})
	wantOutcome(t, s, "k2", record.JoinOffice{By: siti, At: Noon, Token: token + "x"}, record.Outcome{Name: record.OutcomeNoMatch})
	wantOutcome(t, s, "k3", record.JoinOffice{By: siti, At: Noon}, record.Outcome{Name: record.OutcomeNoMatch})
	wantFacts(t, s, record.Query{Person: siti, Officer: true}, record.Facts{})

	join := record.JoinOffice{By: siti, At: Noon.Add(record.InvitationHolds - time.Second), Token: token}
	wantOutcome(t, s, "k4", join, record.Outcome{Name: record.OutcomeAnswered})
	office := record.Facts{Officer: record.Officer{Contact: siti.ID, Roles: roles, Districts: districts}}
	wantFacts(t, s, record.Query{Person: siti, Officer: true}, office)
	join.At = join.At.Add(time.Hour)
	wantOutcome(t, s, "k5", join, record.Outcome{Name: record.OutcomeAnswered})
	wantOutcome(t, s, "k6", record.JoinOffice{By: budi, At: Noon, Token: token}, record.Outcome{Name: record.OutcomeNoMatch})
	wantFacts(t, s, record.Query{Person: budi, Officer: true}, record.Facts{})

	if err := s.RemoveOfficer(t.Context(), siti.ID, "test", Noon); err != nil {
		t.Fatal(err)
	}
	wantFacts(t, s, record.Query{Person: siti, Officer: true}, record.Facts{})
	wantOutcome(t, s, "k7", join, record.Outcome{Name: record.OutcomeAnswered})
	wantFacts(t, s, record.Query{Person: siti, Officer: true}, record.Facts{}) // the old invitation brings nobody back
	if err := s.RemoveOfficer(t.Context(), siti.ID, "test", Noon); err == nil {
		t.Error("an officer is removed twice")
	}
}
