package flows

import (
	"slices"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/record"
)

// ways are where a verifier can move an application on to, in the order of their buttons.
var ways = []record.ApplicationState{
	record.StateVerifying, record.StateMatching, record.StateDecreed, record.StateWaiting, record.StateReturned, record.StateRefused,
}

// showHeld shows all that is known of an application, with what can be done.
func (s Setting) showHeld(c dialogue.Context, h record.Held) chat.Words {
	words := chat.Words{Key: "verify.show", Columns: 2, Args: chat.Args{
		"Receipt": chat.Literal(h.Receipt.String()), "State": chat.Message("state." + string(h.State)),
		"Since": chat.Day(civil.DateOf(h.Since.In(s.Programme.Zone()))),
		"Lines": chat.Lines(particulars(s, record.Kept{Worker: h.Worker})...), "Marks": chat.Lines(marks(h)...), "More": chat.Lines(s.known(h)...),
	}}
	for _, to := range ways {
		if h.State.CanFollow(to) {
			words.Options = append(words.Options, chat.Option{
				Label: chat.Message("decide.to." + string(to)), Press: opens("decide", h.Receipt.String()+"-"+string(to)),
			})
		}
	}
	words.Options = append(words.Options,
		chat.Option{Label: chat.Message("verify.skip"), Press: opens("verify", verifyNext)},
		chat.Option{Label: chat.Message("open.reveal"), Press: opens("reveal", h.Receipt.String())})
	return words
}

// marks say what was noticed about the answers, and why that is worth a look.
func marks(h record.Held) []chat.Arg {
	var lines []chat.Arg
	for _, flag := range h.Flags {
		if slices.Contains(record.Flags, flag) {
			lines = append(lines, chat.MessageWith("verify.mark", chat.Args{"Flag": chat.Message("flag." + string(flag))}))
		}
	}
	for _, twin := range h.Twins {
		key := "verify.twin"
		if twin.SameBirth {
			key = "verify.twin.birth"
		}
		lines = append(lines, chat.MessageWith(key, chat.Args{
			"Receipt": chat.Literal(twin.Receipt.String()), "Name": chat.Literal(twin.Name), "State": chat.Message("state." + string(twin.State)),
		}))
	}
	if len(lines) == 0 {
		return []chat.Arg{chat.Message("verify.unmarked")}
	}
	return lines
}

// known is who pays for the worker, and how he came.
func (s Setting) known(h record.Held) []chat.Arg {
	var lines []chat.Arg
	for _, span := range h.Insured.Known.Spans {
		lines = append(lines, chat.MessageWith("verify.span", chat.Args{
			"Payer": payer(span.Sponsor), "First": chat.Month(span.First), "Last": chat.Month(span.Last), "State": chat.Message("span." + string(span.State)),
		}))
	}
	var paid []civil.Month
	for _, p := range h.Insured.Known.Paid {
		paid = append(paid, p.Month)
	}
	if len(paid) > 0 {
		lines = append(lines, chat.MessageWith("verify.paid", chat.Args{"Months": inWords(paid)}))
	}
	if len(lines) == 0 {
		lines = append(lines, chat.Message("verify.uncovered"))
	}
	lines = append(lines, helpers(record.Kept{Helpers: h.Helpers}, "data.helper")...)
	if village := s.place(h.Attribution); !village.IsZero() {
		lines = append(lines, chat.MessageWith("verify.brought", chat.Args{"Village": village}))
	}
	if reason := h.Insured.Why; reason != "" && h.Insured.Correct != "" {
		lines = append(lines, chat.MessageWith("correct.wrong", chat.Args{"Field": fieldWord(h.Insured.Correct), "Why": record.ReasonWords(reason)}))
	}
	return lines
}

// place is a village's or kecamatan's name; nothing for a code that is none.
func (s Setting) place(code string) chat.Arg {
	if village, ok := s.Region.Village(code); ok {
		return chat.Literal(village.Name)
	}
	if district, ok := s.Region.District(code); ok {
		return chat.Literal(district.Name)
	}
	return chat.Arg{}
}

func heldKeys() []string {
	keys := []string{
		"verify.skip", "verify.mark", "verify.twin", "verify.twin.birth", "verify.unmarked", "verify.span", "verify.paid", "verify.uncovered",
		"verify.brought", "data.helper", "span.listed", "span.active", "span.refused",
	}
	for _, flag := range record.Flags {
		keys = append(keys, "flag."+string(flag))
	}
	for _, to := range ways {
		keys = append(keys, "decide.to."+string(to))
	}
	return keys
}
