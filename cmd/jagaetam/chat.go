package main

import (
	"bufio"
	"context"
	"fmt"
	"strings"
	"time"

	"jagaetam/internal/transcript"
)

// chatCommand leads the conversations in this terminal. Nothing is kept.
func chatCommand(ctx context.Context, c *console, args []string) error {
	set := c.flags("chat")
	write := set.Bool("transcript", false, "print the talk as a transcript file at the end, and nothing else")
	set.Usage = func() {
		fmt.Fprint(c.out, "jagaetam chat talks in this terminal. A line is what the worker types; [label] taps a button; a line of a transcript,\n"+
			"such as \"two days later\" or \"worker sends a photo\", begins with a dot. Ctrl-D ends the talk.\n\n")
		set.SetOutput(c.out)
		set.PrintDefaults()
	}
	if err := parse(set, args, 0); err != nil {
		return err
	}
	s, err := loadSettings()
	if err != nil {
		return err
	}
	b, err := openBook(s.Programme)
	if err != nil {
		return err
	}
	machine := transcript.NewMachine(b.book, b.texts, time.Now())
	var talk transcript.Script
	lines := bufio.NewScanner(c.in)
	for lines.Scan() && ctx.Err() == nil {
		doing := doingOf(lines.Text())
		if doing == "" {
			continue
		}
		played, err := transcript.Play(ctx, transcript.Script{Name: "chat", Lines: []transcript.Line{{Text: doing}}}, machine)
		if err != nil {
			fmt.Fprintln(c.err, err)
			continue
		}
		talk.Lines = append(talk.Lines, played.Lines...)
		if !*write {
			fmt.Fprintf(c.out, "\n%s\n\n", strings.Join(played.Lines[0].Said, "\n"))
		}
	}
	if *write {
		fmt.Fprint(c.out, talk)
	}
	return lines.Err()
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
