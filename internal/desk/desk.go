// Package desk decides what the officers' group leads to: buttons under the card of a case, what is written in its topic, and what happens
// to the group. It is pure: what is known goes in, effects and words come out.
package desk

import (
	"slices"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/programme"
	"jagaetam/internal/record"
	"jagaetam/internal/region"
)

// language is the one that officers work in.
const language = "id"

// Desk is the officers' side of cases.
type Desk struct {
	// Texts are the messages, of which ready answers and reasons are written out.
	Texts dialogue.Catalogue
	// Village names a village by its code.
	Village func(code string) string
	// Moment writes a point in time in the programme's zone.
	Moment func(t time.Time) chat.Arg
}

// New is the desk of a programme.
func New(p programme.Programme, r *region.Region, texts dialogue.Catalogue) *Desk {
	return &Desk{
		Texts: texts,
		Village: func(code string) string {
			village, _ := r.Village(code)
			return village.Name
		},
		Moment: func(t time.Time) chat.Arg {
			here := t.In(p.Zone())
			return chat.MessageWith("moment", chat.Args{
				"Date": chat.Day(civil.DateOf(here)), "Clock": chat.Literal(here.Format("15.04")), "Zone": chat.Literal(p.ZoneName),
			})
		},
	}
}

// Known is what is known about something that happened in a group; Lookup finds it out.
type Known struct {
	Facts *record.Facts
	// Officers are all officers, in the order they came.
	Officers []record.Officer
	// Queue are the open cases, the oldest first.
	Queue []record.Case
	// Kept is what is kept of the workers of the person whose case it is, and History what has been written in the case.
	Kept    []record.Kept
	History []record.CaseEntry
}

// Turn is what follows. Nothing of it has happened yet.
type Turn struct {
	Effects []record.Effect
	// Notice is shown to who pressed a button, by what came of the effects; nil for nothing.
	Notice func(record.Outcome) chat.Arg
	// Words are said in the thread, where the effects came to something, or there are none.
	Words []chat.Words
	// Retire says that the buttons of the message that was pressed have done their work.
	Retire bool
}

// Act is what follows from something that happened in a group. Groups that are not the officers' are heard only where an admin makes one
// theirs. Whoever is no officer, or no more, is not obeyed, whatever he presses or writes.
func (d Desk) Act(in chat.Incoming, known Known, now time.Time) Turn {
	switch content := in.Content.(type) {
	case chat.Moved:
		return just(record.MoveOffice{At: now, From: in.Chat, To: content.To})
	case chat.Standing:
		return just(record.OfficeStanding{At: now, Chat: in.Chat, Member: content.Member, Topics: content.Topics})
	}
	facts := known.Facts
	if isCommand(in, "kantor") && facts.Officer.May(record.RoleAdmin) {
		return d.setOffice(in, now)
	}
	if facts.Office.Chat != in.Chat {
		return Turn{}
	}
	if left, ok := in.Content.(chat.Left); ok {
		return just(record.LeaveOffice{Who: left.Who, At: now})
	}
	if facts.Officer.Contact == "" {
		return d.stranger(in, known, now)
	}
	if tap, ok := in.Content.(chat.Tap); ok {
		return d.tap(in, tap, known, now)
	}
	if in.Topic == "" {
		return d.general(in, known, now)
	}
	return d.written(in, known, now)
}

func just(effects ...record.Effect) Turn { return Turn{Effects: effects} }

// setOffice makes the group the officers'.
func (d Desk) setOffice(in chat.Incoming, now time.Time) Turn {
	return Turn{
		Effects: []record.Effect{record.SetOffice{By: in.From.ID, At: now, Chat: in.Chat}},
		Words:   []chat.Words{{Key: "desk.set"}},
	}
}

// general answers the one command of the thread that every group has.
func (d Desk) general(in chat.Incoming, known Known, now time.Time) Turn {
	if !isCommand(in, "antrean") {
		return Turn{}
	}
	var lines []chat.Arg
	for _, c := range known.Queue {
		lines = append(lines, d.line(c, now))
	}
	if len(lines) == 0 {
		return Turn{Words: []chat.Words{{Key: "desk.queue.none"}}}
	}
	var rest chat.Arg
	if more := len(lines) - mostListed; more > 0 {
		lines, rest = lines[:mostListed], chat.Number(more)
	}
	return Turn{Words: []chat.Words{{Key: "desk.queue", Args: chat.Args{
		"Cases": chat.Lines(lines...), "Count": chat.Number(len(known.Queue)), "More": rest,
	}}}}
}

// mostListed is how many cases one message lists.
const mostListed = 30

// line is a case in the list of all.
func (d Desk) line(c record.Case, now time.Time) chat.Arg {
	by := chat.Message("desk.queue.waits")
	if !c.DueAt.IsZero() {
		by = d.Moment(c.DueAt)
	}
	who := chat.Message("desk.queue.nobody")
	if c.TakerName != "" {
		who = officerNamed(c.TakerName)
	}
	return chat.MessageWith("desk.queue.line", chat.Args{
		"Case": chat.Literal(c.Number.String()), "Mark": chat.Message("desk.mark." + string(c.Mark(now))), "Who": who, "By": by,
		"Matter": chat.Message("case.matter." + string(c.Matter)),
	})
}

// stranger is somebody in the group who is no officer. Admins are told once.
func (d Desk) stranger(in chat.Incoming, known Known, now time.Time) Turn {
	var turn Turn
	for _, officer := range known.Officers {
		if officer.May(record.RoleAdmin) {
			turn.Effects = append(turn.Effects, record.Say{Tell: record.Tell{
				To: officer.Contact, Words: chat.Words{Key: "desk.stranger"}, Once: "stranger:" + in.Chat + ":" + in.From.ID + ":" + officer.Contact, At: now,
			}})
		}
	}
	if _, tapped := in.Content.(chat.Tap); tapped {
		turn.Notice = notice("desk.not-allowed")
	}
	return turn
}

func isCommand(in chat.Incoming, name string) bool {
	command, ok := in.Content.(chat.Command)
	return ok && command.Name == name
}

// officerNamed is what an officer is called: no names of officers are kept.
func officerNamed(name string) chat.Arg {
	return chat.MessageWith("desk.officer", chat.Args{"Number": chat.Literal(name)})
}

func notice(key string) func(record.Outcome) chat.Arg {
	return func(record.Outcome) chat.Arg { return chat.Message(key) }
}

// write is a message written out, with no marks of the platform.
func (d Desk) write(lang, key string, args chat.Args) string {
	if !slices.Contains(d.Texts.Languages(), lang) {
		lang = language
	}
	text, err := d.Texts.Arg(lang, chat.MessageWith(key, args), nil)
	if err != nil {
		return ""
	}
	return text
}

// Answer is what is said at once, to who did it: the words only where the effects were allowed.
func (t Turn) Answer(in chat.Incoming, outcome record.Outcome) chat.Answer {
	answer := chat.Answer{Chat: in.Chat, Topic: in.Topic, Language: language}
	if outcome.Name != record.OutcomeNotAllowed {
		answer.Words = t.Words
	}
	tap, tapped := in.Content.(chat.Tap)
	if !tapped {
		return answer
	}
	answer.Tap = tap.Query
	if t.Notice != nil {
		answer.Notice = t.Notice(outcome)
	}
	if t.Retire {
		answer.Retire = []string{in.Message}
	}
	return answer
}
