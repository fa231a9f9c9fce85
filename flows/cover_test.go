package flows_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
	"jagaetam/internal/transcript"
	"jagaetam/locales"
)

func month(text string) civil.Month {
	m, err := civil.ParseMonth(text)
	if err != nil {
		panic(err)
	}
	return m
}

func date(text string) civil.Date {
	d, err := civil.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

var (
	farmer   = jamsostek.Terms{Sector: jamsostek.Others, Income: 900_000}
	rider    = jamsostek.Terms{Sector: jamsostek.Transport, Income: 1_500_000}
	november = date("2026-11-20")
)

func decree(sponsor jamsostek.Sponsor, first, last string, state jamsostek.SpanState) jamsostek.Span {
	return jamsostek.Span{Sponsor: sponsor, First: month(first), Last: month(last), State: state}
}

func paidFor(confirmed bool, months ...string) []jamsostek.Paid {
	var paid []jamsostek.Paid
	for _, m := range months {
		paid = append(paid, jamsostek.Paid{Month: month(m), Confirmed: confirmed})
	}
	return paid
}

// standings are workers in every state of cover, on a day.
var standings = []struct {
	name, day string
	state     jamsostek.CoverState
	known     jamsostek.Known
	correct   record.Field
	filed     record.ApplicationState // where the application is to be told of
}{
	{"never", "2026-11-23", jamsostek.CoverNever, jamsostek.Known{Terms: farmer}, "", ""},
	{"applied", "2026-11-23", jamsostek.CoverApplied, jamsostek.Known{Stage: jamsostek.StageApplied, Terms: farmer}, "", record.StateReceived},
	{"underway", "2026-11-23", jamsostek.CoverUnderway, jamsostek.Known{Stage: jamsostek.StageUnderway, Terms: farmer}, "", record.StateMatching},
	{"waiting", "2026-11-23", jamsostek.CoverWaiting, jamsostek.Known{Stage: jamsostek.StageWaiting, Terms: farmer}, "", record.StateWaiting},
	{"returned", "2026-11-23", jamsostek.CoverReturned, jamsostek.Known{Stage: jamsostek.StageReturned, Terms: farmer}, record.FieldNIK, record.StateReturned},
	{"refused by an officer", "2026-11-23", jamsostek.CoverRefused, jamsostek.Known{Stage: jamsostek.StageRefused, Terms: farmer}, "", record.StateRefused},
	{"refused by BPJS", "2026-11-23", jamsostek.CoverRefused, jamsostek.Known{
		Stage: jamsostek.StageListed, Terms: farmer, Spans: []jamsostek.Span{decree(jamsostek.Regency, "2026-01", "2026-12", jamsostek.SpanRefused)}, AsOf: november,
	}, record.FieldBirth, record.StateDecreed},
	{"listed, to begin", "2026-11-23", jamsostek.CoverListed, jamsostek.Known{
		Stage: jamsostek.StageListed, Terms: farmer, Spans: []jamsostek.Span{decree(jamsostek.Village, "2027-01", "2027-12", jamsostek.SpanListed)},
	}, "", ""},
	{"paid by the regency", "2026-06-10", jamsostek.CoverSponsored, jamsostek.Known{
		Stage: jamsostek.StageListed, Terms: farmer, Spans: []jamsostek.Span{decree(jamsostek.Regency, "2026-01", "2026-12", jamsostek.SpanActive)}, AsOf: date("2026-06-01"),
	}, "", ""},
	{"paid by the regency, which soon ends", "2026-11-23", jamsostek.CoverSponsored, jamsostek.Known{
		Stage: jamsostek.StageListed, Terms: farmer, Spans: []jamsostek.Span{decree(jamsostek.Regency, "2026-01", "2026-12", jamsostek.SpanActive)}, AsOf: november,
	}, "", ""},
	{"paid by the village, then by the province, with a hole and twice", "2026-11-23", jamsostek.CoverSponsored, jamsostek.Known{
		Stage: jamsostek.StageListed, Terms: farmer, Paid: paidFor(true, "2026-11"), Spans: []jamsostek.Span{
			decree(jamsostek.Regency, "2026-01", "2026-06", jamsostek.SpanActive), decree(jamsostek.Village, "2026-08", "2026-12", jamsostek.SpanActive),
			decree(jamsostek.Province, "2027-01", "2027-03", jamsostek.SpanListed),
		}, AsOf: november,
	}, "", ""},
	{"pays himself", "2027-02-03", jamsostek.CoverSelf, jamsostek.Known{
		Terms: rider, Paid: paidFor(true, "2027-01", "2027-02", "2027-03"), AsOf: date("2027-02-01"),
	}, "", ""},
	{"says he has paid", "2027-02-03", jamsostek.CoverSelf, jamsostek.Known{
		Terms: rider, Paid: append(paidFor(true, "2027-01"), paidFor(false, "2027-02")...), AsOf: date("2027-01-20"),
	}, "", ""},
	{"has to pay by the 15th", "2027-01-10", jamsostek.CoverDue, jamsostek.Known{
		Stage: jamsostek.StageListed, Terms: farmer, Spans: []jamsostek.Span{decree(jamsostek.Regency, "2026-01", "2026-12", jamsostek.SpanActive)}, AsOf: november,
	}, "", ""},
	{"has not paid", "2027-02-20", jamsostek.CoverUnpaid, jamsostek.Known{
		Stage: jamsostek.StageListed, Terms: farmer, Spans: []jamsostek.Span{decree(jamsostek.Regency, "2026-01", "2026-12", jamsostek.SpanActive)}, AsOf: november,
	}, "", ""},
	{"has not paid what BPJS never confirmed", "2027-01-20", jamsostek.CoverUnpaid, jamsostek.Known{
		Stage: jamsostek.StageListed, Terms: farmer, Paid: paidFor(true, "2026-03"),
		Spans: []jamsostek.Span{decree(jamsostek.Regency, "2026-04", "2026-12", jamsostek.SpanListed)}, AsOf: november,
	}, "", ""},
	{"lapsed", "2027-04-02", jamsostek.CoverLapsed, jamsostek.Known{
		Stage: jamsostek.StageListed, Terms: farmer, Spans: []jamsostek.Span{decree(jamsostek.Regency, "2026-01", "2026-12", jamsostek.SpanActive)}, AsOf: november,
	}, "", ""},
	{"works for a company", "2026-11-23", jamsostek.CoverEnded, jamsostek.Known{
		Stage: jamsostek.StageListed, Terms: farmer, Spans: []jamsostek.Span{decree(jamsostek.Regency, "2026-01", "2026-12", jamsostek.SpanActive)},
		Left: jamsostek.LeftEmployed, LeftOn: date("2026-10-05"), AsOf: november,
	}, "", ""},
	{"has moved away", "2026-11-23", jamsostek.CoverEnded, jamsostek.Known{
		Stage: jamsostek.StageListed, Terms: farmer, Spans: []jamsostek.Span{decree(jamsostek.Regency, "2026-01", "2026-12", jamsostek.SpanActive)},
		Left: jamsostek.LeftMoved, LeftOn: date("2026-11-05"), AsOf: november,
	}, "", ""},
	{"has died", "2026-11-23", jamsostek.CoverEnded, jamsostek.Known{
		Stage: jamsostek.StageListed, Terms: farmer, Spans: []jamsostek.Span{decree(jamsostek.Regency, "2026-01", "2026-12", jamsostek.SpanActive)},
		Left: jamsostek.LeftDied, LeftOn: date("2026-10-05"), AsOf: november,
	}, "", ""},
	{"not to be told", "2026-11-23", "", jamsostek.Known{Stage: "no such stage", AsOf: november}, "", ""},
}

// facts are what is known of one worker of the account.
func facts(known jamsostek.Known, correct record.Field, filed record.ApplicationState) record.Facts {
	worker := record.Insured{Receipt: 17, Name: "Siti", Relation: record.RelationSelf, Known: known, Decree: "12/2026", Correct: correct}
	if correct != "" {
		worker.Why = "Tidak sama dengan data Disdukcapil."
	}
	facts := record.Facts{Insured: []record.Insured{worker}}
	if filed != "" {
		at := date("2026-11-03").In(time.UTC)
		facts.Applications = []record.Application{{Receipt: 17, State: filed, Since: at, History: []record.Moved{{State: filed, At: at}}}}
	}
	return facts
}

// told is what an opened flow says about the facts on a day, as it stands on the screen.
func told(t *testing.T, lang, day, flow, payload string, known record.Facts) string {
	t.Helper()
	b, texts := book(t)
	turn := b.Advance(dialogue.State{Language: lang}, dialogue.Event{
		In: chat.Incoming{
			Key: "k", Chat: "tg:1", From: chat.Person{ID: "tg:1"},
			Content: chat.Tap{Query: "q", Press: chat.Press{Kind: chat.PressOpen, Flow: flow, Value: payload}},
		},
		Now: date(day).In(time.UTC).Add(4 * time.Hour), Facts: &known,
	})
	screen := transcript.Screen{Texts: texts}
	if _, err := screen.Say(chat.Answer{Language: lang, Words: turn.Words}); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, shown := range screen.Take() {
		fmt.Fprintln(&out, shown.Text)
		for _, row := range shown.Buttons {
			fmt.Fprintf(&out, "[%s]\n", strings.Join(row, "] ["))
		}
	}
	return out.String()
}

// Every state of cover is told in words of its own. testdata/status.golden has them all, to be read by an officer.
func TestEveryStateOfCoverIsTold(t *testing.T) {
	var out strings.Builder
	seen := map[jamsostek.CoverState]bool{}
	for _, standing := range standings {
		if cover, err := jamsostek.Law().Cover(standing.known, date(standing.day), jamsostek.FixedHolidays()); err == nil && cover.State != standing.state {
			t.Errorf("%s: the state is %s, not %s", standing.name, cover.State, standing.state)
		}
		seen[standing.state] = true
		for _, lang := range []string{locales.Indonesian, locales.English} {
			text := told(t, lang, standing.day, "status", "", facts(standing.known, standing.correct, standing.filed))
			fmt.Fprintf(&out, "== %s, %s, %s\n%s\n", standing.name, standing.day, lang, text)
		}
	}
	for _, state := range jamsostek.CoverStates {
		if !seen[state] {
			t.Errorf("no worker is %s", state)
		}
	}
	golden(t, "testdata/status.golden", out.String())
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("what is written (-) is not what is said (+):\n%s", diff)
	}
}
