package flows

import (
	"encoding/json"
	"slices"
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/input"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// emergency helps a family after an accident or a death, whoever they are: the first steps, and an urgent case as soon as they may be
// called. Whatever else is to be known is asked after that.
func emergency(s Setting) dialogue.Flow {
	return dialogue.Flow{
		ID: "emergency",
		Open: append(dialogue.Commands("lapor"),
			dialogue.Opening{Intent: reading.Accident, Payload: string(record.MatterAccident)},
			dialogue.Opening{Intent: reading.Death, Payload: string(record.MatterDeath)}),
		Facts: func(dialogue.Context) record.Query { return record.Query{Case: true, Insured: true} },
		Begin: beginEmergency,
		Says: []string{
			"emergency.accident", "emergency.death", "emergency.said.accident", "emergency.said.death", "emergency.pays.accident", "emergency.pays.death",
			"emergency.pays.unknown",
		},
		Tries: func() []dialogue.Try {
			return append(coverTries(), dialogue.Try{Payload: string(record.MatterAccident)}, dialogue.Try{Payload: string(record.MatterDeath)})
		},
		Steps: []dialogue.Step{
			{ID: "kind", Ask: "emergency", Accept: input.ChoiceOf("emergency.kind", string(record.MatterAccident), string(record.MatterDeath)), Next: dialogue.To("call")},
			{ID: "call", Ask: "emergency.call", Args: firstSteps, Keeps: distress,
				Accept: input.Message{Key: "officer.words.unread", Max: mostSaid, Instead: []string{"yes", "no"}, Prefix: "emergency.call", YesNo: true},
				Next:   dialogue.Routes(dialogue.On("no", dialogue.End("emergency.alone", "menu")), dialogue.Perform("open"))},
		},
		Finishes: map[string]dialogue.Finish{"open": {Effects: s.openUrgent, Outcomes: map[record.OutcomeName]dialogue.Next{
			record.OutcomeOpened: dialogue.End("emergency.opened", "details", "documents", "menu"),
			record.OutcomeSame: dialogue.Routes(dialogue.If("known", known, dialogue.End("officer.added", "documents", "menu")),
				dialogue.End("emergency.opened", "details", "documents", "menu")),
		}}},
		Args: func(c dialogue.Context, outcome record.Outcome) chat.Args {
			args := s.caseArgs(c, outcome)
			args["Pays"] = s.pays(c)
			return args
		},
	}
}

// told is where the words are kept that the emergency was told with.
const told = "told"

// beginEmergency keeps what the person has said already.
func beginEmergency(c dialogue.Context) dialogue.Answers {
	answers := dialogue.Answers{}
	if c.Payload == string(record.MatterAccident) || c.Payload == string(record.MatterDeath) {
		answers["kind"] = dialogue.Answer{Value: c.Payload, At: c.Now, Given: true}
	}
	if text, ok := c.In.Content.(chat.Text); ok && strings.Contains(strings.TrimSpace(text.Text), " ") && len(text.Text) <= mostHow {
		if said, ok := input.Said(c.In); ok {
			if value, err := json.Marshal(said); err == nil {
				answers[told] = dialogue.Answer{Value: string(value), At: c.Now, Given: true}
			}
		}
	}
	if said, ok := answers[told]; ok && known(c) {
		answers["call"] = said
	}
	return answers
}

// known says whether the person has reported the same before, so that what he writes of it now goes to the officer without more ado.
func known(c dialogue.Context) bool {
	return c.Facts.Case.Number != 0 && string(c.Facts.Case.Matter) == c.Payload
}

// firstSteps are what to do now, whatever becomes of the report.
func firstSteps(c dialogue.Context) chat.Args {
	return chat.Args{"First": chat.Message("emergency." + c.Value("kind"))}
}

// openUrgent opens the case of somebody in distress, with all that he has said so far.
func (s Setting) openUrgent(c dialogue.Context) []record.Effect {
	open := record.OpenCase{
		By: c.Person, At: c.Now, Matter: record.Matter(c.Value("kind")), Urgent: true, Troubles: c.Troubles, DueAt: s.promise(c, true),
	}
	if !known(c) {
		open.Said = []record.CaseMessage{{Text: s.inOffice("emergency.said."+c.Value("kind"), nil)}}
	}
	if own := ownWorkers(c); len(own) == 1 {
		open.Receipt = own[0].Receipt
	}
	for _, step := range []string{told, "call"} {
		if said := input.MessageOf(c.Value(step)); said != (record.CaseMessage{}) && !slices.Contains(open.Said, said) {
			open.Said = append(open.Said, said)
		}
	}
	return []record.Effect{open}
}

// inOffice is a message in the language that officers work in.
func (s Setting) inOffice(key string, args chat.Args) string {
	text, err := s.Texts.Arg(s.Texts.Languages()[0], chat.MessageWith(key, args), nil)
	if err != nil {
		return ""
	}
	return text
}

// pays is what is paid for the account's own worker as far as the data say: BPJS decides.
func (s Setting) pays(c dialogue.Context) chat.Arg {
	own := ownWorkers(c)
	if len(own) != 1 {
		return chat.Message("emergency.pays.unknown")
	}
	w, ok := s.cover(c, own[0])
	if !ok || !w.Protects(w.day) {
		return chat.Message("emergency.pays.unknown")
	}
	b, err := w.Benefits(lowest(c), w.day)
	if err != nil {
		return chat.Message("emergency.pays.unknown")
	}
	return chat.MessageWith("emergency.pays."+c.Value("kind"), chat.Args{
		"Name": chat.Literal(w.Name), "Death": chat.Rupiah(b.Death), "Accident": chat.Rupiah(b.AccidentDeath), "AsOf": asOf(w.AsOf),
	})
}
