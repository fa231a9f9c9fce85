package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"jagaetam/internal/faketelegram"
	"jagaetam/internal/faketelegram/phone"
	"jagaetam/internal/localservices"
	"jagaetam/internal/programme"
	"jagaetam/internal/synthetic"
)

// demo runs everything on this machine: PostgreSQL, Redis, a Telegram of our own with telephones in the browser, and the service
// itself as a process of its own, which the page can kill and start again.
func demo(ctx context.Context, c *console, args []string) error {
	set := c.flags("demo")
	address := set.String("listen", "127.0.0.1:8087", "where the telephones are")
	dir := set.String("data", localservices.DefaultDir(), "the data `folder`")
	fresh := set.Bool("fresh", false, "begin with no data, and keep none")
	offline := set.Bool("offline", false, "download nothing")
	workers := set.Int("workers", 300, "keep so many made-up workers, under decrees that pay for them")
	script := set.String("script", "", "play a transcript `file` through the whole program, print it, and fail where it differs")
	set.Usage = func() {
		fmt.Fprintln(c.out, "jagaetam demo runs everything on this machine, with a telephone in the browser.\n"+
			"Where DATABASE_URL or REDIS_URL is set, that server is used and none is started in its place.")
		set.SetOutput(c.out)
		set.PrintDefaults()
	}
	if err := parse(set, args, 0); err != nil {
		return err
	}
	if *workers < 0 || *workers > synthetic.Most {
		return usagef("demo: -workers is 0 to %d", synthetic.Most)
	}
	options := stageOptions{dir: *dir, throwaway: *fresh || *script != "", offline: *offline, say: func(line string) { fmt.Fprintln(c.err, line) }}
	if *script != "" {
		return playScript(ctx, c, *script, options)
	}
	s, err := openStage(ctx, options)
	if err != nil {
		return err
	}
	defer s.close()
	telephones := s.telephones()
	if err := s.seed(ctx, *workers, telephones.Groups[0], options.say); err != nil {
		return fmt.Errorf("make up workers: %w", err)
	}
	for _, person := range s.known {
		person.Start("") // who has never begun to speak with a bot cannot be written to
	}
	return s.show(ctx, c, *address, phone.New(s.telegram, telephones))
}

// show serves the page until ctx ends or a part of the demo dies.
func (s *stage) show(ctx context.Context, c *console, address string, page http.Handler) error {
	listener, err := listen("-listen", address)
	if err != nil {
		return fmt.Errorf("%w (another demo may be running; -listen takes another address)", err)
	}
	group, working := errgroup.WithContext(ctx)
	group.Go(func() error { return serveHTTP(context.WithoutCancel(ctx), working.Done(), listener, page) })
	group.Go(func() error {
		select {
		case <-working.Done():
			return nil
		case err := <-s.services.Done():
			return fmt.Errorf("a server of the demo is gone: %w", err)
		case err := <-s.child.gone:
			return fmt.Errorf("the service is gone: %w", err)
		}
	})
	for _, line := range s.services.Describe() {
		fmt.Fprintln(c.out, "  "+line)
	}
	fmt.Fprintf(c.out, "\n  Open http://%s and take up a telephone. Ctrl-C stops everything.\n\n", listener.Addr())
	return group.Wait()
}

// telephones are those of people who do not exist: two who know nothing of the service, one who is covered, a helper, and two officers
// with their group.
func (s *stage) telephones() phone.Options {
	group := s.telegram.NewGroup(faketelegram.GroupOptions{Title: "Petugas Jaga Etam", Forum: true, BotIsAdmin: true})
	options := phone.Options{
		Title: "Jaga Etam", Groups: []int64{group.ID()}, Restart: s.child.restart, Inside: s.inside, Clock: s.clock, Zone: s.zone,
	}
	for _, user := range []faketelegram.User{
		{ID: 6402001, FirstName: "Siti", LanguageCode: "id", Phone: "6281250009001"},
		{ID: 6402002, FirstName: "Pak Udin", LanguageCode: "id", Phone: "6285340009002"},
		{ID: coveredPhone, FirstName: "Bu Halimah", LanguageCode: "id", Phone: "6281290009003"},
		{ID: helperPhone, FirstName: "Pak RT", LanguageCode: "id", Phone: "6281290009004"},
		{ID: officerPhone, FirstName: "Bu Rina", LanguageCode: "id", Phone: "6281290009005"},
		{ID: colleaguePhone, FirstName: "Pak Anwar", LanguageCode: "id", Phone: "6281290009006"},
	} {
		person := s.telegram.NewUser(user)
		if user.ID >= coveredPhone {
			s.known = append(s.known, person)
		}
		options.Users = append(options.Users, user.ID)
		if user.ID == officerPhone || user.ID == colleaguePhone {
			group.Join(person)
		}
	}
	return options
}

// inside hands the stages of messages on to the page.
func (s *stage) inside(ctx context.Context) <-chan phone.Inside {
	shown := make(chan phone.Inside)
	go func() {
		defer close(shown)
		for line := range s.child.subscribe(ctx) {
			select {
			case shown <- phone.Inside{
				At: line.At, Stage: line.Stage, Chat: line.Who, Key: line.Key, Since: time.Duration(line.Since) * time.Microsecond, Detail: line.Detail,
			}:
			case <-ctx.Done():
			}
		}
	}()
	return shown
}

// stage is all of the demo but the page: the servers, the Telegram, and the service.
type stage struct {
	services *localservices.Services
	telegram *faketelegram.Server
	api      *http.Server
	clock    *stageTime
	zone     *time.Location
	// programme is the one that is served.
	programme programme.Programme
	child     *child
	known     []*faketelegram.Person // whom the service knows already
	dir       string
	remove    bool
}

type stageOptions struct {
	dir       string
	throwaway bool
	offline   bool
	say       func(line string)
	// now is what the clock of the demo shows at first; zero is the real time.
	now time.Time
	// onCall sees every call that the service makes of the Bot API.
	onCall func(faketelegram.Call)
}

// logName is the file in the data folder that the service's log goes to.
const logName = "bot.log"

// openStage starts everything and returns once the service is ready.
func openStage(ctx context.Context, o stageOptions) (s *stage, err error) {
	s = &stage{dir: o.dir}
	defer func() {
		if err != nil {
			s.close()
		}
	}()
	if o.throwaway {
		if s.dir, err = os.MkdirTemp("", "jagaetam-demo-"); err != nil {
			return s, err
		}
		s.remove = true
	}
	given, err := loadSettings()
	if err != nil {
		return s, err
	}
	s.programme, s.zone = given.Programme, given.Programme.Zone()
	database, cache := given.DatabaseURL.Reveal(), given.RedisURL.Reveal()
	if s.services, err = localservices.Start(ctx, localservices.Options{
		Dir: s.dir, Throwaway: o.throwaway, Offline: o.offline, Log: o.say, NoPostgres: database != "", NoRedis: cache != "",
	}); err != nil {
		return s, err
	}
	s.clock = &stageTime{programme: given.Programme}
	if s.clock.demoClock, err = newDemoClock(filepath.Join(s.dir, "clock"), o.now); err != nil {
		return s, err
	}
	s.telegram = faketelegram.New(faketelegram.Options{Username: "jagaetam_bot", Name: "Jaga Etam", Now: s.clock.now, OnCall: o.onCall})
	api, err := listen("the demo's Bot API", "127.0.0.1:0")
	if err != nil {
		return s, err
	}
	s.api = &http.Server{Handler: s.telegram, ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = s.api.Serve(api) }()
	keyring := filepath.Join(s.dir, "keyring")
	if _, err := os.Stat(keyring); errors.Is(err, os.ErrNotExist) {
		if err := newKeys(&console{out: io.Discard}, keyring); err != nil {
			return s, err
		}
	}
	_ = os.Remove(filepath.Join(s.dir, logName)) // of the last time; it would grow for ever
	s.child = newChild(map[string]string{
		"TELEGRAM_TOKEN": s.telegram.Token(), "TELEGRAM_API_URL": "http://" + api.Addr().String(), "TELEGRAM_MODE": "poll",
		"DATABASE_URL": cmp.Or(database, s.services.PostgresURL), "REDIS_URL": cmp.Or(cache, s.services.RedisURL), "KEYRING_FILE": keyring,
		"DEMO_CLOCK": s.clock.path, "LOG_LEVEL": "debug",
		"TELEGRAM_TOKEN_FILE": "", "DATABASE_URL_FILE": "", "REDIS_URL_FILE": "", // whatever else is set here is for the real thing
	}, filepath.Join(s.dir, logName))
	s.clock.child = s.child
	return s, s.child.start(ctx)
}

// close stops everything in reverse order.
func (s *stage) close() {
	if s.clock != nil {
		s.clock.close()
	}
	if s.child != nil {
		s.child.stop()
	}
	if s.telegram != nil {
		s.telegram.Close()
	}
	if s.api != nil {
		_ = s.api.Close()
	}
	if s.services != nil {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		_ = s.services.Stop(ctx)
	}
	if s.remove {
		_ = os.RemoveAll(s.dir)
	}
}
