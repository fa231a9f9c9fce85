package flows

import (
	"slices"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// The months of membership from which a benefit is paid in full, for the day from which it is.
const (
	deathMonths       = 3
	scholarshipMonths = 36
)

// benefit says what a worker and his heirs are paid for what happens today, reckoned from the lowest income, so that nothing is
// promised that may not come; to somebody who is not covered, what a new member gets.
func benefit(s Setting) dialogue.Flow {
	return dialogue.Flow{
		ID:    "benefit",
		Open:  append(dialogue.Commands("manfaat", "benefit"), dialogue.Intents(reading.Benefit)...),
		Facts: func(dialogue.Context) record.Query { return record.Query{Insured: true} },
		Says: slices.Concat(coverKeys, []string{
			"benefit", "benefit.mine", "benefit.new", "benefit.death", "benefit.death.full", "benefit.school", "benefit.school.yet",
		}),
		Tries: coverTries,
		Tell: func(c dialogue.Context) dialogue.Told {
			own := ownWorkers(c)
			if w, ok := named(c, c.Payload); ok {
				own = []record.Insured{w}
			}
			var words []chat.Words
			for _, insured := range own {
				if w, ok := s.cover(c, insured); ok && w.Protects(w.day) {
					words = append(words, w.benefits(c))
				}
			}
			if len(words) == 0 {
				words = []chat.Words{forNewMember(c)}
			}
			last := &words[len(words)-1]
			last.Options = append(last.Options, opening("iuran"), opening("menu"))
			return dialogue.Told{Words: words}
		},
	}
}

// benefits are those of a worker who is covered.
func (w worked) benefits(c dialogue.Context) chat.Words {
	tier := lowest(c)
	b, _ := w.Benefits(tier, w.day)
	since := w.Cover.Since
	if unpaid := w.day.MonthOf().Sub(w.Until); unpaid > 0 {
		since = since.Add(unpaid - 1) // unpaid months are no membership
	}
	whose := chat.MessageWith("benefit.mine", chat.Args{"Cover": w.headline(), "Base": chat.Rupiah(tier.Base)})
	return benefitWords(whose, b, since.First())
}

// lowest is the tier that is reckoned with: what of his income BPJS was told nobody here knows, and what he earns raises no benefit.
func lowest(c dialogue.Context) jamsostek.Tier {
	tier, _ := c.Facts.Rates.Tariff().Tier(c.Today().MonthOf(), 0)
	return tier
}

// forNewMember are the benefits of somebody whose membership begins today, of the lowest base.
func forNewMember(c dialogue.Context) chat.Words {
	tier := lowest(c)
	b, _ := jamsostek.Member{Since: c.Today(), Tier: tier}.Benefits(c.Today())
	return benefitWords(chat.MessageWith("benefit.new", chat.Args{"Base": chat.Rupiah(tier.Base)}), b, c.Today())
}

func benefitWords(whose chat.Arg, b jamsostek.Benefits, since civil.Date) chat.Words {
	full := func(months int) chat.Arg { return chat.Day(fullFrom(since, months)) }
	death := chat.MessageWith("benefit.death.full", chat.Args{"Amount": chat.Rupiah(b.Death)})
	if member, _ := (jamsostek.Member{Since: since}).Benefits(fullFrom(since, deathMonths)); b.Death < member.Death {
		death = chat.MessageWith("benefit.death", chat.Args{
			"Amount": chat.Rupiah(b.Death), "Full": chat.Rupiah(member.Death), "From": full(deathMonths),
		})
	}
	school := chat.Message("benefit.school")
	if b.Scholarship == 0 {
		school = chat.MessageWith("benefit.school.yet", chat.Args{"From": full(scholarshipMonths)})
	}
	return chat.Words{Key: "benefit", Args: chat.Args{
		"Whose": whose, "Accident": chat.Rupiah(b.AccidentDeath), "Death": death, "School": school,
		"Scholarship": chat.Rupiah(b.AccidentScholarship),
	}}
}

// fullFrom is the first day on which so many months of membership are full; where its month lacks the day, the first of the next.
func fullFrom(since civil.Date, months int) civil.Date {
	month := since.MonthOf().Add(months)
	if day := (civil.Date{Year: month.Year, Month: month.Month, Day: since.Day}); day.IsValid() {
		return day
	}
	return month.Add(1).First()
}
