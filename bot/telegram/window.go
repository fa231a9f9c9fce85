package telegram

import (
	"cmp"
	"context"
	"encoding/json"
	"sync"
)

// window holds the updates that Telegram has given and that cannot be confirmed yet, in Telegram's order. Each chat has a lane in
// which its updates follow one another. Positions are compared, never update ids, since those may begin anew at a lower number.
type window struct {
	*intake
	slots chan struct{}  // one for each update being handled
	moved chan struct{}  // holds one when something was done since last looked
	lanes sync.WaitGroup // the lanes' goroutines

	mu     sync.Mutex
	jobs   []*job
	known  map[string]bool   // the keys of jobs
	queues map[string][]*job // what is to be done in each lane, the job under way first
	undone int               // how many of jobs
	next   int64             // the offset: everything before it is done
}

// job is an update in the window.
type job struct {
	delivery
	key  string
	lane string
	done bool
}

func newWindow(in *intake) *window {
	return &window{
		intake: in, slots: make(chan struct{}, in.options.Concurrency), moved: make(chan struct{}, 1),
		known: map[string]bool{}, queues: map[string][]*job{},
	}
}

// trim forgets what is done from the front and gives the offset that confirms it. It is only for between two polls: what is
// confirmed while a poll is under way still comes with that poll, and has to be known then.
func (w *window) trim() (offset int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for len(w.jobs) > 0 && w.jobs[0].done {
		if id := w.jobs[0].update.ID; id != 0 {
			w.next = id + 1
		}
		delete(w.known, w.jobs[0].key)
		w.jobs = w.jobs[1:]
	}
	return w.next
}

// idle says whether everything is done.
func (w *window) idle() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.undone == 0
}

// add puts those of a batch that are not yet there into their lanes.
func (w *window) add(ctx context.Context, batch []json.RawMessage) {
	for _, raw := range batch {
		d := unpack(raw)
		key := d.key()
		w.put(ctx, &job{delivery: d, key: key, lane: cmp.Or(d.update.Incoming.Chat, key)})
	}
}

func (w *window) put(ctx context.Context, j *job) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.known[j.key] {
		return
	}
	w.known[j.key] = true
	w.undone++
	w.jobs = append(w.jobs, j)
	w.queues[j.lane] = append(w.queues[j.lane], j)
	if len(w.queues[j.lane]) == 1 {
		w.lanes.Go(func() { w.run(ctx, j) })
	}
}

// run works off a lane from its first job until it is empty or ctx ends.
func (w *window) run(ctx context.Context, j *job) {
	for j != nil && w.work(ctx, j) {
		j = w.finish(j)
	}
}

// work delivers an update until that succeeds; false when ctx ended before.
func (w *window) work(ctx context.Context, j *job) bool {
	for n := 1; ; n++ {
		err, started := w.once(ctx, j)
		if err == nil || !started {
			return started
		}
		w.log.Warn("update to be tried again", "key", j.key, "err", err, "tries", n)
		if w.wait(ctx, delay(err, n)) != nil {
			return false
		}
	}
}

// once delivers an update when there is a slot, unless ctx ends before.
func (w *window) once(ctx context.Context, j *job) (err error, started bool) {
	select {
	case w.slots <- struct{}{}:
		defer func() { <-w.slots }()
	case <-ctx.Done():
	}
	if ctx.Err() != nil {
		return nil, false
	}
	return w.deliver(ctx, j.delivery), true
}

// finish notes that a job is done and gives the next of its lane.
func (w *window) finish(j *job) *job {
	w.mu.Lock()
	defer w.mu.Unlock()
	j.done = true
	w.undone--
	select {
	case w.moved <- struct{}{}:
	default:
	}
	rest := w.queues[j.lane][1:]
	if len(rest) == 0 {
		delete(w.queues, j.lane)
		return nil
	}
	w.queues[j.lane] = rest
	return rest[0]
}

// settle waits until everything is done, but no longer than the pace of polls: those who wait behind a slow or failing update
// should not wait for it.
func (w *window) settle(ctx context.Context) {
	paced, cancel := context.WithTimeout(ctx, w.pace)
	defer cancel()
	for !w.idle() {
		select {
		case <-w.moved:
		case <-paced.Done():
			return
		}
	}
}
