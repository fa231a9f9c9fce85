package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/faketelegram"
)

// errNever says that everybody was done before the fault could be brought about.
var errNever = errors.New("everybody was done before")

// half waits until half of what is to be answered is.
func half(ctx context.Context, w *world) error {
	if !w.at(ctx, 0.5) {
		return errNever
	}
	return nil
}

func crash(ctx context.Context, w *world) error {
	for _, part := range []float64{0.25, 0.5, 0.75} {
		if !w.at(ctx, part) {
			return errNever
		}
		if err := w.restart(ctx, 0, syscall.SIGKILL); err != nil {
			return err
		}
	}
	return nil
}

// redeliver has every delivery made twice, the second at some moment after the first has begun.
func redeliver(o *faketelegram.Options) {
	o.QueueJitter = 20 * time.Millisecond
	o.Transport = redelivery{&http.Transport{MaxIdleConnsPerHost: 200, IdleConnTimeout: 30 * time.Second}}
}

type redelivery struct{ http.RoundTripper }

// RoundTrip makes the request and, beside it, the same once more.
func (t redelivery) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	again := r.Clone(context.WithoutCancel(r.Context()))
	r.Body, again.Body = io.NopCloser(bytes.NewReader(body)), io.NopCloser(bytes.NewReader(body))
	go func() {
		pause(again.Context(), time.Duration(rand.Int64N(int64(20*time.Millisecond))))
		if response, err := t.RoundTripper.RoundTrip(again); err == nil {
			_, _ = io.Copy(io.Discard, response.Body)
			_ = response.Body.Close()
		}
	}()
	return t.RoundTripper.RoundTrip(r)
}

func spoilCalls(_ context.Context, w *world) error {
	for _, fault := range []faketelegram.Fault{
		{Kind: faketelegram.BadGateway, Probability: 0.01}, {Kind: faketelegram.DropBefore, Probability: 0.01},
		{Kind: faketelegram.DropAfter, Probability: 0.005}, {Kind: faketelegram.Latency, Latency: 3 * time.Second, Probability: 0.005},
	} {
		w.telegram.Inject(fault)
	}
	return nil
}

func limit(_ context.Context, w *world) error {
	w.telegram.SetLimits(faketelegram.TelegramLimits())
	return nil
}

// outage is how long what is away is away.
const outage = 3 * time.Second

func redisKilled(ctx context.Context, w *world) error {
	return errors.Join(half(ctx, w), w.Servers.killRedis(ctx))
}

func redisEmptied(ctx context.Context, w *world) error {
	return errors.Join(half(ctx, w), w.Servers.emptyRedis(ctx))
}

func redisPaused(ctx context.Context, w *world) error {
	defer w.Servers.toRedis.Restore()
	err := half(ctx, w)
	w.Servers.toRedis.Stall()
	pause(ctx, outage)
	return err
}

func postgresRestarted(ctx context.Context, w *world) error {
	return errors.Join(half(ctx, w), w.Servers.restartPostgres(ctx))
}

func postgresRefusing(ctx context.Context, w *world) error {
	defer w.Servers.toPostgres.Restore()
	err := half(ctx, w)
	w.Servers.toPostgres.Refuse()
	pause(ctx, outage)
	return err
}

func postgresSlow(ctx context.Context, w *world) error {
	defer w.Servers.toPostgres.Restore()
	w.Servers.toPostgres.Slow(20 * time.Millisecond)
	w.at(ctx, 1)
	return nil
}

// quarantineFull has PostgreSQL answer every row for the quarantine as it does when the disk is full, and sends what belongs there.
func quarantineFull(ctx context.Context, w *world) error {
	conn, err := pgx.Connect(ctx, w.Servers.databaseURL(w.database))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, `
		create function disk_full() returns trigger language plpgsql as $$ begin raise exception 'no space left on device' using errcode = '53100'; end $$;
		create trigger disk_full before insert on quarantine for each row execute function disk_full()`)
	if err != nil {
		return err
	}
	refused := 0
	for n := 0; n == 0 || !w.over.Load() && n < 100; n++ {
		status, err := w.deliverUnreadable(ctx, n)
		if err != nil {
			return err
		}
		if status != http.StatusServiceUnavailable {
			return fmt.Errorf("an update that is nowhere is answered %d", status)
		}
		refused++
		pause(ctx, 20*time.Millisecond)
	}
	if _, err := conn.Exec(ctx, `drop trigger disk_full on quarantine`); err != nil {
		return err
	}
	for n := range refused {
		if status, err := w.deliverUnreadable(ctx, n); err != nil || status != http.StatusOK {
			return fmt.Errorf("an update that could be kept is answered %d: %w", status, err)
		}
	}
	var kept int
	if err := conn.QueryRow(ctx, `select count(*) from quarantine`).Scan(&kept); err != nil {
		return err
	}
	if kept != refused {
		return fmt.Errorf("%d updates are in quarantine, not %d", kept, refused)
	}
	w.note("%d unreadable updates were refused, delivered again, and kept", kept)
	return nil
}

// deliverUnreadable delivers an update whose message is a number, as no version of Telegram has it.
func (w *world) deliverUnreadable(ctx context.Context, n int) (status int, err error) {
	body := fmt.Sprintf(`{"update_id":%d,"message":7}`, n+1)
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+w.replicas[0].hook, strings.NewReader(body))
	if err != nil {
		return 0, err
	}
	request.Header.Set("X-Telegram-Bot-Api-Secret-Token", hookSecret)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	return response.StatusCode, response.Body.Close()
}

func stepClock(ctx context.Context, w *world) error {
	path := filepath.Join(w.dir, "clock")
	for _, step := range []struct {
		part  float64
		ahead time.Duration
	}{{0.3, time.Hour}, {0.6, 30 * time.Minute}} {
		if !w.at(ctx, step.part) {
			return errNever
		}
		if err := setClock(path, step.ahead); err != nil {
			return err
		}
	}
	return nil
}

// asleep is how long a process is stopped: the lease of a chat is 15 s.
const asleep = 17 * time.Second

func fallAsleep(ctx context.Context, w *world) error {
	err := half(ctx, w)
	w.replicas[0].now.signal(syscall.SIGSTOP)
	pause(context.WithoutCancel(ctx), asleep)
	w.replicas[0].now.signal(syscall.SIGCONT)
	return err
}

func replicaKilled(ctx context.Context, w *world) error {
	err := half(ctx, w)
	before := w.balancer.Shares()
	w.end(0, syscall.SIGKILL)
	w.note("until one was killed the three had answered %v deliveries", before)
	return err
}

// failOver kills the replica that polls, which is the first that was started.
func failOver(ctx context.Context, w *world) error {
	err := half(ctx, w)
	w.end(0, syscall.SIGKILL)
	killed := time.Now()
	for w.lastAnswer.Load() < killed.Add(100*time.Millisecond).UnixNano() && !w.over.Load() && ctx.Err() == nil {
		pause(ctx, 5*time.Millisecond) // an answer that was on its way does not count
	}
	took := time.Since(killed)
	w.note("the other answered after %s", took.Round(10*time.Millisecond))
	if took > 10*time.Second {
		return errors.Join(err, fmt.Errorf("the other took over after %s", took))
	}
	return err
}

func stopUnderLoad(ctx context.Context, w *world) error {
	err := half(ctx, w)
	took := w.end(0, syscall.SIGTERM)
	w.note("it stopped within %s", took.Round(time.Millisecond))
	if took > 10*time.Second {
		err = errors.Join(err, fmt.Errorf("it stopped after %s", took))
	}
	err = errors.Join(err, w.start(ctx, 0))
	w.note("it was ready again %d ms after it was started", w.replicas[0].ready.Milliseconds())
	return err
}
