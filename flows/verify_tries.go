package flows

import (
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

// officerTries open a flow as somebody who is no officer, as one with nothing to do, and as verifiers with something of every kind.
func officerTries(payload string) []dialogue.Try {
	officer := record.Officer{Contact: "tg:1", Roles: []record.Role{record.RoleVerifier}}
	tries := []dialogue.Try{
		{Payload: payload}, {Payload: payload, Facts: record.Facts{Officer: officer}},
		{Payload: payload, Facts: record.Facts{Officer: officer, Work: record.Work{Waiting: 3}}},
	}
	for _, state := range record.Examinable {
		tries = append(tries, dialogue.Try{Payload: payload, Facts: record.Facts{
			Officer: officer, Work: record.Work{Waiting: 3, Held: sampleHeld(state), Tasks: sampleTasks()},
			Decrees: []record.Decree{{ID: 1, Number: "560/91/2026", Sponsor: jamsostek.Regency, First: sampleYear, Last: sampleYear.Add(11), Listed: 3}},
			Summary: record.Summary{
				States:    map[record.ApplicationState]int{record.StateReceived: 2, record.StateDecreed: 1},
				Districts: []record.DistrictCount{{District: "64.02.06", Waiting: 2}, {Waiting: 1}}, Ages: [4]int{1, 2, 0, 0}, Line: 3,
			},
		}})
	}
	return tries
}

// decideTries open it for every state that can follow, and for none.
func decideTries() []dialogue.Try {
	tries := officerTries(sample.Receipt.String())
	for _, to := range ways {
		tries = append(tries, officerTries(sample.Receipt.String()+"-"+string(to))...)
	}
	return tries
}

// taskTries open a flow for every task, with each of the answers.
func taskTries(answers ...string) []dialogue.Try {
	tries := []dialogue.Try{{}, {Payload: "payment-17-yes"}}
	facts := record.Facts{Officer: record.Officer{Contact: "tg:1", Roles: []record.Role{record.RoleSupervisor}}}
	for _, task := range sampleTasks() {
		facts.Task = task
		if len(answers) == 0 {
			tries = append(tries, dialogue.Try{Payload: task.String(), Facts: facts})
		}
		for _, answer := range answers {
			tries = append(tries, dialogue.Try{Payload: task.String() + "-" + answer, Facts: facts})
		}
	}
	return tries
}

var sampleYear = civil.Month{Year: 2026, Month: time.January}

func sampleHeld(state record.ApplicationState) record.Held {
	return record.Held{
		Receipt: sample.Receipt, State: state, Since: sampleDay, FiledAt: sampleDay, Until: sampleDay.Add(record.LeaseHolds), Worker: sample.Worker,
		Flags: record.Flags, Attribution: "64.02.06.1001", Helpers: sample.Helpers,
		Twins: []record.Twin{
			{Receipt: 18, Name: "Siti", State: record.StateReceived, SameBirth: true}, {Receipt: 19, Name: "Budi", State: record.StateDecreed},
		},
		Insured: record.Insured{
			Receipt: sample.Receipt, Name: "Siti", Correct: record.FieldName, Why: "reason.name.card",
			Known: jamsostek.Known{
				Spans: []jamsostek.Span{{Sponsor: jamsostek.Village, First: sampleYear, Last: sampleYear.Add(3), State: jamsostek.SpanActive}},
				Paid:  []jamsostek.Paid{{Month: sampleYear.Add(5)}},
			},
		},
	}
}

// sampleTasks has one of every sort and kind.
func sampleTasks() []record.Task {
	tasks := []record.Task{
		{TaskName: record.TaskName{Sort: record.TaskDispute, Number: 1}, At: sampleDay, Receipt: sample.Receipt, Worker: "Siti"},
		{
			TaskName: record.TaskName{Sort: record.TaskPayment, Number: 17, Month: sampleYear}, At: sampleDay, Receipt: sample.Receipt, Worker: "Siti",
			Evidence: chat.File{ID: "tg:bukti"},
		},
		{
			TaskName: record.TaskName{Sort: record.TaskHelper, Number: 1}, At: sampleDay, Kind: record.HelperRT, Village: "64.02.06.1001",
			Name: "Rahmat Karangan", Phone: "+6281299990009",
		},
	}
	for i, kind := range []record.DataRequestKind{record.RequestCorrect, record.RequestStop, record.RequestDelete, record.RequestDecision} {
		task := record.Task{
			TaskName: record.TaskName{Sort: record.TaskRequest, Number: int64(i + 1)}, At: sampleDay, DueAt: sampleDay.Add(record.RequestWithin),
			Receipt: sample.Receipt, Worker: "Siti", Request: kind,
		}
		if kind == record.RequestCorrect {
			task.Field, task.Present, task.Proposed, task.Approved = record.FieldName, "Siti Nur'aini", "Siti Nuraini", true
		}
		tasks = append(tasks, task)
	}
	return tasks
}
