package desk

import (
	"context"
	"fmt"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
)

// Records know what the desk asks for.
type Records interface {
	Facts(ctx context.Context, query record.Query) (*record.Facts, error)
	Office
}

// Office knows what only officers ask for.
type Office interface {
	Officers(ctx context.Context) ([]record.Officer, error)
	OpenCases(ctx context.Context) ([]record.Case, error)
	CaseHistory(ctx context.Context, number record.CaseNumber, limit int) ([]record.CaseEntry, error)
}

// history is how many messages of a case are looked through at most.
const history = 200

// Lookup finds out all that Act has to know. Where the effects of the message have been performed, the facts are those from before.
func Lookup(ctx context.Context, records Records, in chat.Incoming) (known Known, err error) {
	query := asks(in)
	if known.Facts, err = records.Facts(ctx, query); err != nil {
		return known, fmt.Errorf("look up the facts: %w", err)
	}
	need := needs(in, known.Facts)
	if need.officers {
		if known.Officers, err = records.Officers(ctx); err != nil {
			return known, fmt.Errorf("look up the officers: %w", err)
		}
	}
	if need.queue {
		if known.Queue, err = records.OpenCases(ctx); err != nil {
			return known, fmt.Errorf("look up the open cases: %w", err)
		}
	}
	if need.kept {
		c := known.Facts.Case
		facts, err := records.Facts(ctx, record.Query{Person: chat.Person{ID: c.Chat}, Kept: true})
		if err != nil {
			return known, fmt.Errorf("look up the worker: %w", err)
		}
		known.Kept = facts.Kept
		if known.History, err = records.CaseHistory(ctx, c.Number, history); err != nil {
			return known, fmt.Errorf("look up the messages of the case: %w", err)
		}
	}
	return known, nil
}

// asks is what has to be known first.
func asks(in chat.Incoming) record.Query {
	return record.Query{Person: in.From, Key: in.Key, Officer: true, Topic: in.Topic, Office: true}
}

// need is what an act has to know besides the facts.
type need struct{ officers, queue, kept bool }

func needs(in chat.Incoming, facts *record.Facts) need {
	act, _, _ := pressed(in)
	base, what := act.Split()
	handles := facts.Case.Number != 0 && facts.Officer.MayHandle(facts.Case)
	return need{
		officers: base == record.ActPass && handles || facts.Officer.Contact == "" && facts.Office.Chat == in.Chat,
		queue:    isCommand(in, "antrean") && facts.Officer.Contact != "",
		kept:     handles && (base == record.ActLook && what != "" || isLook(in)),
	}
}
