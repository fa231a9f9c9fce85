package flows

import (
	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/record"
)

// What the flow verify can be opened with.
const (
	verifyNext = "next" // for another application than the one that is with the officer
	verifyOpen = "open" // as without anything, but no second press of the same button
)

// verify shows a verifier the application that is with him, and gives him the one that has waited longest where none is. Whoever opens it
// with verifyNext passes over the one he has.
func verify(s Setting) dialogue.Flow {
	return dialogue.Flow{
		ID:    "verify",
		Open:  dialogue.Commands("verifikasi", "verify"),
		Facts: knowWork,
		May:   verifiersOnly("unforeseen.command"),
		Says:  append([]string{"unforeseen.command", "verify.none", "verify.ready", "verify.skipped", "verify.open", "verify.show"}, heldKeys()...),
		Tries: func() []dialogue.Try { return append(officerTries(""), officerTries(verifyNext)...) },
		Tell: func(c dialogue.Context) dialogue.Told {
			work := c.Facts.Work
			lease := record.LeaseApplication{By: c.Person.ID, At: c.Now, After: work.Held.Receipt}
			open := []chat.Option{{Label: chat.Message("verify.open"), Press: opens("verify", verifyOpen)}}
			switch {
			case work.Held.Receipt != 0 && c.Payload == verifyNext:
				return dialogue.Told{Words: []chat.Words{{Key: "verify.skipped", Options: open}}, Effects: []record.Effect{lease}}
			case work.Held.Receipt != 0:
				return dialogue.Told{Words: []chat.Words{s.showHeld(c, work.Held)}}
			case work.Waiting == 0:
				return dialogue.Told{Words: []chat.Words{{Key: "verify.none", Options: []chat.Option{opening("queue"), opening("summary")}}}}
			}
			words := chat.Words{Key: "verify.ready", Args: chat.Args{"Waiting": chat.Number(work.Waiting)}, Options: open}
			return dialogue.Told{Words: []chat.Words{words}, Effects: []record.Effect{lease}}
		},
	}
}

// office lists what an officer can do.
func office() dialogue.Flow {
	return dialogue.Flow{
		ID:    "office",
		Open:  dialogue.Commands("tugas", "tasks"),
		Facts: func(dialogue.Context) record.Query { return record.Query{Officer: true} },
		May:   officersOnly,
		Says:  []string{"office", "unforeseen.command"},
		Tries: func() []dialogue.Try { return officerTries("") },
		Tell: func(c dialogue.Context) dialogue.Told {
			words := chat.Words{Key: "office"}
			if c.Facts.Officer.May(record.RoleVerifier) {
				words.Options = append(words.Options, opening("verify"))
			}
			if c.Facts.Officer.Answers("") {
				words.Options = append(words.Options, opening("queue"))
			}
			words.Options = append(words.Options, opening("summary"))
			if broadcastersOnly(c) == "" {
				words.Options = append(words.Options, opening("siaran"), opening("siaran-daftar"))
			}
			if c.Facts.Officer.May(record.RoleVerifier) {
				words.Options = append(words.Options, opening("import-about"))
			}
			return dialogue.Told{Words: []chat.Words{words}}
		},
	}
}

// officersOnly lets every officer.
func officersOnly(c dialogue.Context) string {
	if len(c.Facts.Officer.Roles) == 0 {
		return "unforeseen.command"
	}
	return ""
}

// answerersOnly lets officers who may answer what waits in the queue.
func answerersOnly(c dialogue.Context) string {
	if !c.Facts.Officer.Answers("") {
		return "unforeseen.command"
	}
	return ""
}

func knowWork(c dialogue.Context) record.Query {
	return record.Query{Officer: true, Work: true, Decrees: true, Now: c.Now}
}

// aboutHeld lets a verifier have a conversation about the application that is with him.
func aboutHeld(c dialogue.Context, receipt record.Receipt) string {
	switch {
	case !c.Facts.Officer.May(record.RoleVerifier):
		return "unforeseen.command"
	case receipt == 0 || c.Facts.Work.Held.Receipt != receipt:
		return "verify.lost"
	}
	return ""
}
