// Package telegram is the platform Telegram: it decodes updates into chat.Incoming, by webhook or by long polling, and says
// chat.Answer in the words of locales.
//
// Of github.com/go-telegram/bot it uses the methods and models; the intake is its own, because an update may be acknowledged
// only after everything it caused is kept, and the library acknowledges on arrival.
package telegram

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/go-telegram/bot"

	"jagaetam/internal/chat"
	"jagaetam/internal/identity"
)

// DefaultAPI is where Telegram's own Bot API server is.
const DefaultAPI = "https://api.telegram.org"

// Options of a Platform. Only Token and Locales are required.
type Options struct {
	// Token is what @BotFather gave.
	Token identity.Secret
	// APIURL is the Bot API server, without a slash at its end; DefaultAPI when empty.
	APIURL string
	// Locales writes the words.
	Locales Locales
	// Files keeps what Words.Document names; without it no document is sent.
	Files Files
	// Transport carries the calls; when nil, one of the platform's own that keeps Concurrency connections open.
	Transport http.RoundTripper
	// Log gets ids and outcomes, never contents; nothing is logged when nil.
	Log *slog.Logger
	// Concurrency is how many updates are handled at once, 1 to 100; 64 when 0.
	Concurrency int
	// HandleWithin is how long the handler may take for one update; 10 s when 0.
	HandleWithin time.Duration
	// Outage says whether an error of the handler is the trouble of something it needs, such as a database that is away, rather
	// than of the one update. An outage is waited out however long it takes; an update that fails alone is put into quarantine in
	// the end. IsOutage when nil.
	Outage func(error) bool
}

// Locales writes messages in the language of the reader.
type Locales interface {
	Render(lang, key string, args chat.Args, escape func(string) string) (string, error)
	Arg(lang string, arg chat.Arg, escape func(string) string) (string, error)
	Languages() []string
}

// Files keeps files that are sent.
type Files interface {
	// ReadFile gives a file's name as the reader is to see it, its MIME type and its content. The error is chat.ErrGone where there
	// is no such file, or no longer; any other may be tried again.
	ReadFile(ctx context.Context, id string) (name, mime string, data []byte, err error)
}

// Platform is one Telegram bot. Its methods may be called at the same time.
type Platform struct {
	api     *bot.Bot
	client  *client
	url     string // of the API with the token in it: never to be logged
	locales Locales
	log     *slog.Logger
	options Options

	me      atomic.Pointer[Bot] // once it is known
	polled  atomic.Pointer[time.Time]
	hooked  atomic.Bool
	counts  counts
	strikes *strikes
	floods  *floods
	wait    func(ctx context.Context, d time.Duration) error
	pace    time.Duration // between polls while something waits to be confirmed
}

// New makes the platform without a call to Telegram; Me tells whether the token is good.
func New(o Options) (*Platform, error) {
	o.Token = identity.Secret(strings.TrimSpace(o.Token.Reveal()))
	if id, secret, ok := strings.Cut(o.Token.Reveal(), ":"); !ok || id == "" || secret == "" || strings.Trim(id, "0123456789") != "" {
		return nil, fmt.Errorf("read bot token: %w", ErrToken)
	}
	if o.Locales == nil {
		return nil, errors.New("make telegram platform: no locales")
	}
	o.APIURL = cmp.Or(strings.TrimRight(o.APIURL, "/"), DefaultAPI)
	o.Concurrency = min(max(cmp.Or(o.Concurrency, 64), 1), 100)
	o.HandleWithin = cmp.Or(o.HandleWithin, 10*time.Second)
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Outage == nil {
		o.Outage = IsOutage
	}
	if o.Transport == nil {
		o.Transport = transport(o.Concurrency)
	}
	c := &client{http: &http.Client{Transport: o.Transport}}
	api, err := bot.New(o.Token.Reveal(), bot.WithSkipGetMe(), bot.WithServerURL(o.APIURL), bot.WithHTTPClient(pollTime, c),
		bot.WithErrorsHandler(func(err error) { o.Log.Warn("close answer of Telegram", "err", err) }))
	if err != nil {
		return nil, fmt.Errorf("make telegram platform: %w", err)
	}
	return &Platform{
		api: api, client: c, url: o.APIURL + "/bot" + o.Token.Reveal(), locales: o.Locales, log: o.Log, options: o,
		strikes: newStrikes(time.Now), floods: newFloods(time.Now), wait: wait, pace: pollPace,
	}, nil
}

// transport keeps a connection for each update under way and for the poll. Telegram closes an idle connection after a
// minute; a call that meets this has an unknown outcome, so ours are closed before.
func transport(concurrency int) *http.Transport {
	return &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         (&net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		ForceAttemptHTTP2:   true,
		MaxIdleConnsPerHost: 2*concurrency + 1,
		IdleConnTimeout:     50 * time.Second,
		TLSHandshakeTimeout: 5 * time.Second,
	}
}

// Close lets go of the idle connections. It is called after the last call.
func (p *Platform) Close() { p.client.http.CloseIdleConnections() }

// Bot is the account that speaks.
type Bot struct {
	ID       int64
	Username string
	Name     string
}

// Me asks Telegram who the bot is. The error is ErrToken when the token is refused.
func (p *Platform) Me(ctx context.Context) (Bot, error) {
	me, err := call(ctx, p, p.api.GetMe)
	if err != nil {
		return Bot{}, fmt.Errorf("ask Telegram who the bot is: %w", err)
	}
	known := Bot{ID: me.ID, Username: me.Username, Name: me.FirstName}
	p.me.Store(&known)
	return known, nil
}

// username is what the bot is called in links. Telegram is asked once.
func (p *Platform) username(ctx context.Context) (string, error) {
	if known := p.me.Load(); known != nil {
		return known.Username, nil
	}
	me, err := p.Me(ctx)
	return me.Username, err
}

// wait waits for d, or less when ctx ends.
func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
