package flows_test

import (
	"slices"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/record"
)

// TestMenuHasWhatIsOnesOwn: what is for helpers and officers stands behind what is for everybody, and nobody else sees it.
func TestMenuHasWhatIsOnesOwn(t *testing.T) {
	b, _ := book(t)
	now := time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	all := []string{"register", "status", "iuran", "emergency", "officer", "privacy", "language"}
	officer := func(role record.Role) record.Facts {
		return record.Facts{Officer: record.Officer{Contact: "tg:1", Roles: []record.Role{role}}}
	}
	for name, c := range map[string]struct {
		facts record.Facts
		more  []string
	}{
		"a worker":            {record.Facts{}, nil},
		"one who asked":       {record.Facts{Helper: record.Helper{State: record.HelperAsked}}, nil},
		"a helper":            {record.Facts{Helper: record.Helper{State: record.HelperAdmitted}}, []string{"assist", "people"}},
		"a verifier":          {officer(record.RoleVerifier), []string{"office", "import-about", "export", "calling"}},
		"a supervisor":        {officer(record.RoleSupervisor), []string{"office", "gladi"}},
		"an operator":         {officer(record.RoleOperator), []string{"office"}},
		"an officer for once": {record.Facts{Officer: record.Officer{Contact: "tg:1"}}, nil},
	} {
		turn := b.Advance(dialogue.State{}, dialogue.Event{
			In:  chat.Incoming{Key: "k", Chat: "tg:1", From: chat.Person{ID: "tg:1"}, At: now, Content: chat.Command{Name: "menu"}},
			Now: now, Facts: &c.facts,
		})
		var shown []string
		for _, option := range turn.Words[0].Options {
			shown = append(shown, option.Press.Flow)
		}
		if want := append(slices.Clone(all), c.more...); !slices.Equal(shown, want) {
			t.Errorf("%s is shown %v, want %v", name, shown, want)
		}
	}
}
