package bot_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"jagaetam/bot"
	"jagaetam/internal/broadcast"
	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/identity"
	"jagaetam/internal/outreach"
	"jagaetam/internal/pace"
	"jagaetam/internal/programme"
	"jagaetam/internal/record"
	"jagaetam/internal/reminder"
	"jagaetam/internal/session"
	"jagaetam/internal/transcript"
	"jagaetam/locales"
)

// replicas are two processes of the bot over one Redis and one store of records, as a transcript.Player. One message is delivered to
// one of them, the next to both at once; afterwards each is delivered to both once more, and nothing may come of that.
type replicas struct {
	t       testing.TB
	book    *dialogue.Book
	texts   *locales.Catalogue
	rdb     redis.UniversalClient
	vault   *identity.Vault
	archive session.Archive
	records records
	log     *slog.Logger

	stores     [2]*session.Store
	bots       [2]*bot.Bot
	now        time.Time
	deliveries int
	// cut, where set, is where the first process is cut off in the middle of every message; the second then has it delivered again.
	cut *cut

	programme programme.Programme
	reminders *outreach.Reminders
	news      *broadcast.Conductor
	lanes     []outreach.Ranked

	mu      sync.Mutex
	wakes   map[string]time.Time
	screens *transcript.Screens
	said    []transcript.Shown
	// racing holds what was said while both had the same message in hand; nil at other times.
	racing map[string]chat.Said
}

type records interface {
	bot.Records
	transcript.Records
	outreach.Records
	outreach.Line
	outreach.ReminderRecords
	outreach.BroadcastRecords
	broadcast.Store
	MoveApplication(ctx context.Context, receipt record.Receipt, to record.ApplicationState, reason, by string, at time.Time) error
}

func newReplicas(t testing.TB, rdb redis.UniversalClient, archive session.Archive, kept records, vault *identity.Vault) *replicas {
	return newReplicasOf(t, programme.Default(), rdb, archive, kept, vault)
}

func newReplicasOf(
	t testing.TB, p programme.Programme, rdb redis.UniversalClient, archive session.Archive, kept records, vault *identity.Vault,
) *replicas {
	r := &replicas{
		t: t, programme: p, rdb: rdb, vault: vault, archive: archive, records: kept, log: slog.New(slog.DiscardHandler),
		now: transcript.Began, wakes: map[string]time.Time{},
	}
	r.book, r.texts = openBookOf(t, p)
	now, home := func() time.Time { return r.now }, regionOf(t, p)
	r.reminders = &outreach.Reminders{Records: kept, Calendar: reminder.Calendar{Programme: p}, Now: now}
	r.news = &broadcast.Conductor{Store: kept, Programme: p, Region: home, Texts: r.texts, Now: now, Log: r.log, Rate: pace.FreeRate}
	r.lanes = append((&outreach.Broadcasts{Records: kept, Programme: p, Region: home}).Lanes(), r.reminders.Ranked())
	r.screens = &transcript.Screens{Texts: r.texts, Home: "test:"}
	r.screens.Files, _ = any(kept).(transcript.Files)
	r.start()
	return r
}

// start starts both processes anew.
func (r *replicas) start() {
	for i := range r.bots {
		r.stores[i] = session.New(r.rdb, r.vault, r.archive, session.Options{Log: r.log})
		r.bots[i] = &bot.Bot{
			Book: r.book, Sessions: r.stores[i], Records: r.records, Platform: r, Now: func() time.Time { return r.now }, Log: r.log, Watch: r.watch,
			Desk: openDesk(r.t, r.texts), Office: officeOf(r.records),
		}
	}
	if r.cut != nil {
		spoil(r.bots[0], r.cut)
	}
}

// Do has a person do something.
func (r *replicas) Do(ctx context.Context, who string, doing transcript.Doing) error {
	in, err := r.screens.Incoming(who, doing)
	if err != nil || in.Content == nil {
		return err
	}
	if !doing.AtOnce {
		r.now = r.now.Add(transcript.Pause)
	}
	r.deliveries++
	in.Key, in.At = fmt.Sprint("update:", r.deliveries), r.now
	if err := r.deliver(func(b *bot.Bot) error { return b.Handle(ctx, in) }); err != nil {
		return err
	}
	return r.drain(ctx)
}

// drain says what is to be said to others.
func (r *replicas) drain(ctx context.Context) error {
	if _, err := r.reminders.Scan(ctx); err != nil {
		return err
	}
	// Letters come first, so that everybody's are always in the same order.
	letters, rest := r.sender(nil), r.sender(r.lanes)
	for {
		if err := r.news.Look(ctx); err != nil {
			return err
		}
		if err := transcript.Drain(ctx, letters); err != nil {
			return err
		}
		if n, err := rest.Drain(ctx); err != nil {
			return err
		} else if n == 0 {
			break
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.said = append(r.said, r.screens.Take()...)
	return nil
}

func (r *replicas) sender(lanes []outreach.Ranked) *outreach.Sender {
	return &outreach.Sender{
		Records: r.records, Platform: r.screens, Pace: outreach.Unhurried{}, Now: func() time.Time { return r.now }, Log: r.log,
		Card: openDesk(r.t, r.texts).Card, Lanes: lanes,
	}
}

func (r *replicas) deliver(handle func(*bot.Bot) error) error {
	switch {
	case r.cut != nil:
		return r.mend(handle)
	case r.deliveries%2 == 0:
		return r.race(handle)
	}
	if err := handle(r.bots[0]); err != nil {
		return err
	}
	return r.silently(handle)
}

// mend has the second process do what the first is cut off in.
func (r *replicas) mend(do func(*bot.Bot) error) error {
	r.cut.armed = true
	err := do(r.bots[0])
	r.cut.armed = false
	if errors.Is(err, errCut) {
		err = do(r.bots[1])
	}
	if err != nil {
		return err
	}
	return r.silently(do)
}

// race has both do the same at once, and once more whoever was told to come back.
func (r *replicas) race(do func(*bot.Bot) error) error {
	r.racing = map[string]chat.Said{}
	var errs [2]error
	var both sync.WaitGroup
	for i, b := range r.bots {
		both.Go(func() { errs[i] = do(b) })
	}
	both.Wait()
	r.racing = nil
	for _, err := range errs {
		if wait := (*chat.WaitError)(nil); err != nil && !errors.As(err, &wait) {
			return err
		}
	}
	return r.silently(do)
}

// silently has both do what was done before, and nothing may come of it.
func (r *replicas) silently(do func(*bot.Bot) error) error {
	before := len(r.said)
	for _, b := range r.bots {
		if err := do(b); err != nil {
			return err
		}
	}
	if more := r.said[before:]; len(more) > 0 {
		return fmt.Errorf("said once more: %v", more)
	}
	return nil
}

// Later lets time pass. Whenever somebody is to be woken, both sweep at once; every morning it is looked for what falls due.
func (r *replicas) Later(ctx context.Context, d time.Duration) error {
	until := r.now.Add(d)
	for {
		at, who := until, r.next()
		if morning := r.reminders.Opens(r.now); morning.Before(at) {
			at = morning
		}
		if who != "" && !r.wakes[who].After(at) {
			at = r.wakes[who]
		} else {
			who = ""
		}
		r.now = at
		if err := r.sweep(); err != nil {
			return err
		}
		if who != "" {
			if r.wakes[who].Equal(r.now) {
				return fmt.Errorf("%s was not woken at %s", who, r.now)
			}
			continue
		}
		if err := r.tend(ctx); err != nil || !at.Before(until) {
			return err
		}
	}
}

func (r *replicas) sweep() error {
	return r.race(func(b *bot.Bot) error { b.Sweep(r.t.Context()); return nil })
}

// next is who wants to be woken first.
func (r *replicas) next() string {
	var next string
	for _, who := range slices.Sorted(maps.Keys(r.wakes)) {
		if next == "" || r.wakes[who].Before(r.wakes[next]) {
			next = who
		}
	}
	return next
}

// watch notes who wants to be woken when.
func (r *replicas) watch(m bot.Moment) {
	if outcome, ok := m.Detail.(record.Outcome); ok {
		if text, err := json.Marshal(outcome); err != nil || identity.Redact(string(text)) != string(text) {
			r.t.Errorf("what is kept with the receipt of a message holds something personal: %s, %v", text, err)
		}
	}
	committed, ok := m.Detail.(session.Next)
	if !ok {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.wakes, m.Chat)
	if !committed.Wake.IsZero() {
		r.wakes[m.Chat] = committed.Wake.Truncate(time.Millisecond)
	}
}

// Restart ends both processes and starts them again.
func (r *replicas) Restart(context.Context) error {
	if err := r.writeBehind(); err != nil {
		return err
	}
	r.start()
	return nil
}

// LoseRedis empties Redis, and with it goes who wanted to be woken.
func (r *replicas) LoseRedis(ctx context.Context) error {
	if err := r.writeBehind(); err != nil {
		return err
	}
	clear(r.wakes)
	return r.rdb.FlushDB(ctx).Err()
}

// writeBehind does what is done within a second of every message: the changed dialogues go to the archive.
func (r *replicas) writeBehind() error {
	ended, end := context.WithCancel(context.Background())
	end()
	return errors.Join(r.stores[0].Run(ended), r.stores[1].Run(ended))
}

// Officer moves an application along.
func (r *replicas) Officer(ctx context.Context, number, state, reason string) error {
	if err := transcript.Order(ctx, r.records, number, state, reason, r.now); err != nil {
		return err
	}
	return r.drain(ctx)
}

// Given makes something so.
func (r *replicas) Given(ctx context.Context, given transcript.Given) error {
	if err := given.Bring(ctx, r.records, r.screens.Contact, r.now); err != nil {
		return err
	}
	return r.tend(ctx)
}

// tend does what becomes due by itself, in both processes.
func (r *replicas) tend(ctx context.Context) error {
	openings := outreach.Openings{Line: r.records, Programme: r.programme, Now: func() time.Time { return r.now }}
	for range r.bots {
		if err := openings.Look(ctx); err != nil {
			return err
		}
	}
	return r.drain(ctx)
}

// Said is what came onto the screens.
func (r *replicas) Said() []transcript.Shown {
	said := append(r.said, r.screens.Take()...)
	r.said = nil
	return said
}

// Say shows an answer. Of two who race, one may have committed and the other, who finds that, says the same once more: that is the
// repeat that no bot can avoid, and it is taken for one.
func (r *replicas) Say(ctx context.Context, a chat.Answer) (chat.Said, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	same, err := json.Marshal(a)
	if err != nil {
		return chat.Said{}, err
	}
	if said, repeated := r.racing[string(same)]; repeated {
		return said, nil
	}
	said, err := r.screens.Say(ctx, a)
	r.said = append(r.said, r.screens.Take()...)
	if r.racing != nil && err == nil {
		r.racing[string(same)] = said
	}
	return said, err
}
