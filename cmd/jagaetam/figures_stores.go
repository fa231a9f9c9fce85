package main

import (
	"context"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"jagaetam/bot/telegram"
	"jagaetam/internal/postgres"
)

const (
	// figuresWithin is how long the stores may take to be counted.
	figuresWithin = 3 * time.Second
	// figuresFresh is how long a count of the records holds, and telegramFresh what Telegram said: asking costs it and them more than
	// the figures are worth.
	figuresFresh  = 10 * time.Second
	telegramFresh = 30 * time.Second
)

// fresh asks for something again when the last answer is too old.
type fresh[T any] struct {
	mu   sync.Mutex
	at   time.Time
	last T
}

func (f *fresh[T]) get(keep time.Duration, ask func(context.Context) (T, error)) (T, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.at.IsZero() && time.Since(f.at) < keep {
		return f.last, true
	}
	ctx, cancel := context.WithTimeout(context.Background(), figuresWithin)
	defer cancel()
	answer, err := ask(ctx)
	if err != nil {
		var none T
		return none, false
	}
	f.at, f.last = time.Now(), answer
	return answer, true
}

func gauge(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("jagaetam_"+name, help, labels, nil)
}

// The figures of what is kept: the same in every process.
var (
	recordsUp     = gauge("records_up", "1 where PostgreSQL could be asked for the figures that follow, else 0.")
	outboxAge     = gauge("outbox_oldest_seconds", "How long the oldest letter of the outbox is due and unsaid.")
	letterCount   = gauge("letters", "Letters of the outbox by state.", "state")
	reminderCount = gauge("reminders", "Reminders by state.", "state")
	newsCount     = gauge("broadcast_recipients", "Recipients of broadcasts that have begun, by state.", "state")
	newsPlanned   = gauge("broadcast_recipients_planned", "Recipients that broadcasts were planned for; the sum of all states, if all is well.")
	newsOpen      = gauge("broadcasts_unbalanced", "Broadcasts whose planned recipients are not those that wait, were told, failed, were skipped or are unknown.")
	casesOpen     = gauge("cases_open", "Cases that are not closed.")
	casesLate     = gauge("cases_late", "Cases whose promised answer is overdue.")
	quarantined   = gauge("quarantined", "Updates in quarantine.")
	jobCount      = gauge("jobs", "River's jobs by state.", "state")
	poolConns     = gauge("postgres_connections", "Connections of this process to PostgreSQL by use.", "use")
	poolWaits     = gauge("postgres_waits", "How often this process waited for a connection to PostgreSQL.")
	redisConns    = gauge("redis_connections", "Connections of this process to Redis by use.", "use")
	redisTimeouts = gauge("redis_timeouts", "How often this process waited for a connection to Redis in vain.")
)

// storeFigures count what is kept, when they are asked for.
type storeFigures struct {
	service *service
	counted fresh[postgres.Figures]
}

// Describe names the figures.
func (f *storeFigures) Describe(ch chan<- *prometheus.Desc) {
	for _, desc := range []*prometheus.Desc{
		recordsUp, outboxAge, letterCount, reminderCount, newsCount, newsPlanned, newsOpen, casesOpen, casesLate, quarantined, jobCount, poolConns, poolWaits, redisConns, redisTimeouts,
	} {
		ch <- desc
	}
}

// Collect gives the figures.
func (f *storeFigures) Collect(ch chan<- prometheus.Metric) {
	set := func(desc *prometheus.Desc, value float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, value, labels...)
	}
	pool, redis := f.service.pool.Stat(), f.service.redis.PoolStats()
	set(poolConns, float64(pool.AcquiredConns()), "busy")
	set(poolConns, float64(pool.IdleConns()), "idle")
	set(poolWaits, float64(pool.EmptyAcquireCount()))
	set(redisConns, float64(redis.TotalConns-redis.IdleConns), "busy")
	set(redisConns, float64(redis.IdleConns), "idle")
	set(redisTimeouts, float64(redis.Timeouts))
	now := f.service.bot.Now
	counted, ok := f.counted.get(figuresFresh, func(ctx context.Context) (postgres.Figures, error) {
		return f.service.records.Figures(ctx, now())
	})
	if !ok {
		set(recordsUp, 0)
		return
	}
	set(recordsUp, 1)
	set(outboxAge, counted.OutboxAge.Seconds())
	for state, n := range counted.Letters {
		set(letterCount, float64(n), state)
	}
	for state, n := range counted.Reminders {
		set(reminderCount, float64(n), state)
	}
	for state, n := range counted.Recipients {
		set(newsCount, float64(n), state)
	}
	set(newsPlanned, float64(counted.Planned))
	set(newsOpen, float64(counted.Unbalanced))
	set(casesOpen, float64(counted.CasesOpen))
	set(casesLate, float64(counted.CasesLate))
	set(quarantined, float64(counted.Quarantined))
	for state, n := range counted.Jobs {
		set(jobCount, float64(n), state)
	}
}

// The figures of what Telegram holds for the bot.
var (
	telegramPending   = gauge("telegram_pending_updates", "Updates that wait at Telegram, as getWebhookInfo says.")
	telegramLastError = gauge("telegram_last_error_timestamp_seconds", "When Telegram last failed to deliver by webhook; 0 for never.")
)

// waitingFigures ask Telegram, when they are asked for.
type waitingFigures struct {
	service *service
	told    fresh[telegram.Pending]
}

// Describe names the figures.
func (f *waitingFigures) Describe(ch chan<- *prometheus.Desc) {
	ch <- telegramPending
	ch <- telegramLastError
}

// Collect gives the figures; none where Telegram does not answer.
func (f *waitingFigures) Collect(ch chan<- prometheus.Metric) {
	told, ok := f.told.get(telegramFresh, f.service.platform.Pending)
	if !ok {
		return
	}
	last := 0.0
	if !told.LastError.IsZero() {
		last = float64(told.LastError.Unix())
	}
	ch <- prometheus.MustNewConstMetric(telegramPending, prometheus.GaugeValue, float64(told.Updates))
	ch <- prometheus.MustNewConstMetric(telegramLastError, prometheus.GaugeValue, last)
}
