package flows

import (
	"slices"
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/input"
	"jagaetam/internal/record"
)

// ownWords is the answer that none of the usual reasons fits.
const ownWords = "own"

// decide moves the application that is with a verifier on. It is opened with its number, a dash and the state (JE-000017-4-returned), and
// asks only what that state needs: whose list, what to correct, for what reason.
func decide() dialogue.Flow {
	states, fields := make([]string, len(ways)), make([]string, len(record.Fields))
	for i, state := range ways {
		states[i] = string(state)
	}
	for i, field := range record.Fields {
		fields[i] = string(field)
	}
	follows := func(c dialogue.Context, to string) bool {
		return c.Facts.Work.Held.State.CanFollow(record.ApplicationState(to))
	}
	reasons := input.Among{List: usualReasons, Keys: append(record.AllReasons(), "decide.reason.own")}
	return dialogue.Flow{
		ID:    "decide",
		Facts: knowWork,
		May: func(c dialogue.Context) string {
			receipt, to := toDecide(c)
			if may := aboutHeld(c, receipt); may != "" || to == "" || follows(c, string(to)) {
				return may
			}
			return "verify.lost"
		},
		Says:  append([]string{"unforeseen.command", "verify.lost", "undo"}, refusedKeys...),
		Tries: decideTries,
		Begin: func(c dialogue.Context) dialogue.Answers {
			if _, to := toDecide(c); to != "" {
				return dialogue.Answers{"to": {Value: string(to), At: c.Now, Given: true}}
			}
			return dialogue.Answers{}
		},
		Steps: []dialogue.Step{
			{ID: "to", Ask: "decide.to", Accept: input.ChoiceOf("decide.to", states...).Where(follows), Next: dialogue.Routes(
				dialogue.On(string(record.StateReturned), dialogue.To("field")),
				dialogue.On(string(record.StateRefused), dialogue.To("reason")),
				dialogue.On(string(record.StateDecreed), dialogue.To("decree")),
				dialogue.Perform("decide"))},
			{ID: "decree", Ask: "decide.decree", Accept: input.Decree{}, Next: dialogue.Perform("decide")},
			{ID: "field", Ask: "decide.field", Accept: input.ChoiceOf("register.field", fields...), Forgets: []string{"reason", "words"}, Next: dialogue.To("reason")},
			{ID: "reason", Ask: "decide.reason", Accept: reasons, Forgets: []string{"words"}, Next: dialogue.Routes(
				dialogue.On(ownWords, dialogue.To("words")), dialogue.Perform("decide"))},
			{ID: "words", Ask: "decide.words", Accept: input.Text{Key: "decide.words.unread", Min: 5, Max: 300, Says: true}, Next: dialogue.Perform("decide")},
		},
		Finishes: map[string]dialogue.Finish{"decide": {Effects: decided, Outcomes: map[record.OutcomeName]dialogue.Next{
			record.OutcomeDecided:    dialogue.End("decide.done"),
			record.OutcomeRefused:    dialogue.End("decide.refused", "verify"),
			record.OutcomeLost:       dialogue.End("verify.lost", "verify"),
			record.OutcomeNotAllowed: dialogue.End("not-allowed", "menu"),
		}}},
		Args: func(c dialogue.Context, outcome record.Outcome) chat.Args {
			receipt, _ := toDecide(c)
			args := chat.Args{"Receipt": chat.Literal(receipt.String()), "State": chat.Message("state." + c.Value("to")), "Why": chat.Literal("")}
			if slices.Contains(refusedKeys, "import.why."+outcome.Why) {
				args["Why"] = chat.Message("import.why." + outcome.Why)
			}
			return args
		},
		Adorn: func(c dialogue.Context, outcome record.Outcome, words chat.Words) chat.Words {
			if outcome.Name == record.OutcomeDecided {
				receipt, _ := toDecide(c)
				undo := chat.Option{Label: chat.Message("undo"), Press: opens("undo-decision", receipt.String())}
				words.Options = append(words.Options, opening("verify"), undo, opening("queue"))
			}
			return words
		},
	}
}

// refusedKeys are why a decree does not take a worker.
var refusedKeys = []string{
	"import.why." + record.WhyQuota, "import.why." + record.WhyPaidTwice, "import.why." + record.WhyNoDecree, "import.why." + record.WhyLeft,
	"import.why." + record.WhyRefused,
}

// toDecide is the application that the flow was opened for, and the state, which may be empty.
func toDecide(c dialogue.Context) (record.Receipt, record.ApplicationState) {
	number, to := c.Payload, record.ApplicationState("")
	if i := strings.LastIndex(c.Payload, "-"); i >= 0 && slices.Contains(ways, record.ApplicationState(c.Payload[i+1:])) {
		number, to = c.Payload[:i], record.ApplicationState(c.Payload[i+1:])
	}
	receipt, _ := parseAbout(number)
	return receipt, to
}

// usualReasons are those to return an application because of the chosen particular, or to refuse it, and the officer's own words.
func usualReasons(c dialogue.Context) []dialogue.Choice {
	var choices []dialogue.Choice
	for _, key := range record.Reasons(record.Field(c.Value("field"))) {
		choices = append(choices, dialogue.Choice{Value: key, Label: chat.Message(key)})
	}
	return append(choices, dialogue.Choice{Value: ownWords, Label: chat.Message("decide.reason.own")})
}

func decided(c dialogue.Context) []record.Effect {
	receipt, _ := toDecide(c)
	reason := c.Value("reason")
	if reason == ownWords {
		reason = c.Value("words")
	}
	return []record.Effect{record.Decide{
		By: c.Person.ID, At: c.Now, Receipt: receipt, To: record.ApplicationState(c.Value("to")), Field: record.Field(c.Value("field")),
		Reason: reason, Decree: input.DecreeOf(c.Facts, c.Value("decree")),
	}}
}

// undoDecision takes the officer's last decision on an application back.
func undoDecision() dialogue.Flow {
	return dialogue.Flow{
		ID:    "undo-decision",
		Facts: func(dialogue.Context) record.Query { return record.Query{Officer: true} },
		May:   verifiersOnly("unforeseen.command"),
		Says:  []string{"unforeseen.command"},
		Tries: func() []dialogue.Try { return officerTries(sample.Receipt.String()) },
		Steps: []dialogue.Step{{
			ID: "sure", Ask: "undo.sure", Args: aboutReceipt, Accept: input.ChoiceOf("undo.sure", "yes", "no").YesNo("yes", "no"),
			Next: dialogue.Routes(dialogue.On("yes", dialogue.Perform("undo")), dialogue.On("no", dialogue.End("undo.kept", "verify"))),
		}},
		Finishes: map[string]dialogue.Finish{"undo": {
			Effects: func(c dialogue.Context) []record.Effect {
				receipt, _ := parseAbout(c.Payload)
				return []record.Effect{record.UndoDecision{By: c.Person.ID, At: c.Now, Receipt: receipt}}
			},
			Outcomes: map[record.OutcomeName]dialogue.Next{
				record.OutcomeUndone:     dialogue.End("undo.done", "verify"),
				record.OutcomeLost:       dialogue.End("undo.lost", "verify"),
				record.OutcomeNotAllowed: dialogue.End("not-allowed", "menu"),
			},
		}},
		Args: func(c dialogue.Context, _ record.Outcome) chat.Args { return aboutReceipt(c) },
	}
}

// aboutReceipt names the application that a flow was opened for.
func aboutReceipt(c dialogue.Context) chat.Args {
	receipt, _ := parseAbout(c.Payload)
	return chat.Args{"Receipt": chat.Literal(receipt.String())}
}
