package bench

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"
)

// Kind is a bot that can be measured.
type Kind string

// The bots: the service itself, and two to measure it by.
const (
	Service Kind = "jagaetam"
	// Echo is a bot on github.com/go-telegram/bot that says what it is told and keeps nothing.
	Echo Kind = "echo"
	// Raw is a bot on net/http that leads the same conversation over the same Redis and PostgreSQL and takes no care of anything.
	Raw Kind = "raw"
)

// Trial is one crowd that registers with one bot.
type Trial struct {
	Bot     Kind
	Webhook bool
	// Latency is how long Telegram takes for each call.
	Latency time.Duration
	// Workers register at once, each once.
	Workers int
	// Think is how long people take over an answer on average; they answer at once when 0.
	Think  time.Duration
	Manner Manner
	// Replicas share the work; 1 when 0.
	Replicas int
	// Profile is where a profile of the first replica's processor goes.
	Profile string

	fault *Fault
}

func (t Trial) replicas() int { return max(t.Replicas, 1) }

// mode is how updates come, as TELEGRAM_MODE has it.
func (t Trial) mode() string {
	if t.Webhook {
		return "webhook"
	}
	return "poll"
}

// settle is how long everything that was delivered may take to be acknowledged once everybody is done.
const settle = 40 * time.Second

// Run has a crowd register, and measures and judges what the bot made of it. An error is one of the bench's; what the bot did wrong is
// in the result.
func (b *Bench) Run(ctx context.Context, t Trial) (Result, error) {
	w, err := b.open(ctx, t)
	if err != nil {
		return Result{}, errors.Join(err, w.close())
	}
	result, err := w.run(ctx)
	return result, errors.Join(err, w.close())
}

func (w *world) run(ctx context.Context) (Result, error) {
	crowd, err := w.crowd(ctx)
	if err != nil {
		return Result{}, err
	}
	before, err := w.begin()
	if err != nil {
		return Result{}, err
	}
	disturbed := make(chan error, 1)
	disturbing, calm := context.WithCancel(ctx)
	defer calm()
	go func() { disturbed <- w.disturb(disturbing) }()
	w.register(ctx, crowd)
	toll, err := w.toll(before)
	if err != nil {
		return Result{}, err
	}
	if err := <-disturbed; err != nil {
		return Result{}, fmt.Errorf("bring about %s: %w", w.trial.name(), err)
	}
	return w.result(ctx, crowd, toll)
}

// result judges what the bot made of a crowd that is done.
func (w *world) result(ctx context.Context, crowd []*member, toll toll) (r Result, err error) {
	quiet, cancel := context.WithTimeout(ctx, settle)
	defer cancel()
	_ = w.telegram.Idle(quiet) // what is left is counted
	r = w.measured(toll)
	r.Unacknowledged = w.telegram.Pending()
	w.judge(&r, crowd)
	if r.Rows, err = w.rows(ctx, crowd); err != nil {
		return r, err
	}
	if r.Unregistered > 0 || r.Rows.Missing > 0 {
		r.Log = w.journal.end()
	}
	return r, nil
}

func (t Trial) name() string {
	if t.fault == nil {
		return "nothing"
	}
	return t.fault.Name
}

// member is one of the crowd.
type member struct {
	*Worker
	registration Registration
	script       Script
	err          error
}

// crowd prepares everybody, so that nothing of that is measured.
func (w *world) crowd(ctx context.Context) ([]*member, error) {
	crowd := make([]*member, w.trial.Workers)
	for i := range crowd {
		var err error
		if crowd[i], err = w.member(ctx, i); err != nil {
			return nil, err
		}
	}
	return crowd, nil
}

// member prepares the n-th.
func (w *world) member(ctx context.Context, n int) (m *member, err error) {
	m = &member{Worker: NewWorker(w.telegram, w.trial.Manner), registration: RegistrationOf(n)}
	if m.script, err = w.script(ctx, m.registration); err != nil {
		return nil, err
	}
	m.Forges = w.trial.Bot == Echo
	m.Answered = w.answered
	m.Think = func() {
		if w.trial.Think > 0 {
			pause(ctx, time.Duration(rand.ExpFloat64()*float64(w.trial.Think)))
		}
	}
	w.steps += len(m.script)
	return m, nil
}

// script is what the trial's bot should say to somebody.
func (w *world) script(ctx context.Context, r Registration) (Script, error) {
	script, err := w.Author.Script(ctx, r)
	switch {
	case err != nil:
		return nil, err
	case w.trial.Bot == Echo:
		return script.Echoed(), nil
	case w.trial.Bot == Raw:
		for i := range script {
			script[i].Says = w.raw[i].Says
		}
	}
	return script, nil
}

// register has everybody register and waits for them.
func (w *world) register(ctx context.Context, crowd []*member) {
	var all sync.WaitGroup
	for _, m := range crowd {
		all.Go(func() { m.err = m.Register(ctx, m.script) })
	}
	all.Wait()
	w.over.Store(true)
}

// answered notes an answer.
func (w *world) answered(took time.Duration, messages int) {
	w.progress.Add(int64(messages))
	w.lastAnswer.Store(time.Now().UnixNano())
	w.mu.Lock()
	defer w.mu.Unlock()
	w.latencies = append(w.latencies, took)
}

// at waits until so much of what is to be answered is; false when everybody was done before.
func (w *world) at(ctx context.Context, part float64) bool {
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for float64(w.progress.Load()) < part*float64(w.steps) {
		select {
		case <-ctx.Done():
			return false
		case <-tick.C:
		}
		if w.over.Load() {
			return false
		}
	}
	return true
}

func (w *world) judge(r *Result, crowd []*member) {
	for _, m := range crowd {
		nik := ""
		if w.trial.Bot == Service {
			nik = m.registration.NIK
		}
		r.add(judge(m.Person.Chat().Messages(), m.script, nik))
		r.Again += m.Again
		if m.err != nil {
			r.Unregistered++
			r.Example = m.err.Error()
		}
	}
}

func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
