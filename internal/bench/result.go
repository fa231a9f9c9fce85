package bench

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"jagaetam/internal/postgres"
)

// Result is what came of a trial.
type Result struct {
	Bot       Kind   `json:"bot"`
	Mode      string `json:"mode"`
	Latency   int64  `json:"latency_ms"`
	Workers   int    `json:"workers"`
	Think     int64  `json:"think_ms"`
	Replicas  int    `json:"replicas"`
	Fault     string `json:"fault,omitempty"`
	Updates   int    `json:"updates"`
	Deaths    int    `json:"deaths"`
	ReadyAtMS int64  `json:"ready_ms"` // of the last start

	Seconds       float64 `json:"seconds"`
	PerSecond     float64 `json:"updates_per_second"`
	CPU           float64 `json:"cpu_us_per_update"` // of the bots alone
	PerCoreSecond float64 `json:"updates_per_core_second"`
	Calls         float64 `json:"calls_per_update"` // of the Bot API
	P50           float64 `json:"p50_ms"`           // from a person's message to the last that is said to it
	P95           float64 `json:"p95_ms"`
	P99           float64 `json:"p99_ms"`
	Peak          float64 `json:"peak_mib"` // of the largest bot

	Verdict
	// Unregistered are people who were let down before they were done.
	Unregistered int `json:"unregistered"`
	// Again are questions that were asked once more because an answer had been forgotten.
	Again int `json:"asked_again"`
	// Unacknowledged are updates that the bot had not taken at the end.
	Unacknowledged int      `json:"unacknowledged"`
	Rows           Rows     `json:"rows"`
	Notes          []string `json:"notes,omitempty"`
	// Log is the end of what the bots said, where something is missing.
	Log string `json:"-"`
}

// toll is what a crowd has taken of time, of the bots and of the Bot API until the last was done.
type toll struct {
	took  time.Duration
	usage Usage
	calls int64
}

// begin begins to count, and gives what the bots had cost before.
func (w *world) begin() (Usage, error) {
	before, err := w.spent()
	w.calls.Store(0)
	w.began = time.Now()
	return before, err
}

// toll ends counting.
func (w *world) toll(before Usage) (toll, error) {
	t := toll{took: time.Since(w.began), calls: w.calls.Load()}
	var err error
	t.usage, err = w.spent()
	t.usage.CPU -= before.CPU
	return t, err
}

func (w *world) measured(toll toll) Result {
	t := w.trial
	r := Result{
		Bot: t.Bot, Mode: t.mode(), Latency: t.Latency.Milliseconds(), Workers: t.Workers, Think: t.Think.Milliseconds(), Replicas: t.replicas(),
		Updates: w.steps, Seconds: toll.took.Seconds(), Peak: float64(toll.usage.Peak) / (1 << 20), Notes: w.notes,
	}
	if t.fault != nil {
		r.Fault = t.fault.Name
	}
	if t.Manner.Twice {
		r.Updates *= 2
	}
	for _, replica := range w.replicas {
		r.Deaths += replica.lives
		if replica.now != nil {
			r.Deaths--
		}
		r.ReadyAtMS = replica.ready.Milliseconds()
	}
	updates := float64(r.Updates)
	r.PerSecond = updates / toll.took.Seconds()
	if cpu := toll.usage.CPU; cpu > 0 {
		r.CPU = float64(cpu.Microseconds()) / updates
		r.PerCoreSecond = updates / cpu.Seconds()
	}
	r.Calls = float64(toll.calls) / updates
	slices.Sort(w.latencies)
	r.P50, r.P95, r.P99 = percentile(w.latencies, 50), percentile(w.latencies, 95), percentile(w.latencies, 99)
	return r
}

// percentile of sorted durations, in milliseconds.
func percentile(sorted []time.Duration, n int) float64 {
	if len(sorted) == 0 {
		return 0
	}
	return float64(sorted[min(len(sorted)*n/100, len(sorted)-1)].Microseconds()) / 1000
}

// rows compares what is kept with what everybody typed. An echo keeps nothing.
func (w *world) rows(ctx context.Context, crowd []*member) (Rows, error) {
	made := make([]Registration, len(crowd))
	for i, m := range crowd {
		made[i] = m.registration
	}
	if w.trial.Bot == Echo {
		return Rows{}, nil
	}
	pool, err := postgres.Open(ctx, w.Servers.databaseURL(w.database))
	if err != nil {
		return Rows{}, err
	}
	defer pool.Close()
	if w.trial.Bot == Raw {
		return rawRows(ctx, pool, made)
	}
	return CompareRecords(ctx, pool, w.Vault, made)
}

func rawRows(ctx context.Context, pool *pgxpool.Pool, made []Registration) (Rows, error) {
	rows, _ := pool.Query(ctx, `select nik, name, address, income from raw_registrations`) // CollectRows has the error
	kept, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Registration])
	if err != nil {
		return Rows{}, err
	}
	return compare(kept, made), nil
}
