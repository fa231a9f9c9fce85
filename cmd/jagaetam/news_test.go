package main

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"jagaetam/internal/chat"
	"jagaetam/internal/faketelegram"
	"jagaetam/internal/postgres"
	"jagaetam/internal/programme"
	"jagaetam/internal/record"
	"jagaetam/internal/synthetic"
	"jagaetam/internal/testservices"
)

const (
	newsTitle  = "Kartu baru"
	newsText   = "Kartu BPJS Ketenagakerjaan sudah bisa diambil di kantor desa."
	newsWriter = 990
	newsSecond = 991
	// newsFirst is the telephone of the first recipient.
	newsFirst = 7_000_000
	// settled is how long after both programs are ready again it is measured how they keep the rate.
	settled = 1500 * time.Millisecond
)

// newsroom is a regency that is told something by two programs that are killed meanwhile.
type newsroom struct {
	t         *testing.T
	telegram  *faketelegram.Server
	pool      *pgxpool.Pool
	records   *postgres.Store
	programme programme.Programme
	clock     clock
	ahead     string // the file that the clock is read from
	children  []*child
	number    record.BroadcastNumber

	mu      sync.Mutex
	calls   []time.Time // messages of the broadcast that Telegram was asked to take
	answers []answered
}

// answered is how long somebody waited for an answer.
type answered struct {
	at   time.Time
	took time.Duration
}

// window is a time in which one of the programs was not there.
type window struct{ from, to time.Time }

// TestNews tells a regency something (fewer people under the race detector) by two programs, over a Telegram that has its limits, takes a
// tenth of a second, answers 429 and 502, breaks connections before and after it took a message, and whose people have blocked the bot; one
// program after the other is killed. Whatever happens the sum of the broadcast holds, nobody is told twice, the rate is used, and those who
// ask something meanwhile are answered.
func TestNews(t *testing.T) {
	n := openNewsroom(t)
	n.people()
	n.start()
	n.begin()
	stopAsking := n.ask()
	var kills []window
	for kill := range newsKills {
		n.await(fmt.Sprintf("%d recipients are done with", newsRecipients*(kill+1)/(newsKills+2)), func(tally record.Tally) bool {
			return tally.Planned-tally.Waiting >= newsRecipients*(kill+1)/(newsKills+2)
		})
		kills = append(kills, n.kill(kill))
	}
	n.await("only those are left whom a dead program had claimed", n.isQuiet())
	stopAsking()
	n.move(3 * time.Minute) // their leases end
	tally := n.await("nobody is left", func(tally record.Tally) bool { return tally.Waiting == 0 })
	n.report(tally, kills)
	n.checkScreens()
}

func openNewsroom(t *testing.T) *newsroom {
	n := &newsroom{t: t, ahead: filepath.Join(t.TempDir(), "clock")}
	settings, err := os.ReadFile("../../internal/programme/kutai-kartanegara.toml")
	if err != nil {
		t.Fatal(err)
	}
	// More goes wrong here than a broadcast bears without pausing.
	patient := writeFile(t, "programme.toml", strings.Replace(string(settings), "pause_failures       = 0.05", "pause_failures       = 0.9", 1))
	if n.programme, err = programme.Read(patient); err != nil || n.programme.Broadcast.PauseFailures != 0.9 {
		t.Fatal(n.programme.Broadcast, err)
	}
	n.clock = clock{n.ahead}
	// An hour after people may be written to again.
	now := time.Now()
	opens := n.programme.NextSending(n.programme.NextSending(now).Add(24 * time.Hour).Truncate(24 * time.Hour))
	n.set(opens.Add(time.Hour).Sub(now))

	keyring, vault := makeKeyring(t)
	pool, redis := testservices.Postgres(t), testservices.RedisURL(t)
	n.pool, n.records = pool, postgres.New(pool, vault)
	n.records.Zone = n.programme.Zone()
	n.telegram = faketelegram.New(faketelegram.Options{
		RetryScale: 0.05, OnCall: n.note,
		Limits: faketelegram.Limits{PerSecond: 30, PaidPerSecond: newsRate * 6 / 5, PerChat: 1, ChatBurst: 5, GroupPerMinute: 20},
	})
	t.Cleanup(n.telegram.Close)
	api := httptest.NewServer(n.telegram)
	t.Cleanup(api.Close)
	behind, front := balanced(t, 2)
	for i, listen := range behind {
		n.children = append(n.children, newChild(map[string]string{
			"TELEGRAM_TOKEN": n.telegram.Token(), "TELEGRAM_API_URL": api.URL, "TELEGRAM_MODE": "webhook", "WEBHOOK_URL": front,
			"WEBHOOK_LISTEN": listen, "WEBHOOK_SECRET": strings.Repeat("s", 32), "KEYRING_FILE": keyring, "PROGRAMME_FILE": patient,
			"DATABASE_URL": pool.Config().ConnString(), "REDIS_URL": redis, "LOG_LEVEL": "warn", "DEMO_CLOCK": n.ahead,
			"BULK_RATE": fmt.Sprint(newsRate), "ALLOW_PAID_BROADCAST": "true",
		}, filepath.Join(t.TempDir(), fmt.Sprint("program-", i))))
	}
	return n
}

// note counts what belongs to the broadcast.
func (n *newsroom) note(c faketelegram.Call) {
	if !strings.Contains(c.Params["text"], newsText) {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.calls = append(n.calls, time.Now())
}

// set has the clock of the programs be ahead by d, and move sets it further ahead.
func (n *newsroom) set(d time.Duration) {
	n.t.Helper()
	next := n.ahead + ".next"
	if err := os.WriteFile(next, []byte(d.String()), 0o600); err != nil {
		n.t.Fatal(err)
	}
	if err := os.Rename(next, n.ahead); err != nil { // so that nobody reads half of it
		n.t.Fatal(err)
	}
}

func (n *newsroom) move(d time.Duration) {
	n.t.Helper()
	ahead, err := n.clock.offset()
	if err != nil {
		n.t.Fatal(err)
	}
	n.set(ahead + d)
}

func (n *newsroom) apply(key string, effects ...record.Effect) record.Outcome {
	n.t.Helper()
	outcome, err := n.records.Apply(n.t.Context(), key, effects)
	if err != nil {
		n.t.Fatal(err)
	}
	return outcome
}

// people registers everybody and gives him a telephone on which the bot may write. One in fifty has blocked it since, and what is said to
// some others goes wrong once.
func (n *newsroom) people() {
	n.t.Helper()
	region, err := openRegion(n.programme)
	if err != nil {
		n.t.Fatal(err)
	}
	var batch []record.Effect
	now := n.clock.now()
	for i := range newsRecipients {
		phone := n.telegram.NewUser(faketelegram.User{ID: newsFirst + int64(i), LanguageCode: "id"})
		phone.Start("")
		if i%50 == 49 {
			phone.Block()
		}
		n.spoil(i)
		batch = append(batch, record.FileApplication{
			Run: "news", By: chat.Person{ID: fmt.Sprint("tg:", newsFirst+i), Language: "id"}, At: now, Worker: synthetic.Worker(region, i),
			Consent: record.Consent{Version: "test", At: now},
		})
		if len(batch) == seedBatch || i == newsRecipients-1 {
			n.apply(fmt.Sprint("people:", i), batch...)
			batch = nil
		}
	}
	n.telegram.Inject(faketelegram.Fault{Method: "sendMessage", Kind: faketelegram.Latency, Probability: 1, Latency: 100 * time.Millisecond})
	// What they said to the bot while it was not there is not to be answered.
	response, err := http.Post(n.children[0].environment["TELEGRAM_API_URL"]+"/bot"+n.telegram.Token()+"/deleteWebhook?drop_pending_updates=true", "", nil)
	if err != nil || response.StatusCode != http.StatusOK {
		n.t.Fatal(response, err)
	}
	_ = response.Body.Close()
}

// spoil has one message to the i-th recipient go wrong.
func (n *newsroom) spoil(i int) {
	fault := faketelegram.Fault{Method: "sendMessage", Chat: newsFirst + int64(i), Next: 1}
	switch i % 200 {
	case 20, 120:
		fault.Kind = faketelegram.BadGateway
	case 60:
		fault.Kind = faketelegram.DropAfter
	case 100:
		fault.Kind = faketelegram.DropBefore
	default:
		return
	}
	n.telegram.Inject(fault)
}

// start starts both programs, one after the other, as a deploy does.
func (n *newsroom) start() {
	n.t.Helper()
	for _, c := range n.children {
		if err := c.start(n.t.Context()); err != nil {
			n.t.Fatal(err)
		}
		n.t.Cleanup(c.stop)
	}
}

// begin has an officer write, and another approve.
func (n *newsroom) begin() {
	n.t.Helper()
	officer := func(id int) chat.Person {
		who := chat.Person{ID: fmt.Sprint("tg:", id), Language: "id"}
		phone := n.telegram.NewUser(faketelegram.User{ID: int64(id), LanguageCode: "id"})
		phone.Start("")
		token, err := n.records.InviteOfficer(n.t.Context(), []record.Role{record.RoleSupervisor}, nil, "test", n.clock.now())
		if err != nil {
			n.t.Fatal(err)
		}
		n.apply(fmt.Sprint("officer:", id), record.JoinOffice{By: who, At: n.clock.now(), Token: token})
		return who
	}
	writer, second := officer(newsWriter), officer(newsSecond)
	n.number = n.apply("write", record.WriteBroadcast{Run: "news", By: writer, At: n.clock.now(), Broadcast: record.Broadcast{
		Title: newsTitle, Texts: map[string]string{"id": newsText},
	}}).Broadcast
	turn := func(by chat.Person, act record.BroadcastAct) {
		b, err := n.records.Broadcast(n.t.Context(), n.number)
		if err != nil {
			n.t.Fatal(err)
		}
		done := n.apply(string(act), record.TurnBroadcast{
			By: by, At: n.clock.now(), Number: n.number, Revision: b.Revision, Act: act, Above: n.programme.Broadcast.SecondOfficerAbove,
		})
		if done.Name != record.OutcomeAnswered && done.Name != record.OutcomeAsked {
			n.t.Fatalf("%s ends with %+v", act, done)
		}
	}
	n.until("the audience is counted", func() bool {
		b, err := n.records.Broadcast(n.t.Context(), n.number)
		return err == nil && !b.CountedAt.IsZero()
	})
	turn(writer, record.ActStart)
	if newsRecipients > n.programme.Broadcast.SecondOfficerAbove {
		turn(second, record.ActApprove)
	}
	n.await("it has begun", func(tally record.Tally) bool { return tally.Planned == newsRecipients })
}

// ask has people ask the bot something, now and then, until it is told to stop.
func (n *newsroom) ask() (stop func()) {
	done := make(chan struct{})
	var asking sync.WaitGroup
	for i := range newsAskers {
		asking.Go(func() {
			phone := n.telegram.NewUser(faketelegram.User{ID: newsFirst - 1 - int64(i), LanguageCode: "id"})
			for word := 0; ; word++ {
				select {
				case <-done:
					return
				case <-time.After(2*time.Second + time.Duration(i)*37*time.Millisecond):
				}
				n.answer(phone, []string{"/menu", "/bantuan"}[word%2])
			}
		})
	}
	return func() { close(done); asking.Wait() }
}

// answer says something and waits for what the bot says to it.
func (n *newsroom) answer(phone *faketelegram.Person, text string) {
	began := time.Now()
	after := phone.Text(text).ID
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	_, err := phone.Chat().WaitFor(ctx, func(messages []faketelegram.Message) bool {
		return slices.ContainsFunc(messages, func(m faketelegram.Message) bool { return m.From.IsBot && m.ID > after })
	})
	if err != nil {
		n.t.Errorf("%s is not answered: %v", text, err)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.answers = append(n.answers, answered{began, time.Since(began)})
}

// kill kills a program and starts it again, and gives the time in which it was not there. Telegram asks to wait meanwhile.
func (n *newsroom) kill(which int) window {
	n.t.Helper()
	victim := n.children[which%len(n.children)]
	killed := time.Now()
	n.telegram.Inject(faketelegram.Fault{Method: "sendMessage", Kind: faketelegram.TooMany, RetryAfter: 1, Next: 1})
	victim.end(syscall.SIGKILL)
	n.arithmetic()
	if err := victim.start(n.t.Context()); err != nil {
		n.t.Fatal(err)
	}
	n.arithmetic()
	return window{killed, time.Now().Add(settled)}
}

// arithmetic holds the sum of the broadcast to what it was planned for.
func (n *newsroom) arithmetic() record.Tally {
	n.t.Helper()
	if err := n.records.BroadcastArithmetic(n.t.Context()); err != nil {
		n.t.Error(err)
	}
	b, err := n.records.Broadcast(n.t.Context(), n.number)
	if err != nil {
		n.t.Fatal(err)
	}
	if s := b.Tally; s.Planned != s.Waiting+s.Sent+s.Failed+s.Skipped+s.Unknown {
		n.t.Errorf("the sum does not hold: %+v", s)
	}
	if b.State == record.BroadcastPaused {
		n.t.Fatalf("the broadcast paused: %s, %+v", b.Why, b.Tally)
	}
	return b.Tally
}

// await waits until the tally is so.
func (n *newsroom) await(what string, so func(record.Tally) bool) (tally record.Tally) {
	n.t.Helper()
	n.until(what, func() bool { tally = n.arithmetic(); return so(tally) })
	return tally
}

func (n *newsroom) until(what string, so func() bool) {
	n.t.Helper()
	end := time.Now().Add(5 * time.Minute)
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for !so() {
		if <-tick.C; time.Now().After(end) {
			n.t.Fatalf("waited in vain: %s", what)
		}
	}
}

// isQuiet says whether nothing has been done for a while.
func (n *newsroom) isQuiet() func(record.Tally) bool {
	last, since := -1, time.Now()
	return func(tally record.Tally) bool {
		if tally.Waiting != last {
			last, since = tally.Waiting, time.Now()
		}
		return last == 0 || time.Since(since) > 8*time.Second // one that Telegram did not take is tried again after five
	}
}

// report says how the rate was kept between the kills, and how people were answered.
func (n *newsroom) report(tally record.Tally, kills []window) {
	n.t.Helper()
	n.mu.Lock()
	defer n.mu.Unlock()
	slices.SortFunc(n.calls, func(a, b time.Time) int { return a.Compare(b) })
	sent, allowed := 0, 0.0
	for i := 1; i < len(kills); i++ { // between the end of one and the beginning of the next
		from, to := kills[i-1].to, kills[i].from
		for _, at := range n.calls {
			if !at.Before(from) && at.Before(to) {
				sent++
			}
		}
		for _, a := range n.answers {
			if !a.at.Before(from) && a.at.Before(to) {
				sent++
			}
		}
		allowed += max(to.Sub(from).Seconds(), 0) * newsRate
	}
	used := float64(sent) / allowed
	between := func(a answered) bool {
		return slices.ContainsFunc(kills[:len(kills)-1], func(w window) bool { return !a.at.Before(w.to) }) &&
			!slices.ContainsFunc(kills, func(w window) bool { return !a.at.Before(w.from) && a.at.Before(w.to) })
	}
	calm, all := percentile(n.answers, between), percentile(n.answers, func(answered) bool { return true })
	n.t.Logf("%+v", tally)
	n.t.Logf("between the kills %d messages of %.0f that were permitted: %.1f %%", sent, allowed, 100*used)
	n.t.Logf("%d answers, the slowest of a hundred in %s with both programs there, in %s with one killed meanwhile", len(n.answers), calm, all)
	if used < newsUsed || used > 1.05 {
		n.t.Errorf("%.3f of the rate was used, want %.2f", used, newsUsed)
	}
	if calm > 5*time.Second || len(n.answers) < newsAskers {
		n.t.Errorf("%d answers, within %s", len(n.answers), calm)
	}
}

// percentile is how long 99 of 100 waited at most.
func percentile(all []answered, which func(answered) bool) time.Duration {
	var took []time.Duration
	for _, a := range all {
		if which(a) {
			took = append(took, a.took)
		}
	}
	if len(took) == 0 {
		return 0
	}
	slices.SortFunc(took, cmp.Compare)
	return took[(len(took)*99-1)/100].Round(time.Millisecond)
}

// checkScreens compares what came to each telephone with what is kept of it.
func (n *newsroom) checkScreens() {
	n.t.Helper()
	states := map[string]record.LetterState{}
	var who string
	var state record.LetterState
	rows, err := n.pool.Query(n.t.Context(), `select contact, state from recipients where broadcast = $1`, n.number)
	if err == nil {
		_, err = pgx.ForEachRow(rows, []any{&who, &state}, func() error { states[who] = state; return nil })
	}
	if err != nil {
		n.t.Fatal(err)
	}
	told, untold := 0, 0
	for i := range newsRecipients {
		phone := n.telegram.Person(newsFirst + int64(i))
		got := 0
		for _, m := range phone.Chat().Messages() {
			if m.From.IsBot && strings.Contains(m.Text, newsText) {
				got++
			}
		}
		state := states[fmt.Sprint("tg:", newsFirst+i)]
		switch {
		case got > 1:
			n.t.Errorf("%d was told %d times", i, got)
		case state == record.LetterSaid && got != 1, state != record.LetterSaid && state != record.LetterUnknown && got != 0:
			n.t.Errorf("%d was told %d times and counts as %s", i, got, state)
		case state == record.LetterUnknown && got == 1:
			told++
		case state == record.LetterUnknown:
			untold++
		}
	}
	n.t.Logf("of the unknown %d were told and %d were not", told, untold)
}
