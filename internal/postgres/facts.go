package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

// ownApplicationsSQL has one row for each application of a worker that the account is bound to as himself, its history folded into arrays.
const ownApplicationsSQL = `
select a.number, w.id, w.name, h.ids, h.states, h.ats, h.reasons, h.fields
from worker_contacts b
join workers w on w.id = b.worker
join applications a on a.worker = w.id
cross join lateral (
    select array_agg(id order by id) as ids, array_agg(state order by id) as states,
           array_agg(at order by id) as ats, array_agg(reason order by id) as reasons,
           array_agg(field order by id) as fields
    from application_history where application = a.number
) h
where b.contact = $1 and b.relation = 'self' and b.until is null
order by a.filed_at desc, a.number desc`

// registrationSQL has a row where the NIK is registered, and in it a number only where it is the asker's.
const registrationSQL = `
select max(a.number)
from workers w
left join worker_contacts b on b.worker = w.id and b.contact = $1 and b.until is null
left join applications a on a.worker = w.id and b.worker is not null
where w.nik_index = $2
group by w.id`

// Facts answers the query in one round trip; what an officer has to do takes a few more.
func (s *Store) Facts(ctx context.Context, query record.Query) (*record.Facts, error) {
	facts := &record.Facts{}
	batch := &pgx.Batch{}
	if query.Applications {
		batch.Queue(ownApplicationsSQL, query.Person.ID).Query(func(rows pgx.Rows) (err error) {
			facts.Applications, err = pgx.AppendRows(facts.Applications, rows, s.readApplication)
			return err
		})
	}
	if query.Officer {
		batch.Queue(officerSQL, query.Person.ID).Query(func(rows pgx.Rows) (err error) {
			facts.Officer, err = readOfficer(rows)
			return err
		})
	}
	if query.Helper {
		batch.Queue(factHelperSQL, query.Person.ID).Query(func(rows pgx.Rows) (err error) {
			facts.Helper, err = readHelper(rows)
			return err
		})
	}
	if query.Card != 0 {
		batch.Queue(cardSQL, query.Person.ID, query.Card).QueryRow(func(row pgx.Row) (err error) {
			facts.Card, err = s.readCard(row)
			return err
		})
	}
	if query.Kept {
		batch.Queue(keptSQL, query.Person.ID).Query(func(rows pgx.Rows) (err error) {
			facts.Kept, err = pgx.AppendRows(facts.Kept, rows, s.readKept)
			return err
		})
	}
	if !query.NIK.IsZero() {
		index := s.vault.Index(identity.KindNIK, query.NIK.Reveal())
		batch.Queue(registrationSQL, query.Person.ID, index).QueryRow(func(row pgx.Row) (err error) {
			facts.NIK, facts.NIKReceipt, err = readRegistration(row)
			return err
		})
	}
	insured := standings{store: s}
	if query.Insured {
		insured.queue(batch, query.Person.ID)
		batch.Queue(ratesSQL).Query(func(rows pgx.Rows) (err error) {
			facts.Rates, err = readRates(rows)
			return err
		})
	}
	if query.Decrees || query.Line {
		batch.Queue(decreesSQL).Query(func(rows pgx.Rows) (err error) {
			facts.Decrees, err = pgx.AppendRows(facts.Decrees, rows, readDecree)
			return err
		})
	}
	if query.Line {
		batch.Queue(lineSQL).Query(func(rows pgx.Rows) error {
			all, err := pgx.CollectRows(rows, readWaiting)
			facts.Line = record.LineFor(all, query.Person.ID, query.Now)
			return err
		})
	}
	if query.Import != 0 {
		batch.Queue(ownImportSQL, query.Import, query.Person.ID).Query(func(rows pgx.Rows) (err error) {
			facts.Import, err = s.readImport(rows)
			return err
		})
	}
	if query.Case {
		batch.Queue(caseOfPersonSQL, query.Person.ID).Query(func(rows pgx.Rows) (err error) {
			facts.Case, err = s.readOneCase(rows)
			return err
		})
		batch.Queue(deskSQL).QueryRow(func(row pgx.Row) (err error) {
			facts.Desk, err = readDesk(row)
			return err
		})
	}
	if query.Topic != "" {
		batch.Queue(caseOfTopicSQL, query.Topic).Query(func(rows pgx.Rows) error {
			found, err := s.readOneCase(rows)
			if found.Number != 0 {
				facts.Case = found
			}
			return err
		})
	}
	if query.Office {
		batch.Queue(officeSQL).Query(func(rows pgx.Rows) (err error) {
			facts.Office, err = readOffice(rows)
			return err
		})
	}
	if query.Stopped {
		batch.Queue(stoppedSQL, query.Person.ID).Query(func(rows pgx.Rows) (err error) {
			facts.Stopped, err = pgx.AppendRows(facts.Stopped, rows, pgx.RowTo[record.Subscription])
			return err
		})
	}
	if query.Code != "" {
		batch.Queue(announcementSQL, query.Code).Query(func(rows pgx.Rows) (err error) {
			facts.Announcement, err = readAnnouncement(rows)
			return err
		})
	}
	queueNews(batch, query, facts)
	var before *record.Facts
	if query.Key != "" && (batch.Len() > 0 || query.OfOfficers()) {
		batch.Queue(rememberedSQL, query.Key).QueryRow(func(row pgx.Row) (err error) {
			before, err = s.recall(row, query.Key)
			return err
		})
	}
	if batch.Len() > 0 {
		if err := s.pool.SendBatch(ctx, batch).Close(); err != nil {
			return nil, fmt.Errorf("read facts: %w", err)
		}
	}
	if before != nil {
		return before, nil
	}
	for _, of := range insured.all {
		facts.Insured = append(facts.Insured, of.Insured())
	}
	if query.OfOfficers() {
		if err := s.officeFacts(ctx, query, facts); err != nil {
			return nil, fmt.Errorf("read facts: %w", err)
		}
	}
	return facts, nil
}

func readRegistration(row pgx.Row) (record.Registration, record.Receipt, error) {
	var number *record.Receipt
	switch err := row.Scan(&number); {
	case errors.Is(err, pgx.ErrNoRows):
		return record.NotRegistered, 0, nil
	case err != nil:
		return record.NotRegistered, 0, fmt.Errorf("read registration: %w", err)
	case number == nil:
		return record.RegisteredByOther, 0, nil
	default:
		return record.RegisteredByAsker, *number, nil
	}
}

func (s *Store) readApplication(row pgx.CollectableRow) (record.Application, error) {
	var (
		a       record.Application
		worker  int64
		name    []byte
		ids     []int64
		states  []record.ApplicationState
		ats     []time.Time
		reasons [][]byte
		fields  []record.Field
	)
	if err := row.Scan(&a.Receipt, &worker, &name, &ids, &states, &ats, &reasons, &fields); err != nil {
		return a, err
	}
	full, err := s.open(place("workers", "name", worker), name)
	if err != nil {
		return a, err
	}
	a.Name = identity.Name(full).First()
	for i, id := range ids {
		reason, err := s.open(place("application_history", "reason", id), reasons[i])
		if err != nil {
			return a, err
		}
		a.History = append(a.History, record.Moved{State: states[i], At: ats[i].UTC(), Reason: reason, Field: fields[i]})
	}
	now := a.History[len(a.History)-1]
	a.State, a.Since, a.Reason = now.State, now.At, now.Reason
	return a, nil
}
