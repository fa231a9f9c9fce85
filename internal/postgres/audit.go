package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

const auditSQL = `insert into audit (at, actor, act, subject, detail) values ($1, $2, $3, $4, $5)`

// act is who did what to whom. The detail must hold nothing personal: ids, states and counts.
type act struct {
	at      time.Time
	by      string
	does    string
	subject string
	detail  map[string]any
}

func audit(ctx context.Context, tx pgx.Tx, a act) error {
	if a.detail == nil {
		a.detail = map[string]any{}
	}
	if _, err := tx.Exec(ctx, auditSQL, a.at, a.by, a.does, a.subject, a.detail); err != nil {
		return fmt.Errorf("write down who did it: %w", err)
	}
	return nil
}
