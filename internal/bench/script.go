package bench

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"jagaetam/internal/dialogue"
	"jagaetam/internal/transcript"
	"jagaetam/locales"
)

// Step is one thing that a worker does, and what the bot says to it.
type Step struct {
	Doing transcript.Doing
	Says  []Saying
}

// Saying is one message of the bot.
type Saying struct {
	Text    Pattern
	Buttons [][]string
}

// Script is a whole registration.
type Script []Step

// Pattern is a text with gaps for what nobody can know before: a receipt's number, and the day.
type Pattern []string

var unknown = regexp.MustCompile(`[A-Z]{2}-\d{6,}-\d|\d{1,2} \p{Lu}\p{Ll}+ \d{4}`)

// Matches says whether a text is the pattern's.
func (p Pattern) Matches(text string) bool {
	rest, ok := strings.CutPrefix(text, p[0])
	if len(p) == 1 {
		return ok && rest == ""
	}
	for _, part := range p[1 : len(p)-1] {
		_, after, found := strings.Cut(rest, part)
		ok, rest = ok && found, after
	}
	return ok && strings.HasSuffix(rest, p[len(p)-1])
}

// Author writes scripts by the dialogue machine alone: no Redis, no Postgres, no platform.
type Author struct {
	Book  *dialogue.Book
	Texts *locales.Catalogue
}

// Script is what is said when a worker registers these now, one after the other from the same telephone.
func (a Author) Script(ctx context.Context, registrations ...Registration) (Script, error) {
	machine := transcript.NewMachine(a.Book, a.Texts, time.Now())
	var script Script
	for _, r := range registrations {
		for _, doing := range r.doings() {
			step, err := play(ctx, machine, doing)
			if err != nil {
				return nil, fmt.Errorf("write what is said to a worker who does %+v: %w", doing, err)
			}
			script = append(script, step)
		}
	}
	return script, nil
}

func play(ctx context.Context, machine *transcript.Machine, doing transcript.Doing) (Step, error) {
	step := Step{Doing: doing}
	if err := machine.Do(ctx, "worker", doing); err != nil {
		return step, err
	}
	for _, shown := range machine.Said() {
		if shown.Kind == transcript.Says {
			step.Says = append(step.Says, Saying{Text: unknown.Split(shown.Text, -1), Buttons: shown.Buttons})
		}
	}
	if len(step.Says) == 0 {
		return step, errors.New("it has no answer")
	}
	return step, nil
}

// Echoed is the script where the bot says what it is told.
func (s Script) Echoed() Script {
	echoed := make(Script, len(s))
	for i, step := range s {
		echoed[i] = Step{Doing: step.Doing, Says: []Saying{{Text: Pattern{said(step.Doing)}}}}
	}
	return echoed
}

// said is what a bot gets to see of a doing.
func said(d transcript.Doing) string {
	switch {
	case d.Own:
		return phone
	case d.Tap != "":
		return d.Tap
	}
	return d.Text
}
