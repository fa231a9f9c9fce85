package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

const officeForUpdateSQL = `select chat, member, topics from office for update`

// putOfficeSQL begins anew in a group: no topic of another group is there.
const putOfficeSQL = `
with forgot as (
    update case_messages set copies = '{}'
    where side = 'worker' and case_number in (select number from cases where topic <> '')
), cleared as (
    update cases set topic = '', card = '', version = version + 1 where topic <> ''
)
insert into office (chat) values ($1)
on conflict (only_one) do update set chat = excluded.chat, member = true, topics = true, lost_at = null`

func (s *Store) setOffice(ctx context.Context, tx pgx.Tx, e record.SetOffice) (record.Outcome, error) {
	if err := e.Check(); err != nil {
		return record.Outcome{}, err
	}
	if !strings.HasPrefix(e.By, record.CommandLine) {
		by, err := officerOf(ctx, tx, e.By)
		if err != nil || !by.May(record.RoleAdmin) {
			return record.Outcome{Name: record.OutcomeNotAllowed}, err
		}
	}
	office, err := heldOffice(ctx, tx)
	switch {
	case err != nil:
		return record.Outcome{}, fmt.Errorf("set office: %w", err)
	case office.Chat == e.Chat:
		return record.Outcome{Name: record.OutcomeSame}, nil
	}
	if _, err := tx.Exec(ctx, putOfficeSQL, e.Chat); err != nil {
		return record.Outcome{}, fmt.Errorf("set office: %w", err)
	}
	err = audit(ctx, tx, act{at: e.At, by: e.By, does: "set office", subject: "office", detail: map[string]any{"group": e.Chat}})
	return record.Outcome{Name: record.OutcomeAnswered}, err
}

func heldOffice(ctx context.Context, tx pgx.Tx) (record.Office, error) {
	rows, _ := tx.Query(ctx, officeForUpdateSQL) // readOffice has the error
	return readOffice(rows)
}

func (s *Store) moveOffice(ctx context.Context, tx pgx.Tx, e record.MoveOffice) error {
	office, err := heldOffice(ctx, tx)
	if err != nil || office.Chat != e.From || e.From == "" || e.To == "" {
		return err
	}
	if _, err := tx.Exec(ctx, putOfficeSQL, e.To); err != nil {
		return fmt.Errorf("move office: %w", err)
	}
	return audit(ctx, tx, act{at: e.At, by: record.Service, does: "move office", subject: "office", detail: map[string]any{"group": e.To}})
}

const officeStandingSQL = `
update office set member = $1, topics = $2, lost_at = case when $1 and $2 then null else $3::timestamptz end`

const adminsSQL = `select contact from officers where until is null and roles @> '{admin}' order by since, contact`

// officeStanding tells admins only of what was lost, not of what stays lost.
func (s *Store) officeStanding(ctx context.Context, tx pgx.Tx, e record.OfficeStanding) error {
	office, err := heldOffice(ctx, tx)
	if err != nil || office.Chat != e.Chat || e.Chat == "" {
		return err
	}
	if _, err := tx.Exec(ctx, officeStandingSQL, e.Member, e.Topics, e.At); err != nil {
		return fmt.Errorf("keep the office's standing: %w", err)
	}
	if !office.Member || !office.Topics || e.Member && e.Topics {
		return nil
	}
	rows, _ := tx.Query(ctx, adminsSQL) // CollectRows has the error
	admins, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return fmt.Errorf("find the admins: %w", err)
	}
	for _, admin := range admins {
		if err := s.say(ctx, tx, record.Say{Tell: record.Tell{To: admin, Words: record.OfficeLost(), At: e.At}}); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) leaveOffice(ctx context.Context, tx pgx.Tx, e record.LeaveOffice) error {
	err := s.removeOfficer(ctx, tx, e.Who, e.Who, e.At)
	if errors.Is(err, record.ErrNotFound) { // somebody else was in the group too
		return nil
	}
	return err
}

const casesOfTakerSQL = `select number from cases where taker = $1 and state <> 'closed' order by number for update`

// releaseCases gives an officer's cases back to the desk.
func (s *Store) releaseCases(ctx context.Context, tx pgx.Tx, who string, at time.Time) error {
	rows, _ := tx.Query(ctx, casesOfTakerSQL, who) // CollectRows has the error
	numbers, err := pgx.CollectRows(rows, pgx.RowTo[record.CaseNumber])
	if err != nil {
		return fmt.Errorf("find an officer's cases: %w", err)
	}
	for _, number := range numbers {
		rows, _ := tx.Query(ctx, caseSQL, number) // CollectExactlyOneRow has the error
		c, err := pgx.CollectExactlyOneRow(rows, s.readCase)
		if err != nil {
			return fmt.Errorf("read case %s: %w", number, err)
		}
		turn := record.Release(c, at)
		if _, err := s.keepTurn(ctx, tx, c, turn, record.CaseActor{At: at}); err != nil {
			return fmt.Errorf("release case %s: %w", number, err)
		}
	}
	return nil
}

const setTopicSQL = `
update cases set version = version + case when topic = '' then 1 else 0 end, topic = case when topic = '' then $3 else topic end
where number = $1 and exists (select from office where chat = $2) returning topic`

// SetTopic keeps the topic that was opened for a case in the group, and gives the one that it has: another may have been opened at the same
// time. The error is record.ErrLost where the case is gone or the group is not the officers' any more.
func (s *Store) SetTopic(ctx context.Context, number record.CaseNumber, group, topic string) (string, error) {
	var kept string
	err := s.pool.QueryRow(ctx, setTopicSQL, number, group, topic).Scan(&kept)
	if errors.Is(err, pgx.ErrNoRows) {
		err = record.ErrLost
	}
	if err != nil {
		return "", fmt.Errorf("keep the topic of case %s: %w", number, err)
	}
	return kept, nil
}

const forgetTopicSQL = `
with forgot as (
    update cases set topic = '', card = '', version = version + 1 where number = $1 and topic = $2 returning number
)
update case_messages set copies = '{}' where side = 'worker' and case_number in (select number from forgot)`

// ForgetTopic notes that the topic of a case is gone, if it has that one still.
func (s *Store) ForgetTopic(ctx context.Context, number record.CaseNumber, topic string) error {
	if _, err := s.pool.Exec(ctx, forgetTopicSQL, number, topic); err != nil {
		return fmt.Errorf("forget the topic of case %s: %w", number, err)
	}
	return nil
}
