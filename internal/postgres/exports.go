package postgres

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

// askExportSQL asks for nothing that the same person has asked for and not been given yet.
const askExportSQL = `
insert into exports (kind, decree, months, asked_by, attended, at)
select @kind, @decree, @months, @by, @attended, @at
where not exists (select from exports where kind = @kind and decree = @decree and months = @months and asked_by = @by and done_at is null)
    and (@kind in ('calling', 'rehearsal') or exists (select from decrees where id = @decree))`

func (s *Store) askExport(ctx context.Context, tx pgx.Tx, e record.AskExport) (record.Outcome, error) {
	_, err := tx.Exec(ctx, askExportSQL, pgx.NamedArgs{
		"kind": e.Kind, "decree": e.Decree, "months": e.Months, "by": e.By, "attended": strings.HasPrefix(e.By, record.CommandLine), "at": e.At,
	})
	if err != nil {
		return record.Outcome{}, fmt.Errorf("ask for a list: %w", err)
	}
	return record.Outcome{Name: record.OutcomeBegun}, nil
}

// claimExportSQL takes up the oldest list that somebody asked for in a chat, or, where by is not empty, that one asked for.
const claimExportSQL = `
update exports set claim = @claim, leased_until = @until, attempts = attempts + 1
where id = (
    select id from exports
    where done_at is null and leased_until <= @at and (asked_by = @by or @by = '' and not attended)
    order by id for update skip locked limit 1
)
returning id, kind, decree, asked_by, attended, at, rows, claim, attempts, months`

// ClaimExport takes a list that is to be made into the hand of the caller, alone, until at and lease: any that was asked for in a chat,
// or, where by is not empty, one that by has asked for. False says that there is none.
func (s *Store) ClaimExport(ctx context.Context, by string, at time.Time, lease time.Duration) (record.ExportWork, bool, error) {
	rows, _ := s.pool.Query(ctx, claimExportSQL, pgx.NamedArgs{"by": by, "at": at, "until": at.Add(lease), "claim": rand.Text()})
	work, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[record.ExportWork]) // it has the error of Query
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return record.ExportWork{}, false, nil
	case err != nil:
		return record.ExportWork{}, false, fmt.Errorf("claim list: %w", err)
	}
	return work, true, nil
}

// markExportSQL takes the rows that BPJS has not accepted: those it was not asked about or has not answered, and those it refused and
// the worker has corrected since. Who has left is not paid for.
const markExportSQL = `
update covers c set export = $1
from workers w
where c.decree = $2 and w.id = c.worker and w.leaving is null
    and (c.state = 'listed' or c.state = 'refused' and c.corrected_at is not null)`

// MarkExport settles which rows are on the list, and says how many they are.
func (s *Store) MarkExport(ctx context.Context, w record.ExportWork) (int, error) {
	marked, err := s.pool.Exec(ctx, markExportSQL, w.ID, w.Decree)
	if err != nil {
		return 0, fmt.Errorf("mark the rows of list %d: %w", w.ID, err)
	}
	return int(marked.RowsAffected()), nil
}

const enrolmentRowsSQL = `
select c.id, w.id, w.nik, w.name, w.birth, w.phone, w.particulars, a.village, a.district, a.occupation, d.id, d.number, d.title, d.sponsor,
    c.first, c.last
from covers c
join workers w on w.id = c.worker
join decrees d on d.id = c.decree
cross join lateral (select village, district, occupation from applications where worker = w.id order by number desc limit 1) a
where c.export = $1 and c.id > $2
order by c.id limit $3`

// EnrolmentRows are at most limit rows of the list after the one with that id, in their order.
func (s *Store) EnrolmentRows(ctx context.Context, w record.ExportWork, after int64, limit int) ([]record.EnrolmentRow, error) {
	rows, _ := s.pool.Query(ctx, enrolmentRowsSQL, w.ID, after, limit) // CollectRows has the error
	all, err := pgx.CollectRows(rows, s.readEnrolmentRow)
	if err != nil {
		return nil, fmt.Errorf("read the rows of list %d: %w", w.ID, err)
	}
	return all, nil
}

func (s *Store) readEnrolmentRow(row pgx.CollectableRow) (record.EnrolmentRow, error) {
	var (
		r                           record.EnrolmentRow
		worker                      int64
		sealed                      sealedWorker
		village, district, occupied string
		first, last                 time.Time
	)
	err := row.Scan(&r.ID, &worker, &sealed.nik, &sealed.name, &sealed.birth, &sealed.phone, &sealed.particulars, &village, &district, &occupied,
		&r.Decree.ID, &r.Decree.Number, &r.Decree.Title, &r.Decree.Sponsor, &first, &last)
	if err != nil {
		return r, err
	}
	r.Decree.First, r.Decree.Last = monthOf(first), monthOf(last)
	if r.Worker, err = s.openWorker(worker, sealed); err != nil {
		return r, err
	}
	r.Worker.Village, r.Worker.District, r.Worker.Occupation = village, district, occupied
	return r, nil
}

// holdExportSQL changes nothing where somebody else has taken the list up since.
const holdExportSQL = `
update exports set rows = $3, leased_until = $4, attempts = 0 where id = $1 and claim = $2 and done_at is null`

// HoldExport keeps the list in the caller's hand until at and lease. The error is record.ErrLost where it is in another's by now.
func (s *Store) HoldExport(ctx context.Context, w record.ExportWork, at time.Time, lease time.Duration) error {
	held, err := s.pool.Exec(ctx, holdExportSQL, w.ID, w.Claim, w.Rows, at.Add(lease))
	if err == nil && held.RowsAffected() == 0 {
		err = record.ErrLost
	}
	if err != nil {
		return fmt.Errorf("hold list %d: %w", w.ID, err)
	}
	return nil
}

const endExportSQL = `update exports set rows = $3, done_at = $4 where id = $1 and claim = $2 and done_at is null`

const sentSQL = `update covers set exported_at = $2 where export = $1`

// EndExport keeps that the list was made and who has it, and performs the effects that send it, all or nothing. The error is
// record.ErrLost where it is in another's hand by now; then nothing has changed.
func (s *Store) EndExport(ctx context.Context, w record.ExportWork, at time.Time, effects ...record.Effect) error {
	err := s.transact(ctx, func(tx pgx.Tx) error {
		ended, err := tx.Exec(ctx, endExportSQL, w.ID, w.Claim, w.Rows, at)
		switch {
		case err != nil:
			return err
		case ended.RowsAffected() == 0:
			return record.ErrLost
		}
		if _, err := tx.Exec(ctx, sentSQL, w.ID, at); err != nil {
			return err
		}
		if _, err := s.performAll(ctx, tx, effects); err != nil {
			return err
		}
		return audit(ctx, tx, exported(w, at))
	})
	if err != nil {
		return fmt.Errorf("end list %d: %w", w.ID, err)
	}
	return nil
}

// exported is who has which list of whom.
func exported(w record.ExportWork, at time.Time) act {
	a := act{at, w.By, "export " + string(w.Kind), decreeName(w.Decree), map[string]any{"export": w.ID, "rows": w.Rows}}
	if w.Kind != record.FileEnrolment {
		a.subject, a.detail["districts"] = "workers", w.Districts
	}
	return a
}
