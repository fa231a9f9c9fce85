package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/redis/go-redis/v9"

	"jagaetam/bot"
	"jagaetam/bot/telegram"
	"jagaetam/flows"
	"jagaetam/internal/broadcast"
	"jagaetam/internal/desk"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/exchange"
	"jagaetam/internal/identity"
	"jagaetam/internal/outreach"
	"jagaetam/internal/pace"
	"jagaetam/internal/postgres"
	"jagaetam/internal/programme"
	"jagaetam/internal/region"
	"jagaetam/internal/reminder"
	"jagaetam/internal/session"
	"jagaetam/locales"
)

// spoken is the conversations with their texts.
type spoken struct {
	book      *dialogue.Book
	texts     *locales.Catalogue
	programme programme.Programme
	region    *region.Region
}

// openBook makes the conversations of a programme and refuses them where Check finds a mistake.
func openBook(p programme.Programme) (spoken, error) {
	texts, err := locales.Load(p.Globals())
	if err != nil {
		return spoken{}, err
	}
	r, err := openRegion(p)
	if err != nil {
		return spoken{}, err
	}
	book := flows.Book(flows.Setting{Programme: p, Region: r, Texts: texts})
	if mistakes := book.Check(texts); len(mistakes) > 0 {
		return spoken{}, fmt.Errorf("the conversations have mistakes:\n  %s", strings.Join(mistakes, "\n  "))
	}
	return spoken{book, texts, p, r}, nil
}

func openRegion(p programme.Programme) (*region.Region, error) {
	if p.RegionFile == "" {
		return region.Load(p.RegencyCode)
	}
	file, err := os.Open(p.RegionFile)
	if err != nil {
		return nil, fmt.Errorf("read the region's villages: %w", err)
	}
	defer file.Close()
	r, err := region.Read(file)
	if err != nil {
		return nil, fmt.Errorf("read the region's villages in %s: %w", p.RegionFile, err)
	}
	return r, nil
}

// newLogger writes JSON lines with ids and no contents; what slips through is masked.
func newLogger(out io.Writer, level slog.Level) *slog.Logger {
	return slog.New(identity.RedactHandler(slog.NewJSONHandler(out, &slog.HandlerOptions{Level: level}), "key", "who"))
}

// service is all parts of the service, wired.
type service struct {
	settings settings
	spoken
	log      *slog.Logger
	pool     *pgxpool.Pool
	redis    redis.UniversalClient
	records  *postgres.Store
	sessions *session.Store
	platform *telegram.Platform
	bot      *bot.Bot
	files    *exchange.Engine
	pace     *pace.Limiter
	sender   *outreach.Sender
	watch    outreach.Watch
	openings outreach.Openings
	news     *broadcast.Conductor
	figures  *figures

	reminders *outreach.Reminders
}

// handleWithin is how long a message may take: less than half of the lease that its chat is claimed for.
const handleWithin = 7 * time.Second

// openService wires the parts. It connects to nothing yet.
func openService(ctx context.Context, s settings, log *slog.Logger) (*service, error) {
	b, err := openBook(s.Programme)
	if err != nil {
		return nil, err
	}
	vault, err := openVault(s.KeyringFile)
	if err != nil {
		return nil, err
	}
	clock, err := newClock(s.DemoClock)
	if err != nil {
		return nil, err
	}
	pool, err := postgres.Open(ctx, s.DatabaseURL.Reveal())
	if err != nil {
		return nil, fmt.Errorf("DATABASE_URL: %w", err)
	}
	client, err := session.Open(s.RedisURL.Reveal())
	if err != nil {
		pool.Close()
		return nil, fmt.Errorf("REDIS_URL: %w", err)
	}
	records := postgres.New(pool, vault)
	records.Zone = s.Programme.Zone()
	platform, err := telegram.New(telegram.Options{
		Token: s.TelegramToken, APIURL: s.TelegramAPIURL, Locales: b.texts, Files: records, Log: log, Outage: isOutage, HandleWithin: handleWithin,
	})
	if err != nil {
		pool.Close()
		_ = client.Close()
		return nil, err
	}
	files, err := newEngine(s, b, records, vault, clock.now)
	if err != nil {
		pool.Close()
		_ = client.Close()
		return nil, err
	}
	files.Log, files.Fetch = log, platform
	offices := desk.New(s.Programme, b.region, b.texts)
	reminders := &outreach.Reminders{Records: records, Calendar: reminder.Calendar{Programme: s.Programme}, Now: clock.now}
	sessions := session.New(client, vault, records, session.Options{Log: log})
	limiter := pace.New(client, pace.Options{Rate: s.BulkRate, Log: log})
	counted := newFigures()
	news := &outreach.Broadcasts{Records: records, Programme: s.Programme, Region: b.region}
	return &service{
		settings: s, spoken: b, log: log, pool: pool, redis: client, records: records, sessions: sessions, platform: platform,
		bot: &bot.Bot{
			Book: b.book, Sessions: sessions, Records: exchange.Lists{Knower: records, Fetch: platform}, Platform: platform, Now: clock.now, Log: log, Watch: both(counted.watch, stageLog(log)),
			Desk: offices, Office: records, Pace: limiter,
		},
		files: files,
		pace:  limiter,
		sender: &outreach.Sender{
			Records: records, Platform: platform, Pace: limiter, Now: clock.now, Log: log, Card: offices.Card,
			Rate: s.BulkRate, Paid: s.paid(),
			Lanes: append(news.Lanes(), reminders.Ranked()), Watch: counted.sent,
		},
		watch:    outreach.Watch{Cases: records, Programme: s.Programme, Now: clock.now},
		openings: outreach.Openings{Line: records, Programme: s.Programme, Now: clock.now},
		figures:  counted,
		news: &broadcast.Conductor{
			Store: records, Programme: s.Programme, Region: b.region, Texts: b.texts, Now: clock.now, Log: log, Rate: s.BulkRate,
		},

		reminders: reminders,
	}, nil
}

func (s *service) close() {
	s.platform.Close()
	_ = s.redis.Close()
	s.pool.Close()
}

// openVault opens the vault with the keys in the file.
func openVault(path string) (*identity.Vault, error) {
	keyring, err := readKeyring(path)
	if err != nil {
		return nil, err
	}
	return identity.NewVault(keyring)
}

// readKeyring reads the keys in the file.
func readKeyring(path string) (*identity.Keyring, error) {
	keyring, err := identity.ReadKeyringFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("KEYRING_FILE: %w (jagaetam keys new %s makes one)", err, path)
	}
	if err != nil { // new keys would open nothing that the ones there have sealed
		return nil, fmt.Errorf("KEYRING_FILE: %w", err)
	}
	return keyring, nil
}

// retry does something that others have to be up for until it succeeds, ctx ends, or the error is final.
func retry(ctx context.Context, log *slog.Logger, what string, final func(error) bool, do func(context.Context) error) error {
	for pause := 100 * time.Millisecond; ; pause = min(2*pause, 10*time.Second) {
		err := do(ctx)
		if err == nil || final != nil && final(err) {
			return err
		}
		if ctx.Err() != nil {
			return errors.Join(ctx.Err(), err)
		}
		log.Warn(what+" is not to be had yet", "cause", err, "again_in", pause.String())
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
}
