package postgres

import (
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

// newsSQL has the broadcast that the account was sent last, or may have been sent, since then.
const newsSQL = `
select b.number, b.title, b.opens, r.ended_at
from recipients r
join broadcasts b on b.number = r.broadcast
where r.contact = $1 and r.state in ('said', 'unknown') and r.ended_at > $2
order by r.ended_at desc
limit 1`

// unknownSQL has those of the numbers that no application has, in their order.
const unknownSQL = `
select n
from unnest($1::bigint[]) with ordinality as asked (n, place)
where not exists (select from applications where number = n)
order by place`

func queueNews(batch *pgx.Batch, query record.Query, facts *record.Facts) {
	if query.News {
		batch.Queue(newsSQL, query.Person.ID, query.Now.Add(-record.NewsHolds)).Query(func(rows pgx.Rows) error {
			all, err := pgx.CollectRows(rows, readSent)
			if err == nil && len(all) > 0 {
				facts.News = all[0]
			}
			return err
		})
	}
	if query.Numbers != "" {
		batch.Queue(unknownSQL, record.ParseNumbers(query.Numbers)).Query(func(rows pgx.Rows) (err error) {
			facts.Unknown, err = pgx.AppendRows(facts.Unknown, rows, pgx.RowTo[record.Receipt])
			return err
		})
	}
}

func readSent(row pgx.CollectableRow) (record.Sent, error) {
	var sent record.Sent
	var at time.Time
	err := row.Scan(&sent.Number, &sent.Title, &sent.Opens, &at)
	sent.At = at.UTC()
	return sent, err
}
