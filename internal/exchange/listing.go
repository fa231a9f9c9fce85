package exchange

import (
	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
	"jagaetam/internal/sheet"
)

// match reads what another register says of a worker. A file that has deciles is the social registry's unless it says otherwise, and
// a worker whom it gives a decile has been found there.
func (c *Clerk) match(r *reader) Taken {
	e := record.MatchWorker{By: c.file.By, At: c.file.At, NIK: r.nik(), Source: record.MatchDukcapil}
	e.Decile = may(r, "decile", decile)
	if !r.row.Cell("decile").IsEmpty() {
		e.Source = record.MatchDTSEN
	}
	if source := may(r, "source", c.meaning("source", 80)); source != "" {
		e.Source = record.MatchSource(source)
	}
	e.Result = c.result(r, e.Decile)
	return Taken{Key: e.NIK.Reveal() + string(e.Source), Effect: e}
}

// result is what the row says in words; the remark beside it says more than a bare "tidak sesuai".
func (c *Clerk) result(r *reader, decile int) record.MatchResult {
	words := ""
	for _, column := range []string{"result", "reason"} {
		words = may(r, column, text(200))
		if meaning := c.columns.lexicons["match"].find(words); meaning != "" {
			return record.MatchResult(meaning)
		}
	}
	if decile > 0 && words == "" && r.row.Cell("result").IsEmpty() {
		return record.MatchAgrees
	}
	r.refuse("match-unknown", "result")
	return ""
}

func decile(cell sheet.Cell) (int, error) {
	digits, err := cell.Digits(1, 2)
	if err != nil {
		return 0, err
	}
	n := number(digits)
	if n < 1 || n > 10 {
		return 0, unread("decile-unread")
	}
	return n, nil
}

// number is the number that a few digits make.
func number(digits string) int {
	n := 0
	for _, digit := range digits {
		n = 10*n + int(digit-'0')
	}
	return n
}

// listing reads who is on a decree's list.
func (c *Clerk) listing(r *reader) Taken {
	e := record.ListWorker{By: c.file.By, At: c.file.At, NIK: r.nik(), Decree: c.file.Decree, Double: c.file.Double}
	return Taken{Key: e.NIK.Reveal(), Effect: e}
}

// answer reads what BPJS says of a row of the list. Where no word says so, a membership number is a yes, and a reason is a no.
func (c *Clerk) answer(r *reader) Taken {
	e := record.AnswerEnrolment{By: c.file.By, At: c.file.At, NIK: r.nik(), Decree: c.file.Decree, DataDate: c.dated(r)}
	kpj := r.row.Cell("kpj")
	if !kpj.IsEmpty() {
		text, err := kpj.Text(20)
		if must(r, "kpj", text, err); err == nil {
			parsed, err := identity.ParseKPJ(text)
			e.KPJ = must(r, "kpj", parsed, err)
		}
	}
	e.Reason = may(r, "reason", text(200))
	status := r.row.Cell("status")
	switch {
	case !status.IsEmpty():
		meaning, err := c.meaning("status", 200)(status)
		e.Accepted = must(r, "status", meaning, err) == "accepted"
		if meaning == "pending" {
			r.refuse("status-pending", "status")
		}
	case !kpj.IsEmpty():
		e.Accepted = true
	case e.Reason == "":
		r.refuse("status-unknown", "status")
	default:
		e.Accepted = c.columns.lexicons["status"].find(e.Reason) == "accepted"
	}
	if e.Accepted {
		e.Reason = ""
	} else {
		e.KPJ = identity.KPJ{}
		e.Field = record.Field(c.columns.lexicons["field"].first(e.Reason))
	}
	return Taken{Key: e.NIK.Reveal(), Effect: e}
}

// dated is the day that the row speaks of, which is the day on which the file came where it does not say.
func (c *Clerk) dated(r *reader) civil.Date {
	day := may(r, "dated", func(cell sheet.Cell) (civil.Date, error) {
		return cell.Date(reading.Between{First: earliest.First(), Last: c.today.Date})
	})
	if day.IsZero() {
		return c.today.Date
	}
	return day
}

// earliest is the first month that a file may speak of: the programme BPJS Ketenagakerjaan began in January 2014, and paying for
// those who are paid no wage in July 2015 (UU 24/2011, article 62).
var earliest = civil.Month{Year: 2015, Month: 7}

// mostMonths is how many months one row may confirm, which is five years.
const mostMonths = 60

// payment reads months that were paid.
func (c *Clerk) payment(r *reader) Taken {
	within := reading.Between{First: earliest.First(), Last: c.today.MonthOf().Add(mostMonths).First()}
	month := func(cell sheet.Cell) (civil.Month, error) { return cell.Month(within) }
	e := record.ConfirmMonths{By: c.file.By, At: c.file.At, NIK: r.nik(), Months: 1, DataDate: c.dated(r)}
	first, err := month(r.row.Cell("month"))
	e.First = must(r, "month", first, err)
	if cell := r.row.Cell("until"); !cell.IsEmpty() {
		last, err := month(cell)
		if must(r, "until", last, err); err == nil {
			e.Months = last.Sub(e.First) + 1
		}
	}
	if cell := r.row.Cell("months"); !cell.IsEmpty() {
		digits, err := cell.Digits(1, 2)
		if must(r, "months", digits, err); err == nil {
			e.Months = number(digits)
		}
	}
	if e.Months < 1 || e.Months > mostMonths {
		r.refuse("months-unread", "months")
	}
	if cell := r.row.Cell("sponsor"); !cell.IsEmpty() {
		meaning, err := c.meaning("sponsor", 80)(cell)
		if sponsor := must(r, "sponsor", meaning, err); sponsor != "self" {
			e.Sponsor = jamsostek.Sponsor(sponsor)
		}
	}
	return Taken{Key: e.NIK.Reveal() + e.First.String() + string(e.Sponsor), Effect: e}
}
