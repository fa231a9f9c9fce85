// Package pace gives every message that can wait the moment at which it may be sent, by limits that all programs over one Redis share:
// so many a second in all, about one a second in a chat, 20 a minute in a group. Answers to people never wait; they are counted, and what
// can wait gives way to them.
//
// The clock is that of Redis, and every change of it is one script whose keys share one slot, so it works on Redis Cluster.
package pace

import (
	"cmp"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

const (
	// MostFree is how many messages a second the platform takes without charging (Bots FAQ, limits).
	MostFree = 30
	// FreeRate is how many of them are planned for what can wait: the rest is for answers.
	FreeRate = 25
	// MostPaid is how many it takes a second of those that it charges for (Bot API, allow_paid_broadcast).
	MostPaid = 1000
	// burst is how many that were held up may follow at once: with them no second of 25 has more than 30.
	burst = 5
	// longestCharge is how long all answers together hold up what can wait; after a rush it goes on that soon.
	longestCharge = 2 * time.Second
	// askWithin is how long Redis may take, and askAgain how long it is left alone when it does not answer.
	askWithin = 2 * time.Second
	askAgain  = 500 * time.Millisecond
)

// measure is how many messages a place takes at once, and how often one more.
type measure struct {
	every time.Duration
	burst int
}

var (
	// inChat is Telegram's "about one message a second", with a short burst.
	inChat = measure{time.Second, 3}
	// inGroup is five at once and then one every 4 seconds, so that no minute has more than the 20 that Telegram allows.
	inGroup = measure{4 * time.Second, 5}
)

// Options are the measures of a Limiter. A zero field takes its default.
type Options struct {
	// Rate is how many messages a second are sent of all that can wait, at most MostPaid; FreeRate. Where it is more than MostFree, all but FreeRate of them
	// are those that may be charged.
	Rate int
	// Log is told when Redis goes away and comes back; slog.Default().
	Log *slog.Logger
}

// Limiter is one program's part of the shared limits. It may be used by many goroutines at once.
type Limiter struct {
	rdb  redis.UniversalClient
	rate int
	log  *slog.Logger

	mu      sync.Mutex
	away    bool
	back    time.Time // when Redis last came back
	charges map[place]int
	heeded  map[string]heed
}

// New is a Limiter over a client that does not overstay its deadlines. Run has to run beside it, or answers are not counted.
func New(rdb redis.UniversalClient, o Options) *Limiter {
	return &Limiter{
		rdb: rdb, rate: cmp.Or(o.Rate, FreeRate), log: cmp.Or(o.Log, slog.Default()), charges: map[place]int{}, heeded: map[string]heed{},
	}
}

// Ask is a message that can wait.
type Ask struct {
	// Lane is where it comes from: all of a lane waits where Freeze says so.
	Lane string
	// Chat is where it goes, and Group says that this is a group.
	Chat  string
	Group bool
	// Paid says that the platform may charge for it, so that it may go beyond FreeRate.
	Paid bool
}

// Moment is what was given.
type Moment struct {
	// Wait is how long it is until the message is to be sent where Given says so; else until it may be asked for again.
	Wait  time.Duration
	Given bool
	// Frozen says that nothing was given because its whole lane is to wait.
	Frozen bool
}

// Take reserves the moment at which the message is to be sent. None is given where its chat takes none by then, or its lane or group was
// asked to wait; then nothing is reserved. While Redis is away nothing is given either: Take waits for it to come back. The error is that of
// ctx.
func (l *Limiter) Take(ctx context.Context, a Ask) (Moment, error) {
	for {
		began := time.Now()
		moment, err := l.take(ctx, a)
		if err == nil {
			l.isBack()
			return moment, nil
		}
		if ctx.Err() != nil {
			return Moment{}, ctx.Err()
		}
		l.isAway(began, err)
		pause(ctx, askAgain)
	}
}

//go:embed take.lua
var takeSource string
var takeScript = redis.NewScript(takeSource)

// errReply says that the script gave something else than it promises.
var errReply = errors.New("the reply is not that of the script")

func (l *Limiter) take(ctx context.Context, a Ask) (Moment, error) {
	ctx, cancel := context.WithTimeout(ctx, askWithin)
	defer cancel()
	where := place{a.Chat, a.Group}
	free := l.freeEvery()
	if a.Paid {
		free = 0
	}
	keys := []string{botKey, freeKey, where.key(), frozenKey(a.Lane), frozenKey(a.Chat)}
	reply, err := takeScript.Run(ctx, l.rdb, keys, l.every().Microseconds(), free.Microseconds(), burst,
		where.measure().every.Microseconds(), where.measure().burst).Slice()
	if err != nil {
		return Moment{}, fmt.Errorf("take a moment: %w", err)
	}
	if len(reply) == 2 {
		verdict, _ := reply[0].(string)
		if micros, ok := reply[1].(int64); ok {
			return Moment{time.Duration(micros) * time.Microsecond, verdict == "given", verdict == "frozen"}, nil
		}
	}
	return Moment{}, fmt.Errorf("take a moment: %w", errReply)
}

// every is how long after a message the next may follow.
func (l *Limiter) every() time.Duration { return time.Second / time.Duration(l.rate) }

// freeEvery is the same for what the platform does not charge for.
func (l *Limiter) freeEvery() time.Duration {
	if l.rate > MostFree {
		return time.Second / FreeRate
	}
	return l.every()
}

//go:embed freeze.lua
var freezeSource string
var freezeScript = redis.NewScript(freezeSource)

// Freeze has Take give nothing for d to a lane, or to a chat: of a group that is its own matter, of a person it is not. All programs heed it.
func (l *Limiter) Freeze(ctx context.Context, what string, d time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, askWithin)
	defer cancel()
	if err := freezeScript.Run(ctx, l.rdb, []string{frozenKey(what)}, max(d.Milliseconds(), 1)).Err(); err != nil {
		return fmt.Errorf("freeze %s: %w", what, err)
	}
	return nil
}

// heedEvery is how old may be what is known of a lane's having to wait.
const heedEvery = 100 * time.Millisecond

// Frozen is how long a lane is to wait, not above 0 where it is not, as it was at most a tenth of a second ago: for whoever waits for a moment
// that was given before. Where Redis is away it is not known, and 0.
func (l *Limiter) Frozen(ctx context.Context, lane string) time.Duration {
	l.mu.Lock()
	heeded := l.heeded[lane]
	if time.Since(heeded.at) < heedEvery {
		l.mu.Unlock()
		return time.Until(heeded.thaws)
	}
	heeded.at = time.Now() // others take what was known until it is known anew
	l.heeded[lane] = heeded
	l.mu.Unlock()

	ctx, cancel := context.WithTimeout(ctx, askWithin)
	defer cancel()
	wait, err := l.rdb.PTTL(ctx, frozenKey(lane)).Result()
	if err != nil {
		return 0
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.heeded[lane] = heed{heeded.at, time.Now().Add(wait)}
	return wait
}

// heed is when a lane has waited enough, as it was known at a time.
type heed struct{ at, thaws time.Time }

// Hurry has chats take messages at once again, whatever they were sent: for demonstrations and tests, which do not wait for it.
func (l *Limiter) Hurry(ctx context.Context, chats ...string) error {
	keys := []string{botKey, freeKey}
	for _, chat := range chats {
		keys = append(keys, place{chat: chat}.key())
	}
	if err := l.rdb.Del(ctx, keys...).Err(); err != nil {
		return fmt.Errorf("hurry: %w", err)
	}
	return nil
}

// isAway says once that Redis is away, by a call that began then: one that was cut before others came through says nothing new.
func (l *Limiter) isAway(began time.Time, cause error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.away || began.Before(l.back) {
		return
	}
	l.away = true
	l.log.Warn("Redis does not answer; what can wait is not sent until it does", "cause", cause)
}

func (l *Limiter) isBack() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.away {
		l.away, l.back = false, time.Now()
		l.log.Info("Redis answers again; what can wait is sent")
	}
}

// pause waits for d, or less where ctx ends.
func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
