package faketelegram

import "time"

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

// WebhookCalls, as a Fault's Method, means Telegram's calls of the bot's webhook.
const WebhookCalls = "webhook"

// Fault says which calls go wrong and how.
type Fault struct {
	Method      string        // a method of the Bot API, WebhookCalls, or empty for every method but getUpdates
	Chat        int64         // only calls about this chat; 0 for all
	Kind        FaultKind     //
	Next        int           // the next n calls; when 0, Probability decides
	Probability float64       // of each call, 0 to 1
	Latency     time.Duration // for Latency
	RetryAfter  int           // seconds, for TooMany; 1 when 0
}

// Inject makes calls go wrong from now on. The function it returns ends that.
func (s *Server) Inject(f Fault) (heal func()) { panic("unbuilt") }
