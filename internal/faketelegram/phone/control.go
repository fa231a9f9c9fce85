package phone

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"jagaetam/internal/faketelegram"
)

// botNews says whether the bot is running.
type botNews struct {
	State string        `json:"state"` // "up", "down" or "failed"
	Took  time.Duration `json:"took,omitempty"`
}

// clockNews says how far the clock is ahead, in milliseconds.
type clockNews struct {
	Offset int64 `json:"offset"`
}

// botNews is what the pages were told last.
func (p *page) botNews() botNews {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.bot
}

func (p *page) setBot(n botNews) {
	p.mu.Lock()
	p.bot = n
	p.mu.Unlock()
	p.feed.add(news{Event: faketelegram.Event{Kind: botChanged, At: time.Now()}, Bot: &n})
}

func (p *page) clockNews() *clockNews {
	return &clockNews{Offset: p.options.Clock.Offset().Milliseconds()}
}

// serveRestart restarts the bot and answers when it is ready; every page sees it go and come back.
func (p *page) serveRestart(w http.ResponseWriter, _ *http.Request) {
	if !p.restarting.TryLock() {
		http.Error(w, "the bot is being restarted already", http.StatusConflict)
		return
	}
	defer p.restarting.Unlock()
	began := time.Now()
	p.setBot(botNews{State: "down"})
	if err := p.options.Restart(); err != nil {
		p.setBot(botNews{State: "failed", Took: time.Since(began)})
		http.Error(w, fmt.Sprintf("restart the bot: %v", err), http.StatusInternalServerError)
		return
	}
	p.setBot(botNews{State: "up", Took: time.Since(began)})
	w.WriteHeader(http.StatusNoContent)
}

// leaps are the hours by which the page moves the clock.
var leaps = []int{1, 24, 7 * 24, 30 * 24}

// serveClock moves the clock ahead by "hours"; every page sees it move.
func (p *page) serveClock(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	hours, err := strconv.Atoi(r.FormValue("hours"))
	if err != nil || !slices.Contains(leaps, hours) {
		http.Error(w, fmt.Sprintf("the clock moves by %v hours", leaps), http.StatusBadRequest)
		return
	}
	moved := func() {
		p.feed.add(news{Event: faketelegram.Event{Kind: clockMoved, At: time.Now()}, Clock: p.clockNews()})
	}
	if err := p.options.Clock.Advance(time.Duration(hours)*time.Hour, moved); err != nil {
		http.Error(w, fmt.Sprintf("move the clock: %v", err), http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
