package flows

import (
	"slices"
	"strconv"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/input"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// ofPeople opens the flow lanjut for one of those whom the account helps.
const ofPeople = "people"

// later is the answer of somebody who does not want to pay now.
const later = "later"

// lanjut takes a worker from the end of what somebody else pays for, or from an unpaid month, to a plan of his own: what ends when, why go
// on, for how many months he pays at once, and then how, with a card to pass on and the day of the next reminder. It is opened with a
// receipt, his own or that of somebody the account helps, or asks whose.
func lanjut(s Setting) dialogue.Flow {
	return dialogue.Flow{
		ID: "lanjut",
		Open: append(append(dialogue.Commands("lanjut", "goon"), dialogue.Intents(reading.GoOn)...),
			dialogue.Opening{Intent: reading.Onward, Last: true}),
		Facts: func(dialogue.Context) record.Query { return record.Query{Insured: true, Stopped: true, Kept: true} },
		May:   s.mayGoOn,
		Says:  slices.Concat(coverKeys, quoteKeys, lanjutKeys),
		Tries: lanjutTries,
		Begin: func(c dialogue.Context) dialogue.Answers {
			able, _ := s.goingOn(c)
			if len(able) != 1 {
				return dialogue.Answers{}
			}
			return dialogue.Answers{"worker": {Value: able[0].Receipt.String(), At: c.Now, Given: true}}
		},
		Steps: []dialogue.Step{
			{ID: "worker", Ask: "lanjut.worker", Accept: input.Among{List: s.goers, Keys: []string{"iuran.whose.label"}}, Next: dialogue.To("months")},
			{ID: "months", Ask: "lanjut.months", Args: s.goOnArgs, Accept: monthsAhead{input.Among{List: s.ahead, Keys: []string{"lanjut.months.later"}}},
				Next: dialogue.Routes(dialogue.On(later, dialogue.Perform("drop")), dialogue.To("jht"))},
			{ID: "jht", Ask: "lanjut.jht", Args: s.plannedArgs, Accept: input.ChoiceOf("lanjut.jht", "without", "with").YesNo("with", "without"),
				Next: dialogue.Perform("keep")},
		},
		Finishes: map[string]dialogue.Finish{
			"keep": s.planning(func(w worked, c dialogue.Context) record.Plan {
				return record.Plan{First: w.Next.Month, Months: plannedMonths(c), JHT: c.Value("jht") == "with"}
			}, "lanjut.done"),
			"drop": s.planning(func(worked, dialogue.Context) record.Plan { return record.Plan{} }, "lanjut.later"),
		},
		Args:  s.lanjutArgs,
		Adorn: s.adornPlan,
	}
}

var lanjutKeys = []string{
	"lanjut.unbound", "lanjut.nothing", "lanjut.unpriced", "lanjut.why", "lanjut.why.new", "lanjut.month", "lanjut.plan", "lanjut.after", "lanjut.after.late",
	"lanjut.next", "lanjut.silent", "iuran.steps", "iuran.by", "iuran.late", "iuran.anytime", "iuran.first", "iuran.covered", reactivation, payWhere,
}

// planning keeps a plan of the worker's, or none.
func (s Setting) planning(plan func(worked, dialogue.Context) record.Plan, end string) dialogue.Finish {
	return dialogue.Finish{
		Effects: func(c dialogue.Context) []record.Effect {
			w, _ := s.goer(c)
			return []record.Effect{record.PlanMonths{By: c.Person, At: c.Now, Receipt: w.Receipt, Plan: plan(w, c)}}
		},
		Outcomes: map[record.OutcomeName]dialogue.Next{
			record.OutcomeAnswered: dialogue.End(end, "menu"),
			record.OutcomeNoMatch:  dialogue.End("paid.gone", "officer", "menu"),
		},
	}
}

// mayGoOn lets in whoever has a worker that can pay for himself, and on only while that is so of the one he has chosen.
func (s Setting) mayGoOn(c dialogue.Context) string {
	_, why := s.goingOn(c)
	if _, ok := s.goer(c); why == "" && c.Has("worker") && !ok {
		return "lanjut.nothing"
	}
	return why
}

// goingOn are the workers that this is about and that can pay for a month; where there is none, why.
func (s Setting) goingOn(c dialogue.Context) (able []worked, why string) {
	about := ownWorkers(c)
	if w, ok := named(c, c.Payload); ok {
		about = []record.Insured{w}
	} else if len(about) == 0 || c.Payload == ofPeople {
		about = helpedBy(c)
	}
	why = "lanjut.unbound"
	for _, insured := range about {
		switch w, ok := s.cover(c, insured); {
		case ok && w.Next.Total() > 0:
			able = append(able, w)
		case ok && !w.Next.Month.IsZero():
			why = "lanjut.unpriced"
		case why == "lanjut.unbound":
			why = "lanjut.nothing"
		}
	}
	if len(able) > 0 {
		why = ""
	}
	return able, why
}

func (s Setting) goers(c dialogue.Context) []dialogue.Choice {
	able, _ := s.goingOn(c)
	var choices []dialogue.Choice
	for _, w := range able {
		choices = append(choices, dialogue.Choice{Value: w.Receipt.String(), Label: whose(w.Insured)})
	}
	return choices
}

// goer is the worker whose plan this is. It reports false where there is nothing for him to pay any more.
func (s Setting) goer(c dialogue.Context) (worked, bool) {
	able, _ := s.goingOn(c)
	for _, w := range able {
		if w.Receipt.String() == c.Value("worker") {
			return w, true
		}
	}
	return worked{}, false
}

// ahead are the numbers of months that can be paid at once, and that he does not want to.
func (s Setting) ahead(c dialogue.Context) []dialogue.Choice {
	var choices []dialogue.Choice
	if w, ok := s.goer(c); ok {
		for _, months := range w.periods() {
			choices = append(choices, dialogue.Choice{Value: strconv.Itoa(months), Label: period(months)})
		}
	}
	return append(choices, dialogue.Choice{Value: later, Label: chat.Message("lanjut.months.later")})
}

// monthsAhead takes a no, or a not yet, for later, and asks back for how many months who only says yes.
type monthsAhead struct{ input.Among }

func (m monthsAhead) Read(c dialogue.Context, content chat.Content) dialogue.Reading {
	if text, ok := content.(chat.Text); ok {
		switch reading.YesNo(text.Text) {
		case reading.No, reading.NotYet:
			return dialogue.Read(later)
		case reading.Yes:
			return dialogue.Complain("lanjut.months.which", nil)
		default:
		}
	}
	return m.Among.Read(c, content)
}

func (m monthsAhead) Messages() []string { return append(m.Among.Messages(), "lanjut.months.which") }

func plannedMonths(c dialogue.Context) int {
	months, _ := strconv.Atoi(c.Value("months"))
	return months
}

// goOnArgs say what ends when, what he would pay and what for.
func (s Setting) goOnArgs(c dialogue.Context) chat.Args {
	w, _ := s.goer(c)
	var prices []chat.Arg
	for _, months := range w.periods() {
		prices = append(prices, w.quote(c, months).price())
	}
	return chat.Args{
		"Cover": w.headline(), "Month": chat.Month(w.Next.Month), "Why": w.why(c), "Prices": chat.Lines(prices...), "Plan": w.planned(),
		"Monthly": chat.MessageWith("lanjut.month", chat.Args{
			"Amount": chat.Rupiah(w.Next.Total()), "JKK": chat.Rupiah(w.Next.JKK), "JKM": chat.Rupiah(w.Next.JKM),
		}),
	}
}

// why says what is paid for: what is due on the first day of the month that he would pay for, if he does.
func (w worked) why(c dialogue.Context) chat.Arg {
	since, from := w.Cover.Since.First(), w.Next.Month.First()
	if w.Until.IsZero() || w.Until.Add(1) != w.Next.Month { // a membership that begins anew
		since = from
	}
	member := jamsostek.Member{Since: since, Tier: lowest(c)}
	b, _ := member.Benefits(from)
	full, _ := member.Benefits(fullFrom(since, deathMonths))
	args := chat.Args{"Death": chat.Rupiah(b.Death), "Accident": chat.Rupiah(b.AccidentDeath)}
	if b.Death == full.Death || from.Before(since) {
		return chat.MessageWith("lanjut.why", args)
	}
	args["Full"], args["From"] = chat.Rupiah(full.Death), chat.Day(fullFrom(since, deathMonths))
	return chat.MessageWith("lanjut.why.new", args)
}

// planned says what he plans to pay; nothing where he plans nothing, or that is over.
func (w worked) planned() chat.Arg {
	if w.Plan.First.IsZero() || w.Plan.First != w.Next.Month || !slices.Contains(w.periods(), w.Plan.Months) {
		return chat.Arg{}
	}
	return planLine(w.Plan)
}

func planLine(plan record.Plan) chat.Arg {
	args := chat.Args{"Period": period(plan.Months), "Month": chat.Month(plan.First), "JHT": {}}
	if plan.JHT {
		args["JHT"] = chat.Message("lanjut.jht.with")
	}
	return chat.MessageWith("lanjut.plan", args)
}

func (s Setting) plannedArgs(c dialogue.Context) chat.Args {
	w, _ := s.goer(c)
	q := w.quote(c, plannedMonths(c))
	without, _ := q.bill(false)
	with, _ := q.bill(true)
	return chat.Args{"Period": period(q.months), "Amount": chat.Rupiah(without.Total), "With": chat.Rupiah(with.Total)}
}
