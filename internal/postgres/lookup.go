package postgres

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

// provenSQL is what a worker is proved by, from his latest application.
const provenSQL = `
select w.id, w.birth, l.number, l.village, l.district
from workers w
cross join lateral (select * from applications where worker = w.id order by number desc limit 1) l
where w.nik_index = $1 and w.restricted_at is null`

type proven struct {
	worker            int64
	birth             []byte
	receipt           record.Receipt
	village, district string
}

// lookUp answers a wait before it has looked, and does the same work for a NIK that nobody has as for one whose birth date is wrong, so
// that neither the answer nor how long it takes tells whether a NIK is registered.
func (s *Store) lookUp(ctx context.Context, tx pgx.Tx, e record.LookUp) (record.Outcome, error) {
	if e.NIK.IsZero() {
		return record.Outcome{}, errors.New("look up: no NIK")
	}
	if _, err := tx.Exec(ctx, lockContactSQL, e.By.ID); err != nil {
		return record.Outcome{}, fmt.Errorf("look up: %w", err)
	}
	account, nik := s.vault.Index(identity.KindAttempts, e.By.ID), s.vault.Index(identity.KindNIK, e.NIK.Reveal())
	attempts, err := lockAttempts(ctx, tx, actLookUp, e.At, account, nik)
	if err != nil {
		return record.Outcome{}, err
	}
	if until := waitUntil(e.At, attempts); !until.IsZero() {
		return record.Outcome{Name: record.OutcomeWait, Until: until}, nil
	}
	found, err := s.prove(ctx, tx, e, nik)
	if err != nil {
		return record.Outcome{}, err
	}
	if found == nil {
		err = errors.Join(
			miss(ctx, tx, actLookUp, account, attempts[0].Missed(e.At)),
			miss(ctx, tx, actLookUp, nik, attempts[1].Missed(e.At)),
		)
		return record.Outcome{Name: record.OutcomeNoMatch}, err
	}
	if err := hit(ctx, tx, actLookUp, account); err != nil {
		return record.Outcome{}, err
	}
	if err := audit(ctx, tx, act{at: e.At, by: "somebody else", does: "look up", subject: "application:" + found.receipt.String()}); err != nil {
		return record.Outcome{}, err
	}
	looked, err := s.looked(ctx, tx, found.worker, e.At)
	return record.Outcome{Name: record.OutcomeLooked, Looked: looked}, err
}

// prove is the worker of that NIK if all that the asker says of him agrees; nil where it does not, and where there is none.
func (s *Store) prove(ctx context.Context, tx pgx.Tx, e record.LookUp, nik []byte) (*proven, error) {
	var p proven
	err := tx.QueryRow(ctx, provenSQL, nik).Scan(&p.worker, &p.birth, &p.receipt, &p.village, &p.district)
	there := !errors.Is(err, pgx.ErrNoRows)
	if err != nil && there {
		return nil, fmt.Errorf("look up: %w", err)
	}
	if !there {
		p.birth = s.vault.Seal(place("workers", "birth", p.worker), []byte(e.Birth.String())) // opened below like any other
	}
	birth, err := s.open(place("workers", "birth", p.worker), p.birth)
	if err != nil {
		return nil, fmt.Errorf("look up: %w", err)
	}
	sameBirth := subtle.ConstantTimeCompare([]byte(birth), []byte(e.Birth.String())) == 1
	samePlace := record.SamePlace(e.Village, p.village, p.district)
	if !there || !sameBirth || !samePlace {
		return nil, nil
	}
	return &p, nil
}

// looked is what is told of the worker's cover.
func (s *Store) looked(ctx context.Context, tx pgx.Tx, worker int64, at time.Time) (record.Looked, error) {
	known, err := s.standingOf(ctx, tx, worker)
	if err != nil {
		return record.Looked{}, err
	}
	rows, _ := tx.Query(ctx, ratesSQL) // readRates has the error
	rates, err := readRates(rows)
	if err != nil {
		return record.Looked{}, err
	}
	return known.Insured().Looked(rates, at, s.Zone)
}
