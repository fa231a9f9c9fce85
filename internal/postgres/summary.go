package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

const statesSQL = `select state, count(*) from applications group by state`

// districtsSQL counts what waits by kecamatan and by age, whose bounds are record.AgeBounds in days.
const districtsSQL = `
select district, count(*), count(*) filter (where age < $2), count(*) filter (where age >= $2 and age < $3),
       count(*) filter (where age >= $3 and age < $4), count(*) filter (where age >= $4)
from (select district, floor(extract(epoch from $1::timestamptz - since) / 86400) as age
      from applications where state in ('received', 'verifying', 'matching')) waiting
group by district order by 2 desc, 1`

func summarize(ctx context.Context, tx pgx.Tx, now time.Time) (s record.Summary, err error) {
	rows, _ := tx.Query(ctx, statesSQL) // ForEachRow has the error
	var state record.ApplicationState
	var n int
	_, err = pgx.ForEachRow(rows, []any{&state, &n}, func() error {
		if s.States == nil {
			s.States = map[record.ApplicationState]int{}
		}
		s.States[state] = n
		return nil
	})
	if err != nil {
		return s, fmt.Errorf("count applications: %w", err)
	}
	rows, _ = tx.Query(ctx, lineSQL) // CollectRows has the error
	line, err := pgx.CollectRows(rows, readWaiting)
	if err != nil {
		return s, fmt.Errorf("count who waits in line: %w", err)
	}
	s.Line = record.StillWaiting(line)
	rows, _ = tx.Query(ctx, districtsSQL, now, record.AgeBounds[0], record.AgeBounds[1], record.AgeBounds[2]) // ForEachRow has the error
	var of record.DistrictCount
	var ages [len(s.Ages)]int
	_, err = pgx.ForEachRow(rows, []any{&of.District, &of.Waiting, &ages[0], &ages[1], &ages[2], &ages[3]}, func() error {
		s.Districts = append(s.Districts, of)
		for i, age := range ages {
			s.Ages[i] += age
		}
		return nil
	})
	if err != nil {
		return s, fmt.Errorf("count what waits: %w", err)
	}
	return s, nil
}
