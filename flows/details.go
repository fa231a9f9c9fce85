package flows

import (
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/identity"
	"jagaetam/internal/input"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// reportWithin is how long after a work accident it is to be reported (Permenaker 5/2021, article 19), by whoever knows of it.
const reportWithin = 48 * time.Hour

// mostWhere and mostHow are how many characters an answer may have that stays in the talk while the others are asked.
const (
	mostWhere = 300
	mostHow   = 1000
)

// sentFlag marks an answer that is with the officer.
const sentFlag = "sent"

// details asks what a report of an accident or a death must say (Permenaker 1/2025, article 48A): who, when, where, how, and who reports it.
// Each answer goes to the case at once, so that nothing is lost wherever the person stops.
func details(s Setting) dialogue.Flow {
	flow := dialogue.Flow{
		ID:    "details",
		Facts: func(dialogue.Context) record.Query { return record.Query{Case: true, Insured: true} },
		Begin: func(c dialogue.Context) dialogue.Answers {
			if len(c.Facts.Insured) == 0 {
				return dialogue.Answers{"whose": {Value: someoneElse, At: c.Now, Given: true}}
			}
			return dialogue.Answers{}
		},
		May: func(c dialogue.Context) string {
			if c.Facts.Case.Number == 0 {
				return "details.none"
			}
			return ""
		},
		Says: []string{"details.none", "details.until", "details.soon"},
		Tries: func() []dialogue.Try {
			return []dialogue.Try{{}, {Facts: record.Facts{Case: sampleCase}}, {Facts: record.Facts{Case: sampleCase, Insured: []record.Insured{
				{Receipt: 17, Name: "Siti", Relation: record.RelationSelf},
			}}}}
		},
		Steps: []dialogue.Step{
			{ID: "whose", Ask: "details.whose", Accept: input.Among{List: victims, Keys: []string{"details.whose.other", "iuran.whose.label"}},
				Next: dialogue.Routes(dialogue.On(someoneElse, dialogue.To("victim")), sent("whose", "when"))},
			{ID: "victim", Ask: "details.victim", Accept: input.Victim{}, Secret: true, Next: sent("victim", "when")},
			{ID: "when", Ask: "details.when", Accept: input.When{}, Next: sent("when", "where")},
			{ID: "where", Ask: "details.where", Accept: input.Message{Key: "officer.words.unread", Max: mostWhere}, Next: sent("where", "how")},
			{ID: "how", Ask: "details.how", Accept: input.Message{Key: "officer.words.unread", Max: mostHow}, Next: sent("how", "reporter")},
			{ID: "reporter", Ask: "details.reporter", Accept: input.Name{}, Keeps: []reading.Intent{reading.Genuine}, Next: sent("reporter", "phone")},
			{ID: "phone", Ask: "details.phone", Accept: input.Phone{}, Next: dialogue.Perform("phone")},
		},
		Finishes: map[string]dialogue.Finish{},
		Args: func(c dialogue.Context, _ record.Outcome) chat.Args {
			return chat.Args{"Case": chat.Literal(c.Facts.Case.Number.String()), "Until": s.reportBy(c)}
		},
	}
	for i, step := range flow.Steps {
		flow.Steps[i].Keeps = distress
		flow.Says = append(flow.Says, "details.said."+step.ID)
		then := dialogue.Flag(step.ID, sentFlag)
		if step.ID == "phone" {
			then = dialogue.End("details.done", "documents", "menu")
		}
		flow.Finishes[step.ID] = dialogue.Finish{
			Effects: func(c dialogue.Context) []record.Effect { return s.sayDetail(c, step.ID) },
			Outcomes: map[record.OutcomeName]dialogue.Next{
				record.OutcomeRelayed: then, record.OutcomeNoMatch: dialogue.End("details.none", "emergency", "menu"),
			},
		}
	}
	return flow
}

// distress are the words that open an emergency, which in the midst of one are what is being told.
var distress = []reading.Intent{reading.Accident, reading.Death}

// someoneElse stands for a person whom the account is not bound to.
const someoneElse = "other"

// sent leads on once the answer is with the officer, and sends it before.
func sent(step, next string) dialogue.Next {
	return dialogue.Routes(dialogue.OnFlag(sentFlag, dialogue.To(next)), dialogue.Perform(step))
}

// victims are the workers of the account, and somebody else.
func victims(c dialogue.Context) []dialogue.Choice {
	var choices []dialogue.Choice
	for _, w := range c.Facts.Insured[:min(len(c.Facts.Insured), dialogue.PageSize-1)] {
		choices = append(choices, dialogue.Choice{Value: w.Receipt.String(), Label: whose(w)})
	}
	return append(choices, dialogue.Choice{Value: someoneElse, Label: chat.Message("details.whose.other")})
}

// sayDetail passes one answer on to the officer, in his language and with what it answers.
func (s Setting) sayDetail(c dialogue.Context, step string) []record.Effect {
	said := record.CaseMessage{}
	args := chat.Args{"Value": chat.Literal(c.Value(step))}
	switch step {
	case "whose":
		if w, ok := named(c, c.Value(step)); ok {
			args["Value"] = whose(w)
		}
	case "victim":
		nik, name := input.VictimOf(c.Value(step))
		args["Value"] = chat.Literal(nik + name)
	case "when":
		at, words := input.WhenOf(c.Value(step), c.Now.Location())
		args["Value"] = chat.Literal(words)
		if !at.IsZero() {
			args["Moment"] = moment(s.Programme, at)
		}
	case "where", "how":
		said = input.MessageOf(c.Value(step))
		args["Value"] = chat.Literal(said.Text)
	case "phone":
		if phone, err := identity.ParsePhone(c.Value(step)); err == nil {
			args["Value"] = chat.Literal(phone.Display())
		}
	}
	said.Text = s.inOffice("details.said."+step, args)
	return []record.Effect{record.SayInCase{By: c.Person, At: c.Now, Said: said, DueAt: s.Programme.NextAnswerBy(c.Now)}}
}

// reportBy is until when the accident is to be reported, counted from the event; as soon as may be where that is not known or over.
func (s Setting) reportBy(c dialogue.Context) chat.Arg {
	at, _ := input.WhenOf(c.Value("when"), c.Now.Location())
	until := at.Add(reportWithin)
	if at.IsZero() || !c.Now.Before(until) {
		return chat.Message("details.soon")
	}
	return chat.MessageWith("details.until", chat.Args{"Until": moment(s.Programme, until)})
}
