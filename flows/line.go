package flows

import (
	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// leaveLine is what the line is opened with to leave it.
const leaveLine = "leave"

// line puts who asks for it into the line of those who are told when registration opens, shows his place, and lets him leave.
func line(s Setting) dialogue.Flow {
	return dialogue.Flow{
		ID:    "line",
		Open:  append(dialogue.Commands("kabari", "notify"), dialogue.Intents(reading.Notify)...),
		Facts: lineFacts,
		Says:  append([]string{"line.kept", "line.place", "line.open", "line.left", "line.none", "line.leave"}, whenKeys...),
		Tries: func() []dialogue.Try {
			return []dialogue.Try{
				{}, {Facts: sampleClosed}, {Facts: sampleFull}, {Payload: leaveLine},
				{Facts: record.Facts{Decrees: sampleClosed.Decrees, Line: record.Line{Place: 3}}},
			}
		},
		Tell: s.inLine,
	}
}

func lineFacts(c dialogue.Context) record.Query { return record.Query{Line: true, Now: c.Now} }

func (s Setting) inLine(c dialogue.Context) dialogue.Told {
	intake := intakeFor(c)
	menu := []chat.Option{opening("menu")}
	switch {
	case c.Payload == leaveLine:
		return dialogue.Told{
			Effects: []record.Effect{record.LeaveLine{By: c.Person, At: c.Now}},
			Then: func(outcome record.Outcome) []chat.Words {
				words := chat.Words{Key: "line.left", Options: menu}
				if outcome.Name == record.OutcomeNoMatch {
					words.Key = "line.none"
				}
				return []chat.Words{words}
			},
		}
	case c.Facts.Line.Place > 0:
		return dialogue.Told{Words: []chat.Words{{Key: "line.place", Args: placed(intake, c.Facts.Line.Place), Options: leaving()}}}
	case intake.State == record.IntakeOpen:
		return dialogue.Told{Words: []chat.Words{{
			Key: "line.open", Args: chat.Args{"Closes": dayOrNone(intake.Closes)}, Options: append([]chat.Option{opening("register")}, menu...),
		}}}
	default:
		return dialogue.Told{
			Effects: askToBeTold(c),
			Then: func(outcome record.Outcome) []chat.Words {
				return []chat.Words{{Key: "line.kept", Args: placed(intake, outcome.Place), Options: leaving()}}
			},
		}
	}
}

func askToBeTold(c dialogue.Context) []record.Effect {
	return []record.Effect{record.AskToBeTold{By: c.Person, At: c.Now}}
}

func leaving() []chat.Option {
	return []chat.Option{{Label: chat.Message("line.leave"), Press: opens("line", leaveLine)}, opening("menu")}
}

// intakeFor is whether registration is open for the person, as far as it was asked for.
func intakeFor(c dialogue.Context) record.Intake {
	return record.IntakeOn(c.Facts.Decrees, c.Today()).For(c.Facts.Line)
}

// isClosed says whether who registers now has to wait.
func isClosed(c dialogue.Context) bool { return intakeFor(c).State != record.IntakeOpen }

// placed are a place in the line, and when it moves.
func placed(intake record.Intake, place int) chat.Args {
	return chat.Args{"Place": chat.Number(place), "When": when(intake)}
}

// when says when registration opens, as far as that is known.
func when(intake record.Intake) chat.Arg {
	switch {
	case !intake.Opens.IsZero():
		return chat.MessageWith("line.opens", chat.Args{"Date": chat.Day(intake.Opens)})
	case intake.State == record.IntakeFull:
		return chat.Message("line.opens.room")
	default:
		return chat.Message("line.opens.unknown")
	}
}

// closedNotice says that who registers now has to wait; nothing while registration is open.
func closedNotice(c dialogue.Context) chat.Arg {
	intake := intakeFor(c)
	if intake.State == record.IntakeOpen {
		return chat.Lines()
	}
	return chat.MessageWith("line."+string(intake.State), chat.Args{"When": when(intake)})
}

// whenKeys are the messages of closedNotice and when.
var whenKeys = []string{"line.closed", "line.full", "line.opens", "line.opens.room", "line.opens.unknown"}

func dayOrNone(day civil.Date) chat.Arg {
	if day.IsZero() {
		return chat.Lines()
	}
	return chat.Day(day)
}

// sampleClosed and sampleFull are what is known where registration opens in some days, and where there is no room.
var (
	sampleClosed = record.Facts{Decrees: []record.Decree{sampleDecree(0, civil.Date{Year: 2099, Month: 12, Day: 1})}}
	sampleFull   = record.Facts{Decrees: []record.Decree{sampleDecree(5, civil.Date{Year: 2026, Month: 1, Day: 1})}}
)

func sampleDecree(quota int, opens civil.Date) record.Decree {
	return record.Decree{
		ID: 1, Number: "560/91/2026", Sponsor: jamsostek.Regency, First: sampleYear, Last: sampleYear.Add(12 * 100), Quota: quota, Listed: quota, Opens: opens,
	}
}
