package postgres

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

// rollSQL leaves out who is deleted but for what the law on archives keeps.
const rollSQL = `
select w.id, a.village, a.district, coalesce(k.accounts, '[]'),
    coalesce((select withdrawn_at is not null from consents where worker = w.id and purpose = 'reminders' order by id desc limit 1), false)
    or coalesce((select withdrawn_at is not null from consents where worker = w.id and purpose = 'processing' order by id desc limit 1), false),
    coalesce((select withdrawn_at is not null from consents where worker = w.id and purpose = 'processing' order by id desc limit 1), false)
from workers w
cross join lateral (select village, district from applications where worker = w.id order by number desc limit 1) a
left join lateral (
    select json_agg(json_build_object('Contact', c.id, 'Relation', b.relation, 'Since', b.since, 'Language', coalesce(c.language, ''),
        'Reachable', c.reachable, 'Stopped', array_remove(array[
            case when c.contribution_stopped_at is not null then 'contribution' end,
            case when c.news_stopped_at is not null then 'news' end], null)) order by b.since, c.id) as accounts
    from worker_contacts b join contacts c on c.id = b.contact where b.worker = w.id and b.until is null
) k on true
where w.restricted_at is null and (w.id = any($1) or $1 is null and w.id > $2)
order by w.id limit $3`

// Roll is the workers after the one with that ID, at most so many of them, in the order of their IDs; none is the end of the roll. Whoever
// is deleted but for the archive's entry is not in it.
func (s *Store) Roll(ctx context.Context, after int64, limit int) ([]record.Enrolled, error) {
	return s.roll(ctx, nil, after, limit)
}

// RollOf is those of the workers with the IDs that are in the roll, in the order of their IDs.
func (s *Store) RollOf(ctx context.Context, ids []int64) ([]record.Enrolled, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return s.roll(ctx, ids, 0, len(ids))
}

func (s *Store) roll(ctx context.Context, ids []int64, after int64, limit int) ([]record.Enrolled, error) {
	rows, _ := s.pool.Query(ctx, rollSQL, ids, after, limit) // CollectRows has the error
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (e record.Enrolled, err error) {
		var accounts []byte
		if err := row.Scan(&e.ID, &e.Village, &e.District, &accounts, &e.Unreminded, &e.Withdrawn); err != nil {
			return e, err
		}
		return e, json.Unmarshal(accounts, &e.Accounts)
	})
	if err != nil {
		return nil, fmt.Errorf("read the roll: %w", err)
	}
	found := make([]int64, len(all))
	for i, e := range all {
		found[i] = e.ID
	}
	g, batch := standings{store: s}, &pgx.Batch{}
	g.queue(batch, "", found...)
	if err := s.pool.SendBatch(ctx, batch).Close(); err != nil {
		return nil, fmt.Errorf("read the roll: %w", err)
	}
	complete := all[:0]
	for _, e := range all {
		if of := g.of[e.ID]; of != nil { // else it was deleted between the two statements
			e.Standing, e.PhoneOwner = of.Standing, of.phoneOwner
			complete = append(complete, e)
		}
	}
	return complete, nil
}
