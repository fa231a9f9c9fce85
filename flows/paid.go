package flows

import (
	"slices"
	"strconv"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/input"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// several is the answer that more than one month was paid.
const several = "several"

// paid takes in that a worker has paid for himself, with a photo of the receipt or without. It counts as reported until a file of BPJS
// or an officer confirms it, and says so. It is opened with a receipt number, or with the photo, or with nothing.
func paid(s Setting) dialogue.Flow {
	months := input.Among{List: s.payable, Keys: []string{"paid.month.several"}}
	return dialogue.Flow{
		ID: "paid",
		Open: append(append(dialogue.Commands("lunas", "paid"), dialogue.Intents(reading.Paid)...),
			dialogue.Opening{Media: chat.MediaPhoto}),
		Facts: func(dialogue.Context) record.Query { return record.Query{Insured: true} },
		May:   mayReport,
		Says:  []string{"paid.unbound", "unforeseen.photo", "months.range", "months.and"},
		Tries: paidTries,
		Begin: beginPaid,
		Steps: []dialogue.Step{
			{ID: "photo", Ask: "paid.photo", Accept: input.ChoiceOf("paid.photo", "yes", "no").YesNo("yes", "no"),
				Next: dialogue.Routes(dialogue.On("no", dialogue.End("paid.no-receipt", "menu")), dialogue.To("proof"))},
			{ID: "proof", Ask: "paid.proof", Accept: input.Proof{}, Next: dialogue.To("worker")},
			{ID: "worker", Ask: "paid.worker", Accept: input.Among{List: workersOf, Keys: []string{"iuran.whose.label"}}, Forgets: []string{"month", "first"},
				Next: dialogue.To("month")},
			{ID: "month", Ask: "paid.month", Args: nameOf, Accept: months, Forgets: []string{"count", "first"},
				Next: dialogue.Routes(dialogue.On(several, dialogue.To("count")), dialogue.Perform("report"))},
			{ID: "count", Ask: "paid.count", Accept: input.ChoiceOf("period", "3", "6", "12"), Next: dialogue.To("first")},
			{ID: "first", Ask: "paid.first", Accept: months.Without(several), Next: dialogue.Perform("report")},
		},
		Finishes: map[string]dialogue.Finish{"report": {
			Effects: reportPayment,
			Outcomes: map[record.OutcomeName]dialogue.Next{
				record.OutcomeReported: dialogue.End("paid.reported", "status", "menu"),
				record.OutcomeSame:     dialogue.End("paid.same", "status", "menu"),
				record.OutcomeNoMatch:  dialogue.End("paid.gone", "officer", "menu"),
			},
		}},
		Args: func(c dialogue.Context, _ record.Outcome) chat.Args {
			first, n := reportedMonths(c)
			return chat.Args{"Months": quote{first: first, months: n}.span(), "Name": nameOf(c)["Name"]}
		},
	}
}

// mayReport lets in who is bound to a worker. A photo of anybody else's is answered as any other.
func mayReport(c dialogue.Context) string {
	_, photo := chat.ParseFile(c.Payload)
	switch _, known := named(c, c.Payload); {
	case known || len(ownWorkers(c)) > 0:
		return ""
	case photo:
		return "unforeseen.photo"
	}
	return "paid.unbound"
}

// beginPaid answers what need not be asked: the photo that opened the flow, and whose months they are where there is but one.
func beginPaid(c dialogue.Context) dialogue.Answers {
	given := func(value string) dialogue.Answer { return dialogue.Answer{Value: value, At: c.Now, Given: true} }
	answers := dialogue.Answers{}
	if _, photo := chat.ParseFile(c.Payload); photo {
		answers["proof"] = given(c.Payload)
	} else {
		answers["photo"] = given("yes")
	}
	if w, ok := named(c, c.Payload); ok {
		answers["worker"] = given(w.Receipt.String())
	} else if own := ownWorkers(c); len(own) == 1 {
		answers["worker"] = given(own[0].Receipt.String())
	}
	return answers
}

func workersOf(c dialogue.Context) []dialogue.Choice {
	var choices []dialogue.Choice
	for _, w := range ownWorkers(c) {
		choices = append(choices, dialogue.Choice{Value: w.Receipt.String(), Label: whose(w)})
	}
	return choices
}

func nameOf(c dialogue.Context) chat.Args {
	w, _ := named(c, c.Value("worker"))
	return chat.Args{"Name": chat.Literal(w.Name)}
}

// payableMonths is how many months from the next one on stand on buttons, and how many holes before it.
const payableMonths = 3

// payable are the months that a worker may have paid: those that are missing and the next ones that nobody pays, and that he paid
// several.
func (s Setting) payable(c dialogue.Context) []dialogue.Choice {
	now := c.Today().MonthOf()
	months := []civil.Month{now.Add(-1), now, now.Add(1)}
	if insured, ok := named(c, c.Value("worker")); ok {
		if w, ok := s.cover(c, insured); ok && !w.Next.Month.IsZero() {
			months = slices.Concat(w.Holes[max(0, len(w.Holes)-payableMonths):], w.Unpaid)
			for month := w.Next.Month; len(months) < 2*payableMonths && month.Sub(now) <= payableMonths || len(months) == 0; month = month.Add(1) {
				if !slices.Contains(months, month) && !w.paidByAnybody(month) {
					months = append(months, month)
				}
			}
		}
	}
	var choices []dialogue.Choice
	for _, month := range months {
		choices = append(choices, dialogue.Choice{Value: month.String(), Label: chat.Month(month)})
	}
	return append(choices, dialogue.Choice{Value: several, Label: chat.Message("paid.month.several")})
}

// reportedMonths are the first month that was paid, and how many.
func reportedMonths(c dialogue.Context) (first civil.Month, n int) {
	first, _ = civil.ParseMonth(c.Value("month"))
	if c.Value("month") != several {
		return first, 1
	}
	first, _ = civil.ParseMonth(c.Value("first"))
	n, _ = strconv.Atoi(c.Value("count"))
	return first, n
}

func reportPayment(c dialogue.Context) []record.Effect {
	first, n := reportedMonths(c)
	receipt, _ := record.ParseReceipt(c.Value("worker"))
	evidence, _ := chat.ParseFile(c.Value("proof"))
	return []record.Effect{record.ReportPayment{By: c.Person, At: c.Now, Receipt: receipt, First: first, Months: n, Evidence: evidence}}
}

func paidTries() []dialogue.Try {
	tries := coverTries()[:2]
	tries = append(tries, iuranTries()[len(iuranTries())-1])
	photo := chat.File{ID: "tg:AgAC", Type: "image/jpeg", Size: 4711}.String()
	return append(tries, dialogue.Try{Payload: photo}, dialogue.Try{Payload: photo, Facts: tries[1].Facts})
}
