package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

const stopSQL = `
insert into contacts (id, contribution_stopped_at, news_stopped_at)
values (@contact, case when @kind = 'contribution' then @at::timestamptz end, case when @kind = 'news' then @at::timestamptz end)
on conflict (id) do update set
    contribution_stopped_at = coalesce(excluded.contribution_stopped_at, contacts.contribution_stopped_at),
    news_stopped_at = coalesce(excluded.news_stopped_at, contacts.news_stopped_at)`

const subscribeSQL = `
update contacts set
    contribution_stopped_at = case when @kind <> 'contribution' then contribution_stopped_at end,
    news_stopped_at = case when @kind <> 'news' then news_stopped_at end
where id = @contact`

// ownReceiptsSQL is the latest application of each of the account's own workers.
const ownReceiptsSQL = `
select max(a.number) from worker_contacts b join applications a on a.worker = b.worker
where b.contact = $1 and b.relation = 'self' and b.until is null
group by b.worker order by b.worker`

const stoppedSQL = `
select 'contribution' from contacts where id = $1 and contribution_stopped_at is not null
union all
select 'news' from contacts where id = $1 and news_stopped_at is not null`

func (s *Store) setSubscription(ctx context.Context, tx pgx.Tx, e record.SetSubscription) (record.Outcome, error) {
	if e.On {
		if err := subscribe(ctx, tx, e.By.ID, e.Kind); err != nil {
			return record.Outcome{}, err
		}
	} else if _, err := tx.Exec(ctx, stopSQL, pgx.NamedArgs{"contact": e.By.ID, "kind": e.Kind, "at": e.At}); err != nil {
		return record.Outcome{}, fmt.Errorf("set subscription: %w", err)
	}
	if e.Kind == record.Contribution {
		rows, _ := tx.Query(ctx, ownReceiptsSQL, e.By.ID) // CollectRows has the error
		own, err := pgx.CollectRows(rows, pgx.RowTo[record.Receipt])
		if err != nil {
			return record.Outcome{}, fmt.Errorf("set subscription: %w", err)
		}
		for _, receipt := range own {
			_, err := s.setConsent(ctx, tx, record.SetConsent{
				By: e.By, At: e.At, Receipt: receipt, Purpose: record.PurposeReminders, Version: e.Version, Given: e.On,
			})
			if err != nil {
				return record.Outcome{}, err
			}
		}
	}
	return record.Outcome{Name: record.OutcomeAnswered}, nil
}

// subscribe has the account sent the kind of message.
func subscribe(ctx context.Context, tx pgx.Tx, contact string, kind record.Subscription) error {
	if _, err := tx.Exec(ctx, subscribeSQL, pgx.NamedArgs{"contact": contact, "kind": kind}); err != nil {
		return fmt.Errorf("set subscription: %w", err)
	}
	return nil
}
