package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

const announceSQL = `
insert into announcements (code, about, kind, title, at) values ($1, $2, $3, $4, $5)
on conflict (about) do update set title = excluded.title
returning code, about, kind, title, at`

// Announce keeps the announcement under a code of its own and gives it back; the code of one that is kept already stays, only its title
// changes.
func (s *Store) Announce(ctx context.Context, a record.Announcement) (kept record.Announcement, err error) {
	err = s.transact(ctx, func(tx pgx.Tx) error {
		kept, err = s.announce(ctx, tx, a)
		return err
	})
	return kept, err
}

func (s *Store) announce(ctx context.Context, tx pgx.Tx, a record.Announcement) (record.Announcement, error) {
	rows, _ := tx.Query(ctx, announceSQL, record.NewCode(), a.About, a.Kind, a.Title, a.At) // readAnnouncement has the error
	kept, err := readAnnouncement(rows)
	if err != nil {
		return record.Announcement{}, fmt.Errorf("announce %s: %w", a.About, err)
	}
	return kept, nil
}

const announcementSQL = `select code, about, kind, title, at from announcements where code = $1`

func readAnnouncement(rows pgx.Rows) (record.Announcement, error) {
	a, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[record.Announcement])
	if errors.Is(err, pgx.ErrNoRows) {
		return record.Announcement{}, nil
	}
	a.At = a.At.UTC()
	return a, err
}

func (s *Store) verifyCode(ctx context.Context, tx pgx.Tx, e record.VerifyCode) (record.Outcome, error) {
	account := s.vault.Index(identity.KindAttempts, e.By.ID)
	attempts, err := lockAttempts(ctx, tx, actVerify, e.At, account)
	if err != nil {
		return record.Outcome{}, err
	}
	if until := waitUntil(e.At, attempts); !until.IsZero() {
		return record.Outcome{Name: record.OutcomeWait, Until: until}, nil
	}
	rows, _ := tx.Query(ctx, announcementSQL, e.Code) // readAnnouncement has the error
	found, err := readAnnouncement(rows)
	switch {
	case err != nil:
		return record.Outcome{}, fmt.Errorf("verify a code: %w", err)
	case found.Code == "":
		return record.Outcome{Name: record.OutcomeNoMatch}, miss(ctx, tx, actVerify, account, attempts[0].Missed(e.At))
	}
	return record.Outcome{Name: record.OutcomeAnswered}, nil
}
