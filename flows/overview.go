package flows

import (
	"strconv"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/record"
)

// districtsAtOnce is how many kecamatan the chart shows: those where the most wait.
const districtsAtOnce = 10

// overview tells officers how many applications there are: by state, by kecamatan, by how long they have waited.
func overview(s Setting) dialogue.Flow {
	says := []string{"summary", "summary.states", "summary.districts", "summary.count", "summary.elsewhere", "unforeseen.command"}
	for age := range (record.Summary{}).Ages {
		says = append(says, "summary.age."+strconv.Itoa(age))
	}
	return dialogue.Flow{
		ID:    "summary",
		Open:  dialogue.Commands("ringkasan", "summary"),
		Facts: func(c dialogue.Context) record.Query { return record.Query{Officer: true, Summary: true, Now: c.Now} },
		May:   officersOnly,
		Says:  says,
		Tries: func() []dialogue.Try { return officerTries("") },
		Tell: func(c dialogue.Context) dialogue.Told {
			sum := c.Facts.Summary
			states, ages, districts := byState(sum), byAge(sum), s.byDistrict(sum)
			words := []chat.Words{{
				Key: "summary", Picture: &chat.Picture{Title: chat.Message("summary.states"), Bars: states},
				Args: chat.Args{"States": counts(states), "Ages": counts(ages), "Line": lineCount(sum)},
			}}
			if len(districts) > 0 {
				words = append(words, chat.Words{
					Key: "summary.districts", Picture: &chat.Picture{Title: chat.Message("summary.districts"), Bars: districts},
				})
			}
			words[len(words)-1].Options = []chat.Option{opening("office")}
			return dialogue.Told{Words: words}
		},
	}
}

// lineCount is how many wait for registration to open; nothing where nobody does.
func lineCount(sum record.Summary) chat.Arg {
	if sum.Line == 0 {
		return chat.Lines()
	}
	return chat.Number(sum.Line)
}

// counts are bars in words, one a line.
func counts(bars []chat.Bar) chat.Arg {
	var lines []chat.Arg
	for _, bar := range bars {
		lines = append(lines, chat.MessageWith("summary.count", chat.Args{"Label": bar.Label, "Count": chat.Number(int(bar.Value))}))
	}
	return chat.Lines(lines...)
}

func byState(sum record.Summary) []chat.Bar {
	var bars []chat.Bar
	for _, state := range record.ApplicationStates {
		bars = append(bars, chat.Bar{Label: chat.Message("state." + string(state)), Value: int64(sum.States[state])})
	}
	return bars
}

func byAge(sum record.Summary) []chat.Bar {
	var bars []chat.Bar
	for age, n := range sum.Ages {
		bars = append(bars, chat.Bar{Label: chat.Message("summary.age." + strconv.Itoa(age)), Value: int64(n)})
	}
	return bars
}

func (s Setting) byDistrict(sum record.Summary) []chat.Bar {
	var bars []chat.Bar
	for _, of := range sum.Districts[:min(len(sum.Districts), districtsAtOnce)] {
		label := s.place(of.District)
		if label.IsZero() {
			label = chat.Message("summary.elsewhere")
		}
		bars = append(bars, chat.Bar{Label: label, Value: int64(of.Waiting)})
	}
	return bars
}
