package bench

import (
	"context"
	"fmt"
	"time"

	"jagaetam/internal/faketelegram"
)

// Fault is something that goes wrong while people register.
type Fault struct {
	Name, About string
	// Slow says that it takes more than some seconds, however few people there are.
	Slow bool
	// Repeats says why an answer may stand twice; where it is empty none may.
	Repeats string
	// Asks says that somebody may be asked again what he has answered a moment before.
	Asks bool

	polls    bool // by getUpdates and not by webhook
	replicas int
	manner   Manner
	workers  int           // at most so many people
	think    time.Duration // how long they take over an answer
	clock    bool
	telegram func(*faketelegram.Options)
	serve    func(*world) (string, error)
	disturb  func(context.Context, *world) error
}

const (
	repeatsCrash = "a crash between Telegram's taking an answer and the bot's noting it"
	repeatsCut   = "a connection that is cut between Telegram's taking an answer and the bot's noting it"
)

// TrialOf is a trial with so many people, or fewer where the fault takes fewer.
func (f *Fault) TrialOf(workers int) Trial {
	if f.workers > 0 {
		workers = min(workers, f.workers)
	}
	return Trial{Bot: Service, Webhook: !f.polls, Workers: workers, Replicas: f.replicas, Manner: f.manner, Think: f.think, fault: f}
}

// Faults are all faults there are.
var Faults = []*Fault{
	{Name: "crash", About: "SIGKILL at a quarter, half and three quarters", Repeats: repeatsCrash, disturb: crash},
	{Name: "twice", About: "every tap and text comes twice at once", manner: Manner{Twice: true}},
	{Name: "ahead", About: "three answers are typed ahead without waiting", manner: Manner{Ahead: 3}},
	{Name: "redelivered", About: "deliveries come twice, and out of order across queues", telegram: redeliver},
	{Name: "api", About: "1% 502, 1% dropped before and 0.5% after the effect, 0.5% three seconds late", Repeats: repeatsCut, disturb: spoilCalls},
	{Name: "limits", About: "Telegram's limits are on", Slow: true, workers: 30, disturb: limit},
	{Name: "goaway", About: "HTTP/2, with GOAWAY after every 1,000 calls (100 where there are few people)", serve: serveGoingAway, disturb: countGoings},
	{Name: "redis-killed", About: "Redis is killed and started again over what it has on disk", Repeats: repeatsCut, disturb: redisKilled},
	{Name: "redis-emptied", About: "Redis loses everything, while people take 0.7 s over an answer", Slow: true, Asks: true, Repeats: repeatsCut, think: 700 * time.Millisecond,
		manner: Manner{Patience: 3 * time.Second}, disturb: redisEmptied},
	{Name: "redis-paused", About: "Redis answers nothing for three seconds", Repeats: repeatsCut, disturb: redisPaused},
	{Name: "postgres-restarted", About: "PostgreSQL is restarted", disturb: postgresRestarted},
	{Name: "postgres-refusing", About: "PostgreSQL refuses connections for three seconds", disturb: postgresRefusing},
	{Name: "postgres-slow", About: "PostgreSQL takes 20 ms longer either way", disturb: postgresSlow},
	{Name: "quarantine-full", About: "the quarantine takes nothing while updates come that nobody can read", disturb: quarantineFull},
	{Name: "clock", About: "the clock steps an hour ahead and half an hour back", clock: true, disturb: stepClock},
	{Name: "asleep", About: "of two replicas one is stopped past its lease and goes on", Slow: true, replicas: 2, Repeats: repeatsCrash, disturb: fallAsleep},
	{Name: "replica-killed", About: "of three replicas one is killed for good", replicas: 3, Repeats: repeatsCrash, disturb: replicaKilled},
	{Name: "failover", About: "of two replicas that poll in turn the one that polls is killed", Slow: true, polls: true, replicas: 2, Repeats: repeatsCrash, disturb: failOver},
	{Name: "stopped", About: "SIGTERM under load, and started again", disturb: stopUnderLoad},
}

// Find is the fault of that name.
func Find(name string) (*Fault, error) {
	for _, fault := range Faults {
		if fault.Name == name {
			return fault, nil
		}
	}
	return nil, fmt.Errorf("there is no fault %q", name)
}

// Wrong lists what a result has that the service promises not to have; empty where it keeps what it promises.
func (f *Fault) Wrong(r Result) []string {
	var wrong []string
	none := func(n int, what string) {
		if n > 0 {
			wrong = append(wrong, fmt.Sprintf("%d %s", n, what))
		}
	}
	none(r.Unregistered, "people let down")
	none(r.Lost, "answers lost")
	none(r.Unacknowledged, "updates not acknowledged")
	none(r.Rows.Missing, "registrations missing")
	none(r.Rows.Wrong, "registrations wrong")
	none(r.Rows.Double, "registrations double")
	none(r.Reordered, "answers out of order")
	none(r.Kept, "identity numbers left in the chat")
	if !f.Asks {
		none(r.Unexpected, "answers that nobody should get")
		none(r.Again, "questions asked again")
	}
	if f.Repeats == "" {
		none(r.Twice, "answers said twice")
	}
	return wrong
}
