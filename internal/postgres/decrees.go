package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

const addDecreeSQL = `
insert into decrees (number, title, sponsor, first, last, quota, opens, closes, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (sponsor, number) do nothing
returning id`

// AddDecree keeps a decree and gives its id. The error is record.ErrExists where the sponsor has one of that number, or says what is
// wrong with it.
func (s *Store) AddDecree(ctx context.Context, d record.Decree, by string, at time.Time) (id int64, err error) {
	err = d.Check()
	if err == nil {
		err = s.transact(ctx, func(tx pgx.Tx) error {
			row := tx.QueryRow(ctx, addDecreeSQL, d.Number, d.Title, d.Sponsor, firstOf(d.First), firstOf(d.Last), d.Quota,
				dateOf(d.Opens), dateOf(d.Closes), at)
			if err := row.Scan(&id); errors.Is(err, pgx.ErrNoRows) {
				return record.ErrExists
			} else if err != nil {
				return err
			}
			return audit(ctx, tx, act{at, by, "add decree", decreeName(id), map[string]any{"quota": d.Quota, "sponsor": d.Sponsor}})
		})
	}
	if err != nil {
		return 0, fmt.Errorf("add decree: %w", err)
	}
	return id, nil
}

const changeDecreeSQL = `update decrees set quota = $2, opens = $3, closes = $4 where id = $1`

// ChangeDecree gives a decree other terms. The error is record.ErrNotFound, or says what is wrong with them.
func (s *Store) ChangeDecree(ctx context.Context, id int64, terms record.DecreeTerms, by string, at time.Time) error {
	err := terms.Check()
	if err == nil {
		err = s.transact(ctx, func(tx pgx.Tx) error {
			changed, err := tx.Exec(ctx, changeDecreeSQL, id, terms.Quota, dateOf(terms.Opens), dateOf(terms.Closes))
			switch {
			case err != nil:
				return err
			case changed.RowsAffected() == 0:
				return record.ErrNotFound
			}
			return audit(ctx, tx, act{at, by, "change decree", decreeName(id), map[string]any{
				"quota": terms.Quota, "opens": terms.Opens, "closes": terms.Closes,
			}})
		})
	}
	if err != nil {
		return fmt.Errorf("change decree: %w", err)
	}
	return nil
}

// decreeName names a decree in the audit.
func decreeName(id int64) string { return fmt.Sprintf("decree:%d", id) }

const decreesSQL = `select id, number, title, sponsor, first, last, quota, listed, opens, closes from decrees order by id desc`

// Decrees are all decrees, the newest first.
func (s *Store) Decrees(ctx context.Context) ([]record.Decree, error) {
	rows, _ := s.pool.Query(ctx, decreesSQL) // CollectRows has the error
	all, err := pgx.CollectRows(rows, readDecree)
	if err != nil {
		return nil, fmt.Errorf("list decrees: %w", err)
	}
	return all, nil
}

func readDecree(row pgx.CollectableRow) (record.Decree, error) {
	var d record.Decree
	var first, last time.Time
	var opens, closes *time.Time
	err := row.Scan(&d.ID, &d.Number, &d.Title, &d.Sponsor, &first, &last, &d.Quota, &d.Listed, &opens, &closes)
	d.First, d.Last = monthOf(first), monthOf(last)
	d.Opens, d.Closes = dayOf(opens), dayOf(closes)
	return d, err
}

// lockDecreeSQL holds the decree, so that two rows do not both take its last place.
const lockDecreeSQL = `select id, number, title, sponsor, first, last, quota, listed, opens, closes from decrees where id = $1 for update`

// listedSQL adds to how many are on the list.
const listedSQL = `update decrees set listed = listed + $2 where id = $1`

const insertCoverSQL = `
insert into covers (worker, decree, first, last, listed_at)
select $1, id, first, last, $3 from decrees where id = $2`

const listAgainSQL = `
update covers set state = 'listed', field = '', reason = null, corrected_at = null, listed_at = $3
where worker = $1 and decree = $2`

// listWorker writes the new state of the application into its history with the words of no officer: the decree is the reason.
func (s *Store) listWorker(ctx context.Context, tx pgx.Tx, e record.ListWorker) (record.Outcome, error) {
	if err := e.Check(); err != nil {
		return record.Outcome{}, err
	}
	rows, _ := tx.Query(ctx, lockDecreeSQL, e.Decree) // CollectExactlyOneRow has the error
	decree, err := pgx.CollectExactlyOneRow(rows, readDecree)
	if errors.Is(err, pgx.ErrNoRows) {
		return record.Refused(record.WhyNoDecree), nil
	}
	if err != nil {
		return record.Outcome{}, fmt.Errorf("list worker: %w", err)
	}
	of, refused, err := s.named(ctx, tx, e.NIK)
	if err != nil || of.worker == 0 {
		return refused, err
	}
	outcome := e.Judge(decree, of.Standing)
	switch outcome.Name {
	case record.OutcomeNew:
		_, err = tx.Exec(ctx, insertCoverSQL, of.worker, decree.ID, e.At)
		if err == nil {
			_, err = tx.Exec(ctx, listedSQL, decree.ID, 1)
		}
	case record.OutcomeChanged:
		_, err = tx.Exec(ctx, listAgainSQL, of.worker, decree.ID, e.At)
	default:
		return outcome, nil
	}
	if err != nil {
		return record.Outcome{}, fmt.Errorf("list worker: %w", err)
	}
	if of.State != record.StateDecreed {
		if err := s.move(ctx, tx, of.Receipt, of.State, record.Moved{State: record.StateDecreed, At: e.At}, e.By); err != nil {
			return record.Outcome{}, fmt.Errorf("list worker: %w", err)
		}
	}
	return outcome, audit(ctx, tx, act{e.At, e.By, "list worker", applicationName(of.Receipt), map[string]any{"decree": decree.ID}})
}

// applicationName names an application in the audit.
func applicationName(receipt record.Receipt) string { return "application:" + receipt.String() }
