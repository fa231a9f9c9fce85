package faketelegram

import (
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

// FaultKind is a way for a call to go wrong.
type FaultKind string

// The faults that can be injected. On a call of the bot, "the effect" is what the method does; on a webhook call it is the
// bot's work, so DropAfter makes Telegram deliver the update a second time.
const (
	Latency    FaultKind = "latency"     // the call takes Fault.Latency longer
	BadGateway FaultKind = "bad_gateway" // 502 with an HTML page, no effect
	DropBefore FaultKind = "drop_before" // the connection breaks before the effect
	DropAfter  FaultKind = "drop_after"  // the connection breaks after the effect: the caller cannot know
	TooMany    FaultKind = "too_many"    // 429 with Fault.RetryAfter, no effect; not for webhook calls
)

// WebhookCalls is the Method of a Fault in Telegram's calls of the bot's webhook.
const WebhookCalls = "webhook"

// Fault says which calls go wrong and how. Of several that apply to a call the first decides, but latencies add up.
type Fault struct {
	Method      string        // a method of the Bot API, WebhookCalls, or empty for every method but getUpdates
	Chat        int64         // only calls about this chat; 0 for all
	Kind        FaultKind     //
	Next        int           // only the next n calls; when 0, Probability decides for every call
	Probability float64       // 0 to 1
	Latency     time.Duration // for Latency
	RetryAfter  int           // seconds, for TooMany; 1 when 0
}

// Inject makes calls go wrong from now on. The function it returns ends that.
func (s *Server) Inject(f Fault) (heal func()) { return s.faults.add(f) }

// faults are the faults in force, in the order they were injected.
type faults struct {
	mu     sync.Mutex
	chance *rand.Rand
	list   []*Fault
}

// hit is what befalls one call.
type hit struct {
	kind       FaultKind
	latency    time.Duration
	retryAfter int
}

func (fs *faults) add(f Fault) func() {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	p := &f
	fs.list = append(fs.list, p)
	return func() {
		fs.mu.Lock()
		defer fs.mu.Unlock()
		fs.list = slices.DeleteFunc(fs.list, func(o *Fault) bool { return o == p })
	}
}

func (fs *faults) draw(method string, chat int64) hit {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	var h hit
	spent := false
	for _, f := range fs.list {
		if !f.concerns(method, chat) || f.Kind != Latency && h.kind != "" {
			continue
		}
		if f.Next == 0 && fs.chance.Float64() >= f.Probability {
			continue
		}
		if f.Next > 0 {
			f.Next--
			f.Probability = 0 // spent, it applies no more
			spent = spent || f.Next == 0
		}
		if f.Kind == Latency {
			h.latency += f.Latency
			continue
		}
		h.kind, h.retryAfter = f.Kind, max(f.RetryAfter, 1)
	}
	if spent {
		fs.list = slices.DeleteFunc(fs.list, func(f *Fault) bool { return f.Next == 0 && f.Probability == 0 })
	}
	return h
}

func (f *Fault) concerns(method string, chat int64) bool {
	if f.Chat != 0 && f.Chat != chat {
		return false
	}
	if f.Method == "" {
		return method != "getUpdates" && method != WebhookCalls
	}
	return f.Method == method
}
