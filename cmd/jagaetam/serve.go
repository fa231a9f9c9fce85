package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"jagaetam/bot/telegram"
	"jagaetam/internal/postgres"
)

const (
	// drain is how long a stop waits for what is being handled.
	drain = 8 * time.Second
	// deaf is how long ago the last poll may be: one takes up to 50 s.
	deaf = 90 * time.Second
	// pollLock is the lock of whoever polls, for Telegram allows one at a time.
	pollLock = "poll"
	// textsWithin is how long the officers' texts are waited for.
	textsWithin = 5 * time.Second
)

// serve answers people until it is told to stop.
func serve(ctx context.Context, c *console, args []string) error {
	if err := parse(c.flags("serve"), args, 0); err != nil {
		return err
	}
	if err := refuseDumps(); err != nil { // before any secret is read
		return err
	}
	set, err := loadSettings("TELEGRAM_TOKEN", "DATABASE_URL", "REDIS_URL", "KEYRING_FILE")
	if err != nil {
		return err
	}
	s, err := openService(ctx, set, newLogger(c.err, set.LogLevel))
	if err != nil {
		return err
	}
	defer s.close()
	return s.serve(ctx)
}

// serve runs the service until ctx ends. What it needs may come up later than itself: it waits, alive and not ready.
func (s *service) serve(ctx context.Context) error {
	state := &readiness{stopping: ctx.Done()}
	ops, err := listen("OPS_LISTEN", s.settings.OpsListen)
	if err != nil {
		return err
	}
	group, working := errgroup.WithContext(ctx)
	stopped := make(chan struct{}) // closed once nothing takes updates in any more
	group.Go(func() error { return serveHTTP(context.WithoutCancel(ctx), stopped, ops, s.opsHandler(state)) })
	group.Go(func() error {
		defer close(stopped)
		if err := s.prepare(working); err != nil {
			return orStopped(ctx, err)
		}
		return s.work(working, state)
	})
	err = group.Wait()
	s.log.Info("stopped", "cause", err)
	return err
}

// orStopped is nil where an error only says that the program was told to stop.
func orStopped(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// prepare waits for Postgres, Redis and Telegram, and brings them into the shape the service needs.
func (s *service) prepare(ctx context.Context) error {
	hopeless := func(err error) bool { return errors.Is(err, postgres.ErrSchemaNewer) }
	err := retry(ctx, s.log, "PostgreSQL", hopeless, func(ctx context.Context) error {
		return postgres.Migrate(ctx, s.settings.DatabaseURL.Reveal())
	})
	if err != nil {
		return err
	}
	if err := retry(ctx, s.log, "Redis", nil, s.sessions.Ping); err != nil {
		return err
	}
	refused := func(err error) bool { return errors.Is(err, telegram.ErrToken) }
	return retry(ctx, s.log, "Telegram", refused, func(ctx context.Context) error {
		me, err := s.platform.Me(ctx)
		if err == nil {
			s.log.Info("speaking", "bot", me.Username, "version", buildVersion())
		}
		return err
	})
}

// work takes updates in until ctx ends, and then finishes what it has begun.
func (s *service) work(ctx context.Context, state *readiness) error {
	behind, stopBehind := context.WithCancel(context.WithoutCancel(ctx))
	group, working := errgroup.WithContext(ctx)
	intake, taking := errgroup.WithContext(working)
	wrong := s.takeTexts(taking, "") // before anything is said
	intake.Go(func() error { return s.bot.Run(taking) })
	intake.Go(func() error { return s.sender.Run(taking) })
	intake.Go(func() error { return s.pace.Run(taking) })
	intake.Go(func() error { s.runJobs(taking); return nil })
	intake.Go(func() error { s.keepProfile(taking); return nil })
	intake.Go(func() error { return s.files.Run(taking) })
	intake.Go(func() error { s.keepTexts(taking, wrong); return nil })
	intake.Go(func() error {
		if s.settings.TelegramMode == "webhook" {
			return s.webhook(taking, state)
		}
		return s.poll(taking, state)
	})
	group.Go(func() error {
		defer stopBehind() // what the last updates changed is still written behind
		return intake.Wait()
	})
	group.Go(func() error { return s.sessions.Run(behind) })
	return group.Wait()
}

const (
	// watchEvery is how often it is looked whether promises are kept.
	watchEvery = 30 * time.Second
	// openingsEvery is how often it is looked whether registration has opened for somebody.
	openingsEvery = time.Minute
	jobWithin     = 50 * time.Second
	// newsEvery is how often it is looked whether there is something to do with a broadcast, which is short where there is none.
	newsEvery = 2 * time.Second
	// scanEvery is how often it is looked for what falls due: a day's reminders are found before the hours begin in which they may be said,
	// and those of who comes into the programme meanwhile soon. The clock of a demo may be moved to another day at any time.
	scanEvery     = 15 * time.Minute
	scanEveryDemo = 2 * time.Second
	scanWithin    = 4 * time.Minute
)

// runJobs does what is to be done by one process of all, together with the others; it begins anew where the database was away.
func (s *service) runJobs(ctx context.Context) {
	scan := postgres.Job{Name: "scan reminders", Every: scanEvery, Within: scanWithin, Do: s.scanReminders}
	if s.settings.DemoClock != "" {
		scan.Every = scanEveryDemo
	}
	jobs := append(s.purges(), scan,
		postgres.Job{Name: "watch cases", Every: watchEvery, Within: jobWithin, Do: s.watch.Look},
		postgres.Job{Name: "tell of openings", Every: openingsEvery, Within: jobWithin, Do: s.openings.Look},
		postgres.Job{Name: "broadcasts", Every: newsEvery, Within: jobWithin, Do: s.news.Look})
	for ctx.Err() == nil {
		err := s.records.RunJobs(ctx, s.log, jobs...)
		if err != nil && ctx.Err() == nil {
			s.log.Warn("do jobs", "cause", err)
			sleep(ctx, time.Second)
		}
	}
}

// scanReminders looks for what falls due, from an hour before it may be said until the evening.
func (s *service) scanReminders(ctx context.Context) error {
	now := s.bot.Now()
	if s.settings.Programme.NextSending(now).Sub(now) > time.Hour {
		return nil
	}
	planned, err := s.reminders.Scan(ctx)
	if planned > 0 {
		s.log.Info("reminders fall due", "count", planned)
	}
	return err
}

// poll polls while this process holds the lock; others stand ready to take it.
func (s *service) poll(ctx context.Context, state *readiness) error {
	state.set(func() error { return nil }) // ready to take over counts as ready
	for ctx.Err() == nil {
		lost, release, err := s.records.HoldLock(ctx, pollLock)
		if err != nil {
			if ctx.Err() == nil {
				s.log.Warn("take the lock for polling", "cause", err)
				sleep(ctx, time.Second)
			}
			continue
		}
		polling, stop := context.WithCancel(ctx)
		go func() {
			select {
			case <-lost:
				stop()
			case <-polling.Done():
			}
		}()
		s.log.Info("polling")
		began := time.Now()
		state.set(func() error { return s.hears(began) })
		if err := s.platform.Poll(polling, s.bot.Handle, s.records); err != nil {
			s.log.Warn("poll", "cause", err)
		}
		stop()
		release()
	}
	return nil
}

// hears says whether Telegram has been heard of lately.
func (s *service) hears(began time.Time) error {
	last := s.platform.LastPoll()
	if last.Before(began) {
		last = began
	}
	if silent := time.Since(last); silent > deaf {
		return fmt.Errorf("no poll of Telegram has succeeded for %s", silent.Round(time.Second))
	}
	return nil
}

// webhook listens for deliveries and tells Telegram where.
func (s *service) webhook(ctx context.Context, state *readiness) error {
	listener, err := listen("WEBHOOK_LISTEN", s.settings.WebhookListen)
	if err != nil {
		return err
	}
	group, working := errgroup.WithContext(ctx)
	group.Go(func() error {
		handler := s.platform.Webhook(s.bot.Handle, s.records, s.settings.WebhookSecret)
		return serveHTTP(context.WithoutCancel(ctx), working.Done(), listener, handler)
	})
	group.Go(func() error {
		refused := func(err error) bool { return errors.Is(err, telegram.ErrToken) }
		err := retry(working, s.log, "the webhook", refused, func(ctx context.Context) error {
			return s.platform.SetWebhook(ctx, s.settings.WebhookURL, s.settings.WebhookSecret)
		})
		if err != nil {
			return orStopped(ctx, err)
		}
		s.log.Info("listening", "address", listener.Addr().String())
		state.set(func() error { return nil })
		return nil
	})
	return group.Wait()
}

// keepProfile puts commands and descriptions in place; a Telegram in a bad mood about them keeps nobody from being answered.
func (s *service) keepProfile(ctx context.Context) {
	if err := s.platform.SetProfile(ctx, profile); err != nil && ctx.Err() == nil {
		s.log.Warn("set the profile", "cause", err)
	}
}

// keepTexts says what officers have written in the place of the program's own texts, within a minute.
func (s *service) keepTexts(ctx context.Context, told string) {
	for ctx.Err() == nil {
		sleep(ctx, time.Minute)
		told = s.takeTexts(ctx, told)
	}
}

// takeTexts takes the officers' texts over and gives back what is wrong with them. That stays so until somebody mends it, so what was
// told before is not told again.
func (s *service) takeTexts(ctx context.Context, told string) string {
	within, cancel := context.WithTimeout(ctx, textsWithin)
	defer cancel()
	texts, err := s.records.Texts(within)
	if err == nil {
		err = s.texts.Overlay(texts)
	}
	switch {
	case err == nil:
		return ""
	case ctx.Err() == nil && err.Error() != told:
		s.log.Warn("take over the officers' texts", "cause", err)
	}
	return err.Error()
}

func sleep(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

func listen(setting, address string) (net.Listener, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", setting, err)
	}
	return listener, nil
}

// serveHTTP serves until stop is closed; then it takes nothing in any more and waits for what it has.
func serveHTTP(ctx context.Context, stop <-chan struct{}, listener net.Listener, handler http.Handler) error {
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 16 << 10,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve %s: %w", listener.Addr(), err)
	case <-stop:
	}
	within, cancel := context.WithTimeout(ctx, drain)
	defer cancel()
	if err := server.Shutdown(within); err != nil {
		return fmt.Errorf("finish what is being answered on %s: %w", listener.Addr(), err)
	}
	return nil
}

// readiness is whether people are answered now. Who is stopping is not ready, so that nobody is sent to him any more.
type readiness struct {
	stopping <-chan struct{}
	check    atomic.Pointer[func() error]
}

// set says what has to hold from now on for the service to be ready, besides its stores.
func (r *readiness) set(check func() error) { r.check.Store(&check) }

func (r *readiness) err() error {
	select {
	case <-r.stopping:
		return errors.New("stopping")
	default:
	}
	check := r.check.Load()
	if check == nil {
		return errors.New("starting")
	}
	return (*check)()
}
