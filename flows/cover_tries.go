package flows

import (
	"time"

	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

// coverTries are workers in all kinds of standing, for Walk.
func coverTries() []dialogue.Try {
	month := func(n int) civil.Month { return civil.Month{Year: 2026, Month: time.November}.Add(n) }
	terms := jamsostek.Terms{Sector: jamsostek.Others, Income: 1_500_000}
	decree := func(first, last int, state jamsostek.SpanState) []jamsostek.Span {
		return []jamsostek.Span{{Sponsor: jamsostek.Regency, First: month(first), Last: month(last), State: state}}
	}
	asOf := civil.Date{Year: 2026, Month: time.November, Day: 20}
	tries := []dialogue.Try{{}}
	for _, known := range []jamsostek.Known{
		{Stage: jamsostek.StageListed, Terms: terms, Spans: decree(-10, 1, jamsostek.SpanActive), AsOf: asOf},
		{Stage: jamsostek.StageListed, Terms: terms, Spans: decree(2, 13, jamsostek.SpanListed)},
		{Stage: jamsostek.StageListed, Terms: terms, Spans: decree(-10, 1, jamsostek.SpanRefused), AsOf: asOf},
		{Stage: jamsostek.StageWaiting, Terms: terms, Paid: []jamsostek.Paid{{Month: month(-3), Confirmed: true}, {Month: month(0)}}},
		{Stage: jamsostek.StageListed, Terms: terms, Spans: decree(-10, -2, jamsostek.SpanActive), AsOf: asOf},
		{Stage: jamsostek.StageListed, Terms: terms, Spans: decree(-20, -10, jamsostek.SpanActive), AsOf: asOf},
		{Stage: jamsostek.StageListed, Terms: terms, Spans: decree(-20, -1, jamsostek.SpanActive), Left: jamsostek.LeftEmployed, LeftOn: asOf},
	} {
		tries = append(tries, dialogue.Try{Facts: record.Facts{Insured: []record.Insured{
			{Receipt: 17, Name: "Siti", Relation: record.RelationSelf, Known: known, Decree: "12/2026"},
		}}})
	}
	for i, state := range record.ApplicationStates {
		stage := []jamsostek.Stage{
			jamsostek.StageApplied, jamsostek.StageUnderway, jamsostek.StageUnderway, jamsostek.StageListed, jamsostek.StageWaiting,
			jamsostek.StageReturned, jamsostek.StageRefused,
		}[i]
		at := asOf.In(time.UTC)
		tries = append(tries, dialogue.Try{Facts: record.Facts{
			Insured:      []record.Insured{{Receipt: 17, Name: "Siti", Known: jamsostek.Known{Stage: stage, Terms: terms}, Correct: record.FieldNIK, Why: "NIK"}},
			Applications: []record.Application{{Receipt: 17, Name: "Siti", State: state, Since: at, History: []record.Moved{{State: state, At: at}}}},
		}})
	}
	return tries
}
