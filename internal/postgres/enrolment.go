package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

const decreeThereSQL = `select exists (select from decrees where id = $1)`

const coverIDSQL = `select id from covers where worker = $1 and decree = $2`

// answerCoverSQL takes a mended particular for mended no longer, as the answer is newer.
const answerCoverSQL = `
update covers set state = @state, data_date = @data_date, field = @field, reason = @reason, corrected_at = null
where id = @id`

const coverDatedSQL = `update covers set data_date = $2 where id = $1`

const keepKPJSQL = `update workers set kpj = $2 where id = $1`

func (s *Store) answerEnrolment(ctx context.Context, tx pgx.Tx, e record.AnswerEnrolment) (record.Outcome, error) {
	if err := e.Check(); err != nil {
		return record.Outcome{}, err
	}
	var there bool
	if err := tx.QueryRow(ctx, decreeThereSQL, e.Decree).Scan(&there); err != nil {
		return record.Outcome{}, fmt.Errorf("answer enrolment: %w", err)
	}
	if !there {
		return record.Refused(record.WhyNoDecree), nil
	}
	of, refused, err := s.named(ctx, tx, e.NIK)
	if err != nil || of.worker == 0 {
		return refused, err
	}
	outcome, keep := e.Judge(of.Standing, of.kpj)
	if !keep {
		return outcome, nil
	}
	var cover int64
	if err := tx.QueryRow(ctx, coverIDSQL, of.worker, e.Decree).Scan(&cover); err != nil {
		return record.Outcome{}, fmt.Errorf("answer enrolment: %w", err)
	}
	if outcome.Name == record.OutcomeSame {
		_, err := tx.Exec(ctx, coverDatedSQL, cover, dateOf(e.DataDate))
		return outcome, err
	}
	if err := s.keepAnswer(ctx, tx, e, of.worker, cover); err != nil {
		return record.Outcome{}, fmt.Errorf("answer enrolment: %w", err)
	}
	return outcome, audit(ctx, tx, act{
		e.At, e.By, "answer enrolment", applicationName(of.Receipt),
		map[string]any{"decree": e.Decree, "accepted": e.Accepted, "field": e.Field},
	})
}

func (s *Store) keepAnswer(ctx context.Context, tx pgx.Tx, e record.AnswerEnrolment, worker, cover int64) error {
	args := pgx.NamedArgs{"id": cover, "state": "active", "data_date": dateOf(e.DataDate), "field": "", "reason": []byte(nil)}
	if !e.Accepted {
		args["state"], args["field"] = "refused", e.Field
		if e.Reason != "" {
			args["reason"] = s.vault.Seal(place("covers", "reason", cover), []byte(e.Reason))
		}
	}
	if _, err := tx.Exec(ctx, answerCoverSQL, args); err != nil {
		return err
	}
	if !e.Accepted || e.KPJ.IsZero() {
		return nil
	}
	_, err := tx.Exec(ctx, keepKPJSQL, worker, s.vault.Seal(place("workers", "kpj", worker), []byte(e.KPJ.Reveal())))
	return err
}
