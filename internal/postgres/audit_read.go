package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

// AuditEntry is who did what to whom.
type AuditEntry struct {
	ID      int64
	At      time.Time
	Actor   string
	Act     string
	Subject string
	// Detail is JSON, such as {"from": "asked", "to": "admitted"}.
	Detail string
	// Note is why an officer looked into a case; empty for all else, and once the person was deleted.
	Note string
}

// auditEntriesSQL opens of a case's notes only why somebody looked into it: the others are not what was done.
const auditEntriesSQL = `
select a.id, a.at, a.actor, a.act, a.subject, a.detail::text, coalesce(m.id, 0), m.content
from audit a
left join case_messages m on a.act = 'look into case' and m.id = (a.detail ->> 'note')::bigint
where a.at >= $1 and ($2 = '' or a.subject = $2)
order by a.id`

// Audit gives what was done since then to see, one after the other in the order it was done, to the subject alone where that is not empty,
// such as "case:KS-000017-4". That by looked is written down first.
func (s *Store) Audit(ctx context.Context, since time.Time, subject, by string, at time.Time, see func(AuditEntry) error) error {
	err := s.transact(ctx, func(tx pgx.Tx) error {
		return audit(ctx, tx, act{at: at, by: by, does: "read audit", subject: "audit", detail: map[string]any{"since": since, "subject": subject}})
	})
	if err != nil {
		return fmt.Errorf("read audit: %w", err)
	}
	rows, err := s.pool.Query(ctx, auditEntriesSQL, since, subject)
	if err != nil {
		return fmt.Errorf("read audit: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var e AuditEntry
		var note int64
		var sealed []byte
		if err := rows.Scan(&e.ID, &e.At, &e.Actor, &e.Act, &e.Subject, &e.Detail, &note, &sealed); err != nil {
			return fmt.Errorf("read audit: %w", err)
		}
		e.At = e.At.UTC()
		if note != 0 {
			said, err := s.openContent(note, sealed)
			if err != nil {
				return fmt.Errorf("read audit: %w", err)
			}
			e.Note = said.Text
		}
		if err := see(e); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read audit: %w", err)
	}
	return nil
}

// Office is the officers' group; the zero Office where there is none.
func (s *Store) Office(ctx context.Context) (office record.Office, err error) {
	rows, _ := s.pool.Query(ctx, officeSQL) // readOffice has the error
	if office, err = readOffice(rows); err != nil {
		return office, fmt.Errorf("read the office: %w", err)
	}
	return office, nil
}
