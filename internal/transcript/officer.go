package transcript

import (
	"context"
	"fmt"
	"time"

	"jagaetam/internal/record"
)

// Order brings an application or a helper, by the number, into a state. The reason is for the worker.
func Order(ctx context.Context, records Records, number, state, reason string, at time.Time) error {
	helper, err := record.ParseHelper(number)
	if err != nil {
		receipt, err := record.ParseReceipt(number)
		if err != nil {
			return err
		}
		return records.MoveApplication(ctx, receipt, record.ApplicationState(state), reason, "transcript", at)
	}
	outcome, err := records.Apply(ctx, fmt.Sprint("officer:", number, state, at.UnixNano()), []record.Effect{
		record.AnswerHelper{Officer: "transcript", At: at, Number: helper, State: record.HelperState(state)},
	})
	if err == nil && outcome.Name != record.OutcomeAnswered {
		err = fmt.Errorf("helper %s cannot become %s", number, state)
	}
	return err
}
