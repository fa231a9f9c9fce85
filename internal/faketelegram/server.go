// Package faketelegram is a Bot API server that keeps Telegram's rules, for a demo without Telegram and for tests: people
// and groups live in memory, act through Go, and see what the bot sends as their phones would.
package faketelegram

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Options of a Server. The zero Options are usable: a token of its own, the real clock, Telegram's pauses, no limits.
type Options struct {
	Token    string           // of the one bot, "<id>:<secret>"; DefaultToken when empty
	Username string           // of the bot; "jagaetam_bot" when empty
	Name     string           // first name of the bot; the username when empty
	Now      func() time.Time // for dates of messages, expiry and limits; time.Now when nil
	Logger   *slog.Logger     // ids and outcomes, never contents; discarded when nil
	Seed     uint64           // of the first update_id, of ids and of chance: the same seed repeats a run; drawn when 0
	Limits   Limits           // on what the bot sends

	RetryScale   float64       // multiplies the pauses between webhook deliveries; 1 when 0, 0.001 makes a second a millisecond
	QueueJitter  time.Duration // each webhook queue waits up to this long at random, so that queues overtake each other
	KeepMessages int           // about how many messages a chat keeps; all when 0

	// Transport carries webhook calls; an http.Transport of the server's own when nil.
	Transport http.RoundTripper
	// OnCall sees every call of the bot as it was sent, before it is judged. It runs on the calling goroutine, outside locks.
	OnCall func(Call)
}

// DefaultToken is the token of a server that was given none.
const DefaultToken = "2000000001:AAfake-token-of-the-local-bot-api-server"

// Call is a request of the bot as it was sent. As Telegram does, it takes every parameter as text: a string as it stands,
// anything else as its JSON. An uploaded file is "attach://" and the name of its part.
type Call struct {
	Method string
	Params map[string]string
}

// Server is a Bot API server for one bot. It serves /bot<token>/<method> and /file/bot<token>/<path>.
//
// One mutex guards people, chats and updates; it is held for the few microseconds of a change and never while anything is
// parsed, encoded or waited for.
type Server struct {
	token  string
	bot    User
	now    func() time.Time
	log    *slog.Logger
	onCall func(Call)
	client *http.Client
	scale  float64
	jitter time.Duration
	keep   int

	ctx  context.Context
	stop context.CancelFunc
	work sync.WaitGroup

	events events
	faults faults

	rewiring sync.Mutex // held while the webhook is set or deleted, before mu

	mu        sync.Mutex
	chance    *rand.Rand
	people    []*Person
	groups    []*Group
	chats     map[int64]*Chat
	messageID int // private chats and basic groups count together
	inbox     inbox
	poller    *poller
	webhook   *webhook
	taps      taps
	files     *files
	profile   profile
	limits    limits
	answering int           // calls but getUpdates
	idle      chan struct{} // closed when nothing is pending, nil when nobody waits
}

// New starts a server; Close ends it.
func New(o Options) *Server {
	s := &Server{
		token: orDefault(o.Token, DefaultToken), now: o.Now, log: o.Logger, onCall: o.OnCall,
		client: webhookClient(o.Transport), scale: o.RetryScale, jitter: o.QueueJitter, keep: o.KeepMessages,
		chats: map[int64]*Chat{},
	}
	if s.now == nil {
		s.now = time.Now
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.scale == 0 {
		s.scale = 1
	}
	if o.Seed == 0 {
		o.Seed = rand.Uint64()
	}
	s.chance = rand.New(rand.NewPCG(o.Seed, 0))
	s.faults.chance = rand.New(rand.NewPCG(o.Seed, 1))
	s.ctx, s.stop = context.WithCancel(context.Background())
	s.bot = botUser(s.token, o)
	s.inbox = newInbox(s.chance)
	s.taps = newTaps(s.chance)
	s.files = newFiles(s.chance)
	s.limits.Limits = o.Limits
	return s
}

func botUser(token string, o Options) User {
	digits, _, _ := strings.Cut(token, ":")
	id, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		id = 2000000001
	}
	username := orDefault(o.Username, "jagaetam_bot")
	return User{ID: id, IsBot: true, FirstName: orDefault(o.Name, username), Username: username}
}

func orDefault(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// Close ends webhook deliveries, open polls and subscriptions, and waits until they are gone.
func (s *Server) Close() {
	s.mu.Lock()
	s.stop() // under the lock, so that no lane is started after this
	s.mu.Unlock()
	s.work.Wait()
	s.events.close()
	s.client.CloseIdleConnections()
}

// Token is the bot's token.
func (s *Server) Token() string { return s.token }

// Bot is the bot as its users see it.
func (s *Server) Bot() User { return s.bot }
