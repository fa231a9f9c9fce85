package desk

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"jagaetam/internal/chat"
	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

// shownFor is how many seconds an officer has to read a worker's data.
const shownFor = 60

// lookFor asks why an officer wants to see the worker's data, or shows them.
func (d Desk) lookFor(c record.Case, officer record.Officer, reason string, known Known, now time.Time) Turn {
	if reason == "" {
		words := chat.Words{Key: "desk.look", Args: chat.Args{"Case": chat.Literal(c.Number.String())}}
		for _, name := range Reasons {
			words.Options = append(words.Options, button(chat.Message("desk.reason."+name), record.ActLook.With(name), c))
		}
		return Turn{Words: []chat.Words{words}}
	}
	if !slices.Contains(Reasons, reason) {
		return Turn{Notice: notice("desk.stale")}
	}
	turn := d.look(c, officer, d.write(language, "desk.reason."+reason, nil), known, now)
	turn.Retire = true
	return turn
}

// look writes down that the officer has looked, and shows him alone what there is to see. In the group nobody sees it.
func (d Desk) look(c record.Case, officer record.Officer, reason string, known Known, now time.Time) Turn {
	turn := d.does(record.LookInto{By: officer.Contact, At: now, Case: c.Number, Reason: reason}, "desk.looked")
	turn.Effects = append([]record.Effect{record.Say{Tell: record.Tell{
		To: officer.Contact, At: now, Words: chat.Words{Key: "desk.data", Remove: shownFor, Args: chat.Args{
			"Case": chat.Literal(c.Number.String()), "Lines": chat.Lines(d.lines(c, known)...),
		}},
	}}}, turn.Effects...)
	return turn
}

// lines are the worker's data, identity numbers masked, and what the person has written that the group sees masked.
func (d Desk) lines(c record.Case, known Known) []chat.Arg {
	var lines []chat.Arg
	line := func(key string, value string) {
		if value != "" {
			lines = append(lines, chat.MessageWith("desk.data."+key, chat.Args{"Value": chat.Literal(value)}))
		}
	}
	for _, kept := range known.Kept {
		if kept.Receipt != c.Receipt || c.Receipt == 0 {
			continue
		}
		w := kept.Worker
		line("receipt", kept.Receipt.String())
		line("name", string(w.Name))
		line("nik", w.NIK.Mask())
		if d.Village != nil {
			line("village", d.Village(w.Village))
		}
		line("phone", w.Phone.Mask())
	}
	if len(lines) == 0 {
		lines = append(lines, chat.Message("desk.data.none"))
	}
	for _, entry := range known.History {
		if entry.Side == record.SideWorker && identity.Redact(entry.Said.Text) != entry.Said.Text {
			line("said", masked(entry.Said.Text))
		}
	}
	return lines
}

// longNumbers have the length of an identity number, or more.
var longNumbers = regexp.MustCompile(`\d(?:[\s.()\x{a0}\x{2010}-\x{2015}-]{0,3}\d){15,}`)

// masked is a text with no more of its identity numbers than a list shows.
func masked(text string) string {
	return longNumbers.ReplaceAllStringFunc(text, func(number string) string {
		if nik, err := identity.ParseNIK(number); err == nil {
			return nik.Mask()
		}
		return identity.Redact(number)
	})
}

const (
	lookSign    = "lihat:"
	shortReason = 5
)

// isLook says whether an officer asks for the data with a reason of his own.
func isLook(in chat.Incoming) bool {
	text, ok := in.Content.(chat.Text)
	return ok && strings.HasPrefix(strings.ToLower(strings.TrimSpace(text.Text)), lookSign)
}

// typedReason is the reason that stands after the sign; empty where it is none.
func typedReason(in chat.Incoming) string {
	text, _ := in.Content.(chat.Text)
	reason := strings.TrimSpace(strings.TrimSpace(text.Text)[len(lookSign):])
	if utf8.RuneCountInString(reason) < shortReason {
		return ""
	}
	return identity.Redact(reason)
}
