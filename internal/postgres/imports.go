package postgres

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/chat"
	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

const nextImportSQL = `select nextval(pg_get_serial_sequence('imports', 'id'))`

// beginImportSQL waits for another transaction that begins with the same file, and gives the one that was there.
const beginImportSQL = `
with begun as (
    insert into imports (id, kind, decree, sent_by, attended, source, source_index, state, at)
    values (@id, @kind, @decree, @by, @attended, @source, @index, 'reading', @at)
    on conflict (sent_by, kind, decree, source_index) where state <> 'dropped' do nothing
    returning id
)
select id from begun
union all
select id from imports
where sent_by = @by and kind = @kind and decree = @decree and source_index = @index and state <> 'dropped'
limit 1`

func (s *Store) beginImport(ctx context.Context, tx pgx.Tx, e record.BeginImport) (record.Outcome, error) {
	var id int64
	if err := tx.QueryRow(ctx, nextImportSQL).Scan(&id); err != nil {
		return record.Outcome{}, fmt.Errorf("begin import: %w", err)
	}
	err := tx.QueryRow(ctx, beginImportSQL, pgx.NamedArgs{
		"id": id, "kind": e.Kind, "decree": e.Decree, "by": e.By, "attended": strings.HasPrefix(e.By, record.CommandLine), "at": e.At,
		"source": s.vault.Seal(place("imports", "source", id), []byte(e.File.String())), "index": s.vault.Index(kindFile, e.File.ID),
	}).Scan(&id)
	if err != nil {
		return record.Outcome{}, fmt.Errorf("begin import: %w", err)
	}
	return record.Outcome{Name: record.OutcomeBegun, Import: id}, nil
}

// kindFile keeps the hashes of files apart from those of what tells a person from another.
const kindFile identity.Kind = "file"

// answerImportSQL begins the counting anew, for what was counted so far was not written.
const answerImportSQL = `
with answered as (
    update imports set state = case when @write then 'writing' else 'dropped' end, double = @double, looked_at = 0, last_row = 0, attempts = 0,
        counts = case when @write then '{}' else counts end, reasons = case when @write then '[]' else reasons end
    where id = @id and sent_by = @by and state = 'asking'
    returning id, file
), dropped as (
    update files f set expires_at = @at from answered where f.id = answered.file and not @write
)
insert into audit (at, actor, act, subject, detail)
select @at, @by, 'answer import', 'import:' || id, jsonb_build_object('write', @write::boolean, 'double', @double::boolean) from answered`

func (s *Store) answerImport(ctx context.Context, tx pgx.Tx, e record.AnswerImport) (record.Outcome, error) {
	answered, err := tx.Exec(ctx, answerImportSQL, pgx.NamedArgs{
		"id": e.Import, "by": e.By, "at": e.At, "write": e.Write, "double": e.Double,
	})
	switch {
	case err != nil:
		return record.Outcome{}, fmt.Errorf("answer import %d: %w", e.Import, err)
	case answered.RowsAffected() == 0:
		return record.Outcome{Name: record.OutcomeSame, Import: e.Import}, nil
	}
	return record.Outcome{Name: record.OutcomeAnswered, Import: e.Import}, nil
}

// claimImportSQL takes up the file named, or, where none is, the oldest that nobody sits before. Another replica that looks at the
// same moment takes another one.
const claimImportSQL = `
update imports set claim = @claim, leased_until = @until, attempts = attempts + 1
where id = (
    select id from imports
    where state in ('reading', 'writing') and leased_until <= @at and (id = @id or @id = 0 and not attended)
    order by id for update skip locked limit 1
)
returning id, kind, decree, sent_by, attended, source, file, sum_index, state, double, total, looked_at, last_row, counts, reasons, paid, columns, unused,
    problem, detail, at, claim, attempts`

// ClaimImport takes a file into the hand of the caller, alone, until at and lease; id 0 is any that nobody sits before. False says that
// there is none to be had.
func (s *Store) ClaimImport(ctx context.Context, id int64, at time.Time, lease time.Duration) (record.ImportWork, bool, error) {
	rows, _ := s.pool.Query(ctx, claimImportSQL, pgx.NamedArgs{"id": id, "at": at, "until": at.Add(lease), "claim": rand.Text()})
	work, err := pgx.CollectExactlyOneRow(rows, s.readImportWork) // it has the error of Query
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return record.ImportWork{}, false, nil
	case err != nil:
		return record.ImportWork{}, false, fmt.Errorf("claim import: %w", err)
	}
	return work, true, nil
}

const importSQL = `
select id, kind, decree, sent_by, attended, source, file, sum_index, state, double, total, looked_at, last_row, counts, reasons, paid, columns, unused,
    problem, detail, at, claim, attempts
from imports where id = $1`

// Import is the file with that number, or record.ErrNotFound.
func (s *Store) Import(ctx context.Context, id int64) (record.ImportWork, error) {
	rows, _ := s.pool.Query(ctx, importSQL, id) // CollectExactlyOneRow has the error
	work, err := pgx.CollectExactlyOneRow(rows, s.readImportWork)
	if errors.Is(err, pgx.ErrNoRows) {
		err = record.ErrNotFound
	}
	if err != nil {
		return record.ImportWork{}, fmt.Errorf("read import %d: %w", id, err)
	}
	return work, nil
}

func (s *Store) readImportWork(row pgx.CollectableRow) (record.ImportWork, error) {
	var w record.ImportWork
	var source []byte
	err := row.Scan(&w.ID, &w.Kind, &w.Decree, &w.By, &w.Attended, &source, &w.Kept, &w.Sum, &w.State, &w.Double, &w.Total, &w.Rows,
		&w.Last, &w.Counts, &w.Reasons, &w.Paid, &w.Columns, &w.Unused, &w.Problem, &w.Detail, &w.At, &w.Claim, &w.Attempts)
	if err != nil {
		return w, err
	}
	line, err := s.open(place("imports", "source", w.ID), source)
	w.File, _ = chat.ParseFile(line)
	w.At = w.At.UTC()
	return w, err
}

const sameImportSQL = `
select id from imports
where kind = $2 and decree = $3 and sum_index = $4 and id <> $1 and (state in ('asking', 'writing', 'done') or state = 'reading' and id < $1)
order by id limit 1`

// SameImport is the number of an earlier import of the very same content, kind and decree that was not dropped; 0 where there is none.
func (s *Store) SameImport(ctx context.Context, w record.ImportWork) (int64, error) {
	var same int64
	err := s.pool.QueryRow(ctx, sameImportSQL, w.ID, w.Kind, w.Decree, w.Sum).Scan(&same)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return 0, fmt.Errorf("look for the same file as import %d: %w", w.ID, err)
	}
	return same, nil
}

const ownImportSQL = `
select id, kind, decree, sent_by, attended, source, file, sum_index, state, double, total, looked_at, last_row, counts, reasons, paid, columns, unused,
    problem, detail, at, claim, attempts
from imports where id = $1 and sent_by = $2`

// readImport is the file that was found; zero where none was.
func (s *Store) readImport(rows pgx.Rows) (record.Import, error) {
	work, err := pgx.CollectExactlyOneRow(rows, s.readImportWork)
	if errors.Is(err, pgx.ErrNoRows) {
		return record.Import{}, nil
	}
	return work.Import, err
}
