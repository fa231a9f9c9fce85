package postgres

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"jagaetam/internal/identity"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
	"jagaetam/internal/testservices"
)

// statements notes every statement that a pool sends. It is for a store that one test asks one thing after the other.
type statements struct{ sent []string }

func (s *statements) TraceQueryStart(ctx context.Context, _ *pgx.Conn, q pgx.TraceQueryStartData) context.Context {
	s.sent = append(s.sent, q.SQL)
	return ctx
}

func (*statements) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

// TestGuessesTellNothing: what is there and not to be had with this proof is answered as what nobody has, after the very same statements, so
// that neither the answer nor the work done for it tells them apart.
func TestGuessesTellNothing(t *testing.T) {
	config, err := pgxpool.ParseConfig(testservices.PostgresURL(t))
	if err != nil {
		t.Fatal(err)
	}
	seen := &statements{}
	config.ConnConfig.Tracer = seen
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	s := New(pool, vaultOf(t, identity.NewKeyring(today)))

	helper, owner := recordtest.Account(1), recordtest.Account(2)
	filing := recordtest.Filing(t, owner, "r1", recordtest.NIK(t, 1))
	theirs := apply(t, s, "filed", filing).Receipt
	token, err := s.InviteOfficer(t.Context(), []record.Role{record.RoleAdmin}, nil, "test", recordtest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, s, "joined", record.JoinOffice{By: owner, At: recordtest.Noon, Token: token})
	asks := func(n int, birthOff int) record.Effect {
		w := recordtest.Filing(t, helper, "", recordtest.NIK(t, n)).Worker
		return record.LookUp{By: helper, At: recordtest.Noon, NIK: w.NIK, Birth: w.Birth.AddDays(birthOff), Village: w.Village}
	}
	for name, pair := range map[string][2]record.Effect{
		"look up": {asks(1, 1), asks(2, 0)},
		"join": {
			record.JoinOffice{By: helper, At: recordtest.Noon, Token: token}, record.JoinOffice{By: helper, At: recordtest.Noon, Token: "none"},
		},
		"end help": {
			record.EndHelp{By: helper, At: recordtest.Noon, Receipt: theirs}, record.EndHelp{By: helper, At: recordtest.Noon, Receipt: theirs + 1000},
		},
		"consent": {
			record.SetConsent{By: helper, At: recordtest.Noon, Receipt: theirs, Purpose: record.PurposeReminders},
			record.SetConsent{By: helper, At: recordtest.Noon, Receipt: theirs + 1000, Purpose: record.PurposeReminders},
		},
	} {
		var outcomes [2]record.Outcome
		var sent [2][]string
		for i, effect := range pair {
			seen.sent = nil
			outcomes[i] = apply(t, s, name+string(rune('0'+i)), effect)
			sent[i] = slices.Clone(seen.sent)
		}
		if diff := cmp.Diff(outcomes[0], outcomes[1]); diff != "" || outcomes[0].Name != record.OutcomeNoMatch {
			t.Errorf("%s: %+v, and by what nobody has\n%s", name, outcomes[0], diff)
		}
		if diff := cmp.Diff(sent[0], sent[1]); diff != "" || len(sent[0]) < 3 {
			t.Errorf("%s: after %d statements that differ by\n%s", name, len(sent[0]), diff)
		}
	}
}
