package transcript

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"jagaetam/internal/chat"
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
	// Officer moves the application of that number into a state, for a reason that may be empty.
	Officer(ctx context.Context, number, state, reason string) error
	// Said is everything that has come onto anybody's screen since it was last asked, in order.
	Said() []Shown
}

// Doing is what a person does: exactly one field is set.
type Doing struct {
	// Text is typed; a text that begins with a slash is a command.
	Text string
	// Tap is the label of a button; where Again is set, of the one tapped before.
	Tap   string
	Again bool
	// Contact is a phone number shared; where Own is set, the person's own.
	Contact string
	Own     bool
	// Media is sent.
	Media chat.MediaKind
	// Place is a location sent.
	Place bool
	// Reach is "block" or "unblock".
	Reach string
}

// Play plays a script and returns what came of it, written in the same way. The doings are taken from the script, what the bot says
// is what it said now: the two are equal where nothing has changed.
func Play(ctx context.Context, script Script, player Player) (Script, error) {
	played := Script{Name: script.Name}
	for _, line := range script.Lines {
		if err := do(ctx, line.Text, player); err != nil {
			return played, fmt.Errorf("%s:%d: %w", script.Name, line.Number, err)
		}
		line.Said = nil
		for i, shown := range player.Said() {
			if i > 0 {
				line.Said = append(line.Said, "--")
			}
			line.Said = append(line.Said, shown.lines()...)
		}
		played.Lines = append(played.Lines, line)
	}
	return played, nil
}

func do(ctx context.Context, line string, player Player) error {
	if amount, ok := strings.CutSuffix(line, " later"); ok {
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
	if order, ok := strings.CutPrefix(line, "officer: "); ok {
		order, reason, _ := strings.Cut(order, " - ")
		number, state, _ := strings.Cut(order, " ")
		return player.Officer(ctx, number, state, reason)
	}
	who, doing, err := parseDoing(line)
	if err != nil {
		return err
	}
	return player.Do(ctx, who, doing)
}

// parseDoing reads "worker: text", "worker taps: label" and so on.
func parseDoing(line string) (who string, doing Doing, err error) {
	head, rest, colon := strings.Cut(line, ":")
	rest = strings.TrimSpace(rest)
	who, verb, _ := strings.Cut(head, " ")
	switch {
	case colon && verb == "":
		return who, Doing{Text: rest}, nil
	case verb == "taps" && colon:
		return who, Doing{Tap: rest}, nil
	case verb == "taps again" && colon:
		return who, Doing{Tap: rest, Again: true}, nil
	case verb == "shares his contact" && !colon:
		return who, Doing{Own: true}, nil
	case verb == "shares a contact of somebody else" && colon:
		return who, Doing{Contact: rest}, nil
	case verb == "sends a location":
		return who, Doing{Place: true}, nil
	case verb == "blocks the bot":
		return who, Doing{Reach: "block"}, nil
	case verb == "unblocks the bot":
		return who, Doing{Reach: "unblock"}, nil
	}
	kind, ok := media[strings.TrimPrefix(verb, "sends a ")]
	if !ok {
		return "", Doing{}, fmt.Errorf("%q is nothing that anybody can do", line)
	}
	return who, Doing{Media: kind}, nil
}

var media = map[string]chat.MediaKind{
	"photo": chat.MediaPhoto, "voice note": chat.MediaVoice, "sticker": chat.MediaSticker, "document": chat.MediaDocument, "video": chat.MediaVideo,
}

var numbers = map[string]int{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}

var units = map[string]time.Duration{
	"second": time.Second, "minute": time.Minute, "hour": time.Hour, "day": 24 * time.Hour, "week": 7 * 24 * time.Hour,
}

// parseAmount reads an amount of time such as "two days" or "5 minutes".
func parseAmount(text string) (time.Duration, error) {
	count, unit, _ := strings.Cut(text, " ")
	n, err := strconv.Atoi(count)
	if err != nil {
		n = numbers[count]
	}
	d := units[strings.TrimSuffix(unit, "s")]
	if n == 0 || d == 0 {
		return 0, fmt.Errorf("%q is no amount of time like two days", text)
	}
	return time.Duration(n) * d, nil
}
