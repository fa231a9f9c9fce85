package record

import (
	"maps"
	"slices"

	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/jamsostek"
)

// Refused is the outcome of a row that is not taken, for the reason.
func Refused(why string) Outcome { return Outcome{Name: OutcomeRefused, Why: why} }

// Judge is what comes of putting a worker of that standing onto the decree's list: New, Changed where BPJS had refused him there and he
// is listed anew, Same, or Refused.
func (e ListWorker) Judge(d Decree, s Standing) Outcome {
	on, payer := s.listing(d.ID), s.paidBy(d)
	switch {
	case on != nil && on.State != jamsostek.SpanRefused:
		return Outcome{Name: OutcomeSame, Receipt: s.Receipt}
	case s.State == StateRefused:
		return Refused(WhyRefused)
	case s.Left != "":
		return Refused(WhyLeft)
	case !e.Double && payer != "":
		return Outcome{Name: OutcomeRefused, Why: WhyPaidTwice, Sponsor: payer}
	case on != nil:
		return Outcome{Name: OutcomeChanged, Receipt: s.Receipt}
	case d.Quota > 0 && d.Listed >= d.Quota:
		return Refused(WhyQuota)
	}
	return Outcome{Name: OutcomeNew, Receipt: s.Receipt}
}

// listing is the row on the decree's list; nil where there is none.
func (s Standing) listing(decree int64) *Listing {
	i := slices.IndexFunc(s.Listings, func(l Listing) bool { return l.ID == decree })
	if i < 0 {
		return nil
	}
	return &s.Listings[i]
}

// paidBy is another sponsor that pays for one of the decree's months already; empty where none does.
func (s Standing) paidBy(d Decree) jamsostek.Sponsor {
	for _, l := range s.Listings {
		if l.Sponsor != d.Sponsor && l.State != jamsostek.SpanRefused && !d.Last.Before(l.First) && !l.Last.Before(d.First) {
			return l.Sponsor
		}
	}
	for _, p := range s.Payments {
		others := p.Sponsor != "" && p.Sponsor != d.Sponsor && p.State != PaymentRejected
		if others && !p.Month.Before(d.First) && !d.Last.Before(p.Month) {
			return p.Sponsor
		}
	}
	return ""
}

// Judge is what comes of BPJS' answer for a worker of that standing and membership number: New where it is the first, Changed where it
// is another than before, Same, or Refused. An answer of an earlier day than the one that is kept changes nothing, as files come out of
// order; keep says whether there is anything to be kept, if only the day.
func (e AnswerEnrolment) Judge(s Standing, kpj identity.KPJ) (outcome Outcome, keep bool) {
	on := s.listing(e.Decree)
	if on == nil {
		return Refused(WhyNotListed), false
	}
	outcome = Outcome{Name: OutcomeSame, Receipt: s.Receipt}
	older := !e.DataDate.IsZero() && e.DataDate.Before(on.DataDate)
	newer := on.DataDate.Before(e.DataDate)
	switch {
	case older:
		return outcome, false
	case on.State == jamsostek.SpanListed:
		outcome.Name = OutcomeNew
	case e.Accepted && (on.State != jamsostek.SpanActive || !e.KPJ.IsZero() && e.KPJ != kpj):
		outcome.Name = OutcomeChanged
	case !e.Accepted && (on.State != jamsostek.SpanRefused || on.Field != e.Field || on.Reason != e.Reason):
		outcome.Name = OutcomeChanged
	case !e.Accepted && on.Corrected && newer:
		outcome.Name = OutcomeChanged // refused again after he had corrected it
	}
	return outcome, newer || outcome.Name != OutcomeSame
}

// Judge is what comes of months that were paid for a worker of that standing: New where one is not kept yet, Changed where one that he
// reported, or that was rejected, is confirmed by it, else Same.
func (e ConfirmMonths) Judge(s Standing) Outcome {
	kept := map[civil.Month]PaymentState{}
	for _, p := range s.Payments {
		if p.Sponsor == e.Sponsor {
			kept[p.Month] = p.State
		}
	}
	outcome := Outcome{Name: OutcomeSame, Receipt: s.Receipt}
	for i := range e.Months {
		switch state, known := kept[e.First.Add(i)]; {
		case known && state != PaymentConfirmed:
			outcome.Name = OutcomeChanged
		case !known && outcome.Name == OutcomeSame:
			outcome.Name = OutcomeNew
		}
	}
	return outcome
}

// marks are the flags that stand for what a register says.
var marks = map[MatchSource]map[MatchResult]Flag{
	MatchDukcapil: {
		MatchNotFound: FlagDukcapilMissing, MatchNameDiffers: FlagDukcapilName, MatchBirthDiffers: FlagDukcapilBirth,
		MatchDied: FlagDied, MatchMoved: FlagMoved,
	},
	MatchDTSEN: {
		MatchNotFound: FlagDTSENMissing, MatchNameDiffers: FlagDTSENName, MatchBirthDiffers: FlagDTSENBirth,
		MatchDied: FlagDied, MatchMoved: FlagMoved,
	},
}

// Mark is the application's flags with what the register says now in the place of what it said before.
func (e MatchWorker) Mark(flags []Flag) []Flag {
	marked := slices.DeleteFunc(slices.Clone(flags), func(flag Flag) bool { return says(e.Source, flag) })
	if flag := marks[e.Source][e.Result]; flag != "" {
		marked = append(marked, flag)
	}
	return marked
}

// Passes says whether an application of that state and those flags goes on to matching: it is being verified, and no register differs.
func (e MatchWorker) Passes(state ApplicationState, flags []Flag) bool {
	differs := func(flag Flag) bool { return says(MatchDukcapil, flag) || says(MatchDTSEN, flag) }
	return e.Result == MatchAgrees && state == StateVerifying && !slices.ContainsFunc(flags, differs)
}

// says says whether the flag is one that the register raises.
func says(source MatchSource, flag Flag) bool {
	return slices.Contains(slices.Collect(maps.Values(marks[source])), flag)
}

// Fill is the worker with what was empty filled from the other; nothing that was there is changed. Place, trade and phone are each
// filled as a whole.
func (w Worker) Fill(from Worker) Worker {
	if w.Name == "" {
		w.Name = from.Name
	}
	if w.Birth.IsZero() {
		w.Birth = from.Birth
	}
	if w.Sex == "" {
		w.Sex = from.Sex
	}
	if w.Village == "" && w.VillageText == "" && (w.District == "" || w.District == from.District) {
		w.Village, w.VillageText, w.District = from.Village, from.VillageText, from.District
	}
	if w.Phone.IsZero() {
		w.Phone, w.PhoneOwner = from.Phone, from.PhoneOwner
	}
	if w.Occupation == "" {
		w.Occupation, w.OccupationText = from.Occupation, from.OccupationText
	}
	for mine, other := range map[*string]string{&w.Neighbourhood: from.Neighbourhood, &w.Address: from.Address, &w.Workplace: from.Workplace} {
		if *mine == "" {
			*mine = other
		}
	}
	if w.Income == 0 {
		w.Income = from.Income
	}
	if w.Member == "" {
		w.Member = from.Member
	}
	if w.Employment == "" {
		w.Employment = from.Employment
	}
	return w
}

// SameFlags says whether two lists have the same flags, in whatever order.
func SameFlags(a, b []Flag) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}
