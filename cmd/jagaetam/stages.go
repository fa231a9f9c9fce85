package main

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"jagaetam/bot"
	"jagaetam/bot/telegram"
	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/record"
	"jagaetam/internal/session"
)

// stageLog logs each stage of a message at debug level: kinds, names and numbers, nothing that a person said. The demo shows them.
func stageLog(log *slog.Logger) func(bot.Moment) {
	if !log.Enabled(context.Background(), slog.LevelDebug) {
		return nil
	}
	return func(m bot.Moment) {
		log.Debug("stage", "stage", string(m.Stage), "who", m.Chat, "key", m.Key, "since_us", m.Since.Microseconds(), "detail", describe(m.Detail))
	}
}

// both tells two of each stage; the second may be nil.
func both(first, second func(bot.Moment)) func(bot.Moment) {
	if second == nil {
		return first
	}
	return func(m bot.Moment) { first(m); second(m) }
}

// describe says what a stage is about in one line.
func describe(detail any) string {
	switch d := detail.(type) {
	case chat.Incoming:
		return describeContent(d.Content)
	case session.Claimed:
		return fmt.Sprintf("version %d, fence %d, seen %t, %s", d.Version, d.Fence, d.Seen, describeState(d.State))
	case dialogue.Turn:
		return fmt.Sprintf("says %s; effects: %s; %s", describeWords(d.Words), describeEffects(d.Effects), describeState(d.State))
	case record.Outcome:
		return describeOutcome(d)
	case session.Next:
		return describeState(d.State)
	case chat.Said:
		return fmt.Sprintf("%d messages", d.Words)
	case bot.End:
		return string(d.Outcome)
	}
	return ""
}

func describeContent(content chat.Content) string {
	switch c := content.(type) {
	case chat.Text:
		return fmt.Sprintf("text, %d characters", len([]rune(c.Text)))
	case chat.Command:
		if known := func(command telegram.Command) bool { return command.Name == c.Name }; slices.ContainsFunc(profile.Commands, known) {
			return "command /" + c.Name
		}
		return "command that is not in the menu"
	case chat.Tap:
		return fmt.Sprintf("tap: %s %s %s %d", c.Press.Kind, c.Press.Flow, c.Press.Step, c.Press.Count)
	case chat.Contact:
		return fmt.Sprintf("contact, own %t", c.Own)
	case chat.Media:
		return string(c.Kind)
	case chat.Reach:
		return fmt.Sprintf("reachable %t", c.Reachable)
	}
	return strings.ToLower(strings.TrimPrefix(fmt.Sprintf("%T", content), "chat."))
}

func describeState(s dialogue.State) string {
	if s.Talk == nil {
		return "no dialogue"
	}
	return fmt.Sprintf("%s at %s, %d answers", s.Talk.Flow, s.Talk.Asked, len(s.Talk.Answers))
}

func describeWords(words []chat.Words) string {
	keys := make([]string, len(words))
	for i, w := range words {
		keys[i] = w.Key
	}
	return strings.Join(keys, " + ")
}

func describeEffects(effects []record.Effect) string {
	if len(effects) == 0 {
		return "none"
	}
	var all []string
	for _, effect := range effects {
		switch e := effect.(type) {
		case record.FileApplication:
			all = append(all, fmt.Sprintf("application, NIK %s, village %s, occupation %s, flags %v", e.Worker.NIK.Mask(), e.Worker.Village, e.Worker.Occupation, e.Flags))
		case record.RaiseDispute:
			all = append(all, "dispute, NIK "+e.NIK.Mask())
		case record.SetLanguage:
			all = append(all, "language "+e.Language)
		case record.SetReachable:
			all = append(all, fmt.Sprintf("reachable %t", e.Reachable))
		default: // what it holds may be personal
			all = append(all, strings.TrimPrefix(fmt.Sprintf("%T", effect), "record."))
		}
	}
	return strings.Join(all, "; ")
}

func describeOutcome(o record.Outcome) string {
	switch {
	case o.Case != 0:
		return fmt.Sprintf("%s %s", o.Name, o.Case)
	case o.Receipt != 0:
		return fmt.Sprintf("%s %s", o.Name, o.Receipt)
	}
	return string(o.Name)
}
