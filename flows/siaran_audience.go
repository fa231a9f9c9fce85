package flows

import (
	"slices"
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/input"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

// siaranFilters are the questions on who a broadcast is for, the most usual first. None has to be answered.
var siaranFilters = []string{"covers", "ends", "districts", "villages", "receipts", "occupations", "states", "sectors", "relations", "languages"}

var audienceKeys = func() []string {
	all := []string{"siaran.everybody"}
	for _, filter := range siaranFilters {
		all = append(all, "siaran.audience."+filter)
	}
	return all
}()

// filters are what the questions on the audience understand.
func (s Setting) filters() map[string]dialogue.Input {
	several := func(prefix string, values ...string) dialogue.Input {
		return input.Several{Of: input.ChoiceOf(prefix, values...)}
	}
	var trades []string
	for _, occupation := range jamsostek.Occupations {
		trades = append(trades, occupation.ID)
	}
	return map[string]dialogue.Input{
		"covers":      several("cover.word", texts(jamsostek.CoverStates)...),
		"ends":        input.Months{Without: "siaran.ends.none"},
		"districts":   input.Several{Of: ownDistrict{input.District{Region: s.Region}}},
		"villages":    input.Several{Of: input.AnyVillage{Region: s.Region, Districts: "districts"}},
		"receipts":    input.Receipts{},
		"occupations": several("occupation", trades...),
		"states":      several("state", texts(record.ApplicationStates)...),
		"sectors":     several("siaran.sector", string(jamsostek.Transport), string(jamsostek.Others)),
		"relations":   several("siaran.relation", string(record.RelationSelf), string(record.RelationHelper)),
		"languages":   several("language", s.Texts.Languages()...),
	}
}

func texts[T ~string](values []T) []string {
	all := make([]string, len(values))
	for i, value := range values {
		all[i] = string(value)
	}
	return all
}

func values[T ~string](answer string) []T {
	var all []T
	for _, value := range input.SeveralOf(answer) {
		all = append(all, T(value))
	}
	return all
}

// filterSteps ask about one part of the audience each, and lead back to where that was chosen.
func (s Setting) filterSteps() []dialogue.Step {
	all := s.filters()
	steps := make([]dialogue.Step, len(siaranFilters))
	for i, filter := range siaranFilters {
		steps[i] = dialogue.Step{ID: filter, Ask: "siaran." + filter, Accept: all[filter], Keeps: anyWords, Args: func(c dialogue.Context) chat.Args {
			so := chat.Message("siaran.nothing")
			if c.Value(filter) != "" {
				so = all[filter].Show(c, c.Value(filter))
			}
			return chat.Args{"So": so}
		}}
	}
	return steps
}

// ownDistrict is a district that the officer works for.
type ownDistrict struct{ input.District }

// Choices are the districts that he works for.
func (d ownDistrict) Choices(c dialogue.Context) []dialogue.Choice {
	own := c.Facts.Officer.Districts
	return slices.DeleteFunc(d.District.Choices(c), func(choice dialogue.Choice) bool { return len(own) > 0 && !slices.Contains(own, choice.Value) })
}

// Read finds one of them.
func (d ownDistrict) Read(c dialogue.Context, content chat.Content) dialogue.Reading {
	read := d.District.Read(c, content)
	own := c.Facts.Officer.Districts
	if len(own) > 0 && read.Value != "" && !slices.Contains(own, read.Value) {
		return dialogue.Complain("siaran.district.other", nil)
	}
	return read
}

// Examples are his first district by its name.
func (d ownDistrict) Examples(c dialogue.Context) []dialogue.Example {
	return []dialogue.Example{{Content: chat.Text{Text: d.Choices(c)[0].Label.Text}}}
}

// Messages are those of a district, and that it is not his.
func (d ownDistrict) Messages() []string {
	return append(d.District.Messages(), "siaran.district.other")
}

// answeredAudience is who was chosen. Villages outside of the districts that were chosen too are left out: nobody lives in both.
func (s Setting) answeredAudience(c dialogue.Context) record.Audience {
	a := record.Audience{
		Covers: values[jamsostek.CoverState](c.Value("covers")), Districts: input.SeveralOf(c.Value("districts")),
		Villages: input.SeveralOf(c.Value("villages")), Receipts: input.ReceiptsOf(c.Value("receipts")),
		Occupations: input.SeveralOf(c.Value("occupations")), States: values[record.ApplicationState](c.Value("states")),
		Sectors: values[jamsostek.Sector](c.Value("sectors")), Relations: values[record.Relation](c.Value("relations")),
		Languages: input.SeveralOf(c.Value("languages")),
	}
	a.EndsFrom, a.EndsTo = input.MonthsOf(c.Value("ends"))
	if len(a.Districts) > 0 {
		a.Villages = slices.DeleteFunc(a.Villages, func(code string) bool {
			village, _ := s.Region.Village(code)
			return !slices.Contains(a.Districts, village.District)
		})
	}
	return a
}

// audienceAnswers are the answers that an audience is made of.
func (s Setting) audienceAnswers(a record.Audience) map[string]string {
	return map[string]string{
		"covers": strings.Join(texts(a.Covers), " "), "ends": input.ValueOfMonths(a.EndsFrom, a.EndsTo), "districts": strings.Join(a.Districts, " "),
		"villages": strings.Join(a.Villages, " "), "receipts": input.ValueOfReceipts(a.Receipts), "occupations": strings.Join(a.Occupations, " "),
		"states": strings.Join(texts(a.States), " "), "sectors": strings.Join(texts(a.Sectors), " "),
		"relations": strings.Join(texts(a.Relations), " "), "languages": strings.Join(a.Languages, " "),
	}
}

// chosen is the audience so far.
func (s Setting) chosen(c dialogue.Context) chat.Args {
	return chat.Args{"Audience": s.audienceLines(c, s.answeredAudience(c))}
}

// audienceLines say in words who a broadcast is for, a line for each part that was chosen.
func (s Setting) audienceLines(c dialogue.Context, a record.Audience) chat.Arg {
	answers, filters := s.audienceAnswers(a), s.filters()
	var lines []chat.Arg
	for _, filter := range siaranFilters {
		if value := answers[filter]; value != "" {
			lines = append(lines, chat.Joined(
				chat.Literal("• "), chat.Message("siaran.audience."+filter), chat.Literal(": "), filters[filter].Show(c, value),
			))
		}
	}
	if len(lines) == 0 {
		return chat.Message("siaran.everybody")
	}
	return chat.Lines(lines...)
}
