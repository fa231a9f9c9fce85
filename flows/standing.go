package flows

import (
	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

// standingKeys are the messages below the headline.
var standingKeys = []string{
	"status.cover", "status.asof", "status.asof.none", "status.pays", "status.paid-last", "status.decree", "status.decree.sure",
	"status.promised", "status.reported", "status.unpaid", "status.holes", "status.double", "lanjut.plan",
	"next.register", "next.wait", "next.correct", "next.confirm", "next.ask", "next.pay", "next.late", "next.later", "next.again", "next.none", "next.heirs", reactivation,
}

// reactivation says what a payment after a lapse brings back. The sources disagree, so an officer can write it anew.
const reactivation = "office.reactivation"

// payWhere says where contributions can be paid, which an officer can write anew too.
const payWhere = "office.pay-where"

// lines are what is to be known below the headline, each of them only where it holds.
func (w worked) lines() []chat.Arg {
	var lines []chat.Arg
	say := func(holds bool, key string, args chat.Args) {
		if holds {
			lines = append(lines, chat.MessageWith(key, args))
		}
	}
	months := func(holds []civil.Month) chat.Args { return chat.Args{"Months": inWords(holds)} }
	pays := chat.Args{"Payer": payer(w.Sponsor), "Decree": w.decree(), "Until": lastDay(w.Until)}
	now := w.State == jamsostek.CoverSponsored || w.State == jamsostek.CoverSelf
	say(now, "status.pays", pays)
	say(!now && !w.Until.IsZero() && w.Known.Left == "", "status.paid-last", pays)
	if coming := w.Cover.Decree; coming.State != "" {
		key := "status.decree"
		if coming.State == jamsostek.SpanActive {
			key = "status.decree.sure"
		}
		span := chat.MessageWith("months.range", chat.Args{"First": chat.Month(coming.First), "Last": chat.Month(coming.Last)})
		say(true, key, chat.Args{"Payer": payer(coming.Sponsor), "Months": span})
	} else {
		say(len(w.Promised) > 0, "status.promised", months(w.Promised))
	}
	if plan := w.planned(); !plan.IsZero() {
		lines = append(lines, plan)
	}
	say(len(w.Unpaid) > 0, "status.unpaid", months(w.Unpaid))
	say(len(w.Reported) > 0, "status.reported", months(w.Reported))
	say(len(w.Holes) > 0, "status.holes", months(w.Holes))
	say(len(w.Double) > 0, "status.double", months(w.Double))
	if fix := w.fix(); !fix.IsZero() {
		lines = append(lines, fix)
	}
	return lines
}

// decree is the number of the decree by which the sponsor pays or paid.
func (w worked) decree() chat.Arg {
	if w.Sponsor == "" {
		return chat.Arg{}
	}
	return chat.Literal(w.Insured.Decree)
}

// next says what he is to do, and by when.
func (w worked) next() chat.Arg {
	args := chat.Args{"Month": chat.Month(w.Next.Month), "Amount": {}, "Due": chat.Day(w.Due), "Reactivation": chat.Message(reactivation)}
	if total := w.Next.Total(); total > 0 {
		args["Amount"] = chat.Rupiah(total)
	}
	switch w.Step {
	case jamsostek.StepRegister, jamsostek.StepWait, jamsostek.StepConfirm:
		return chat.Message("next." + string(w.Step))
	case jamsostek.StepCorrect, jamsostek.StepAsk:
		if w.Correct != "" {
			return chat.Message("next.correct")
		}
		return chat.Message("next.ask")
	case jamsostek.StepPayNext:
		return chat.MessageWith("next.pay", args)
	case jamsostek.StepPayNow:
		return chat.MessageWith("next.late", args)
	case jamsostek.StepPayAgain:
		return chat.MessageWith("next.again", args)
	default: // jamsostek.StepNone
		switch {
		case w.Known.Left == jamsostek.LeftDied:
			return chat.Message("next.heirs")
		case w.Due.IsZero():
			return chat.Message("next.none")
		}
		return chat.MessageWith("next.later", args)
	}
}

// fix says what BPJS or an officer wants corrected; nothing where they want nothing.
func (w worked) fix() chat.Arg {
	if w.Correct == "" {
		return chat.Arg{}
	}
	return chat.MessageWith("status.fix", chat.Args{"Field": chat.Message("register.field." + string(w.Correct)), "Why": record.ReasonWords(w.Why)})
}

// unknown is the headline where what is kept of him cannot be told from.
func (w worked) unknown() chat.Arg {
	return chat.MessageWith("cover.unknown", chat.Args{"Name": chat.Literal(w.Name)})
}

// asOf says as of which day BPJS has been heard of him.
func asOf(day civil.Date) chat.Arg {
	if day.IsZero() {
		return chat.Message("status.asof.none")
	}
	return chat.MessageWith("status.asof", chat.Args{"Date": chat.Day(day)})
}
