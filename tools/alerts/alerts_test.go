// Package alerts asks Prometheus itself which rules of docs/alerts.yml fire: over the figures of a service that is well, and of one with one
// thing wrong. That the service shows such figures then is tested with the service itself, in cmd/jagaetam.
package alerts

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/promql/promqltest"
	"github.com/prometheus/prometheus/storage"
)

// began is the minute in which something goes wrong, ends the last one that is looked at.
const began, ends = 60, 180

// course is what a figure shows in each minute.
type course func(minute int) float64

// steady is a figure that stays, and growing a counter that grows by so much a minute.
func steady(value float64) course { return func(int) float64 { return value } }

func growing(by float64) course { return func(minute int) float64 { return by * float64(minute) } }

// then is a course that becomes another in the minute in which something goes wrong; a counter goes on from where it stands.
func (c course) then(other course) course {
	return func(minute int) float64 {
		if minute < began {
			return c(minute)
		}
		return other(minute)
	}
}

// counting is a counter that grows by so much a minute until something goes wrong, and by so much after.
func counting(before, after float64) course {
	return func(minute int) float64 {
		return before*float64(min(minute, began)) + after*float64(max(minute-began, 0))
	}
}

// lasting is a course that ends so many minutes after it became another.
func (c course) lasting(minutes int, other course) course {
	return func(minute int) float64 {
		if minute >= began && minute < began+minutes {
			return other(minute)
		}
		return c(minute)
	}
}

// well are the figures of two processes that people write to all the time.
func well() map[string]course {
	figures := map[string]course{}
	for _, process := range []string{"a", "b"} {
		for name, shows := range map[string]course{
			`jagaetam_sweeps_total{}`:                                 growing(60),
			`jagaetam_records_up{}`:                                   steady(1),
			`jagaetam_telegram_pending_updates{}`:                     steady(20),
			`jagaetam_telegram_last_error_timestamp_seconds{}`:        steady(0),
			`jagaetam_messages_total{kind="text",outcome="answered"}`: growing(100),
			`jagaetam_messages_total{kind="text",outcome="failed"}`:   growing(1),
			`jagaetam_answer_seconds_bucket{kind="text",le="0.1"}`:    growing(95),
			`jagaetam_answer_seconds_bucket{kind="text",le="1"}`:      growing(99.5),
			`jagaetam_answer_seconds_bucket{kind="text",le="2.5"}`:    growing(100),
			`jagaetam_answer_seconds_bucket{kind="text",le="+Inf"}`:   growing(100),
			`jagaetam_quarantined{}`:                                  steady(0),
			`jagaetam_outbox_oldest_seconds{}`:                        steady(60),
			`jagaetam_sends_total{lane="outbox",state="said"}`:        growing(50),
			`jagaetam_sends_total{lane="outbox",state="failed"}`:      growing(1),
			`jagaetam_sends_total{lane="reminders",state="said"}`:     growing(50),
			`jagaetam_broadcasts_unbalanced{}`:                        steady(0),
			`jagaetam_cases_late{}`:                                   steady(0),
			`jagaetam_jobs{state="available"}`:                        steady(3),
			`jagaetam_jobs{state="completed"}`:                        steady(900),
			`jagaetam_redis_timeouts{}`:                               steady(2),
		} {
			figures[of(process, name)] = shows
		}
	}
	return figures
}

// of is the figure of one process.
func of(process, figure string) string {
	named := strings.Replace(figure, "{", `{instance="`+process+`",`, 1)
	return strings.Replace(named, ",}", "}", 1)
}

// wrong is one thing that goes wrong, and which alerts fire of it. What is gone is shown no more from then on.
type wrong struct {
	name  string
	shows map[string]course
	gone  []string
	fires []string
}

// ofBoth is a figure that both processes show, as it is what is kept or what Telegram says.
func ofBoth(figure string, shows course) map[string]course {
	return map[string]course{of("a", figure): shows, of("b", figure): shows}
}

var (
	late      = func(minute int) float64 { return float64(minute-began) * 60 }
	telegram  = []string{of("a", `jagaetam_telegram_pending_updates{}`), of("b", `jagaetam_telegram_pending_updates{}`)}
	failing   = of("a", `jagaetam_messages_total{kind="text",outcome="failed"}`)
	refused   = of("a", `jagaetam_sends_total{lane="outbox",state="failed"}`)
	reminding = of("b", `jagaetam_sends_total{lane="reminders",state="unknown"}`)
)

var wrongs = []wrong{
	{name: "nothing"},
	{name: "both processes are gone", gone: slices.Collect(maps.Keys(well())), fires: []string{"JagaEtamNobodyAnswers"}},
	{name: "one process is gone", gone: processes("a")},
	{name: "PostgreSQL is away for one", shows: map[string]course{of("a", `jagaetam_records_up{}`): steady(1).then(steady(0))},
		fires: []string{"JagaEtamStoreAway"}},
	{name: "PostgreSQL is away for a moment", shows: map[string]course{of("a", `jagaetam_records_up{}`): steady(1).lasting(1, steady(0))}},
	{name: "updates wait", shows: ofBoth(`jagaetam_telegram_pending_updates{}`, steady(20).then(steady(201))), fires: []string{"JagaEtamUpdatesWait"}},
	{name: "many updates wait for a moment", shows: ofBoth(`jagaetam_telegram_pending_updates{}`, steady(20).lasting(2, steady(900)))},
	{name: "Telegram does not answer", gone: telegram, fires: []string{"JagaEtamTelegramAway"}},
	{name: "Telegram does not answer one process", gone: telegram[:1]},
	{name: "the webhook fails", shows: ofBoth(`jagaetam_telegram_last_error_timestamp_seconds{}`, steady(0).then(func(minute int) float64 { return float64(minute)*60 - 20 })),
		fires: []string{"JagaEtamWebhookFails"}},
	{name: "the webhook failed once", shows: ofBoth(`jagaetam_telegram_last_error_timestamp_seconds{}`, steady(0).then(steady(began*60)))},
	{name: "a twentieth of the messages fails", shows: map[string]course{failing: counting(1, 12)}, fires: []string{"JagaEtamMessagesFail"}},
	{name: "messages fail for the first time", shows: map[string]course{of("a", `jagaetam_messages_total{kind="tap",outcome="panicked"}`): counting(0, 12)},
		fires: []string{"JagaEtamMessagesFail"}},
	{name: "one of a hundred waits for two seconds and a half", shows: map[string]course{
		of("a", `jagaetam_answer_seconds_bucket{kind="text",le="1"}`): counting(99.5, 90),
	}, fires: []string{"JagaEtamAnswersSlow"}},
	{name: "an update is in quarantine", shows: ofBoth(`jagaetam_quarantined{}`, steady(0).then(steady(1))), fires: []string{"JagaEtamQuarantine"}},
	{name: "a letter stands", shows: ofBoth(`jagaetam_outbox_oldest_seconds{}`, steady(60).then(late)), fires: []string{"JagaEtamOutboxStands"}},
	{name: "a letter waits for ten minutes", shows: ofBoth(`jagaetam_outbox_oldest_seconds{}`, steady(60).lasting(10, late))},
	{name: "letters are refused", shows: map[string]course{refused: counting(1, 8)}, fires: []string{"JagaEtamSendsFail"}},
	{name: "reminders are lost", shows: map[string]course{reminding: counting(0, 8)}, fires: []string{"JagaEtamSendsFail"}},
	{name: "letters are refused for five minutes", shows: map[string]course{refused: func(minute int) float64 {
		return float64(minute) + 3*float64(min(max(minute-began, 0), 5))
	}}},
	{name: "a broadcast does not add up", shows: ofBoth(`jagaetam_broadcasts_unbalanced{}`, steady(0).then(steady(1))), fires: []string{"JagaEtamBroadcastUnbalanced"}},
	{name: "a case is late", shows: ofBoth(`jagaetam_cases_late{}`, steady(0).then(steady(1))), fires: []string{"JagaEtamCasesLate"}},
	{name: "a case is late for half an hour", shows: ofBoth(`jagaetam_cases_late{}`, steady(0).lasting(30, steady(1)))},
	{name: "jobs wait", shows: ofBoth(`jagaetam_jobs{state="retryable"}`, steady(0).then(steady(18))), fires: []string{"JagaEtamJobsFail"}},
	{name: "connections run short", shows: map[string]course{of("b", `jagaetam_redis_timeouts{}`): func(minute int) float64 { return 2 + counting(0, 1)(minute) }},
		fires: []string{"JagaEtamConnectionsShort"}},
}

// processes are the figures of one process.
func processes(name string) (figures []string) {
	for figure := range well() {
		if strings.Contains(figure, `instance="`+name+`"`) {
			figures = append(figures, figure)
		}
	}
	return figures
}

func TestAlertsFireOfWhatTheyAreAbout(t *testing.T) {
	rules := read(t)
	fired := map[string]bool{}
	for _, w := range wrongs {
		t.Run(w.name, func(t *testing.T) {
			figures := well()
			maps.Copy(figures, w.shows)
			got := firing(t, rules, figures, w.gone)
			if !slices.Equal(got, w.fires) {
				t.Errorf("%v fire, want %v", got, w.fires)
			}
			for _, name := range got {
				fired[name] = true
			}
		})
	}
	for _, rule := range rules {
		if !fired[rule.Alert] {
			t.Errorf("%s fires of nothing", rule.Alert)
		}
	}
}

// read is the rules, as Prometheus reads them.
func read(t *testing.T) []rulefmt.Rule {
	t.Helper()
	text, err := os.ReadFile("../../docs/alerts.yml")
	if err != nil {
		t.Fatal(err)
	}
	file, errs := rulefmt.Parse(text, false, model.UTF8Validation)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	var rules []rulefmt.Rule
	for _, group := range file.Groups {
		rules = append(rules, group.Rules...)
	}
	return rules
}

// firing are the alerts that fire after something has gone wrong. Before that none may.
func firing(t *testing.T, rules []rulefmt.Rule, figures map[string]course, gone []string) (names []string) {
	t.Helper()
	var load strings.Builder
	load.WriteString("load 1m\n")
	for figure, shows := range figures {
		fmt.Fprintf(&load, "\t%s", figure)
		for minute := range ends + 1 {
			if minute >= began && slices.Contains(gone, figure) {
				load.WriteString(" stale") // Prometheus itself marks so what is shown no more
				break
			}
			fmt.Fprintf(&load, " %g", shows(minute))
		}
		load.WriteString("\n")
	}
	kept := promqltest.LoadedStorage(t, load.String())
	t.Cleanup(func() { _ = kept.Close() })
	engine := promqltest.NewTestEngine(t, false, 0, 1_000_000)
	for _, rule := range rules {
		since := firesSince(t, engine, kept, rule)
		switch {
		case since < 0:
		case since < began:
			t.Errorf("%s fires of nothing in minute %d", rule.Alert, since)
		default:
			names = append(names, rule.Alert)
		}
	}
	return names
}

// firesSince is the first minute in which the alert fires, -1 for never: when its expression has given the same series for so long.
func firesSince(t *testing.T, engine *promql.Engine, kept storage.Queryable, rule rulefmt.Rule) int {
	t.Helper()
	if _, err := parser.ParseExpr(rule.Expr); err != nil {
		t.Fatalf("%s: %v", rule.Alert, err)
	}
	from := time.Unix(0, 0).Add(20 * time.Minute) // until then rates know too little
	query, err := engine.NewRangeQuery(context.Background(), kept, nil, rule.Expr, from, time.Unix(0, 0).Add(ends*time.Minute), time.Minute)
	if err != nil {
		t.Fatalf("%s: %v", rule.Alert, err)
	}
	defer query.Close()
	matrix, err := query.Exec(context.Background()).Matrix()
	if err != nil {
		t.Fatalf("%s: %v", rule.Alert, err)
	}
	first := -1
	for _, series := range matrix {
		run := 0
		for i, point := range series.Floats {
			if i == 0 || point.T-series.Floats[i-1].T > time.Minute.Milliseconds() {
				run = i
			}
			if point.T-series.Floats[run].T >= time.Duration(rule.For).Milliseconds() {
				if minute := int(point.T / time.Minute.Milliseconds()); first < 0 || minute < first {
					first = minute
				}
				break
			}
		}
	}
	return first
}
