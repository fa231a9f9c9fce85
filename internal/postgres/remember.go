package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

const rememberSQL = `update receipts set chat = $2, facts = $3 where key = $1`

const rememberedSQL = `select facts from receipts where key = $1 and facts is not null`

// remembered is Facts as they are kept. Kept stands in it plainly, because the numbers of workers mask themselves in JSON.
type remembered struct {
	record.Facts
	Kept []plainKept
	Held plainWorker
}

type plainKept struct {
	record.Kept
	Worker plainWorker
}

type plainWorker struct {
	record.Worker
	NIK, Phone string
}

func plain(w record.Worker) plainWorker { return plainWorker{w, w.NIK.Reveal(), w.Phone.Reveal()} }

// whole is the worker again. What was no number is none again.
func (p plainWorker) whole() record.Worker {
	w := p.Worker
	w.NIK, _ = identity.ParseNIK(p.NIK)
	w.Phone, _ = identity.ParsePhone(p.Phone)
	return w
}

func (s *Store) remember(ctx context.Context, tx pgx.Tx, key string, e record.Remember) error {
	kept := remembered{Facts: e.Facts, Held: plain(e.Facts.Work.Held.Worker)}
	for _, k := range e.Facts.Kept {
		kept.Kept = append(kept.Kept, plainKept{k, plain(k.Worker)})
	}
	text, err := json.Marshal(kept)
	if err != nil {
		return fmt.Errorf("remember facts: %w", err)
	}
	_, err = tx.Exec(ctx, rememberSQL, key, e.By.ID, s.vault.Seal(place("receipts", "facts", key), text))
	return err
}

// recall is what was remembered with the key; nil where nothing was.
func (s *Store) recall(row pgx.Row, key string) (*record.Facts, error) {
	var sealed []byte
	if err := row.Scan(&sealed); err != nil {
		if errors.Is(err, pgx.ErrNoRows) {
			return nil, nil
		}
		return nil, err
	}
	text, err := s.vault.Open(place("receipts", "facts", key), sealed)
	if err != nil {
		return nil, err
	}
	var kept remembered
	if err := json.Unmarshal(text, &kept); err != nil {
		return nil, fmt.Errorf("recall facts: %w", err)
	}
	for _, plain := range kept.Kept {
		plain.Kept.Worker = plain.Worker.whole()
		kept.Facts.Kept = append(kept.Facts.Kept, plain.Kept)
	}
	kept.Work.Held.Worker = kept.Held.whole()
	return &kept.Facts, nil
}

const purgeRememberedSQL = `update receipts set chat = null, facts = null where facts is not null and at < $1`

// PurgeRemembered forgets what was known at receipts older than before; the receipts stay. It says of how many.
func (s *Store) PurgeRemembered(ctx context.Context, before time.Time) (int, error) {
	done, err := s.pool.Exec(ctx, purgeRememberedSQL, before)
	if err != nil {
		return 0, fmt.Errorf("forget what was known: %w", err)
	}
	return int(done.RowsAffected()), nil
}
