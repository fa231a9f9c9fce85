package main

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"jagaetam/internal/faketelegram"
	"jagaetam/internal/faultproxy"
	"jagaetam/internal/postgres"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
)

// unbalanceSQL keeps a broadcast that was planned for three and has one recipient.
const unbalanceSQL = `
with b as (insert into broadcasts (run, state, revision, author, writer, audience, title, texts, planned, ended_at, reported_at, card_at)
    values ('run', 'done', 1, 'tg:1', 'tg:1', '{}', 'title', '{}', 3, now(), now(), 'infinity') returning number)
insert into recipients (broadcast, contact, place, state) select number, 'tg:1', 1, 'said' from b`

// waitingJobsSQL leaves jobs to a queue that nobody works on.
const waitingJobsSQL = `
insert into river.river_job (args, kind, max_attempts, queue, state) select '{}', 'periodic', 1, 'nobody', 'available' from generate_series(1, 21)`

// TestFiguresShowWhatIsWrong brings about what each alert is about, with the whole program, and looks at the figures that the alert goes by.
// That the alert fires of such figures is tested in tools/alerts; that PostgreSQL is away is shown, in TestServeWaitsForItsStores.
func TestFiguresShowWhatIsWrong(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hook := w.hook(t)
	deliveries := faultproxy.New(t, "tcp", hook.address)
	w.settings["WEBHOOK_URL"] = "http://" + deliveries.Addr() + "/in"
	redis := redisBehindProxy(t, w)
	w.settings["REDIS_URL"] += "?pool_size=4&pool_timeout=50ms"
	p := w.serve(t)
	p.awaitStatus(t, "/readyz", 200)
	shown := map[string]bool{}

	people := w.people(2)
	awaitAnswers(t, people)
	breakRecords(t, w)
	if status := hook.post(hook.secret, `{"update_id": 7, "message": 3}`); status != http.StatusOK {
		t.Fatalf("garbage is answered with %d", status)
	}
	store := postgres.New(openPool(t, w.settings["DATABASE_URL"]), readVault(t, w.settings["KEYRING_FILE"]))
	w.telegram.Inject(faketelegram.Fault{Method: "sendMessage", Chat: people[0].User().ID, Kind: faketelegram.DropAfter, Next: 1})
	sendLetter(t, store, people[0], "lost")
	w.telegram.Inject(faketelegram.Fault{Method: "sendMessage", Chat: people[1].User().ID, Kind: faketelegram.Latency, Latency: 2600 * time.Millisecond, Next: 1})
	people[1].Text("menu")
	redis.Stall()
	silent := w.telegram.Inject(faketelegram.Fault{Method: "getWebhookInfo", Kind: faketelegram.BadGateway, Probability: 1})
	crowd := w.people(20)
	await(t, "messages to fail for want of Redis", func() bool {
		figures := p.figures(t)
		_, told := figures["jagaetam_telegram_pending_updates"]
		_, asked := figures["jagaetam_sweeps_total"]
		shown["JagaEtamTelegramAway"] = asked && !told
		return figures.sum("jagaetam_messages_total", `outcome="failed"`) > 0 && figures["jagaetam_redis_timeouts"] > 0
	})
	shown["JagaEtamMessagesFail"], shown["JagaEtamConnectionsShort"] = true, true
	redis.Restore()
	awaitAnswers(t, crowd)
	deliveries.Refuse()
	silent()
	for range 201 {
		people[0].Text("menu")
	}

	conditions := map[string]func(shownFigures) bool{
		"JagaEtamUpdatesWait": func(f shownFigures) bool { return f["jagaetam_telegram_pending_updates"] > 200 },
		"JagaEtamWebhookFails": func(f shownFigures) bool {
			return f.ago("jagaetam_telegram_last_error_timestamp_seconds") < 2*time.Minute
		},
		"JagaEtamAnswersSlow": func(f shownFigures) bool {
			return f.sum("jagaetam_answer_seconds_count", "") > f.sum("jagaetam_answer_seconds_bucket", `le="2.5"`)
		},
		"JagaEtamQuarantine":          func(f shownFigures) bool { return f["jagaetam_quarantined"] == 1 },
		"JagaEtamOutboxStands":        func(f shownFigures) bool { return f["jagaetam_outbox_oldest_seconds"] > 900 },
		"JagaEtamSendsFail":           func(f shownFigures) bool { return f[`jagaetam_sends_total{lane="outbox",state="unknown"}`] == 1 },
		"JagaEtamBroadcastUnbalanced": func(f shownFigures) bool { return f["jagaetam_broadcasts_unbalanced"] == 1 },
		"JagaEtamCasesLate":           func(f shownFigures) bool { return f["jagaetam_cases_late"] == 1 },
		"JagaEtamJobsFail":            func(f shownFigures) bool { return f[`jagaetam_jobs{state="available"}`] > 20 },
	}
	for _, alert := range slices.Sorted(maps.Keys(conditions)) {
		await(t, "the figures that "+alert+" goes by", func() bool { return conditions[alert](p.figures(t)) })
		shown[alert] = true
	}
	p.signal(syscall.SIGKILL)
	p.ended(t, patience)
	status, _ := p.ask("/metrics")
	shown["JagaEtamNobodyAnswers"], shown["JagaEtamStoreAway"] = status == 0, true
	for _, rule := range alertRule.FindAllStringSubmatch(readFile(t, "../../docs/alerts.yml"), -1) {
		if !shown[rule[1]] {
			t.Errorf("nothing is shown that %s is about", rule[1])
		}
	}
}

// breakRecords has a case late since yesterday, whose letter waits for an officers' group that is not there, and what no effect brings about.
func breakRecords(t *testing.T, w *world) {
	t.Helper()
	pool := openPool(t, w.settings["DATABASE_URL"])
	store := postgres.New(pool, readVault(t, w.settings["KEYRING_FILE"]))
	yesterday := time.Now().Add(-24 * time.Hour)
	do(t, store, record.OpenCase{
		By: recordtest.Account(1), At: yesterday, Matter: record.MatterPayment, DueAt: yesterday.Add(time.Hour),
		Said: []record.CaseMessage{{Message: "1", Text: "Sudah bayar?"}},
	})
	if _, err := pool.Exec(t.Context(), `update outbox set created_at = $1, not_before = $1 where state = 'waiting'`, yesterday); err != nil {
		t.Fatal(err)
	}
	for _, sql := range []string{unbalanceSQL, waitingJobsSQL} {
		if _, err := pool.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
}

// shownFigures are the figures of a process by name and labels.
type shownFigures map[string]float64

func (p *program) figures(t *testing.T) shownFigures {
	t.Helper()
	status, text := p.ask("/metrics")
	if status != http.StatusOK {
		t.Fatalf("/metrics answers %d: %s", status, text)
	}
	figures := shownFigures{}
	for line := range strings.Lines(text) {
		name, value, found := strings.Cut(strings.TrimSpace(line), " ")
		if number, err := strconv.ParseFloat(value, 64); found && err == nil && name != "#" {
			figures[name] = number
		}
	}
	return figures
}

// sum is the sum of a figure over all labels that are like one.
func (f shownFigures) sum(name, label string) (total float64) {
	for full, value := range f {
		if strings.HasPrefix(full, name+"{") && strings.Contains(full, label) {
			total += value
		}
	}
	return total
}

// ago is how long ago the time is that a figure shows.
func (f shownFigures) ago(name string) time.Duration {
	return time.Since(time.Unix(int64(f[name]), 0))
}
