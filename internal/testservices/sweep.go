package testservices

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// runName names a run of a test binary: the session that lives as long as the run, and the start of its databases.
func runName(run int32) string { return fmt.Sprintf("jagaetam_test_%d", run) }

func databaseName(run int32, n int64) string { return fmt.Sprintf("%s_%d", runName(run), n) }

// mark shows to everybody on the server that this run lives.
func (p *postgres) mark(ctx context.Context) error {
	_, err := p.session.Exec(ctx, `select set_config('application_name', $1, false)`, runName(p.run))
	return err
}

// sweep drops the databases of runs without a session: they were killed.
func (p *postgres) sweep(ctx context.Context) error {
	rows, err := p.session.Query(ctx, `
		select d.datname from pg_database d
		where d.datname ~ '^jagaetam_test_\d+_\d+$' and not exists (
			select from pg_stat_activity where application_name = substring(d.datname from '^jagaetam_test_\d+'))`)
	if err != nil {
		return fmt.Errorf("list databases of killed runs: %w", err)
	}
	databases, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return fmt.Errorf("list databases of killed runs: %w", err)
	}
	for _, database := range databases {
		if err := p.drop(ctx, database); err != nil {
			return err
		}
	}
	return nil
}
