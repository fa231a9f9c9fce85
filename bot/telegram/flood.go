package telegram

import (
	"context"
	"maps"
	"sync"
	"time"

	"jagaetam/internal/chat"
)

// A person types a message in some seconds, and a helper in a hurry a few in one. What one account sends beyond that for minutes is a
// program's: it is acknowledged and left alone, so that nobody else waits for it.
const (
	// floodEvery is how much time one message of an account takes up, and floodBurst how many it may send at once.
	floodEvery = 200 * time.Millisecond
	floodBurst = 600
	// floodTold is how long an account is not told again, and how often those are forgotten of whom nothing counts any more.
	floodTold = time.Minute
	// floodsCap is how many accounts are remembered; beyond that all are forgotten, which lets more through.
	floodsCap = 100_000
)

// floods counts the messages of each account in this process.
type floods struct {
	now func() time.Time

	mu       sync.Mutex
	accounts map[string]*flood
	swept    time.Time
}

type flood struct {
	until time.Time // when the account's time is no longer taken up
	told  time.Time // when it was told last
}

func newFloods(now func() time.Time) *floods {
	return &floods{now: now, accounts: map[string]*flood{}}
}

// over says whether a message of the account's is one too many, and whether the account is to be told.
func (f *floods) over(account string) (over, tell bool) {
	now := f.now()
	f.mu.Lock()
	defer f.mu.Unlock()
	one, ok := f.accounts[account]
	if !ok || one.until.Sub(now) <= floodBurst*floodEvery {
		return false, false
	}
	tell = now.Sub(one.told) >= floodTold
	if tell {
		one.told = now
	}
	return true, tell
}

// count counts a message that was handled. One that is delivered again because it could not be handled is nobody's fault.
func (f *floods) count(account string) {
	now := f.now()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sweep(now)
	one, ok := f.accounts[account]
	if !ok {
		if len(f.accounts) >= floodsCap {
			clear(f.accounts)
		}
		one = &flood{}
		f.accounts[account] = one
	}
	if one.until.Before(now) {
		one.until = now
	}
	one.until = one.until.Add(floodEvery)
}

// sweep forgets the accounts that would begin anew anyhow.
func (f *floods) sweep(now time.Time) {
	if now.Sub(f.swept) < floodTold {
		return
	}
	f.swept = now
	maps.DeleteFunc(f.accounts, func(_ string, one *flood) bool { return one.until.Before(now) && now.Sub(one.told) >= floodTold })
}

// isSent says whether a person sent it. That he blocked the bot, or what became of a group, nobody sends.
func isSent(in chat.Incoming) bool {
	switch in.Content.(type) {
	case chat.Reach, chat.Moved, chat.Standing, chat.Left:
		return false
	}
	return true
}

// flooded says whether the update is one too many of its account's, and tells the account so once a minute.
func (i *intake) flooded(ctx context.Context, in chat.Incoming) bool {
	if !isSent(in) {
		return false
	}
	over, tell := i.floods.over(in.From.ID)
	if tell {
		i.log.Warn("an account sends too much", "who", in.From.ID)
		if !in.Group {
			answer := chat.Answer{Chat: in.Chat, Language: in.From.Language, Words: []chat.Words{{Key: "flood"}}}
			if _, err := i.Say(ctx, answer); err != nil {
				i.log.Warn("tell an account that it sends too much", "who", in.From.ID, "err", err)
			}
		}
	}
	return over
}
