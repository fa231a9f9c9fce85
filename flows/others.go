package flows

import (
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/input"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/programme"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// others tells somebody who knows a worker by three particulars whether that worker is covered, and nothing else of him. Where the
// particulars do not fit together it never says which of them is wrong, nor whether anybody has the NIK.
func others(s Setting) dialogue.Flow {
	return dialogue.Flow{
		ID:   "others",
		Open: append(dialogue.Commands("cek", "check"), dialogue.Intents(reading.Others)...),
		Says: append([]string{"others.until", "others.known", "others.as-of", "moment"}, coverWords()...),
		Steps: []dialogue.Step{
			{ID: "nik", Ask: "others.nik", Accept: input.NIK{Plain: true}, Secret: true, Noted: "register.nik.noted", Next: dialogue.To("birth")},
			{ID: "birth", Ask: "others.birth", Accept: input.Birth{Plain: true}, Next: dialogue.To("district")},
			{ID: "district", Ask: "others.district", Accept: input.District{Region: s.Region}, Forgets: []string{"village"}, Next: dialogue.To("village")},
			{ID: "village", Ask: "register.village", Args: districtName(s), Accept: input.Village{Region: s.Region, District: "district"},
				Next: dialogue.Perform("look")},
		},
		Finishes: map[string]dialogue.Finish{
			"look": {Effects: lookUp, Outcomes: map[record.OutcomeName]dialogue.Next{
				record.OutcomeLooked:  dialogue.End("others.looked", "others", "menu"),
				record.OutcomeNoMatch: dialogue.End("others.no-match", "others", "officer", "menu"),
				record.OutcomeWait:    dialogue.End("wait", "officer", "menu"),
			}},
		},
		Args: func(_ dialogue.Context, outcome record.Outcome) chat.Args {
			return chat.Args{"Cover": chat.Lines(looked(outcome.Looked)...), "Until": notBefore(s.Programme, outcome.Until)}
		},
	}
}

func lookUp(c dialogue.Context) []record.Effect {
	birth, _ := civil.ParseDate(c.Value("birth")) // it was read by the same parser
	return []record.Effect{record.LookUp{By: c.Person, At: c.Now, NIK: nik(c), Birth: birth, Village: listed(c.Value("village"))}}
}

// looked is all that is told of another: his state, how long his cover lasts, and how old that knowledge is.
func looked(l record.Looked) []chat.Arg {
	state := l.State
	if state == "" {
		state = jamsostek.CoverNever
	}
	lines := []chat.Arg{chat.MessageWith("others.known", chat.Args{"State": coverWord(state)})}
	if !l.Until.IsZero() {
		lines = append(lines, chat.MessageWith("others.until", chat.Args{"Until": chat.Month(l.Until)}))
	}
	if !l.AsOf.IsZero() {
		lines = append(lines, chat.MessageWith("others.as-of", chat.Args{"AsOf": chat.Day(l.AsOf)}))
	}
	return lines
}

// coverWord is a state of cover in a few words.
func coverWord(state jamsostek.CoverState) chat.Arg {
	return chat.Message("cover.word." + string(state))
}

func coverWords() []string {
	keys := make([]string, len(jamsostek.CoverStates))
	for i, state := range jamsostek.CoverStates {
		keys[i] = "cover.word." + string(state)
	}
	return keys
}

// notBefore is the end of a wait, told as the next full or half hour.
func notBefore(p programme.Programme, t time.Time) chat.Arg {
	const half = 30 * time.Minute
	return moment(p, t.Add(half-time.Nanosecond).Truncate(half))
}

// dueBy is the end of a clock, told as the last full hour before it: whoever keeps that is never late.
func dueBy(p programme.Programme, t time.Time) chat.Arg { return moment(p, t.Truncate(time.Hour)) }

// moment is a point in time as people say it, in the programme's zone.
func moment(p programme.Programme, t time.Time) chat.Arg {
	here := t.In(p.Zone())
	return chat.MessageWith("moment", chat.Args{
		"Date": chat.Day(civil.DateOf(here)), "Clock": chat.Literal(here.Format("15.04")), "Zone": chat.Literal(p.ZoneName),
	})
}
