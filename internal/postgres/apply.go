package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/record"
)

// claimReceiptSQL waits for another transaction that has the same key in hand, and claims nothing where that one commits.
const claimReceiptSQL = `insert into receipts (key) values ($1) on conflict (key) do nothing`

const keepOutcomeSQL = `update receipts set outcome = $2 where key = $1`

const outcomeSQL = `select outcome from receipts where key = $1`

// Apply performs the effects in one transaction, in order, once per key: a second call with the key performs nothing and
// returns the outcome of the first, whatever its effects. Where several effects have something to tell, the outcome is that of
// the last. No effects leave no receipt. After an error nothing is kept, or, where the connection broke at the commit, it is not
// known whether everything is: call again with the same key.
func (s *Store) Apply(ctx context.Context, key string, effects []record.Effect) (record.Outcome, error) {
	if len(effects) == 0 {
		return record.Outcome{}, nil
	}
	var outcome record.Outcome
	err := s.transact(ctx, func(tx pgx.Tx) error {
		var err error
		outcome, err = s.applyOnce(ctx, tx, key, effects)
		return err
	})
	if err != nil {
		return record.Outcome{}, fmt.Errorf("apply effects of %s: %w", key, err)
	}
	return outcome, nil
}

// Repeats is how often this Store was asked for effects that had been performed before.
func (s *Store) Repeats() uint64 { return s.repeats.Load() }

func (s *Store) applyOnce(ctx context.Context, tx pgx.Tx, key string, effects []record.Effect) (outcome record.Outcome, err error) {
	claimed, err := tx.Exec(ctx, claimReceiptSQL, key)
	if err != nil {
		return outcome, fmt.Errorf("claim receipt: %w", err)
	}
	if claimed.RowsAffected() == 0 {
		s.repeats.Add(1)
		err = tx.QueryRow(ctx, outcomeSQL, key).Scan(&outcome)
		return outcome, err
	}
	for _, effect := range effects {
		if remember, ok := effect.(record.Remember); ok {
			if err := s.remember(ctx, tx, key, remember); err != nil {
				return outcome, err
			}
			continue
		}
		told, err := s.perform(ctx, tx, effect)
		if err != nil {
			return outcome, err
		}
		if told != (record.Outcome{}) {
			outcome = told
		}
	}
	_, err = tx.Exec(ctx, keepOutcomeSQL, key, outcome)
	return outcome, err
}

func (s *Store) perform(ctx context.Context, tx pgx.Tx, effect record.Effect) (record.Outcome, error) {
	switch e := effect.(type) {
	case record.FileApplication:
		return s.fileApplication(ctx, tx, e)
	case record.RaiseDispute:
		return s.raiseDispute(ctx, tx, e)
	case record.BeginImport:
		return s.beginImport(ctx, tx, e)
	case record.AnswerImport:
		return s.answerImport(ctx, tx, e)
	case record.AskExport:
		return s.askExport(ctx, tx, e)
	case record.JoinOffice:
		return s.joinOffice(ctx, tx, e)
	case record.AskToHelp:
		return s.askToHelp(ctx, tx, e)
	case record.AnswerHelper:
		return s.answerHelper(ctx, tx, e)
	case record.ClaimWorker:
		return s.claimWorker(ctx, tx, e)
	case record.EndHelp:
		return s.endHelp(ctx, tx, e)
	case record.LookUp:
		return s.lookUp(ctx, tx, e)
	case record.CorrectWorker:
		return s.correctWorker(ctx, tx, e)
	case record.AskData:
		return s.askData(ctx, tx, e)
	case record.SetConsent:
		return s.setConsent(ctx, tx, e)
	case record.SetLanguage:
		_, err := tx.Exec(ctx, setLanguageSQL, e.By.ID, e.Language)
		return record.Outcome{}, err
	case record.SetSubscription:
		return s.setSubscription(ctx, tx, e)
	case record.VerifyCode:
		return s.verifyCode(ctx, tx, e)
	case record.SetReachable:
		_, err := tx.Exec(ctx, setReachableSQL, e.By.ID, e.Reachable, e.At)
		return record.Outcome{}, err
	case record.ReportPayment:
		return s.reportPayment(ctx, tx, e)
	case record.PlanMonths:
		return s.planMonths(ctx, tx, e)
	case record.ConfirmMonths:
		return s.confirmMonths(ctx, tx, e)
	case record.ProposeWorker:
		return s.proposeWorker(ctx, tx, e)
	case record.MatchWorker:
		return s.matchWorker(ctx, tx, e)
	case record.ListWorker:
		return s.listWorker(ctx, tx, e)
	case record.AnswerEnrolment:
		return s.answerEnrolment(ctx, tx, e)
	case record.CaseEffect:
		return s.turnCase(ctx, tx, e)
	case record.BroadcastEffect:
		return s.turnBroadcast(ctx, tx, e)
	case record.SetOffice:
		return s.setOffice(ctx, tx, e)
	case record.MoveOffice:
		return record.Outcome{}, s.moveOffice(ctx, tx, e)
	case record.OfficeStanding:
		return record.Outcome{}, s.officeStanding(ctx, tx, e)
	case record.LeaveOffice:
		return record.Outcome{}, s.leaveOffice(ctx, tx, e)
	case record.LeaseApplication:
		return s.leaseApplication(ctx, tx, e)
	case record.Decide:
		return s.decideOn(ctx, tx, e)
	case record.UndoDecision:
		return s.undoDecision(ctx, tx, e)
	case record.RevealNIK:
		return s.revealNIK(ctx, tx, e)
	case record.LookAtTask:
		return s.lookAtTask(ctx, tx, e)
	case record.AnswerTask:
		return s.answerTask(ctx, tx, e)
	case record.AskToBeTold:
		return s.askToBeTold(ctx, tx, e)
	case record.LeaveLine:
		return s.leaveLine(ctx, tx, e)
	case record.TellOpening:
		return s.tellOpening(ctx, tx, e)
	case record.Say:
		return record.Outcome{}, s.say(ctx, tx, e)
	default:
		return record.Outcome{}, fmt.Errorf("no such effect: %T", effect)
	}
}

const setLanguageSQL = `
insert into contacts (id, language) values ($1, $2)
on conflict (id) do update set language = excluded.language`

// setReachableSQL lets the latest word stand, for platforms do not deliver in order.
const setReachableSQL = `
insert into contacts (id, reachable, reachable_since) values ($1, $2, $3)
on conflict (id) do update set reachable = excluded.reachable, reachable_since = excluded.reachable_since
where contacts.reachable_since is null or contacts.reachable_since <= excluded.reachable_since`
