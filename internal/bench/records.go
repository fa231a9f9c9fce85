package bench

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"jagaetam/internal/identity"
)

// Rows are how many registrations are kept, and how.
type Rows struct {
	Right   int `json:"right"`
	Wrong   int `json:"wrong"`   // not as they were typed, or nobody's
	Double  int `json:"double"`  // kept a second time
	Missing int `json:"missing"` // not kept
}

// CompareRecords compares the registrations that the service keeps with those that were made.
func CompareRecords(ctx context.Context, pool *pgxpool.Pool, vault *identity.Vault, made []Registration) (Rows, error) {
	rows, _ := pool.Query(ctx, `select w.id, w.nik, w.name, w.particulars from applications a join workers w on w.id = a.worker`) // CollectRows has the error
	kept, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (r Registration, err error) {
		var id int64
		var nik, name, particulars []byte
		if err := row.Scan(&id, &nik, &name, &particulars); err != nil {
			return r, err
		}
		open := func(column string, sealed []byte) []byte {
			plain, failed := vault.Open(fmt.Sprintf("workers:%s:%d", column, id), sealed)
			if failed != nil {
				err = fmt.Errorf("worker %d: %s: %w", id, column, failed)
			}
			return plain
		}
		rest := open("particulars", particulars)
		r.NIK, r.Name = string(open("nik", nik)), string(open("name", name))
		if err != nil {
			return r, err
		}
		return r, json.Unmarshal(rest, &struct {
			Address *string `json:"address"`
			Income  *int64  `json:"income"`
		}{&r.Address, &r.Income})
	})
	if err != nil {
		return Rows{}, fmt.Errorf("read what is kept: %w", err)
	}
	return compare(kept, made), nil
}

func compare(kept, made []Registration) Rows {
	var rows Rows
	byNIK := map[string][]Registration{}
	for _, r := range kept {
		byNIK[r.NIK] = append(byNIK[r.NIK], r)
	}
	for _, want := range made {
		of := byNIK[want.NIK]
		delete(byNIK, want.NIK)
		switch {
		case len(of) == 0:
			rows.Missing++
			continue
		case of[0] == want:
			rows.Right++
		default:
			rows.Wrong++
		}
		rows.Double += len(of) - 1
	}
	for _, nobodys := range byNIK {
		rows.Wrong += len(nobodys)
	}
	return rows
}
