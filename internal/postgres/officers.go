package postgres

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

const inviteSQL = `
with invited as (
    insert into invitations (token_index, roles, districts, invited_by, expires_at) values (@token, @roles, @districts, @by, @expires)
)
insert into audit (at, actor, act, subject, detail)
values (@at, @by, 'invite officer', 'officers', jsonb_build_object('roles', @roles::text[], 'districts', @districts::text[]))`

// InviteOfficer makes an invitation with which one account can join with these roles, once and within record.InvitationHolds. The token is
// returned here and kept nowhere. by is who invites.
func (s *Store) InviteOfficer(ctx context.Context, roles []record.Role, districts []string, by string, at time.Time) (token string, err error) {
	token = rand.Text()
	_, err = s.pool.Exec(ctx, inviteSQL, pgx.NamedArgs{
		"token": s.vault.Index(identity.KindInvitation, token), "roles": roles, "districts": notNil(districts),
		"by": by, "at": at, "expires": at.Add(record.InvitationHolds),
	})
	if err != nil {
		return "", fmt.Errorf("invite officer: %w", err)
	}
	return token, nil
}

// useInvitationSQL gives the roles of an invitation that is open, or that this account has used.
const useInvitationSQL = `
update invitations set used_by = @contact, used_at = coalesce(used_at, @at)
where token_index = @token and (used_by = @contact or used_at is null and expires_at > @at)
returning roles, districts, used_at = @at`

const joinOfficeSQL = `
with joined as (
    insert into officers (contact, roles, districts, since) values (@contact, @roles, @districts, @at)
    on conflict (contact) do update set roles = excluded.roles, districts = excluded.districts, since = excluded.since, until = null
)
insert into audit (at, actor, act, subject, detail)
values (@at, @contact, 'join office', 'officer:' || @contact, jsonb_build_object('roles', @roles::text[], 'districts', @districts::text[]))`

// joinOffice does nothing where the account has used this very invitation before: it may have been removed since.
func (s *Store) joinOffice(ctx context.Context, tx pgx.Tx, e record.JoinOffice) (record.Outcome, error) {
	if _, err := tx.Exec(ctx, lockContactSQL, e.By.ID); err != nil {
		return record.Outcome{}, fmt.Errorf("join office: %w", err)
	}
	account := s.vault.Index(identity.KindAttempts, e.By.ID)
	attempts, err := lockAttempts(ctx, tx, actJoin, e.At, account)
	if err != nil {
		return record.Outcome{}, err
	}
	if until := waitUntil(e.At, attempts); !until.IsZero() {
		return record.Outcome{Name: record.OutcomeWait, Until: until}, nil
	}
	args := pgx.NamedArgs{"contact": e.By.ID, "at": e.At, "token": s.vault.Index(identity.KindInvitation, e.Token)}
	var roles, districts []string
	var first bool
	switch err := tx.QueryRow(ctx, useInvitationSQL, args).Scan(&roles, &districts, &first); {
	case errors.Is(err, pgx.ErrNoRows):
		return record.Outcome{Name: record.OutcomeNoMatch}, miss(ctx, tx, actJoin, account, attempts[0].Missed(e.At))
	case err != nil:
		return record.Outcome{}, fmt.Errorf("use invitation: %w", err)
	case !first:
		return record.Outcome{Name: record.OutcomeAnswered}, nil
	}
	args["roles"], args["districts"] = roles, districts
	if _, err := tx.Exec(ctx, joinOfficeSQL, args); err != nil {
		return record.Outcome{}, fmt.Errorf("join office: %w", err)
	}
	return record.Outcome{Name: record.OutcomeAnswered}, hit(ctx, tx, actJoin, account)
}

const removeOfficerSQL = `
with removed as (
    update officers set until = @at where contact = @contact and until is null returning contact
)
insert into audit (at, actor, act, subject) select @at, @by, 'remove officer', 'officer:' || contact from removed`

// RemoveOfficer takes an account off the allowlist at once, or gives record.ErrNotFound. His cases go back to the desk.
func (s *Store) RemoveOfficer(ctx context.Context, contact, by string, at time.Time) error {
	err := s.transact(ctx, func(tx pgx.Tx) error { return s.removeOfficer(ctx, tx, contact, by, at) })
	if err != nil {
		return fmt.Errorf("remove officer: %w", err)
	}
	return nil
}

func (s *Store) removeOfficer(ctx context.Context, tx pgx.Tx, contact, by string, at time.Time) error {
	removed, err := tx.Exec(ctx, removeOfficerSQL, pgx.NamedArgs{"contact": contact, "by": by, "at": at})
	switch {
	case err != nil:
		return err
	case removed.RowsAffected() == 0:
		return record.ErrNotFound
	}
	return s.releaseCases(ctx, tx, contact, at)
}

const officersSQL = `select contact, roles, districts from officers where until is null order by since, contact`

// Officers are all on the allowlist, in the order they came.
func (s *Store) Officers(ctx context.Context) ([]record.Officer, error) {
	rows, _ := s.pool.Query(ctx, officersSQL) // CollectRows has the error
	officers, err := pgx.CollectRows(rows, pgx.RowToStructByPos[record.Officer])
	if err != nil {
		return nil, fmt.Errorf("list officers: %w", err)
	}
	return officers, nil
}

const officerSQL = `select contact, roles, districts from officers where contact = $1 and until is null`

// readOfficer leaves the zero Officer where there is none.
func readOfficer(rows pgx.Rows) (record.Officer, error) {
	return collectOne(rows, pgx.RowToStructByPos[record.Officer])
}

// collectOne is the row, or the zero value where there is none.
func collectOne[T any](rows pgx.Rows, read pgx.RowToFunc[T]) (T, error) {
	value, err := pgx.CollectExactlyOneRow(rows, read)
	if errors.Is(err, pgx.ErrNoRows) {
		var none T
		return none, nil
	}
	return value, err
}

// notNil is for columns that know no null.
func notNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
