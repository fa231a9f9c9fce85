// Package phone is a web page with phones on which people write to the bot of a fake Telegram, and beside them what
// happens inside with each message.
package phone

import (
	"context"
	"embed"
	"io/fs"
	"net/http"
	"sync"
	"time"

	"jagaetam/internal/faketelegram"
)

// Options say whose phones the page shows and what else it can do.
type Options struct {
	Title  string         // of the page
	Users  []int64        // the people whose phones are shown, who exist in the server
	Groups []int64        // groups that exist in the server; the phones of their members show them
	Zone   *time.Location // of the times on the page; the browser's when nil

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
	Offset() time.Duration // how far it is ahead of the real one
	// Advance sets it ahead by d. It may do that step by step, and calls moved after each.
	Advance(d time.Duration, moved func()) error
}

// Inside is one stage of one message on its way through the bot.
type Inside struct {
	At     time.Time     `json:"at"`
	Stage  string        `json:"stage"`  // "arrived", "claimed", "advanced", "applied", "committed" or "said"
	Chat   string        `json:"chat"`   // "tg:" and the id of the chat
	Key    string        `json:"key"`    // the same for all stages of one message; the update's id stands in it between colons
	Since  time.Duration `json:"since"`  // since the message arrived
	Detail string        `json:"detail"` // one line in which personal data is masked
}

//go:embed web
var web embed.FS

// page is the page of one server.
type page struct {
	server  *faketelegram.Server
	options Options
	feed    *feed
	taken   *taken

	restarting sync.Mutex // held while the bot is restarted

	mu  sync.Mutex
	bot botNews
}

// New serves the page for the people of the server. It follows the server until that is closed.
func New(server *faketelegram.Server, options Options) http.Handler {
	p := &page{server: server, options: options, feed: newFeed(), taken: newTaken(server.Bot().ID), bot: botNews{State: "up"}}
	p.follow()

	static, err := fs.Sub(web, "web")
	if err != nil {
		panic(err) // the folder is embedded
	}
	mux := http.NewServeMux()
	mux.Handle("GET /", http.FileServerFS(static))
	mux.HandleFunc("GET /state", p.serveState)
	mux.Handle("GET /events", p.feed)
	mux.HandleFunc("GET /files/{id}", p.serveFile)
	mux.HandleFunc("POST /phones/{phone}/{act}", p.serveAct)
	if options.Restart != nil {
		mux.HandleFunc("POST /restart", p.serveRestart)
	}
	if options.Clock != nil {
		mux.HandleFunc("POST /clock", p.serveClock)
	}
	return guarded(http.NewCrossOriginProtection().Handler(mux))
}

// guarded keeps the page to its own scripts and styles, and out of the frames of other pages.
func guarded(next http.Handler) http.Handler {
	const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; " +
		"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-cache")
		next.ServeHTTP(w, r)
	})
}
