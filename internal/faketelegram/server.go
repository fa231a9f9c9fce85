// Package faketelegram is a Bot API server that keeps Telegram's rules, for a demo without Telegram and for tests: people
// and groups live in memory, act through Go, and see what the bot sends as their phones would.
package faketelegram

import (
	"context"
	"log/slog"
	"net/http"
	"time"
)

// Options of a Server. The zero Options are usable: a token of its own, the real clock, Telegram's pauses, no limits.
type Options struct {
	Token    string           // of the one bot; DefaultToken when empty
	Username string           // of the bot; "jagaetam_bot" when empty
	Name     string           // first name of the bot; the username when empty
	Now      func() time.Time // for dates of messages, expiry and limits; time.Now when nil
	Logger   *slog.Logger     // ids and outcomes, never contents; discarded when nil
	Seed     uint64           // of the first update_id and of chance; the same seed repeats a run
	Limits   Limits           // on what the bot sends

	RetryScale   float64       // multiplies the pauses between webhook deliveries; 1 when 0, 0.001 makes a second a millisecond
	QueueJitter  time.Duration // each webhook queue waits up to this long at random, so that queues overtake each other
	KeepMessages int           // how many messages a chat keeps; all when 0

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
type Server struct{}

// New starts a server; Close ends it.
func New(o Options) *Server { panic("unbuilt") }

// Close ends webhook deliveries, open polls and subscriptions, and waits until they are gone.
func (s *Server) Close() { panic("unbuilt") }

// ServeHTTP answers the bot's calls and serves files.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { panic("unbuilt") }

// Token is the bot's token.
func (s *Server) Token() string { panic("unbuilt") }

// Bot is the bot as its users see it.
func (s *Server) Bot() User { panic("unbuilt") }

// Profile is what a person sees of the bot in this language: name, descriptions, commands in a private chat.
func (s *Server) Profile(language string) Profile { panic("unbuilt") }

// Profile is the bot's page.
type Profile struct {
	Name             string
	Description      string // shown in the empty chat
	ShortDescription string // shown on the profile page
	Commands         []Command
}

// Command is one entry of the bot's menu.
type Command struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

// WaitFor waits until the messages that the chat shows satisfy cond, and returns them. It looks again after each change,
// and fails only when ctx ends.
func (s *Server) WaitFor(ctx context.Context, chatID int64, cond func([]Message) bool) ([]Message, error) {
	panic("unbuilt")
}

// Idle waits until no update is pending or in flight and no call but getUpdates is being answered.
func (s *Server) Idle(ctx context.Context) error { panic("unbuilt") }

// Pending counts the updates that the bot has not acknowledged.
func (s *Server) Pending() int { panic("unbuilt") }
