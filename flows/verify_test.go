package flows_test

import (
	"slices"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/memory"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
)

// officersFlows are all that only officers may have, what each is opened with here, and who may.
var officersFlows = map[string]struct {
	payload string
	roles   []record.Role
}{
	"office":        {"", record.Roles},
	"summary":       {"", record.Roles},
	"verify":        {"", []record.Role{record.RoleVerifier, record.RoleAdmin}},
	"decide":        {"JE-000001-3-verifying", []record.Role{record.RoleVerifier, record.RoleAdmin}},
	"undo-decision": {"JE-000001-3", []record.Role{record.RoleVerifier, record.RoleAdmin}},
	"reveal":        {"JE-000001-3", []record.Role{record.RoleVerifier, record.RoleAdmin}},
	"queue":         {"", []record.Role{record.RoleVerifier, record.RoleSupervisor, record.RoleAdmin}},
	"task":          {"helper-1", []record.Role{record.RoleVerifier, record.RoleSupervisor, record.RoleAdmin}},
	"answer-task":   {"helper-1-yes", []record.Role{record.RoleVerifier, record.RoleSupervisor, record.RoleAdmin}},
}

// Buttons can be forged: each is pressed by every role, by an officer who was removed, and by a stranger, while everything that it needs is
// there. Who may not is told what everybody is told of a command that there is not, and nothing is done.
func TestPressesOfOthersDoNothing(t *testing.T) {
	b, _ := book(t)
	for id, flow := range officersFlows {
		for _, role := range append(slices.Clone(record.Roles), "removed", "stranger") {
			s := memory.New()
			ani := recordtest.Account(21)
			keep(t, s, "file", recordtest.Filing(t, recordtest.Account(1), "r", recordtest.NIK(t, 1)))
			keep(t, s, "helper", recordtest.AsksToHelp(t, recordtest.Account(3)))
			if role != "stranger" {
				appoint(t, s, ani, record.RoleVerifier)
				keep(t, s, "lease", record.LeaseApplication{By: ani.ID, At: recordtest.Noon})
				if err := s.RemoveOfficer(t.Context(), ani.ID, "test", recordtest.Noon); err != nil {
					t.Fatal(err)
				}
			}
			if slices.Contains(record.Roles, role) {
				appoint(t, s, ani, role)
			}
			turn := press(t, b, s, ani, dialogue.State{}, opensFlow(id, flow.payload), recordtest.Noon)
			may := slices.Contains(flow.roles, role)
			said := ""
			if len(turn.Words) > 0 {
				said = turn.Words[0].Key
			}
			if refused := said == "unforeseen.command"; refused == may {
				t.Errorf("%s pressed by %s: says %q with %d effects", id, role, said, len(turn.Effects))
			}
			if !may && len(turn.Effects) > 0 {
				t.Errorf("%s pressed by %s: does %T", id, role, turn.Effects[0])
			}
		}
	}
}

// A talk that an officer has begun ends when he is removed: his next answer decides nothing.
func TestTalkEndsWithTheOffice(t *testing.T) {
	b, _ := book(t)
	s, ani := memory.New(), recordtest.Account(21)
	keep(t, s, "file", recordtest.Filing(t, recordtest.Account(1), "r", recordtest.NIK(t, 1)))
	appoint(t, s, ani, record.RoleVerifier)
	keep(t, s, "lease", record.LeaseApplication{By: ani.ID, At: recordtest.Noon})
	turn := press(t, b, s, ani, dialogue.State{}, opensFlow("decide", "JE-000001-3-refused"), recordtest.Noon)
	if turn.State.Talk == nil || turn.State.Talk.Asked != "reason" {
		t.Fatalf("the reason is not asked: %+v", turn.State.Talk)
	}
	reason := turn.Words[len(turn.Words)-1].Options[0].Press
	if err := s.RemoveOfficer(t.Context(), ani.ID, "test", recordtest.Noon); err != nil {
		t.Fatal(err)
	}
	turn = press(t, b, s, ani, turn.State, reason, recordtest.Noon.Add(time.Minute))
	if len(turn.Effects) > 0 || turn.State.Talk != nil {
		t.Errorf("effects %v, talk %+v", turn.Effects, turn.State.Talk)
	}
}

// The button that stood under an application that is with another by now does nothing.
func TestOldButtonsDecideNothing(t *testing.T) {
	b, _ := book(t)
	s, ani, budi := memory.New(), recordtest.Account(21), recordtest.Account(22)
	keep(t, s, "file", recordtest.Filing(t, recordtest.Account(1), "r", recordtest.NIK(t, 1)))
	appoint(t, s, ani, record.RoleVerifier)
	appoint(t, s, budi, record.RoleVerifier)
	keep(t, s, "ani", record.LeaseApplication{By: ani.ID, At: recordtest.Noon})
	later := recordtest.Noon.Add(record.LeaseHolds)
	keep(t, s, "budi", record.LeaseApplication{By: budi.ID, At: later})
	for flow, payload := range map[string]string{"decide": "JE-000001-3-verifying", "reveal": "JE-000001-3"} {
		turn := press(t, b, s, ani, dialogue.State{}, opensFlow(flow, payload), later)
		if turn.Words[0].Key != "verify.lost" || len(turn.Effects) > 0 {
			t.Errorf("%s says %s, does %v", flow, turn.Words[0].Key, turn.Effects)
		}
	}
}

func opensFlow(flow, payload string) chat.Press {
	return chat.Press{Kind: chat.PressOpen, Flow: flow, Value: payload}
}

func press(t *testing.T, b *dialogue.Book, s *memory.Store, by chat.Person, state dialogue.State, press chat.Press, at time.Time) dialogue.Turn {
	t.Helper()
	event := dialogue.Event{
		In:  chat.Incoming{Key: "press", Chat: by.ID, From: by, At: at, Content: chat.Tap{Query: "q", Press: press}},
		Now: at,
	}
	turn, _, err := b.Lead(state, event, func(query record.Query) (*record.Facts, error) { return s.Facts(t.Context(), query) })
	if err != nil {
		t.Fatal(err)
	}
	return turn
}

func keep(t *testing.T, s *memory.Store, key string, effect record.Effect) {
	t.Helper()
	if _, err := s.Apply(t.Context(), key, []record.Effect{effect}); err != nil {
		t.Fatal(err)
	}
}

func appoint(t *testing.T, s *memory.Store, person chat.Person, role record.Role) {
	t.Helper()
	token, err := s.InviteOfficer(t.Context(), []record.Role{role}, nil, "test", recordtest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	keep(t, s, "join"+token, record.JoinOffice{By: person, At: recordtest.Noon, Token: token})
}
