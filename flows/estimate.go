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

// estimate reckons for somebody of whom nothing is known what he would pay, from this month on, and keeps nothing.
func estimate(s Setting) dialogue.Flow {
	var periods []string
	for _, months := range jamsostek.Periods {
		periods = append(periods, strconv.Itoa(months))
	}
	return dialogue.Flow{
		ID:   "estimate",
		Open: dialogue.Commands("hitung", "estimate"),
		Steps: []dialogue.Step{
			{ID: "occupation", Ask: "register.occupation", Accept: input.Occupation{}, Keeps: []reading.Intent{reading.Officer, reading.Helper},
				Next: dialogue.To("income")},
			{ID: "income", Ask: "register.income", Accept: input.Income{}, Next: dialogue.To("months")},
			{ID: "months", Ask: "estimate.months", Accept: input.ChoiceOf("period", periods...), Next: dialogue.End("estimate.done", "register", "menu")},
		},
		Facts: func(dialogue.Context) record.Query { return record.Query{Insured: true} }, // for the rates
		Says:  append(slices.Clone(quoteKeys), "iuran.by", payWhere),
		Args: func(c dialogue.Context, _ record.Outcome) chat.Args {
			q := s.estimated(c)
			bill, _ := q.bill(false)
			with, _ := q.bill(true)
			by := chat.Arg{}
			if !q.due.IsZero() {
				by = chat.MessageWith("iuran.by", chat.Args{"Due": chat.Day(q.due)})
			}
			return chat.Args{
				"Amount": chat.Rupiah(bill.Total), "WithJHT": chat.Rupiah(with.Total), "Parts": parts(bill), "Months": q.span(), "When": by,
				"Where": chat.Message(payWhere),
			}
		},
		Adorn: func(c dialogue.Context, _ record.Outcome, words chat.Words) chat.Words {
			q := s.estimated(c)
			bill, _ := q.bill(false)
			words.Picture = q.card(bill.Total)
			return words
		},
	}
}

// estimated is the quote for the answers.
func (s Setting) estimated(c dialogue.Context) quote {
	occupation, _ := input.SplitOccupation(c.Value("occupation"))
	income, _ := strconv.ParseInt(c.Value("income"), 10, 64)
	months, _ := strconv.Atoi(c.Value("months"))
	q := quote{
		first: c.Today().MonthOf(), months: months, tariff: c.Facts.Rates.Tariff(),
		terms: jamsostek.Terms{Sector: jamsostek.SectorOf(occupation), Income: income},
	}
	if due := jamsostek.Due(q.first, s.Programme.Holidays()); !due.Before(c.Today()) {
		q.due = due
	}
	return q
}
