// Package phone is a web page with phones on which people write to the bot of a fake Telegram, and beside them what
// happens inside with each message.
package phone

import (
	"context"
	"net/http"
	"time"

	"jagaetam/internal/faketelegram"
)

// Options say whose phones the page shows and what else it can do.
type Options struct {
	Title  string  // of the page
	Users  []int64 // the people whose phones are shown, who exist in the server
	Groups []int64 // groups of officers that exist in the server

	// Restart kills the bot as a power cut would, starts it again and returns when it is ready; without it the page has no
	// such button.
	Restart func() error

	// Clock is the clock of the service; without it the page shows no date and cannot move it.
	Clock Clock

	// Inside gives what happens inside the bot until the context ends; without it only the server's own events are shown.
	Inside func(context.Context) <-chan Inside
}

// Clock is a clock that can be set ahead.
type Clock interface {
	Offset() time.Duration         // how far it is ahead of the real one
	Advance(d time.Duration) error // sets it ahead by d
}

// Inside is one stage of one message on its way through the bot.
type Inside struct {
	At     time.Time
	Stage  string        // "arrived", "claimed", "advanced", "applied", "committed" or "said"
	Chat   string        // "tg:" and the id of the chat
	Key    string        // the same for all stages of one message
	Since  time.Duration // since the message arrived
	Detail string        // one line in which personal data is masked
}

// New serves the page for the people of the server.
func New(server *faketelegram.Server, options Options) http.Handler {
	return http.NotFoundHandler()
}
