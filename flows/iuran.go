package flows

import (
	"slices"
	"strconv"
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// iuran says what a worker would pay himself, from when, by which day and where, from the first month that nobody pays for. What it is
// opened with is a receipt, then the number of months, then jht, with dots between; whatever is missing it offers.
func iuran(s Setting) dialogue.Flow {
	return dialogue.Flow{
		ID:    "iuran",
		Open:  append(dialogue.Commands("iuran", "bayar"), dialogue.Intents(reading.Pay)...),
		Facts: func(dialogue.Context) record.Query { return record.Query{Insured: true} },
		Says: slices.Concat(coverKeys, quoteKeys, []string{
			"iuran.unbound", "iuran.whose", "iuran.whose.label", "iuran.none", "iuran.unpriced", "iuran.ask", "iuran.by", "iuran.late", "iuran.anytime", "iuran.first",
			"iuran.covered", "iuran.how", "iuran.steps", "lanjut.plan", "iuran.jht", "iuran.jht.add", "iuran.jht.with", "iuran.jht.without", reactivation, payWhere,
		}),
		Tries: iuranTries,
		Tell: func(c dialogue.Context) dialogue.Told {
			receipt, rest, _ := strings.Cut(c.Payload, ".")
			w, known := named(c, receipt)
			switch own := ownWorkers(c); {
			case known:
				return dialogue.Told{Words: []chat.Words{s.iuranOf(c, w, rest)}}
			case len(own) == 0:
				return dialogue.Told{Words: []chat.Words{{Key: "iuran.unbound", Options: []chat.Option{opening("estimate"), opening("register"), opening("menu")}}}}
			case len(own) == 1:
				return dialogue.Told{Words: []chat.Words{s.iuranOf(c, own[0], "")}}
			default:
				words := chat.Words{Key: "iuran.whose"}
				for _, w := range own {
					words.Options = append(words.Options, chat.Option{Label: whose(w), Press: opens("iuran", w.Receipt.String())})
				}
				return dialogue.Told{Words: []chat.Words{words}}
			}
		},
	}
}

// named is the worker of the account with that receipt, be it himself or somebody it helps.
func named(c dialogue.Context, receipt string) (record.Insured, bool) {
	number, err := record.ParseReceipt(receipt)
	if err != nil {
		return record.Insured{}, false
	}
	return c.Facts.InsuredUnder(number)
}

// whose is a worker on a button.
func whose(w record.Insured) chat.Arg {
	return chat.MessageWith("iuran.whose.label", chat.Args{"Name": chat.Literal(w.Name), "Receipt": chat.Literal(w.Receipt.String())})
}

// opens is the press that opens a flow with something.
func opens(flow, value string) chat.Press {
	return chat.Press{Kind: chat.PressOpen, Flow: flow, Value: value}
}

// iuranOf is the prices for a worker or, where the months are chosen, how to pay them.
func (s Setting) iuranOf(c dialogue.Context, insured record.Insured, chosen string) chat.Words {
	w, ok := s.cover(c, insured)
	switch {
	case !ok:
		return chat.Words{Key: "iuran.none", Args: chat.Args{"Cover": w.unknown()}, Options: []chat.Option{opening("officer"), opening("menu")}}
	case w.Next.Month.IsZero():
		return chat.Words{Key: "iuran.none", Args: chat.Args{"Cover": w.headline()}, Options: []chat.Option{opening("status"), opening("menu")}}
	case w.Next.Total() == 0:
		return chat.Words{Key: "iuran.unpriced", Args: chat.Args{"Month": chat.Month(w.Next.Month)}, Options: []chat.Option{opening("estimate"), opening("menu")}}
	}
	count, jht, _ := strings.Cut(chosen, ".")
	if months, _ := strconv.Atoi(count); slices.Contains(w.periods(), months) {
		return w.how(c, months, jht == "jht")
	}
	return w.prices(c)
}

// periods are the numbers of months from the next one on that can be paid for at once and that nobody else pays for.
func (w worked) periods() []int {
	free := 0
	for free < slices.Max(jamsostek.Periods) && !w.paidByAnybody(w.Next.Month.Add(free)) {
		free++
	}
	return slices.DeleteFunc(slices.Clone(jamsostek.Periods), func(months int) bool { return months > free })
}

func (w worked) paidByAnybody(month civil.Month) bool {
	pays := func(s jamsostek.Span) bool { return s.State != jamsostek.SpanRefused && s.Has(month) }
	paid := func(p jamsostek.Paid) bool { return p.Month == month }
	return slices.ContainsFunc(w.Known.Spans, pays) || slices.ContainsFunc(w.Known.Paid, paid)
}

func (w worked) quote(c dialogue.Context, months int) quote {
	return quote{
		name: w.Name, first: w.Next.Month, months: months, tariff: c.Facts.Rates.Tariff(), terms: w.Known.Terms, due: w.lastDue(),
	}
}

// lastDue is the day to pay by: in time or, once that is over, before the membership ends; zero where no membership is to be kept up.
func (w worked) lastDue() civil.Date {
	if w.Due.IsZero() || !w.Due.Before(w.day) {
		return w.Due
	}
	return jamsostek.Lapse(w.Next.Month.Add(-1)).First().AddDays(-1)
}

// prices offers what can be paid at once.
func (w worked) prices(c dialogue.Context) chat.Words {
	words := chat.Words{Key: "iuran.ask", Columns: 2}
	var prices []chat.Arg
	for _, months := range w.periods() {
		prices = append(prices, w.quote(c, months).price())
		words.Options = append(words.Options, chat.Option{Label: period(months), Press: w.choosing(months, "")})
	}
	words.Args = chat.Args{
		"Name": chat.Literal(w.Name), "Month": chat.Month(w.Next.Month), "Prices": chat.Lines(prices...), "When": w.when(), "Plan": w.planned(),
	}
	if w.endsSoon() {
		words.Options = append(words.Options, chat.Option{Label: chat.Message("open.lanjut"), Press: opens("lanjut", w.Receipt.String())})
	}
	return words
}

// choosing opens this flow with the months chosen.
func (w worked) choosing(months int, more string) chat.Press {
	return opens("iuran", w.Receipt.String()+"."+strconv.Itoa(months)+more)
}

// when says by which day, and that there is time where somebody else pays until then.
func (w worked) when() chat.Arg {
	args := chat.Args{"Due": chat.Day(w.Due), "Until": lastDay(w.Next.Month.Add(-1)), "Payer": payer(w.Sponsor), "Month": chat.Month(w.Next.Month)}
	switch {
	case w.Due.IsZero() && w.Until.IsZero():
		return chat.Message("iuran.first")
	case w.Due.IsZero():
		return chat.MessageWith("iuran.anytime", chat.Args{"Reactivation": chat.Message(reactivation)})
	case w.Due.Before(w.day):
		return chat.MessageWith("iuran.late", args)
	case w.day.MonthOf().Before(w.Next.Month):
		return chat.MessageWith("iuran.covered", args)
	}
	return chat.MessageWith("iuran.by", args)
}

// how is the card of the months chosen, and the way to pay them in the fewest words.
func (w worked) how(c dialogue.Context, months int, jht bool) chat.Words {
	q := w.quote(c, months)
	bill, _ := q.bill(jht)
	other, _ := q.bill(!jht)
	key, label, more := "iuran.jht.add", "iuran.jht.with", ".jht"
	if jht {
		key, label, more = "iuran.jht", "iuran.jht.without", ""
	}
	return chat.Words{
		Key: "iuran.how",
		Args: chat.Args{
			"Amount": chat.Rupiah(bill.Total), "Parts": parts(bill), "Months": q.span(), "When": w.when(), "Steps": paySteps(),
			"JHT": chat.MessageWith(key, chat.Args{"Amount": chat.Rupiah(other.Total)}),
		},
		Picture: q.card(bill.Total),
		Options: []chat.Option{
			{Label: chat.Message("open.paid"), Press: opens("paid", w.Receipt.String())},
			{Label: chat.Message(label), Press: w.choosing(months, more)},
			opening("menu"),
		},
	}
}

// paySteps is how and where to pay.
func paySteps() chat.Arg {
	return chat.MessageWith("iuran.steps", chat.Args{"Where": chat.Message(payWhere)})
}

func iuranTries() []dialogue.Try {
	tries := coverTries()
	for _, payload := range []string{"JE-000017-4.12", "JE-000017-4.1.jht", "JE-000017-4.7", "JE-000018-2", "."} {
		tries = append(tries, dialogue.Try{Payload: payload, Facts: tries[1].Facts})
	}
	two := record.Facts{Insured: []record.Insured{tries[1].Facts.Insured[0], tries[2].Facts.Insured[0]}}
	two.Insured[1].Receipt = 18
	return append(tries, dialogue.Try{Facts: two})
}
