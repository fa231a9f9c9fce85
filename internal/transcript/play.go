package transcript

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
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
// is what it said now: the two are equal where nothing has changed. After a doing of nobody, such as time that passes, the telephone of
// who did the last thing counts as his.
func Play(ctx context.Context, script Script, player Player) (Script, error) {
	played := Script{Name: script.Name, Folder: script.Folder}
	var known codes
	var doer string
	var pending []string // comments before blocks that may not come again
	for i, line := range script.Lines {
		if isBlock(line.Text) {
			continue
		}
		who, err := do(ctx, known.reveal(line.Text), script.Folder, player)
		if err != nil {
			return played, fmt.Errorf("%s:%d: %w", script.Name, line.Number, err)
		}
		if who != "" {
			doer = who
		}
		said := player.Said()
		if doer == "" {
			doer = somebody(said)
		}
		line.Comment = append(pending, line.Comment...)
		var blocks []Line
		line.Said, blocks = layOut(doer, said)
		pending = commented(script.Lines[i+1:], blocks)
		for _, each := range append([]Line{line}, blocks...) {
			known.learn(each.Said)
			for n := range each.Said {
				each.Said[n] = known.hide(each.Said[n])
			}
			played.Lines = append(played.Lines, each)
		}
	}
	played.End = append(pending, script.End...)
	return played, nil
}

// somebody is the first on whose own telephone something came.
func somebody(said []Shown) string {
	for _, shown := range said {
		if shown.Who != Officers {
			return shown.Who
		}
	}
	return ""
}

// commented gives the blocks the comments that stood before those that were written, and returns what stood before blocks that are no more.
func commented(written, blocks []Line) (left []string) {
	for _, line := range written {
		if !isBlock(line.Text) {
			return left
		}
		if i := slices.IndexFunc(blocks, func(b Line) bool { return b.Text == line.Text && b.Comment == nil }); i >= 0 {
			blocks[i].Comment = line.Comment
			continue
		}
		left = append(left, line.Comment...)
	}
	return left
}

// do has done what a line says, and names who did it; nobody did where time passes, or the bot restarts.
func do(ctx context.Context, line, folder string, player Player) (who string, err error) {
	if amount, ok := strings.CutSuffix(line, " later"); ok && !strings.Contains(amount, ":") {
		d, err := parseAmount(amount)
		if err != nil {
			return "", err
		}
		return "", player.Later(ctx, d)
	}
	switch line {
	case "the bot restarts":
		return "", player.Restart(ctx)
	case "Redis is emptied":
		return "", player.LoseRedis(ctx)
	}
	if text, ok := strings.CutPrefix(line, "given: "); ok {
		given, err := parseGiven(text)
		if err != nil {
			return "", err
		}
		return "", player.Given(ctx, given)
	}
	if order := ordered.FindStringSubmatch(line); order != nil {
		return "", player.Officer(ctx, order[1], order[2], order[3])
	}
	who, doings, err := parseDoings(line, folder)
	for _, doing := range doings {
		err = errors.Join(err, player.Do(ctx, who, doing))
	}
	return who, err
}

// ordered is an officer's order; whatever else follows his name is typed on his telephone.
var ordered = regexp.MustCompile(`^officer: ([A-Z]{2}-\d{6,}-\d) (\w+)(?: - (.+))?$`)
