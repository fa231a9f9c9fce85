package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// sealedTable is a table with sealed columns. Its batch has the rows after $1, a key as text, at most $2 of them: the key, and
// the sealed columns as an array; its update takes the same back.
type sealedTable struct {
	name    string
	columns []string
	// first is a key before the first row's.
	first         string
	batch, update string
	place         func(table, column, key string) string
}

const staleWorkersSQL = `
select id::text as key, array[nik, name, birth, phone, particulars, kpj, decile] from workers
where id > $1::text::bigint order by id limit $2 for update`

const resealWorkerSQL = `
update workers set nik = ($2::bytea[])[1], name = ($2::bytea[])[2], birth = ($2::bytea[])[3], phone = ($2::bytea[])[4],
    particulars = ($2::bytea[])[5], kpj = ($2::bytea[])[6], decile = ($2::bytea[])[7]
where id = $1::text::bigint`

const staleReasonsSQL = `
select id::text as key, array[reason] from application_history
where id > $1::text::bigint and reason is not null order by id limit $2 for update`

const resealReasonSQL = `update application_history set reason = ($2::bytea[])[1] where id = $1::text::bigint`

const staleCoversSQL = `
select id::text as key, array[reason] from covers
where id > $1::text::bigint and reason is not null order by id limit $2 for update`

const resealCoverSQL = `update covers set reason = ($2::bytea[])[1] where id = $1::text::bigint`

const stalePaymentsSQL = `
select id::text as key, array[evidence, reason] from payments
where id > $1::text::bigint and (evidence is not null or reason is not null) order by id limit $2 for update`

const resealPaymentSQL = `update payments set evidence = ($2::bytea[])[1], reason = ($2::bytea[])[2] where id = $1::text::bigint`

const staleOutboxSQL = `
select id::text as key, array[words] from outbox
where id > $1::text::bigint order by id limit $2 for update`

const resealOutboxSQL = `update outbox set words = ($2::bytea[])[1] where id = $1::text::bigint`

const staleQuarantineSQL = `
select id::text as key, array[raw] from quarantine
where id > $1::text::bigint order by id limit $2 for update`

const resealQuarantineSQL = `update quarantine set raw = ($2::bytea[])[1] where id = $1::text::bigint`

const staleSnapshotsSQL = `
select chat, array[sealed] from snapshots
where chat > $1 order by chat limit $2 for update`

const resealSnapshotSQL = `update snapshots set sealed = ($2::bytea[])[1] where chat = $1`

// staleFilesSQL has few at once, as each may have 20 MB.
const staleFilesSQL = `
select id as key, array[name, data] from files
where id > $1 order by id limit least($2, 4) for update`

const staleReceiptsSQL = `
select key, array[facts] from receipts
where key > $1 and facts is not null order by key limit $2 for update`

const resealReceiptSQL = `update receipts set facts = ($2::bytea[])[1] where key = $1`

const resealFileSQL = `update files set name = ($2::bytea[])[1], data = ($2::bytea[])[2] where id = $1`

const staleImportsSQL = `
select id::text as key, array[source] from imports
where id > $1::text::bigint order by id limit $2 for update`

const resealImportSQL = `update imports set source = ($2::bytea[])[1] where id = $1::text::bigint`

// resealBatchSize is how many rows are held at once: a tenth of a second's work.
const resealBatchSize = 100

// Reseal seals anew, in small transactions, whatever is sealed with an older key than the vault's current one, and says how
// many rows it changed. It may be broken off and started again at any time, and run beside everything else. A row that does
// not open is left as it is and named in the error, after all others are done. snapshotPlace is where the dialogue of a chat is
// sealed; progress hears of every batch.
func (s *Store) Reseal(ctx context.Context, snapshotPlace func(chat string) string, progress func(table string, rows int)) (int, error) {
	total := 0
	var failures []error
	for _, table := range sealedTables(snapshotPlace) {
		n, err := s.resealTable(ctx, table, func(rows int) { progress(table.name, rows) })
		total += n
		failures = append(failures, err)
	}
	return total, errors.Join(failures...)
}

// sealedTables are all tables with sealed columns.
func sealedTables(snapshotPlace func(chat string) string) []sealedTable {
	ofChat := func(_, _, chat string) string { return snapshotPlace(chat) }
	return append([]sealedTable{
		{"workers", []string{"nik", "name", "birth", "phone", "particulars", "kpj", "decile"}, "0", staleWorkersSQL, resealWorkerSQL, place[string]},
		{"application_history", []string{"reason"}, "0", staleReasonsSQL, resealReasonSQL, place[string]},
		{"covers", []string{"reason"}, "0", staleCoversSQL, resealCoverSQL, place[string]},
		{"payments", []string{"evidence", "reason"}, "0", stalePaymentsSQL, resealPaymentSQL, place[string]},
		{"outbox", []string{"words"}, "0", staleOutboxSQL, resealOutboxSQL, place[string]},
		{"quarantine", []string{"raw"}, "0", staleQuarantineSQL, resealQuarantineSQL, place[string]},
		{"receipts", []string{"facts"}, "", staleReceiptsSQL, resealReceiptSQL, place[string]},
		{"files", []string{"name", "data"}, "", staleFilesSQL, resealFileSQL, place[string]},
		{"imports", []string{"source"}, "0", staleImportsSQL, resealImportSQL, place[string]},
		{"snapshots", []string{"sealed"}, "", staleSnapshotsSQL, resealSnapshotSQL, ofChat},
	}, sealedPeople...)
}

// resealed is what came of one batch.
type resealed struct {
	last    string // the key to go on after; empty where the table has come to its end
	rows    int
	damaged []error
}

func (s *Store) resealTable(ctx context.Context, table sealedTable, progress func(rows int)) (int, error) {
	total, after := 0, table.first
	var damaged []error
	for {
		var batch resealed
		err := s.transact(ctx, func(tx pgx.Tx) (err error) {
			batch, err = s.resealBatch(ctx, tx, table, after)
			return err
		})
		if err != nil {
			return total, errors.Join(append(damaged, fmt.Errorf("reseal %s: %w", table.name, err))...)
		}
		total, damaged = total+batch.rows, append(damaged, batch.damaged...)
		if batch.last == "" {
			return total, errors.Join(damaged...)
		}
		progress(batch.rows)
		after = batch.last
	}
}

type sealedRow struct {
	Key     string
	Columns [][]byte
}

func (s *Store) resealBatch(ctx context.Context, tx pgx.Tx, table sealedTable, after string) (done resealed, err error) {
	found, _ := tx.Query(ctx, table.batch, after, resealBatchSize) // CollectRows has the error
	rows, err := pgx.CollectRows(found, pgx.RowToStructByPos[sealedRow])
	if err != nil {
		return done, err
	}
	for _, row := range rows {
		done.last = row.Key
		changed, err := s.resealRow(table, row)
		if err != nil {
			done.damaged = append(done.damaged, fmt.Errorf("reseal %s: %w", table.name, err))
			continue
		}
		if !changed {
			continue
		}
		if _, err := tx.Exec(ctx, table.update, row.Key, row.Columns); err != nil {
			return done, err
		}
		done.rows++
	}
	return done, nil
}

// resealRow seals the stale columns of the row anew, all of them or none.
func (s *Store) resealRow(table sealedTable, row sealedRow) (changed bool, err error) {
	for i, sealed := range row.Columns {
		if sealed == nil || !s.vault.Stale(sealed) {
			continue
		}
		where := table.place(table.name, table.columns[i], row.Key)
		plain, err := s.vault.Open(where, sealed)
		if err != nil {
			return false, err
		}
		row.Columns[i] = s.vault.Seal(where, plain)
		changed = true
	}
	return changed, nil
}
