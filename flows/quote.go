package flows

import (
	"strconv"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
)

// quote is what somebody would pay himself for some months.
type quote struct {
	// name is whose months they are; empty where nobody is known.
	name   string
	first  civil.Month
	months int
	tariff jamsostek.Tariff
	terms  jamsostek.Terms
	due    civil.Date // zero where no day is to be kept
}

// quoteKeys are the messages of prices and of the card.
var quoteKeys = []string{
	"price", "price.part", "price.and", "card.title", "card.for", "card.due", "card.nik", "card.nik.of",
	"period.1", "period.3", "period.6", "period.12", "months.range",
}

// bill is the price, with JHT where jht says so.
func (q quote) bill(jht bool) (jamsostek.Bill, bool) {
	terms := q.terms
	terms.Payer, terms.JHT = jamsostek.Self, jht
	bill, err := q.tariff.Bill(q.first, q.months, terms)
	return bill, err == nil
}

// span names the months.
func (q quote) span() chat.Arg {
	var months []civil.Month
	for i := range q.months {
		months = append(months, q.first.Add(i))
	}
	return inWords(months)
}

// price is one line: how many months cost how much, and of what that is made up where the tariff changes in between.
func (q quote) price() chat.Arg {
	bill, _ := q.bill(false)
	return chat.MessageWith("price", chat.Args{"Period": period(q.months), "Amount": chat.Rupiah(bill.Total), "Parts": parts(bill)})
}

// parts is what a mixed sum is made up of, such as 2 × Rp8.400 + 10 × Rp16.800; nothing where all months cost the same.
func parts(bill jamsostek.Bill) chat.Arg {
	var all chat.Arg
	for from := 0; from < len(bill.Parts); {
		to := from + 1
		for to < len(bill.Parts) && bill.Parts[to].Total() == bill.Parts[from].Total() {
			to++
		}
		if to-from == len(bill.Parts) {
			return chat.Arg{}
		}
		one := chat.MessageWith("price.part", chat.Args{"Count": chat.Number(to - from), "Amount": chat.Rupiah(bill.Parts[from].Total())})
		if from > 0 {
			one = chat.MessageWith("price.and", chat.Args{"Parts": all, "Part": one})
		}
		all, from = one, to
	}
	return all
}

// card is a picture of the price to look at and to pass on. No number of the person's stands on it.
func (q quote) card(amount int64) *chat.Picture {
	card := &chat.Picture{Title: chat.Message("card.title"), Big: chat.Rupiah(amount)}
	if q.name != "" {
		card.Lines = append(card.Lines, chat.MessageWith("card.for", chat.Args{"Name": chat.Literal(q.name)}))
	}
	card.Lines = append(card.Lines, q.span())
	if !q.due.IsZero() {
		card.Lines = append(card.Lines, chat.MessageWith("card.due", chat.Args{"Due": chat.Day(q.due)}))
	}
	if q.name != "" { // whoever it is passed on to has a NIK of his own
		card.Lines = append(card.Lines, chat.MessageWith("card.nik.of", chat.Args{"Name": chat.Literal(q.name)}))
	} else {
		card.Lines = append(card.Lines, chat.Message("card.nik"))
	}
	return card
}

// period is a number of months that can be paid for at once, as it stands on its button.
func period(months int) chat.Arg { return chat.Message("period." + strconv.Itoa(months)) }
