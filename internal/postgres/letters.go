package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

// cutOffSQL gives up what somebody began to say and never came back from: it may have been said. A new wording is said again, which nobody
// notices.
const cutOffSQL = `
update outbox set state = case when edits then 'waiting' else 'unknown' end, reason = case when edits then '' else 'cut-off' end,
    begun_at = case when edits then null else begun_at end, leased_until = null
where state = 'waiting' and begun_at is not null and leased_until <= $1
returning id, edits`

// claimSQL takes the first waiting row of each addressee, so that his are said in order, and finds out where and in which language it is
// to be said: a worker is told on his own account if that can be reached, else on a helper's. What goes into the officers' group waits
// while there is none, or the bot can do nothing there; then it is tried every ten minutes. A relayed message answers there what it
// answered where it was written, and a new wording takes the place of the copy.
const claimSQL = `
with mine as (
    update outbox set leased_until = $2 where id in (
        select id from outbox o
        where state = 'waiting' and not_before <= $1 and (leased_until is null or leased_until <= $1)
          and (case_number is null and not to_office or exists (
              select from office where member and topics or lost_at <= $1::timestamptz - interval '10 minutes'))
          and not exists (
              select from outbox e
              where e.state = 'waiting' and e.not_before <= $1 and e.id < o.id
                and (e.chat = o.chat or e.worker = o.worker or e.case_number = o.case_number))
        order by id limit $3
        for update skip locked)
    returning id, chat, worker, case_number, to_office, relays, edits, words, attempts
)
select m.id, coalesce(m.chat, b.contact, g.chat, ''), coalesce(c.language, ''), m.words, m.attempts,
    case
    when g.chat is not null then ''
    when m.chat is null and b.contact is null then 'no-account'
    when not coalesce(c.reachable, true) then 'unreachable'
    else ''
    end,
    coalesce(m.case_number, 0), g.chat is not null, coalesce(t.topic, ''),
    coalesce(case when (said.side = 'worker') = (other.side = 'worker') then other.copies[1] else other.message end, ''),
    coalesce(case when m.edits then said.copies[1] end, '')
from mine m
left join lateral (
    select b.contact from worker_contacts b join contacts k on k.id = b.contact
    where b.worker = m.worker and b.until is null
    order by k.reachable desc, b.relation desc, b.since desc limit 1
) b on true
left join contacts c on c.id = coalesce(m.chat, b.contact)
left join office g on m.case_number is not null or m.to_office
left join cases t on t.number = m.case_number
left join case_messages said on said.id = m.relays
left join case_messages other on other.id = said.answers
order by m.id`

// ClaimLetters takes at most so many letters whose time has come, one for each addressee, for nobody else to say until the lease ends. A
// letter whose lease ended after it was begun counts as unknown from then on.
func (s *Store) ClaimLetters(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]record.Letter, error) {
	until := now.Add(lease)
	var letters []record.Letter
	err := s.transact(ctx, func(tx pgx.Tx) error {
		letters = nil
		if err := s.giveUpCutOff(ctx, tx, now); err != nil {
			return err
		}
		rows, _ := tx.Query(ctx, claimSQL, now, until, limit) // AppendRows has the error
		var err error
		letters, err = pgx.AppendRows(letters, rows, func(row pgx.CollectableRow) (record.Letter, error) { return s.readLetter(row, until) })
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("claim letters: %w", err)
	}
	return letters, nil
}

func (s *Store) giveUpCutOff(ctx context.Context, tx pgx.Tx, now time.Time) error {
	rows, _ := tx.Query(ctx, cutOffSQL, now) // CollectRows has the error
	cut, err := pgx.CollectRows(rows, pgx.RowToStructByPos[struct {
		ID    int64
		Edits bool
	}])
	for _, letter := range cut {
		if err == nil && !letter.Edits {
			err = s.undelivered(ctx, tx, letter.ID, now)
		}
	}
	return err
}

func (s *Store) readLetter(row pgx.CollectableRow, until time.Time) (record.Letter, error) {
	l := record.Letter{Lease: until}
	var sealed []byte
	if err := row.Scan(&l.ID, &l.Chat, &l.Language, &sealed, &l.Attempts, &l.Skip, &l.Case, &l.Group, &l.Topic, &l.Reply, &l.Edit); err != nil {
		return l, err
	}
	words, err := s.open(place("outbox", "words", l.ID), sealed)
	if err == nil {
		err = json.Unmarshal([]byte(words), &l.Words)
	}
	if err != nil { // it must not keep all others from being said
		l.Skip = record.SkipDamaged
	}
	return l, nil
}

// beginLetterSQL begins nothing where the lease has ended and somebody else has the row.
const beginLetterSQL = `
update outbox set begun_at = $3, said_in = $4, attempts = attempts + 1
where id = $1 and state = 'waiting' and leased_until = $2 and begun_at is null and leased_until > $3`

// BeginLetter notes that the letter is about to be said. It reports false where the claim does not hold any more; then it is not to be
// said.
func (s *Store) BeginLetter(ctx context.Context, letter record.Letter, now time.Time) (bool, error) {
	begun, err := s.pool.Exec(ctx, beginLetterSQL, letter.ID, letter.Lease, now, letter.Chat)
	if err != nil {
		return false, fmt.Errorf("begin letter %d: %w", letter.ID, err)
	}
	return begun.RowsAffected() == 1, nil
}

// endLetterSQL overrules what others made of a letter whose lease ended: who said it knows best.
const endLetterSQL = `
update outbox set state = $2, reason = $3, said_at = $4, leased_until = $5, begun_at = case when $2 = 'waiting' then null else begun_at end,
    messages = $6, delete_at = $7
where id = $1 and state in ('waiting', 'unknown')`

// EndLetter notes what has become of a claimed letter. Where it relays a message of a case, what was said is known as its copy, and that
// a person may not have been reached is said in the topic.
func (s *Store) EndLetter(ctx context.Context, d record.Delivery) error {
	err := s.transact(ctx, func(tx pgx.Tx) error { return s.endLetter(ctx, tx, d) })
	if err != nil {
		return fmt.Errorf("end letter %d: %w", d.ID, err)
	}
	return nil
}

func (s *Store) endLetter(ctx context.Context, tx pgx.Tx, d record.Delivery) error {
	var saidAt, again, deleteAt *time.Time
	messages := []string{}
	switch d.State {
	case record.LetterSaid:
		saidAt = &d.At
		for _, passing := range d.Passing {
			messages = append(messages, passing.Message)
			if at := d.At.Add(time.Duration(passing.After) * time.Second); deleteAt == nil || deleteAt.Before(at) {
				deleteAt = &at
			}
		}
	case record.LetterWaiting:
		again = &d.Again
	case record.LetterFailed, record.LetterSkipped, record.LetterUnknown:
	}
	ended, err := tx.Exec(ctx, endLetterSQL, d.ID, string(d.State), d.Reason, saidAt, again, messages, deleteAt)
	switch {
	case err != nil || ended.RowsAffected() == 0 || d.State == record.LetterWaiting:
		return err
	case d.State == record.LetterSaid:
		if len(d.Messages) > 0 {
			_, err = tx.Exec(ctx, copiedSQL, d.ID, d.Messages)
		}
		return err
	}
	return s.undelivered(ctx, tx, d.ID, d.At)
}

// copiedSQL names what a message of a case became on the other side.
const copiedSQL = `
update case_messages set copies = $2 where id = (select relays from outbox where id = $1 and relays is not null)`

// undeliveredSQL is the open case of which the letter should have told the person something that an officer wrote.
const undeliveredSQL = `
select c.number from outbox o
join case_messages m on m.id = o.relays
join cases c on c.number = m.case_number
where o.id = $1 and o.chat is not null and c.state <> 'closed'`

// undelivered says in the topic that an officer's message may not have reached the person; of another letter it says nothing.
func (s *Store) undelivered(ctx context.Context, tx pgx.Tx, letter int64, at time.Time) error {
	var number record.CaseNumber
	switch err := tx.QueryRow(ctx, undeliveredSQL, letter).Scan(&number); {
	case errors.Is(err, pgx.ErrNoRows):
		return nil
	case err != nil:
		return err
	}
	rows, _ := tx.Query(ctx, caseSQL, number) // CollectExactlyOneRow has the error
	c, err := pgx.CollectExactlyOneRow(rows, s.readCase)
	if err != nil {
		return err
	}
	return s.say(ctx, tx, record.Say{Tell: record.Tell{
		Case: number, Words: c.Words("case.undelivered"), Once: fmt.Sprintf("undelivered:%d", letter), At: at,
	}})
}

// deleteAgain is after how long somebody else tries to delete a message.
const deleteAgain = 5 * time.Minute

const claimPassedSQL = `
update outbox set delete_at = $2 where id in (
    select id from outbox where delete_at <= $1 order by delete_at limit $3 for update skip locked)
returning id, said_in, messages`

// ClaimPassed takes at most so many letters whose messages are to be deleted by now. What is not noted with ForgetPassed comes again in
// five minutes.
func (s *Store) ClaimPassed(ctx context.Context, now time.Time, limit int) ([]record.Passed, error) {
	rows, _ := s.pool.Query(ctx, claimPassedSQL, now, now.Add(deleteAgain), limit) // CollectRows has the error
	passed, err := pgx.CollectRows(rows, pgx.RowToStructByPos[record.Passed])
	if err != nil {
		return nil, fmt.Errorf("claim what is to be deleted: %w", err)
	}
	return passed, nil
}

const forgetPassedSQL = `update outbox set messages = '{}', delete_at = null where id = $1`

// ForgetPassed notes that the messages of a letter are deleted.
func (s *Store) ForgetPassed(ctx context.Context, letter int64) error {
	if _, err := s.pool.Exec(ctx, forgetPassedSQL, letter); err != nil {
		return fmt.Errorf("forget the messages of letter %d: %w", letter, err)
	}
	return nil
}

const letterCountsSQL = `select state, count(*) from outbox group by state`

// LetterCounts are how many letters are in each state.
func (s *Store) LetterCounts(ctx context.Context) (map[record.LetterState]int, error) {
	counts := map[record.LetterState]int{}
	var state record.LetterState
	var n int
	rows, _ := s.pool.Query(ctx, letterCountsSQL) // ForEachRow has the error
	_, err := pgx.ForEachRow(rows, []any{&state, &n}, func() error { counts[state] = n; return nil })
	if err != nil {
		return nil, fmt.Errorf("count letters: %w", err)
	}
	return counts, nil
}

// lettersDueSQL leaves out what was tried in vain and waits for its next try.
const lettersDueSQL = `
select count(*) from outbox
where state = 'waiting' and not_before <= $1 and (attempts = 0 or begun_at is not null or leased_until <= $1)`

// LettersDue are how many letters are to be said now, or are being said.
func (s *Store) LettersDue(ctx context.Context, now time.Time) (int, error) {
	var n int
	if err := s.pool.QueryRow(ctx, lettersDueSQL, now).Scan(&n); err != nil {
		return 0, fmt.Errorf("count letters: %w", err)
	}
	return n, nil
}

const purgeLettersSQL = `delete from outbox where state <> 'waiting' and delete_at is null and created_at < $1`

// PurgeLetters deletes what was to be said before, and is said or given up, and says how many they were.
func (s *Store) PurgeLetters(ctx context.Context, before time.Time) (int, error) {
	purged, err := s.pool.Exec(ctx, purgeLettersSQL, before)
	if err != nil {
		return 0, fmt.Errorf("purge letters: %w", err)
	}
	return int(purged.RowsAffected()), nil
}
