// Package recordtest has the behaviour that every store of records shows, as one suite of tests.
package recordtest

import (
	"context"
	"testing"
	"time"

	"jagaetam/internal/civil"
	"jagaetam/internal/record"
)

// Store is what every store can do.
type Store interface {
	Facts(ctx context.Context, query record.Query) (*record.Facts, error)
	Apply(ctx context.Context, key string, effects []record.Effect) (record.Outcome, error)
	MoveApplication(ctx context.Context, receipt record.Receipt, to record.ApplicationState, reason, by string, at time.Time) error
	InviteOfficer(ctx context.Context, roles []record.Role, districts []string, by string, at time.Time) (token string, err error)
	RemoveOfficer(ctx context.Context, contact, by string, at time.Time) error
	LeaveWorker(ctx context.Context, leave record.Leave) error
	AddDecree(ctx context.Context, d record.Decree, by string, at time.Time) (int64, error)
	ReportedPayments(ctx context.Context) ([]record.ReportedPayment, error)
	AnswerPayment(ctx context.Context, answer record.PaymentAnswer) error
	ClaimLetters(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]record.Letter, error)
	BeginLetter(ctx context.Context, letter record.Letter, now time.Time) (bool, error)
	EndLetter(ctx context.Context, d record.Delivery) error
	SetTopic(ctx context.Context, number record.CaseNumber, group, topic string) (string, error)
	ForgetTopic(ctx context.Context, number record.CaseNumber, topic string) error
	ClaimCards(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]record.Card, error)
	ShowCard(ctx context.Context, card record.Card, message string, mark record.Mark) error
	DueCases(ctx context.Context, now time.Time) ([]record.Case, error)
	OpenCases(ctx context.Context) ([]record.Case, error)
	CaseHistory(ctx context.Context, number record.CaseNumber, limit int) ([]record.CaseEntry, error)
	Roll(ctx context.Context, after int64, limit int) ([]record.Enrolled, error)
	Particulars(ctx context.Context, ids []int64) (map[int64]record.Worker, error)
	RollOf(ctx context.Context, ids []int64) ([]record.Enrolled, error)
	Announce(ctx context.Context, a record.Announcement) (record.Announcement, error)
	ChangeDecree(ctx context.Context, id int64, terms record.DecreeTerms, by string, at time.Time) error
	Line(ctx context.Context) ([]record.Waiting, error)
	Unreached(ctx context.Context, since civil.Date) (map[int64]record.PlannedReminder, error)
	Broadcast(ctx context.Context, number record.BroadcastNumber) (record.Broadcast, error)
	BroadcastsUnderWay(ctx context.Context, now time.Time) ([]record.BroadcastNumber, error)
	ConductBroadcast(ctx context.Context, number record.BroadcastNumber, at time.Time,
		decide func(record.Broadcast, []record.Officer) record.BroadcastTurn) error
	ClaimRecipients(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]record.Recipient, error)
	BeginRecipient(ctx context.Context, r record.Recipient, now time.Time) (bool, error)
	EndRecipient(ctx context.Context, r record.Recipient, d record.Delivery) error
	VillageTallies(ctx context.Context, number record.BroadcastNumber) ([]record.VillageTally, error)
	LastDeliveries(ctx context.Context, number record.BroadcastNumber, since time.Time, limit int) (tried, failed int, err error)
	ClaimBroadcastCards(ctx context.Context, now time.Time, lease, every time.Duration, limit int) ([]record.BroadcastCard, error)
	ShowBroadcastCard(ctx context.Context, card record.BroadcastCard, message string, now time.Time) error
	UnclaimBroadcastCard(ctx context.Context, card record.BroadcastCard, again time.Time) error
	NewsHad(ctx context.Context, since time.Time) (map[string]int, error)
	PlanReminders(ctx context.Context, planned []record.PlannedReminder) (int, error)
	ClaimReminders(ctx context.Context, c record.ReminderClaim) ([]record.ReminderBundle, error)
	BeginReminders(ctx context.Context, b record.ReminderBundle, ids []int64, today civil.Date, now time.Time) (bool, error)
	EndReminders(ctx context.Context, b record.ReminderBundle, ends []record.ReminderEnd, at time.Time) error
	KeptReminders(ctx context.Context, from civil.Date) ([]record.KeptReminder, []record.Reminded, error)
	ReminderCounts(ctx context.Context) (map[record.LetterState]map[string]int, error)
	AddRates(ctx context.Context, rates record.Rates, by string, at time.Time) error
}

// Suite runs every test on a store of its own, which open returns empty.
func Suite(t *testing.T, open func(*testing.T) Store) {
	tests := map[string]func(*testing.T, Store){
		"filing":                         testFiling,
		"what was known before":          testRemembered,
		"the same key again":             testSameKey,
		"the same key at once":           testSameKeyAtOnce,
		"the same run again":             testSameRun,
		"the same run at once":           testSameRunAtOnce,
		"a run of the same name":         testRunOfAnother,
		"one's own NIK again":            testOwn,
		"another's NIK":                  testTaken,
		"two accounts race for one NIK":  testRace,
		"a dispute":                      testDispute,
		"several effects":                testSeveralEffects,
		"no effects":                     testNoEffects,
		"what cannot be done":            testImpossible,
		"applications in order":          testOrder,
		"an application's way":           testMoves,
		"forbidden moves":                testForbiddenMoves,
		"ten officers at once":           testMovesAtOnce,
		"an officer's way":               testOffice,
		"a helper's way":                 testHelperComesAndGoes,
		"the insured in order":           testOrderOfTheInsured,
		"a claim":                        testClaim,
		"the code of an ended helper":    testCodeOfAnEndedHelper,
		"guessed codes":                  testGuessedCodes,
		"guessed invitations":            testGuessedInvitations,
		"guesses with what is one's own": testGuessesBesideOnesOwn,
		"guessed receipts":               testGuessedReceipts,
		"a look-up":                      testLookUp,
		"a look-up without a village":    testLookUpWithoutAVillage,
		"waits grow":                     testWaits,
		"a hit ends a row of misses":     testHitEndsTheRow,
		"ten look-ups at once":           testLookUpsAtOnce,
		"corrections":                    testCorrections,
		"a returned one comes back":      testReturnedComesBack,
		"a helper corrects":              testHelperCorrects,
		"identity after a decree":        testIdentityAfterADecree,
		"requests about data":            testRequests,
		"consents":                       testConsents,
		"a decree's list":                testListing,
		"who cannot be listed":           testNotListed,
		"a quota":                        testQuota,
		"a quota at once":                testQuotaAtOnce,
		"paid twice":                     testPaidTwice,
		"BPJS accepts":                   testAccepted,
		"BPJS refuses":                   testRefused,
		"answers out of order":           testAnswersOutOfOrder,
		"answers to nobody":              testAnswersToNobody,
		"paying for oneself":             testReportedPayments,
		"plans":                          testPlans,
		"an officer's word on payments":  testAnsweredPayments,
		"months confirmed":               testConfirmedMonths,
		"a sponsor's months":             testSponsoredMonths,
		"a village's list":               testProposed,
		"a village's list fills":         testProposedKnown,
		"what a register says":           testMatched,
		"a register that agrees":         testMatchPasses,
		"leaving":                        testLeaving,
		"rates and decrees":              testRates,
		"the roll":                       testRoll,
		"what an account is sent":        testSubscriptions,
		"an announcement":                testAnnouncements,
		"a reminder planned":             testPlanned,
		"reminders of an account":        testBundled,
		"reminders that are kept":        testKept,
		"one message a day":              testOneADay,
		"a reminder cut off":             testReminderCutOff,
		"a reminder put off":             testPutOff,
		"codes asked for":                testVerifiedCodes,
		"rows that cannot be":            testImpossibleRows,
		"a case's way":                   testCase,
		"who may handle a case":          testWhoMayHandle,
		"a case taken at once":           testTakenAtOnce,
		"cards and topics":               testCards,
		"a case returned":                testReturned,
		"an answer undelivered":          testUndelivered,
		"examining":                      testExamining,
		"eight officers examine":         testExaminedAtOnce,
		"deciding":                       testDeciding,
		"an undoing too late":            testUndoAfterwards,
		"deciding on a decree":           testDecidingOnADecree,
		"who may":                        testWhoMay(open),
		"one's own matters":              testOwnMatters,
		"the queue":                      testTasks,
		"two officers":                   testTwoOfficers,
		"a dispute transferred":          testTransferred,
		"a summary":                      testSummary,
		"a reminder that reaches nobody": testUnreached,
		"a decree's terms":               testDecreeTerms,
		"a line":                         testLine,
		"told once":                      testToldOnce,
		"told in vain":                   testToldInVain,
		"a line of applicants":           testLineOfApplicants,
		"a line at once":                 testLineAtOnce,
		"a broadcast written":            testBroadcastWritten,
		"a broadcast approved":           testBroadcastApproved,
		"who may broadcast":              testWhoMayBroadcast,
		"a broadcast's recipients":       testRecipients,
		"a broadcast paused":             testBroadcastPaused,
		"a broadcast cancelled":          testBroadcastCancelled,
		"a broadcast frozen at once":     testFrozenAtOnce,
		"the card of a broadcast":        testBroadcastCard,
		"news that were sent":            testNewsSent,
		"numbers of nobody":              testNumbersOfNobody,
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}
