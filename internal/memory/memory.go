// Package memory keeps the records in memory only, for talking to the flows in a terminal and for tests: what it says is what
// internal/postgres says, and nothing of it is left afterwards.
package memory

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"jagaetam/internal/record"
)

// Store keeps the records of one program. It may be used by many goroutines at once.
type Store struct {
	// Zone is where days are counted; UTC when nil.
	Zone *time.Location

	mu           sync.Mutex
	outcomes     map[string]record.Outcome
	remembered   map[string]record.Facts
	workers      []*worker
	applications []*application // the n-th has number n+1
	bindings     []*binding
	disputes     []*dispute
	cases        []*keptCase
	messages     []*caseMessage // the n-th has id n+1
	lastCase     record.CaseNumber
	office       record.Office
	joined       []string        // who joined the office, in order
	decrees      []record.Decree // Listed is counted when they are read
	payments     []*payment
	rates        record.Rates
	imports      []*record.Import // the n-th has number n+1
	outbox       []*letter
	languages    map[string]string // that contacts have chosen
	unreachable  map[string]bool   // contacts
	officers     map[string]record.Officer
	invitations  map[string]*invitation
	helpers      []*helper // the n-th has number n+1
	attempts     map[attempt]record.Attempts
	requests     []*request                       // the n-th has number n+1
	stopped      map[string][]record.Subscription // by contact
	announced    []record.Announcement
	line         []waiting // by place
	lastPlace    int64
	broadcasts   []*broadcast      // the n-th has number n+1
	files        []record.KeptFile // the n-th has the name "file-n", from 1
	reminders    []*reminder       // the n-th has number n+1
	planned      map[record.ReminderKey]bool
	reminded     map[reminded]bool
}

// New is an empty store. Its first application is number 1, and so is its first case.
func New() *Store {
	return &Store{
		outcomes: map[string]record.Outcome{}, remembered: map[string]record.Facts{},
		officers: map[string]record.Officer{}, invitations: map[string]*invitation{}, attempts: map[attempt]record.Attempts{},
		languages: map[string]string{}, unreachable: map[string]bool{}, stopped: map[string][]record.Subscription{},
		planned: map[record.ReminderKey]bool{}, reminded: map[reminded]bool{},
	}
}

// Apply performs the effects once per key: a second call with the key performs nothing and returns the first outcome. Where an
// effect is refused, none of them is performed.
func (s *Store) Apply(_ context.Context, key string, effects []record.Effect) (record.Outcome, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if outcome, done := s.outcomes[key]; done || len(effects) == 0 {
		return outcome, nil
	}
	if err := check(key, effects); err != nil {
		return record.Outcome{}, fmt.Errorf("apply effects of %s: %w", key, err)
	}
	var outcome record.Outcome
	for _, effect := range effects {
		if remember, ok := effect.(record.Remember); ok {
			s.remembered[key] = remember.Facts
		}
		if told := s.perform(effect); told != (record.Outcome{}) {
			outcome = told
		}
	}
	s.outcomes[key] = outcome
	return outcome, nil
}

func check(key string, effects []record.Effect) error {
	if key == "" {
		return errors.New("no key")
	}
	for _, effect := range effects {
		if err := checkEffect(effect); err != nil {
			return err
		}
	}
	return nil
}

func checkEffect(effect record.Effect) error {
	switch e := effect.(type) {
	case record.Remember, record.SetLanguage, record.SetReachable, record.SetSubscription, record.VerifyCode, record.JoinOffice, record.AskToHelp, record.AnswerHelper, record.ClaimWorker,
		record.EndHelp, record.CorrectWorker, record.AskData, record.SetConsent, record.BeginImport, record.AnswerImport, record.AskExport,
		record.LeaseApplication, record.UndoDecision, record.RevealNIK, record.LookAtTask, record.AnswerTask,
		record.AskToBeTold, record.LeaveLine, record.TellOpening:
		return nil
	case record.LookUp:
		return checkLookUp(e)
	case record.FileApplication:
		if e.Worker.NIK.IsZero() {
			return errors.New("file application: no NIK")
		}
		return nil
	case record.RaiseDispute:
		if e.NIK.IsZero() {
			return errors.New("raise dispute: no NIK")
		}
		return nil
	case record.ReportPayment, record.PlanMonths, record.ConfirmMonths, record.ProposeWorker, record.MatchWorker, record.ListWorker, record.AnswerEnrolment,
		record.Say, record.Decide:
		return e.(interface{ Check() error }).Check()
	case record.OpenCase, record.RateCase, record.LookInto, record.SetOffice, record.BroadcastEffect:
		return e.(interface{ Check() error }).Check()
	case record.CaseEffect, record.MoveOffice, record.OfficeStanding, record.LeaveOffice:
		return nil
	default:
		return fmt.Errorf("no such effect: %T", effect)
	}
}

func (s *Store) perform(effect record.Effect) record.Outcome {
	switch e := effect.(type) {
	case record.FileApplication:
		return s.file(e)
	case record.RaiseDispute:
		return s.raise(e)
	case record.ReportPayment:
		return s.reportPayment(e)
	case record.PlanMonths:
		return s.planMonths(e)
	case record.ConfirmMonths:
		return s.confirmMonths(e)
	case record.ProposeWorker:
		return s.proposeWorker(e)
	case record.MatchWorker:
		return s.matchWorker(e)
	case record.ListWorker:
		return s.listWorker(e)
	case record.AnswerEnrolment:
		return s.answerEnrolment(e)
	case record.Say:
		return s.say(e)
	case record.BeginImport:
		return s.beginImport(e)
	case record.AnswerImport:
		return s.answerImport(e)
	case record.AskExport:
		return record.Outcome{Name: record.OutcomeBegun}
	case record.SetLanguage:
		s.languages[e.By.ID] = e.Language
		return record.Outcome{}
	case record.SetSubscription:
		return s.setSubscription(e)
	case record.VerifyCode:
		return s.verifyCode(e)
	case record.SetReachable:
		s.unreachable[e.By.ID] = !e.Reachable
		return record.Outcome{}
	case record.JoinOffice:
		return s.joinOffice(e)
	case record.AskToHelp:
		return s.askToHelp(e)
	case record.AnswerHelper:
		return s.answerHelper(e)
	case record.ClaimWorker:
		return s.claimWorker(e)
	case record.EndHelp:
		return s.endHelp(e)
	case record.LookUp:
		return s.lookUp(e)
	case record.CorrectWorker:
		return s.correctWorker(e)
	case record.AskData:
		return s.askData(e)
	case record.SetConsent:
		return s.setConsent(e)
	case record.CaseEffect:
		return s.turnCase(e)
	case record.BroadcastEffect:
		return s.turnBroadcast(e)
	case record.SetOffice:
		return s.setOffice(e)
	case record.MoveOffice:
		s.moveOffice(e)
		return record.Outcome{}
	case record.OfficeStanding:
		s.officeStanding(e)
		return record.Outcome{}
	case record.LeaveOffice:
		s.removeOfficer(e.Who, e.At)
		return record.Outcome{}
	case record.LeaseApplication:
		return s.leaseApplication(e)
	case record.Decide:
		return s.decide(e)
	case record.UndoDecision:
		return s.undoDecision(e)
	case record.RevealNIK:
		return s.revealNIK(e)
	case record.LookAtTask:
		return s.lookAtTask(e)
	case record.AnswerTask:
		return s.answerTask(e)
	case record.AskToBeTold:
		return s.askToBeTold(e)
	case record.LeaveLine:
		return s.leaveLine(e)
	case record.TellOpening:
		return s.tellOpening(e)
	default:
		return record.Outcome{}
	}
}
