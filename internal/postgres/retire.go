package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

const staleHelpersSQL = `
select number::text as key, array[name, phone] from helpers
where number > $1::text::bigint order by number limit $2 for update`

const resealHelperSQL = `update helpers set name = ($2::bytea[])[1], phone = ($2::bytea[])[2] where number = $1::text::bigint`

const staleChangesSQL = `
select id::text as key, array[before, after] from worker_changes
where id > $1::text::bigint order by id limit $2 for update`

const resealChangeSQL = `update worker_changes set before = ($2::bytea[])[1], after = ($2::bytea[])[2] where id = $1::text::bigint`

const staleRequestsSQL = `
select number::text as key, array[proposed, answer] from data_requests
where number > $1::text::bigint and (proposed is not null or answer is not null) order by number limit $2 for update`

const resealRequestSQL = `update data_requests set proposed = ($2::bytea[])[1], answer = ($2::bytea[])[2] where number = $1::text::bigint`

const staleDisputesSQL = `
select number::text as key, array[reason] from disputes
where number > $1::text::bigint and reason is not null order by number limit $2 for update`

const resealDisputeSQL = `update disputes set reason = ($2::bytea[])[1] where number = $1::text::bigint`

const staleCaseMessagesSQL = `
select id::text as key, array[content] from case_messages
where id > $1::text::bigint order by id limit $2 for update`

const resealCaseMessageSQL = `update case_messages set content = ($2::bytea[])[1] where id = $1::text::bigint`

// sealedPeople are the sealed tables of helpers, corrections, requests, disputes and cases.
var sealedPeople = []sealedTable{
	{"helpers", []string{"name", "phone"}, "0", staleHelpersSQL, resealHelperSQL, place[string]},
	{"worker_changes", []string{"before", "after"}, "0", staleChangesSQL, resealChangeSQL, place[string]},
	{"data_requests", []string{"proposed", "answer"}, "0", staleRequestsSQL, resealRequestSQL, place[string]},
	{"disputes", []string{"reason"}, "0", staleDisputesSQL, resealDisputeSQL, place[string]},
	{"case_messages", []string{"content"}, "0", staleCaseMessagesSQL, resealCaseMessageSQL, place[string]},
}

// CountStale says how many rows have something in them that is sealed with an older key than the vault's current one. Only where it is
// none can the older keys go.
func (s *Store) CountStale(ctx context.Context) (int, error) {
	total := 0
	for _, table := range sealedTables(nil) {
		for after := table.first; ; {
			var rows []sealedRow
			err := s.transact(ctx, func(tx pgx.Tx) (err error) {
				found, _ := tx.Query(ctx, table.batch, after, resealBatchSize) // CollectRows has the error
				rows, err = pgx.CollectRows(found, pgx.RowToStructByPos[sealedRow])
				return err
			})
			if err != nil {
				return 0, fmt.Errorf("count what is sealed with older keys in %s: %w", table.name, err)
			}
			if len(rows) == 0 {
				break
			}
			for _, row := range rows {
				if s.isStale(row) {
					total++
				}
			}
			after = rows[len(rows)-1].Key
		}
	}
	return total, nil
}

func (s *Store) isStale(row sealedRow) bool {
	for _, sealed := range row.Columns {
		if sealed != nil && s.vault.Stale(sealed) {
			return true
		}
	}
	return false
}
