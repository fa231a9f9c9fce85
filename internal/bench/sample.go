package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/redis/go-redis/v9"
)

// Sample is what the service and its stores take up at one moment of a soak.
type Sample struct {
	Minute     float64 `json:"minute"` // since it began
	Registered float64 `json:"registered"`
	AtOnce     float64 `json:"at_once"` // people who have begun and are not done
	P95        float64 `json:"p95_ms"`  // of the answers since the sample before

	Resident   float64 `json:"resident_mib"`
	HeapInUse  float64 `json:"heap_in_use_mib"`
	HeapLive   float64 `json:"heap_live_mib"` // what the last collection of garbage found alive
	Goroutines float64 `json:"goroutines"`
	Files      float64 `json:"open_files"`
	ToPostgres float64 `json:"connections_to_postgres"`
	ToRedis    float64 `json:"connections_to_redis"`

	Keys     float64 `json:"redis_keys"`
	Redis    float64 `json:"redis_mib"`
	Database float64 `json:"database_mib"`
	LiveRows float64 `json:"live_rows"`
	DeadRows float64 `json:"dead_rows"`
	Letters  float64 `json:"letters"` // rows of the outbox
	Waiting  float64 `json:"letters_waiting"`
}

const (
	// sampleEvery is how often a sample is taken, oftener where that makes fewer than fewestSamples: a tenth of them has to have a middle.
	sampleEvery   = time.Minute
	fewestSamples = 60
)

// meter takes samples. It has one connection to each store.
type meter struct {
	world    *world
	postgres *pgx.Conn
	redis    redis.UniversalClient
	answers  int // that there were at the last sample
}

// openMeter begins to measure. The meter is to be closed.
func (w *world) openMeter(ctx context.Context) (*meter, error) {
	conn, err := pgx.Connect(ctx, w.Servers.databaseURL(w.database))
	if err != nil {
		return nil, fmt.Errorf("connect to PostgreSQL: %w", err)
	}
	client, err := w.Servers.openRedis()
	if err != nil {
		return nil, errors.Join(err, conn.Close(ctx))
	}
	return &meter{world: w, postgres: conn, redis: client}, nil
}

func (m *meter) close() {
	_ = m.postgres.Close(context.Background())
	_ = m.redis.Close()
}

// samples takes them until the time is over, the last at its end.
func (m *meter) samples(ctx context.Context, length time.Duration, told func(Sample)) ([]Sample, error) {
	n := max(fewestSamples, int(length/sampleEvery))
	var all []Sample
	for i := range n {
		pause(ctx, length*time.Duration(i+1)/time.Duration(n)-time.Since(m.world.began))
		sample, err := m.sample(ctx)
		if err != nil {
			return nil, fmt.Errorf("take a sample: %w", err)
		}
		all = append(all, sample)
		told(sample)
	}
	return all, nil
}

func (m *meter) sample(ctx context.Context) (s Sample, err error) {
	w := m.world
	s.Registered = float64(w.done.Load())
	s.AtOnce = float64(w.begun.Load()) - s.Registered
	s.Minute = time.Since(w.began).Minutes()
	s.P95 = m.lately()
	return s, errors.Join(m.ofProcess(ctx, &s), m.ofPostgres(ctx, &s), m.ofRedis(ctx, &s))
}

// lately is within how many milliseconds 95 of a hundred were answered since the last sample.
func (m *meter) lately() float64 {
	m.world.mu.Lock()
	defer m.world.mu.Unlock()
	since := slices.Clone(m.world.latencies[m.answers:])
	m.answers = len(m.world.latencies)
	slices.Sort(since)
	return percentile(since, 95)
}

const mib = 1 << 20

func (m *meter) ofProcess(ctx context.Context, s *Sample) error {
	body, err := m.world.replicas[0].now.ask(ctx, "/metrics")
	if err != nil {
		return err
	}
	defer body.Close()
	text, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	return numbers(string(text), map[string]number{
		"process_resident_memory_bytes ": {&s.Resident, mib}, "go_memstats_heap_inuse_bytes ": {&s.HeapInUse, mib},
		"go_gc_heap_live_bytes ": {&s.HeapLive, mib}, "go_goroutines ": {&s.Goroutines, 1}, "process_open_fds ": {&s.Files, 1},
	})
}

const sampleSQL = `
select pg_database_size(current_database()) / 1048576.0,
    (select count(*) from outbox),
    (select count(*) from outbox where state = 'waiting'),
    (select count(*) from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()),
    sum(n_live_tup), sum(n_dead_tup) from pg_stat_user_tables`

func (m *meter) ofPostgres(ctx context.Context, s *Sample) error {
	return m.postgres.QueryRow(ctx, sampleSQL).Scan(&s.Database, &s.Letters, &s.Waiting, &s.ToPostgres, &s.LiveRows, &s.DeadRows)
}

func (m *meter) ofRedis(ctx context.Context, s *Sample) error {
	keys, err := m.redis.DBSize(ctx).Result()
	if err != nil {
		return err
	}
	text, err := m.redis.Info(ctx).Result()
	if err != nil {
		return err
	}
	s.Keys = float64(keys)
	err = numbers(text, map[string]number{"used_memory:": {&s.Redis, mib}, "connected_clients:": {&s.ToRedis, 1}})
	s.ToRedis-- // the meter's own
	return err
}

// number is where a figure goes, and the unit that it is divided by.
type number struct {
	to   *float64
	unit float64
}

// numbers reads figures out of lines that each begin with a name.
func numbers(text string, by map[string]number) error {
	for name, number := range by {
		_, after, found := strings.Cut("\n"+text, "\n"+name)
		line, _, _ := strings.Cut(after, "\n")
		value, err := strconv.ParseFloat(strings.TrimSpace(line), 64)
		if !found || err != nil {
			return fmt.Errorf("there is no figure after %q", name)
		}
		*number.to = value / number.unit
	}
	return nil
}
