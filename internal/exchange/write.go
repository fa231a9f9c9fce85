package exchange

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"jagaetam/internal/chat"
	"jagaetam/internal/postgres"
	"jagaetam/internal/record"
	"jagaetam/internal/sheet"
)

// write performs a file after the officer's yes, from where it has come to, and gives him his rows back with what became of each.
func (e *Engine) write(ctx context.Context, w record.ImportWork) error {
	t, err := e.open(ctx, w)
	switch problem, detail := unreadable(err); {
	case errors.Is(err, chat.ErrGone):
		_, err = e.drop(ctx, w, "file-gone", "")
		return err
	case problem != "":
		_, err = e.drop(ctx, w, problem, detail)
		return err
	case err != nil:
		return err
	}
	if w, err = e.perform(ctx, t, w); err != nil {
		return err
	}
	return e.finish(ctx, t, w)
}

// perform writes batch after batch.
func (e *Engine) perform(ctx context.Context, t *table, w record.ImportWork) (record.ImportWork, error) {
	for batch, err := range t.batches(w.Last) {
		if err != nil {
			return w, err
		}
		w, err = e.Store.WriteImport(ctx, w, e.Now(), lease, effectsOf(batch), func(outcomes []record.Outcome) postgres.Settled {
			became := fates(batch, outcomes)
			next := tally(w, became, nil)
			return postgres.Settled{Work: next, Fates: became, Effects: append(follow(w, batch, outcomes), e.progress(next, w.Rows)...)}
		})
		if err != nil {
			return w, err
		}
		if e.Progress != nil {
			e.Progress(w)
		}
	}
	return w, nil
}

// follow is what is told to workers: BPJS has accepted one, or wants something of him corrected.
func follow(w record.ImportWork, batch []row, outcomes []record.Outcome) []record.Effect {
	var effects []record.Effect
	next := 0
	for _, r := range batch {
		if r.effect == nil {
			continue
		}
		outcome := outcomes[next]
		next++
		answer, ok := r.effect.(record.AnswerEnrolment)
		if !ok || outcome.Receipt == 0 || outcome.Name != record.OutcomeNew && outcome.Name != record.OutcomeChanged {
			continue
		}
		effects = append(effects, record.Say{Tell: record.Tell{
			Receipt: outcome.Receipt, Words: enrolled(answer, outcome.Receipt), Once: onceOf(w, fmt.Sprint("row:", r.Row)),
		}})
	}
	return effects
}

// enrolled are the words to a worker about BPJS' answer.
func enrolled(answer record.AnswerEnrolment, receipt record.Receipt) chat.Words {
	words := chat.Words{Key: "enrolment.refused", Args: chat.Args{"Receipt": chat.Literal(receipt.String()), "Date": chat.Day(answer.DataDate)}}
	switch {
	case answer.Accepted:
		words.Key = "enrolment.accepted"
	case answer.Field != "":
		words.Key += "." + string(answer.Field)
		words.Options = []chat.Option{{Label: chat.Message("enrolment.correct"), Press: chat.Press{
			Kind: chat.PressOpen, Flow: "correct", Value: fmt.Sprintf("%s-%s", receipt, answer.Field),
		}}}
	}
	return words
}

// finish sends the officer's own rows back. Where he sits before it, he has them another way.
func (e *Engine) finish(ctx context.Context, t *table, w record.ImportWork) error {
	w.State = record.ImportDone
	if w.Attended {
		return e.save(ctx, w)
	}
	var result bytes.Buffer
	if err := e.result(ctx, t, w, sheet.XLSX, &result); err != nil {
		return err
	}
	kept, err := e.Store.KeepFile(ctx, record.KeptFile{
		Name: fmt.Sprintf("hasil-%d.xlsx", w.ID), Type: xlsx, Data: result.Bytes(), Expires: e.Now().Add(resultKept),
	})
	if err != nil {
		return err
	}
	words := chat.Words{Key: "import.done", Args: countsOf(w), Document: kept, Remove: int(resultKept.Seconds())}
	return e.save(ctx, w, e.tell(w, "done", words)...)
}

const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
