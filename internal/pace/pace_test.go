package pace

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"golang.org/x/sync/errgroup"

	"jagaetam/internal/faultproxy"
	"jagaetam/internal/testservices"
)

const lane = "news"

// grant asks for a moment, which has to be given.
func grant(t testing.TB, l *Limiter, a Ask) time.Duration {
	t.Helper()
	moment, err := l.Take(t.Context(), a)
	if err != nil || !moment.Given {
		t.Fatalf("%+v is given %+v, %v", a, moment, err)
	}
	return moment.Wait
}

// refuse asks for a moment, which must not be given, and says how long that is so.
func refuse(t testing.TB, l *Limiter, a Ask) time.Duration {
	t.Helper()
	moment, err := l.Take(t.Context(), a)
	if err != nil || moment.Given {
		t.Fatalf("%+v is given %+v, %v", a, moment, err)
	}
	return moment.Wait
}

func wantAbout(t testing.TB, what string, got, want time.Duration) {
	t.Helper()
	if got > want || got < want-want/4-100*time.Millisecond {
		t.Errorf("%s in %s, want about %s", what, got, want)
	}
}

// Moments are given ahead, one after the other, so that the next is known before the one before has come; two programs share them.
func TestMomentsFollowEachOther(t *testing.T) {
	l := newLimiter(t, Options{Rate: 10})
	other := New(l.rdb, Options{Rate: 10})
	for i := range 25 {
		from := []*Limiter{l, other}[i%2]
		wantAbout(t, fmt.Sprint("message ", i), grant(t, from, Ask{Lane: lane, Chat: fmt.Sprint(i)}),
			time.Duration(max(0, i-burst+1))*100*time.Millisecond)
	}
}

// TestManyProgramsShareTheRate has several ask at once: no moment is given twice, and none is left out.
func TestManyProgramsShareTheRate(t *testing.T) {
	const programs, each, rate = 4, 50, 20
	l := newLimiter(t, Options{Rate: rate})
	began := time.Now()
	var mu sync.Mutex
	var moments []time.Duration
	var asking errgroup.Group
	for p := range programs {
		other := New(l.rdb, Options{Rate: rate})
		asking.Go(func() error {
			for i := range each {
				moment, err := other.Take(t.Context(), Ask{Lane: lane, Chat: fmt.Sprint(p, " ", i)})
				if err != nil || !moment.Given {
					return fmt.Errorf("given is %+v: %w", moment, err)
				}
				mu.Lock()
				moments = append(moments, time.Since(began)+moment.Wait)
				mu.Unlock()
			}
			return nil
		})
	}
	if err := asking.Wait(); err != nil {
		t.Fatal(err)
	}
	slices.Sort(moments)
	last, want := moments[len(moments)-1], time.Duration(programs*each-burst)*time.Second/rate
	if last < want || last > want+want/50+time.Since(began) {
		t.Errorf("the last of %d moments is in %s, want %s", len(moments), last, want)
	}
	for i := burst; i < len(moments); i++ {
		if i >= 2*burst && moments[i]-moments[i-burst] < (burst-1)*time.Second/rate-100*time.Millisecond {
			t.Fatalf("%d moments within %s", burst+1, moments[i]-moments[i-burst])
		}
	}
}

func TestChatTakesAboutOneASecond(t *testing.T) {
	l := newLimiter(t, Options{Rate: 1000})
	for range 3 {
		grant(t, l, Ask{Lane: lane, Chat: "tg:1"})
	}
	wantAbout(t, "the chat takes the next", refuse(t, l, Ask{Lane: lane, Chat: "tg:1"}), time.Second)
	grant(t, l, Ask{Lane: lane, Chat: "tg:2"})
}

func TestGroupTakesTwentyAMinute(t *testing.T) {
	l := newLimiter(t, Options{Rate: 1000})
	group := Ask{Lane: lane, Chat: "tg:-1", Group: true}
	for range 5 {
		grant(t, l, group)
	}
	wantAbout(t, "the group takes the next", refuse(t, l, group), 4*time.Second)
}

// TestRefusedTakesNothing: all or none.
func TestRefusedTakesNothing(t *testing.T) {
	l := newLimiter(t, Options{Rate: 10})
	for range 3 {
		grant(t, l, Ask{Lane: lane, Chat: "tg:1"})
	}
	for range 20 {
		refuse(t, l, Ask{Lane: lane, Chat: "tg:1"})
	}
	if wait := grant(t, l, Ask{Lane: lane, Chat: "tg:2"}); wait > 0 {
		t.Errorf("what was refused is counted: the next waits %s", wait)
	}
}

// TestRateBeyondTheFree is only for what may be charged.
func TestRateBeyondTheFree(t *testing.T) {
	l := newLimiter(t, Options{Rate: 1000})
	ask := func(from string, n int, paid bool) (last time.Duration) {
		for i := range n {
			last = grant(t, l, Ask{Lane: from, Chat: fmt.Sprint(from, i), Paid: paid})
		}
		return last
	}
	wantAbout(t, "the last of 50 free", ask("free", 50, false), 2*time.Second)
	wantAbout(t, "the last of 500 paid", ask("paid", 500, true), 550*time.Millisecond)
	if free := New(l.rdb, Options{Rate: MostFree}); free.freeEvery() != time.Second/MostFree {
		t.Errorf("a rate that is free is charged for: one in %s", free.freeEvery())
	}
}

// TestAnswersAreCounted: they do not wait, what can wait gives way, and a rush of them does not hold it up for long.
func TestAnswersAreCounted(t *testing.T) {
	l := newLimiter(t, Options{Rate: 10})
	told := func() {
		for l.handOver(t.Context()) {
		}
	}
	for i := range 9 {
		l.Charge(fmt.Sprint("tg:", i), false, 1)
	}
	told()
	wantAbout(t, "the next", grant(t, l, Ask{Lane: lane, Chat: "tg:98"}), 500*time.Millisecond)
	for i := range 2000 {
		l.Charge(fmt.Sprint("tg:", i), false, 3)
	}
	told()
	if wait := grant(t, l, Ask{Lane: lane, Chat: "tg:5000"}); wait > longestCharge {
		t.Errorf("after a rush of answers the next waits %s", wait)
	}
}

// TestPaidGivesWayToo, although answers are not charged for.
func TestPaidGivesWayToo(t *testing.T) {
	l := newLimiter(t, Options{Rate: 100})
	for i := range 100 {
		l.Charge(fmt.Sprint("tg:", i), false, 1)
	}
	l.handOver(t.Context())
	wantAbout(t, "the next", grant(t, l, Ask{Lane: lane, Chat: "tg:999", Paid: true}), time.Second)
}

// TestHurriedChatTakesMessagesAtOnce, and so does the bot.
func TestHurriedChatTakesMessagesAtOnce(t *testing.T) {
	l := newLimiter(t, Options{Rate: 10})
	for range 3 {
		grant(t, l, Ask{Lane: lane, Chat: "tg:1"})
	}
	refuse(t, l, Ask{Lane: lane, Chat: "tg:1"})
	if err := l.Hurry(t.Context(), "tg:1"); err != nil {
		t.Fatal(err)
	}
	if wait := grant(t, l, Ask{Lane: lane, Chat: "tg:1"}); wait > 0 {
		t.Errorf("it waits %s", wait)
	}
}

// TestRedisCluster has every script done by a cluster, which refuses keys of several slots.
func TestRedisCluster(t *testing.T) {
	nodes := strings.Split(strings.TrimPrefix(testservices.RedisClusterURL(t), "redis+cluster://"), ",")
	rdb := redis.NewClusterClient(&redis.ClusterOptions{Addrs: nodes, ContextTimeoutEnabled: true})
	t.Cleanup(func() { _ = rdb.Close() })
	l := New(rdb, Options{Log: slog.New(slog.DiscardHandler)})
	grant(t, l, Ask{Lane: lane, Chat: "tg:1"})
	if err := l.charge(t.Context(), map[place]int{{"tg:1", false}: 3, {"tg:-1", true}: 1}); err != nil {
		t.Error(err)
	}
	refuse(t, l, Ask{Lane: lane, Chat: "tg:1"})
	if err := l.Freeze(t.Context(), lane, time.Minute); err != nil {
		t.Error(err)
	}
	wantAbout(t, "the lane thaws", l.Frozen(t.Context(), lane), time.Minute)
	if err := l.Hurry(t.Context(), "tg:1"); err != nil {
		t.Error(err)
	}
}

func TestAnswersCountInTheirChat(t *testing.T) {
	l := newLimiter(t, Options{Rate: 1000})
	l.Charge("tg:1", false, 3)
	l.Charge("tg:-1", true, 6)
	l.handOver(t.Context())
	wantAbout(t, "the person is told the next", refuse(t, l, Ask{Lane: lane, Chat: "tg:1"}), time.Second)
	wantAbout(t, "the group is told the next", refuse(t, l, Ask{Lane: lane, Chat: "tg:-1", Group: true}), 8*time.Second)
}

func TestRunTellsOfAnswers(t *testing.T) {
	l := newLimiter(t, Options{Rate: 10})
	ctx, stop := context.WithCancel(t.Context())
	var running errgroup.Group
	running.Go(func() error { return l.Run(ctx) })
	l.Charge("tg:1", false, 1)
	for l.rdb.Exists(t.Context(), place{chat: "tg:1"}.key()).Val() == 0 {
		pause(t.Context(), time.Millisecond)
	}
	stop()
	if err := running.Wait(); err != nil {
		t.Error(err)
	}
}

// TestFrozenLaneIsFrozenForAll, and no other is.
func TestFrozenLaneIsFrozenForAll(t *testing.T) {
	l := newLimiter(t, Options{})
	other := New(l.rdb, Options{})
	for _, d := range []time.Duration{time.Minute, time.Second} { // the longer wish holds
		if err := l.Freeze(t.Context(), lane, d); err != nil {
			t.Fatal(err)
		}
	}
	wantAbout(t, "the lane goes on", refuse(t, other, Ask{Lane: lane, Chat: "tg:1"}), time.Minute)
	grant(t, other, Ask{Lane: "letters", Chat: "tg:1"})
	for range 2 { // the second time it is remembered
		wantAbout(t, "the lane thaws", other.Frozen(t.Context(), lane), time.Minute)
		if wait := other.Frozen(t.Context(), "letters"); wait > 0 {
			t.Errorf("another lane waits %s", wait)
		}
	}
	if err := l.Freeze(t.Context(), "tg:-1", time.Minute); err != nil {
		t.Fatal(err)
	}
	refuse(t, other, Ask{Lane: "letters", Chat: "tg:-1", Group: true})
	grant(t, other, Ask{Lane: "letters", Chat: "tg:2"})
	if err := l.Freeze(t.Context(), "short", time.Millisecond); err != nil {
		t.Fatal(err)
	}
	pause(t.Context(), 5*time.Millisecond)
	grant(t, other, Ask{Lane: "short", Chat: "tg:3"})
}

// TestNothingIsGivenWhileRedisIsAway, which is said once however many wait.
func TestNothingIsGivenWhileRedisIsAway(t *testing.T) {
	proxy, rdb := behindProxy(t)
	var log lines
	l := New(rdb, Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	grant(t, l, Ask{Lane: lane, Chat: "tg:1"})
	proxy.Refuse()
	var given sync.WaitGroup
	for i := range 5 {
		given.Go(func() {
			if _, err := l.Take(t.Context(), Ask{Lane: lane, Chat: fmt.Sprint(i)}); err != nil {
				t.Error(err)
			}
		})
	}
	for log.count("does not answer") == 0 {
		pause(t.Context(), time.Millisecond)
	}
	short, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := l.Take(short, Ask{Lane: lane, Chat: "tg:9"}); err == nil {
		t.Error("something is given while Redis is away")
	}
	proxy.Restore()
	given.Wait()
	if away, back := log.count("does not answer"), log.count("answers again"); away != 1 || back != 1 {
		t.Errorf("said %d times that Redis is away and %d times that it is back", away, back)
	}
}

// behindProxy is a Redis that can be taken away.
func behindProxy(t *testing.T) (*faultproxy.Proxy, redis.UniversalClient) {
	t.Helper()
	options, err := redis.ParseURL(testservices.RedisURL(t))
	if err != nil {
		t.Fatal(err)
	}
	proxy := faultproxy.New(t, options.Network, options.Addr)
	options.Network, options.Addr, options.ContextTimeoutEnabled = "tcp", proxy.Addr(), true
	rdb := redis.NewClient(options)
	t.Cleanup(func() { _ = rdb.Close() })
	return proxy, rdb
}

func BenchmarkTake(b *testing.B) {
	l := newLimiter(b, Options{Rate: 1000})
	b.ReportAllocs()
	b.SetParallelism(16)
	b.RunParallel(func(pb *testing.PB) {
		for i := 0; pb.Next(); i++ {
			if _, err := l.Take(b.Context(), Ask{Lane: lane, Chat: fmt.Sprint(i), Paid: true}); err != nil {
				b.Error(err)
			}
		}
	})
}

// BenchmarkCharge is what an answer costs.
func BenchmarkCharge(b *testing.B) {
	l := newLimiter(b, Options{})
	for b.Loop() {
		l.Charge("tg:1", false, 1)
	}
}
