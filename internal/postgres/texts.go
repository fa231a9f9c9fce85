package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

const textsSQL = `select language, key, text from texts order by key, language`

// Texts are the texts that officers have written in the place of the program's own, by language and key.
func (s *Store) Texts(ctx context.Context) (map[string]map[string]string, error) {
	texts := map[string]map[string]string{}
	var language, key, text string
	rows, _ := s.pool.Query(ctx, textsSQL) // ForEachRow has the error
	_, err := pgx.ForEachRow(rows, []any{&language, &key, &text}, func() error {
		if texts[language] == nil {
			texts[language] = map[string]string{}
		}
		texts[language][key] = text
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list texts: %w", err)
	}
	return texts, nil
}

const setTextSQL = `
insert into texts (key, language, text, by, at) values ($1, $2, $3, $4, $5)
on conflict (key, language) do update set text = excluded.text, by = excluded.by, at = excluded.at`

// SetText keeps a text in the place of the program's own. It is not checked; see locales.Catalogue.Overlay.
func (s *Store) SetText(ctx context.Context, text record.Text) error {
	if text.By == "" {
		return fmt.Errorf("set text %s: %w", text.Key, record.ErrNobody)
	}
	err := s.transact(ctx, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, setTextSQL, text.Key, text.Language, text.Text, text.By, text.At); err != nil {
			return err
		}
		return audit(ctx, tx, act{text.At, text.By, "set text", "text:" + text.Key, map[string]any{"language": text.Language}})
	})
	if err != nil {
		return fmt.Errorf("set text %s: %w", text.Key, err)
	}
	return nil
}

const resetTextSQL = `delete from texts where key = $1`

// ResetText lets the program's own text hold again, in every language. The error is record.ErrNotFound where it holds already.
func (s *Store) ResetText(ctx context.Context, key, by string, at time.Time) error {
	err := s.transact(ctx, func(tx pgx.Tx) error {
		reset, err := tx.Exec(ctx, resetTextSQL, key)
		if err == nil && reset.RowsAffected() == 0 {
			err = record.ErrNotFound
		}
		if err != nil {
			return err
		}
		return audit(ctx, tx, act{at: at, by: by, does: "reset text", subject: "text:" + key})
	})
	if err != nil {
		return fmt.Errorf("reset text %s: %w", key, err)
	}
	return nil
}
