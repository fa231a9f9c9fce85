package flows

import (
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/input"
	"jagaetam/internal/programme"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// mostSaid is how many characters one message to an officer may have: more does not fit into one of the platform's.
const mostSaid = 2000

// officer brings a person to an officer: he says what it is about, and then in his own way what is the matter. Whoever has a case open
// adds to that.
func officer(s Setting) dialogue.Flow {
	matters := make([]string, len(record.Matters))
	for i, matter := range record.Matters {
		matters[i] = string(matter)
	}
	return dialogue.Flow{
		ID:    "officer",
		Open:  append(dialogue.Commands("petugas"), dialogue.Intents(reading.Officer)...),
		Facts: caseFacts,
		Begin: func(c dialogue.Context) dialogue.Answers {
			if open := c.Facts.Case; open.Number != 0 {
				return dialogue.Answers{"matter": {Value: string(open.Matter), At: c.Now, Given: true}}
			}
			return dialogue.Answers{}
		},
		Says:  []string{"officer.hours.open", "officer.hours.closed"},
		Tries: func() []dialogue.Try { return []dialogue.Try{{}, {Facts: record.Facts{Case: sampleCase}}} },
		Steps: []dialogue.Step{
			{ID: "matter", Ask: "officer.matter", Args: s.atWork, Accept: input.ChoiceOf("matter", matters...), Next: dialogue.To("words")},
			{ID: "words", Ask: "officer.words", Accept: input.Message{Key: "officer.words.unread", Max: mostSaid}, Keeps: []reading.Intent{reading.Genuine}, Next: dialogue.Perform("open")},
		},
		Finishes: map[string]dialogue.Finish{"open": {
			Effects: s.openCase,
			Outcomes: map[record.OutcomeName]dialogue.Next{
				record.OutcomeOpened: dialogue.End("officer.opened", "menu"),
				record.OutcomeSame:   dialogue.End("officer.added", "menu"),
			},
		}},
		Args: s.caseArgs,
	}
}

func caseFacts(dialogue.Context) record.Query { return record.Query{Case: true} }

// openCase files what the person has said as a case about the matter he chose.
func (s Setting) openCase(c dialogue.Context) []record.Effect {
	return []record.Effect{record.OpenCase{
		By: c.Person, At: c.Now, Matter: record.Matter(c.Value("matter")), Said: []record.CaseMessage{input.MessageOf(c.Value("words"))},
		Troubles: c.Troubles, DueAt: s.promise(c, false),
	}}
}

// promise is the time by which a case that comes in now is answered.
func (s Setting) promise(c dialogue.Context, urgent bool) time.Time {
	desk := c.Facts.Desk
	return s.Programme.Promise(c.Now, programme.Load{Waiting: desk.Waiting, Urgent: desk.Urgent, Officers: desk.Officers}, urgent)
}

// caseArgs are the number of the case and the time that is promised.
func (s Setting) caseArgs(c dialogue.Context, outcome record.Outcome) chat.Args {
	return chat.Args{
		"Case": chat.Literal(outcome.Case.String()), "By": moment(s.Programme, outcome.Until), "Hours": s.atWork(c)["Hours"],
	}
}

// atWork says whether officers are at work now, and when they are next.
func (s Setting) atWork(c dialogue.Context) chat.Args {
	if s.Programme.IsOpen(c.Now) {
		return chat.Args{"Hours": chat.Message("officer.hours.open")}
	}
	return chat.Args{"Hours": chat.MessageWith("officer.hours.closed", chat.Args{"Next": moment(s.Programme, s.Programme.NextOpen(c.Now))})}
}
