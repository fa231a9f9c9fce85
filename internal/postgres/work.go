package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

// officeFacts adds what there is to do for the officer; nothing for who is none.
func (s *Store) officeFacts(ctx context.Context, query record.Query, facts *record.Facts) error {
	return s.transact(ctx, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, officerSQL, query.Person.ID) // readOfficer has the error
		officer, err := readOfficer(rows)
		if err != nil || officer.Contact == "" {
			return err
		}
		if query.Summary {
			if facts.Summary, err = summarize(ctx, tx, query.Now); err != nil {
				return err
			}
		}
		if query.Task.Sort != "" {
			if facts.Task, err = s.openTask(ctx, tx, officer, query.Task); err != nil {
				return err
			}
		}
		if query.Work {
			if facts.Work, err = s.work(ctx, tx, officer, query.Now); err != nil {
				return err
			}
		}
		return broadcastFacts(ctx, tx, query, officer, facts)
	})
}

const toExamineSQL = `
select count(*) from applications a
where a.state in ('received', 'verifying', 'matching') and (a.leased_until is null or a.leased_until <= @at) and a.leased_by is distinct from @by
  and (cardinality(@districts::text[]) = 0 or a.district = '' or a.district = any (@districts))
  and not exists (select from worker_contacts b where b.worker = a.worker and b.contact = @by and b.until is null)`

func (s *Store) work(ctx context.Context, tx pgx.Tx, officer record.Officer, now time.Time) (w record.Work, err error) {
	if officer.May(record.RoleVerifier) {
		args := pgx.NamedArgs{"by": officer.Contact, "at": now, "districts": notNil(officer.Districts)}
		if err := tx.QueryRow(ctx, toExamineSQL, args).Scan(&w.Waiting); err != nil {
			return w, err
		}
		if w.Held, err = s.heldBy(ctx, tx, officer); err != nil {
			return w, err
		}
	}
	w.Tasks, err = tasksOf(ctx, tx, officer)
	return w, err
}

const heldSQL = `
select w.id, w.nik, w.name, w.birth, w.phone, w.particulars, a.number, a.state, a.village, a.district, a.occupation,
       w.phone_index, a.since, a.filed_at, a.leased_until, a.flags, a.attribution
from applications a join workers w on w.id = a.worker
where a.leased_by = $1 and a.state in ('received', 'verifying', 'matching')`

type heldRow struct {
	rowOfWorker
	PhoneIndex            []byte
	Since, FiledAt, Until time.Time
	Flags                 []record.Flag
	Attribution           string
}

// heldBy is the application that is with the officer.
func (s *Store) heldBy(ctx context.Context, tx pgx.Tx, officer record.Officer) (h record.Held, err error) {
	rows, _ := tx.Query(ctx, heldSQL, officer.Contact) // collectOne has the error
	row, err := collectOne(rows, pgx.RowToStructByPos[heldRow])
	if err != nil || row.ID == 0 || !officer.Examines(row.District) {
		return h, err
	}
	h = record.Held{
		Receipt: row.Receipt, State: row.State, Since: row.Since.UTC(), FiledAt: row.FiledAt.UTC(), Until: row.Until.UTC(),
		Attribution: row.Attribution,
	}
	if len(row.Flags) > 0 {
		h.Flags = row.Flags
	}
	if h.Worker, err = s.openRow(row.rowOfWorker); err != nil {
		return h, err
	}
	standing, err := s.standingOf(ctx, tx, row.ID)
	if err != nil {
		return h, err
	}
	h.Insured = standing.Insured()
	if h.Helpers, err = s.helpersOf(ctx, tx, row.ID); err != nil {
		return h, err
	}
	h.Twins, err = s.twinsOf(ctx, tx, row, h.Worker.Birth)
	return h, err
}

const helpersOfSQL = `
select h.number, h.name, h.kind, h.village, b.since
from worker_contacts b join helpers h on h.contact = b.contact
where b.worker = $1 and b.relation = 'helper' and b.until is null
order by b.since, h.number`

func (s *Store) helpersOf(ctx context.Context, tx pgx.Tx, worker int64) ([]record.HelpedBy, error) {
	rows, _ := tx.Query(ctx, helpersOfSQL, worker) // AppendRows has the error
	return pgx.AppendRows([]record.HelpedBy(nil), rows, func(row pgx.CollectableRow) (h record.HelpedBy, err error) {
		var number int64
		var name []byte
		if err := row.Scan(&number, &name, &h.Kind, &h.Village, &h.Since); err != nil {
			return h, err
		}
		full, err := s.open(place("helpers", "name", number), name)
		h.Name, h.Since = identity.Name(full).First(), h.Since.UTC()
		return h, err
	})
}

const twinsSQL = `
select w.id, w.name, w.birth, a.number, a.state
from workers w
cross join lateral (select number, state from applications where worker = w.id order by number desc limit 1) a
where w.phone_index = $1 and w.id <> $2
order by a.number desc limit 5`

func (s *Store) twinsOf(ctx context.Context, tx pgx.Tx, of heldRow, birth civil.Date) ([]record.Twin, error) {
	rows, _ := tx.Query(ctx, twinsSQL, of.PhoneIndex, of.ID) // AppendRows has the error
	return pgx.AppendRows([]record.Twin(nil), rows, func(row pgx.CollectableRow) (t record.Twin, err error) {
		var id int64
		var name, born []byte
		if err := row.Scan(&id, &name, &born, &t.Receipt, &t.State); err != nil {
			return t, err
		}
		full, err := s.open(place("workers", "name", id), name)
		if err != nil {
			return t, err
		}
		day, err := s.open(place("workers", "birth", id), born)
		t.Name, t.SameBirth = identity.Name(full).First(), day == birth.String()
		return t, err
	})
}
