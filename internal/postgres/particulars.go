package postgres

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

const particularsSQL = `select id, name, phone, particulars from workers where id = any($1) and restricted_at is null`

// Particulars are full names and how to reach them of those of the workers that are in the roll, by their IDs: name, phone and whose it is,
// RT and RW, address, and the village in their own words; no number and no birth date. Who asks writes down who was given them.
func (s *Store) Particulars(ctx context.Context, ids []int64) (map[int64]record.Worker, error) {
	found := map[int64]record.Worker{}
	if len(ids) == 0 {
		return found, nil
	}
	rows, _ := s.pool.Query(ctx, particularsSQL, ids) // ForEachRow has the error
	var id int64
	var name, phone, rest []byte
	_, err := pgx.ForEachRow(rows, []any{&id, &name, &phone, &rest}, func() (err error) {
		found[id], err = s.openParticulars(id, name, phone, rest)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the particulars of %d workers: %w", len(ids), err)
	}
	return found, nil
}

func (s *Store) openParticulars(id int64, name, phone, rest []byte) (w record.Worker, err error) {
	var p particulars
	full, err := s.open(place("workers", "name", id), name)
	if err != nil {
		return w, err
	}
	number, err := s.open(place("workers", "phone", id), phone)
	if err != nil {
		return w, err
	}
	text, err := s.open(place("workers", "particulars", id), rest)
	if err != nil {
		return w, err
	}
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		return w, fmt.Errorf("worker %d: %w", id, err)
	}
	w = record.Worker{
		Name: identity.Name(full), PhoneOwner: p.PhoneOwner, Neighbourhood: p.Neighbourhood, Address: p.Address, VillageText: p.VillageText,
	}
	if number != "" {
		if w.Phone, err = identity.ParsePhone(number); err != nil {
			return w, fmt.Errorf("the phone of worker %d: unreadable", id) // the cause may quote it
		}
	}
	return w, nil
}
