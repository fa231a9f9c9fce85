package transcript

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Player is something that a transcript can be played on: the machine alone, or the whole program.
type Player interface {
	// Do has a person do something and returns once the bot has answered it.
	Do(ctx context.Context, who string, doing Doing) error
	// Later lets time pass, in which the bot may speak by itself.
	Later(ctx context.Context, d time.Duration) error
	// Restart ends the bot as a power cut would and starts it again.
	Restart(ctx context.Context) error
	// LoseRedis empties Redis.
	LoseRedis(ctx context.Context) error
	// Officer moves the application or the helper of that number into a state, for a reason that may be empty.
	Officer(ctx context.Context, number, state, reason string) error
	// Given makes something so that nobody does in a chat.
	Given(ctx context.Context, given Given) error
	// Said is everything that has come onto anybody's screen since it was last asked, in order.
	Said() []Shown
}

// Play plays a script and returns what came of it, written in the same way. The doings are taken from the script, what the bot says
// is what it said now: the two are equal where nothing has changed.
func Play(ctx context.Context, script Script, player Player) (Script, error) {
	played := Script{Name: script.Name, Folder: script.Folder, End: script.End}
	var known codes
	for _, line := range script.Lines {
		if err := do(ctx, known.reveal(line.Text), script.Folder, player); err != nil {
			return played, fmt.Errorf("%s:%d: %w", script.Name, line.Number, err)
		}
		line.Said = nil
		for i, shown := range player.Said() {
			if i > 0 {
				line.Said = append(line.Said, "--")
			}
			line.Said = append(line.Said, shown.lines()...)
		}
		known.learn(line.Said)
		for i := range line.Said {
			line.Said[i] = known.hide(line.Said[i])
		}
		played.Lines = append(played.Lines, line)
	}
	return played, nil
}

func do(ctx context.Context, line, folder string, player Player) error {
	if amount, ok := strings.CutSuffix(line, " later"); ok && !strings.Contains(amount, ":") {
		d, err := parseAmount(amount)
		if err != nil {
			return err
		}
		return player.Later(ctx, d)
	}
	switch line {
	case "the bot restarts":
		return player.Restart(ctx)
	case "Redis is emptied":
		return player.LoseRedis(ctx)
	}
	if text, ok := strings.CutPrefix(line, "given: "); ok {
		given, err := parseGiven(text)
		if err != nil {
			return err
		}
		return player.Given(ctx, given)
	}
	if order, ok := strings.CutPrefix(line, "officer: "); ok {
		order, reason, _ := strings.Cut(order, " - ")
		number, state, _ := strings.Cut(order, " ")
		return player.Officer(ctx, number, state, reason)
	}
	who, doings, err := parseDoings(line, folder)
	for _, doing := range doings {
		err = errors.Join(err, player.Do(ctx, who, doing))
	}
	return err
}
