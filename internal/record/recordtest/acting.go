package recordtest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
)

// acts are all that officers do in a chat, each on something that waits for it, with the name of what comes of it for who may.
var acts = map[string]struct {
	mayNot []record.Role // of all roles
	prior  bool          // the application is with the officer before
	after  bool          // and he has decided on it
	effect func(by string, receipt record.Receipt) record.Effect
	want   record.OutcomeName
}{
	"lease": {
		mayNot: []record.Role{record.RoleOperator, record.RoleSupervisor}, want: record.OutcomeLeased,
		effect: func(by string, _ record.Receipt) record.Effect { return record.LeaseApplication{By: by, At: Noon} },
	},
	"decide": {
		mayNot: []record.Role{record.RoleOperator, record.RoleSupervisor}, prior: true, want: record.OutcomeDecided,
		effect: func(by string, receipt record.Receipt) record.Effect {
			return record.Decide{By: by, At: Noon, Receipt: receipt, To: record.StateVerifying}
		},
	},
	"show the NIK": {
		mayNot: []record.Role{record.RoleOperator, record.RoleSupervisor}, prior: true, want: record.OutcomeAnswered,
		effect: func(by string, receipt record.Receipt) record.Effect {
			return record.RevealNIK{By: by, At: Noon, Receipt: receipt, Why: "card"}
		},
	},
	"undo a decision": {
		mayNot: []record.Role{record.RoleOperator, record.RoleSupervisor}, prior: true, after: true, want: record.OutcomeUndone,
		effect: func(by string, receipt record.Receipt) record.Effect {
			return record.UndoDecision{By: by, At: Noon, Receipt: receipt}
		},
	},
	"answer a payment": {
		mayNot: []record.Role{record.RoleOperator}, want: record.OutcomeAnswered,
		effect: func(by string, receipt record.Receipt) record.Effect {
			return record.AnswerTask{By: by, At: Noon, Task: record.TaskName{Sort: record.TaskPayment, Number: int64(receipt), Month: month(11)}, Yes: true}
		},
	},
	"answer a dispute": {
		mayNot: []record.Role{record.RoleOperator}, want: record.OutcomeAnswered,
		effect: func(by string, _ record.Receipt) record.Effect {
			return record.AnswerTask{By: by, At: Noon, Task: record.TaskName{Sort: record.TaskDispute, Number: 1}, Reason: "KTP-nya cocok."}
		},
	},
	"answer a request": {
		mayNot: []record.Role{record.RoleOperator}, want: record.OutcomeAnswered,
		effect: func(by string, _ record.Receipt) record.Effect {
			return record.AnswerTask{By: by, At: Noon, Task: record.TaskName{Sort: record.TaskRequest, Number: 1}, Yes: true, Reason: "Sudah."}
		},
	},
	"answer a helper": {
		mayNot: []record.Role{record.RoleOperator}, want: record.OutcomeAnswered,
		effect: func(by string, _ record.Receipt) record.Effect {
			return record.AnswerTask{By: by, At: Noon, Task: record.TaskName{Sort: record.TaskHelper, Number: 1}, Yes: true}
		},
	},
}

// busy is an office in which something of every sort waits, all of it in the district 64.02.06.
func busy(t *testing.T, s Store) record.Receipt {
	t.Helper()
	receipt := queued(t, s, 1)[0]
	apply(t, s, "paid", record.ReportPayment{
		By: Account(1), At: Noon, Receipt: receipt, First: month(11), Months: 1, Evidence: chat.File{ID: "tg:bukti", Name: "bukti.jpg", Size: 9},
	})
	apply(t, s, "dispute", record.RaiseDispute{Run: "d", By: Account(2), At: Noon, NIK: NIK(t, 1)})
	apply(t, s, "request", record.AskData{By: Account(1), At: Noon, Kind: record.RequestDecision, Receipt: receipt})
	apply(t, s, "helper", AsksToHelp(t, Account(3)))
	return receipt
}

// testWhoMay has everybody try everything: each role, one of another district, one who was removed, a stranger, and the person himself.
func testWhoMay(open func(*testing.T) Store) func(*testing.T, Store) {
	return func(t *testing.T, _ Store) {
		for name, act := range acts {
			t.Run(name, func(t *testing.T) {
				for _, role := range record.Roles {
					may := !slices.Contains(act.mayNot, role)
					tryAct(t, open(t), name, []record.Role{role}, "64.02.06", may)
					tryAct(t, open(t), name, []record.Role{role}, "64.02.07", false)
				}
				tryAct(t, open(t), name, nil, "", false)
			})
		}
	}
}

// tryAct has an officer of the roles and the district do something; before that, he was a verifier of the district who had the
// application with him, where the act is about one. Without a role he has been removed.
func tryAct(t *testing.T, s Store, name string, roles []record.Role, district string, may bool) {
	t.Helper()
	act, receipt, ani := acts[name], busy(t, s), Account(21)
	Appoint(t, s, ani, verifying)
	if act.prior {
		apply(t, s, "prior", record.LeaseApplication{By: ani.ID, At: Noon})
	}
	if act.after {
		apply(t, s, "after", record.Decide{By: ani.ID, At: Noon, Receipt: receipt, To: record.StateVerifying})
	}
	if err := s.RemoveOfficer(t.Context(), ani.ID, "test", Noon); err != nil {
		t.Fatal(err)
	}
	if roles != nil {
		Appoint(t, s, ani, roles, district)
	}
	want := act.want
	if !may {
		want = record.OutcomeNotAllowed
		if act.effect("", 0) == (record.LeaseApplication{At: Noon}) && district == "64.02.07" && !slices.Contains(act.mayNot, roles[0]) {
			want = record.OutcomeNoMatch // nothing of his district waits
		}
	}
	before := facts(t, s, record.Query{Person: Account(1), Applications: true, Insured: true})
	if got := apply(t, s, "act", act.effect(ani.ID, receipt)).Name; got != want {
		t.Errorf("%v of %s: %q, want %q", roles, district, got, want)
	}
	if !may {
		wantFacts(t, s, record.Query{Person: Account(1), Applications: true, Insured: true}, before)
		if seen := work(t, s, ani, Noon); seen.Held.Receipt != 0 || seen.Waiting != 0 {
			t.Errorf("%v of %s: sees %+v", roles, district, seen)
		}
	}
	stranger := act.effect(Account(99).ID, receipt)
	if got := apply(t, s, "stranger", stranger).Name; got != record.OutcomeNotAllowed {
		t.Errorf("a stranger: %q", got)
	}
}

// Nobody examines, approves or answers what his own account has to do with.
func testOwnMatters(t *testing.T, s Store) {
	receipt := busy(t, s)
	for _, person := range []chat.Person{Account(1), Account(2), Account(3)} {
		Appoint(t, s, person, []record.Role{record.RoleAdmin})
	}
	wantOutcome(t, s, "lease", record.LeaseApplication{By: Account(1).ID, At: Noon}, record.Outcome{Name: record.OutcomeNoMatch})
	for name, by := range map[string]chat.Person{
		"answer a payment": Account(1), "answer a request": Account(1), "answer a dispute": Account(2), "answer a helper": Account(3),
	} {
		wantOutcome(t, s, name, acts[name].effect(by.ID, receipt), record.Outcome{Name: record.OutcomeNotAllowed})
	}
	wantOutcome(t, s, "the other side", acts["answer a dispute"].effect(Account(1).ID, receipt), record.Outcome{Name: record.OutcomeNotAllowed})
}

func testTasks(t *testing.T, s Store) {
	receipt, ani := busy(t, s), Account(21)
	Appoint(t, s, ani, verifying, "64.02.06")
	number := int64(receipt)
	want := []record.Task{
		{TaskName: record.TaskName{Sort: record.TaskDispute, Number: 1}, At: Noon, Receipt: receipt, District: "64.02.06"},
		{
			TaskName: record.TaskName{Sort: record.TaskRequest, Number: 1}, At: Noon, DueAt: Noon.Add(record.RequestWithin), Receipt: receipt,
			District: "64.02.06", Request: record.RequestDecision,
		},
		{TaskName: record.TaskName{Sort: record.TaskPayment, Number: number, Month: month(11)}, At: Noon, Receipt: receipt, District: "64.02.06"},
		{TaskName: record.TaskName{Sort: record.TaskHelper, Number: 1}, At: Noon, District: "64.02.06"},
	}
	if got := record.Urgent(work(t, s, ani, Noon).Tasks, Noon); !slices.Equal(got, want) {
		t.Errorf("tasks %+v\nwant %+v", got, want)
	}
	overdue := record.Urgent(work(t, s, ani, Noon).Tasks, Noon.Add(record.RequestWithin+time.Second))
	if overdue[0].Sort != record.TaskRequest {
		t.Errorf("overdue is not first: %+v", overdue)
	}
	opened := func(name record.TaskName) record.Task { return facts(t, s, record.Query{Person: ani, Task: name}).Task }
	if got := opened(want[2].TaskName); got.Worker != "Siti" || got.Evidence.ID != "tg:bukti" {
		t.Errorf("the payment opened: %+v", got)
	}
	if got := opened(want[3].TaskName); got.Name != AsksToHelp(t, Account(3)).Name || got.Phone != AsksToHelp(t, Account(3)).Phone.Reveal() || got.Kind != record.HelperRT {
		t.Errorf("the helper opened: %+v", got)
	}
	silent := record.AnswerTask{By: ani.ID, At: Noon, Task: want[0].TaskName, Reason: " "}
	wantOutcome(t, s, "without a word", silent, record.Outcome{Name: record.OutcomeNotAllowed})
	for i, task := range want {
		answer := record.AnswerTask{By: ani.ID, At: Noon, Task: task.TaskName, Reason: "Belum cocok 🙂"}
		if got := apply(t, s, fmt.Sprint("answer", i), answer).Name; got != record.OutcomeAnswered {
			t.Errorf("%s: %s", task.TaskName, got)
		}
		if got := apply(t, s, fmt.Sprint("again", i), answer).Name; got != record.OutcomeSame {
			t.Errorf("%s again: %s", task.TaskName, got)
		}
		if got := opened(task.TaskName); got != (record.Task{}) {
			t.Errorf("%s is still open: %+v", task.TaskName, got)
		}
	}
	if left := work(t, s, ani, Noon).Tasks; len(left) != 0 {
		t.Errorf("left: %+v", left)
	}
	if request := facts(t, s, record.Query{Person: Account(1), Kept: true}).Kept[0].Requests[0]; request.DoneAt != Noon {
		t.Errorf("the request is %+v", request)
	}
}

// What says who a worker is becomes another only when two officers have said yes.
func testTwoOfficers(t *testing.T, s Store) {
	ani, budi, siti := Account(21), Account(22), Account(1)
	Appoint(t, s, ani, verifying)
	Appoint(t, s, budi, []record.Role{record.RoleSupervisor})
	receipt := queued(t, s, 1)[0]
	decreed(t, s, 1)
	worker := Filing(t, siti, "r", NIK(t, 1)).Worker
	worker.NIK = NIK(t, 2)
	asked := apply(t, s, "ask", record.CorrectWorker{Run: "c", By: siti, At: Noon, Receipt: receipt, Field: record.FieldNIK, Worker: worker})
	if asked.Name != record.OutcomeAsked {
		t.Fatalf("asked: %+v", asked)
	}
	name := record.TaskName{Sort: record.TaskRequest, Number: int64(asked.Request)}
	task := facts(t, s, record.Query{Person: ani, Task: name}).Task
	if task.Present != NIK(t, 1).Mask() || task.Proposed != NIK(t, 2).Mask() || task.Approved {
		t.Errorf("opened: %+v", task)
	}
	reveal := func(by chat.Person) record.OutcomeName {
		return apply(t, s, "reveal-"+by.ID, record.RevealNIK{By: by.ID, At: Noon, Task: name, Why: "card"}).Name
	}
	if officer, stranger := reveal(ani), reveal(Account(99)); officer != record.OutcomeAnswered || stranger != record.OutcomeNotAllowed {
		t.Errorf("showing the NIKs: %s to an officer, %s to a stranger", officer, stranger)
	}
	yes := func(key string, by chat.Person) record.OutcomeName {
		return apply(t, s, key, record.AnswerTask{By: by.ID, At: Noon, Task: name, Yes: true}).Name
	}
	nik := func() bool {
		return facts(t, s, record.Query{Person: siti, NIK: NIK(t, 2)}).NIK == record.RegisteredByAsker
	}
	for _, key := range []string{"first", "the same officer again"} {
		if got := yes(key, ani); got != record.OutcomeApproved || nik() {
			t.Errorf("%s: %s, changed %t", key, got, nik())
		}
	}
	if !facts(t, s, record.Query{Person: budi, Task: name}).Task.Approved {
		t.Error("the second officer does not see that it is approved once")
	}
	if got := yes("second", budi); got != record.OutcomeAnswered || !nik() {
		t.Errorf("the second yes: %s, changed %t", got, nik())
	}
	if got := yes("third", ani); got != record.OutcomeSame {
		t.Errorf("a third yes: %s", got)
	}
}

func testTransferred(t *testing.T, s Store) {
	receipt, ani := busy(t, s), Account(21)
	Appoint(t, s, ani, verifying)
	answer := record.AnswerTask{By: ani.ID, At: Noon, Task: record.TaskName{Sort: record.TaskDispute, Number: 1}, Yes: true, Reason: "KTP-nya cocok."}
	wantOutcome(t, s, "transfer", answer, outcomeOf(record.OutcomeAnswered, receipt))
	if left := facts(t, s, record.Query{Person: Account(1), Insured: true}).Insured; len(left) != 0 {
		t.Errorf("who had it is bound still: %+v", left)
	}
	if now := facts(t, s, record.Query{Person: Account(2), Insured: true}).Insured; len(now) != 1 || now[0].Receipt != receipt {
		t.Errorf("who asked has %+v", now)
	}
}

func testSummary(t *testing.T, s Store) {
	ani := Account(21)
	Appoint(t, s, ani, []record.Role{record.RoleOperator})
	receipts := queued(t, s, 3)
	for i, to := range []record.ApplicationState{record.StateRefused, record.StateVerifying} {
		if err := s.MoveApplication(t.Context(), receipts[i], to, "Alasan.", "test", Noon.Add(-time.Duration(i)*5*24*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	got := facts(t, s, record.Query{Person: ani, Summary: true, Now: Noon}).Summary
	if got.States[record.StateReceived] != 1 || got.States[record.StateVerifying] != 1 || got.States[record.StateRefused] != 1 {
		t.Errorf("states %v", got.States)
	}
	if want := []record.DistrictCount{{District: "64.02.06", Waiting: 2}}; !slices.Equal(got.Districts, want) || got.Ages != [4]int{1, 1, 0, 0} {
		t.Errorf("districts %v, ages %v", got.Districts, got.Ages)
	}
	if got := facts(t, s, record.Query{Person: Account(1), Summary: true, Now: Noon}).Summary; got.States != nil {
		t.Errorf("a worker sees %v", got)
	}
}
