package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"jagaetam/internal/transcript"
)

// chatCommand leads the conversations in this terminal. Nothing is kept. What it prints as a transcript begins when all of them do, so
// that it can be played again on any day.
func chatCommand(ctx context.Context, c *console, args []string) error {
	set := c.flags("chat")
	write := set.Bool("transcript", false, "print the talk as a transcript file at the end, and nothing else")
	set.Usage = func() {
		fmt.Fprint(c.out, "jagaetam chat talks in this terminal. A line is what the worker types; [label] taps a button; a line of a transcript,\n"+
			"such as \"two days later\" or \"worker sends a photo\", begins with a dot. Ctrl-D ends the talk.\n\n")
		set.SetOutput(c.out)
		set.PrintDefaults()
	}
	b, err := bookFor(set, args)
	if err != nil {
		return err
	}
	if *write {
		talk, err := converse(ctx, c, b.machine(transcript.Began), nil)
		fmt.Fprint(c.out, talk)
		return err
	}
	fmt.Fprintln(c.err, "You are the worker. jagaetam chat -h says what can be typed; Ctrl-D ends the talk.")
	_, err = converse(ctx, c, b.machine(time.Now()), func(line transcript.Line) {
		if len(line.Said) > 0 {
			fmt.Fprintf(c.out, "\n%s\n\n", strings.Join(line.Said, "\n"))
		}
	})
	return err
}

// machine leads the conversations alone, and reminds people of what falls due.
func (s spoken) machine(now time.Time) *transcript.Machine {
	m := transcript.NewMachine(s.book, s.texts, now)
	m.Remind(s.programme)
	return m
}

// converse plays line after line of what is typed, until there is no more, and shows each as it is answered. What nobody can do is
// said to be so and left out of the talk.
func converse(ctx context.Context, c *console, player transcript.Player, show func(transcript.Line)) (talk transcript.Script, err error) {
	lines := bufio.NewScanner(c.in)
	for lines.Scan() && ctx.Err() == nil {
		doing := doingOf(lines.Text())
		if doing == "" {
			continue
		}
		played, err := transcript.Play(ctx, transcript.Script{Name: "chat", Lines: []transcript.Line{{Text: doing}}}, player)
		if err != nil {
			fmt.Fprintln(c.err, errors.Unwrap(err)) // without the place in a file that there is not
			continue
		}
		talk.Lines = append(talk.Lines, played.Lines...)
		if show != nil {
			for i, line := range played.Lines {
				if i > 0 { // what somebody else sees
					line.Said = append([]string{line.Text}, line.Said...)
				}
				show(line)
			}
		}
	}
	return talk, lines.Err()
}

// doingOf makes a line of a transcript of what was typed.
func doingOf(typed string) string {
	typed = strings.TrimSpace(typed)
	if line, ok := strings.CutPrefix(typed, "."); ok {
		return strings.TrimSpace(line)
	}
	if label, ok := strings.CutPrefix(typed, "["); ok && strings.HasSuffix(label, "]") {
		return "worker taps: " + strings.TrimSuffix(label, "]")
	}
	if typed == "" {
		return ""
	}
	return "worker: " + typed
}
