package flows

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/record"
)

// papers are the documents that BPJS asks for, by what has happened.
var papers = map[record.Matter][]string{
	record.MatterAccident: {"card", "ktp", "report", "story", "doctor", "police", "receipts"},
	record.MatterDeath:    {"card", "ktp", "heir-ktp", "certificate", "kk", "heir-letter", "marriage", "savings", "form"},
}

// documents is the list of papers to be gathered, on which each can be ticked off over days. The ticks stand on the buttons; the case is told
// of each. It is opened with what has happened, the ticks as a number, and the place of the paper that was ticked last, with dashes between.
func documents(s Setting) dialogue.Flow {
	says := []string{"documents.accident", "documents.death", "documents.said", "documents.on", "documents.off"}
	for _, matter := range []record.Matter{record.MatterAccident, record.MatterDeath} {
		for _, paper := range papers[matter] {
			if key := "documents.paper." + paper; !slices.Contains(says, key) {
				says = append(says, key)
			}
		}
	}
	return dialogue.Flow{
		ID: "documents", Open: dialogue.Commands("berkas", "documents"), Facts: caseFacts, Says: says,
		Tries: func() []dialogue.Try {
			return []dialogue.Try{{}, {Payload: "death-3-1", Facts: record.Facts{Case: sampleCase}}, {Payload: "accident-127-6"}, {Payload: "x"}}
		},
		Tell: func(c dialogue.Context) dialogue.Told {
			list, ticked := listOf(c)
			words := chat.Words{Key: "documents." + string(list.matter)}
			for i, paper := range papers[list.matter] {
				mark := "documents.off"
				if list.has(i) {
					mark = "documents.on"
				}
				label := chat.MessageWith(mark, chat.Args{"Paper": chat.Message("documents.paper." + paper)})
				words.Options = append(words.Options, chat.Option{Label: label, Press: opens("documents", list.toggled(i))})
			}
			told := dialogue.Told{Words: []chat.Words{words}, InPlace: ticked >= 0}
			if ticked >= 0 && list.has(ticked) && c.Facts.Case.Number != 0 {
				text := s.inOffice("documents.said", chat.Args{"Paper": chat.Message("documents.paper." + papers[list.matter][ticked])})
				told.Effects = []record.Effect{record.SayInCase{
					By: c.Person, At: c.Now, Said: record.CaseMessage{Text: text}, DueAt: s.Programme.NextAnswerBy(c.Now),
				}}
			}
			return told
		},
	}
}

// ticks are the papers of a list that are there.
type ticks struct {
	matter record.Matter
	bits   uint
}

func (t ticks) has(i int) bool { return t.bits>>i&1 == 1 }

func (t ticks) toggled(i int) string { return fmt.Sprintf("%s-%d-%d", t.matter, t.bits^(1<<i), i) }

// listOf is the list that a payload names, and the place of what was ticked last, -1 where nothing was. Without a payload it is the list for
// what the person's case is about.
func listOf(c dialogue.Context) (ticks, int) {
	parts := strings.Split(c.Payload, "-")
	matter := record.Matter(parts[0])
	if papers[matter] == nil {
		if matter = c.Facts.Case.Matter; papers[matter] == nil {
			matter = record.MatterAccident
		}
		return ticks{matter: matter}, -1
	}
	if len(parts) != 3 {
		return ticks{matter: matter}, -1
	}
	bits, err := strconv.ParseUint(parts[1], 10, len(papers[matter]))
	place, errPlace := strconv.Atoi(parts[2])
	if err != nil || errPlace != nil || place < 0 || place >= len(papers[matter]) {
		return ticks{matter: matter}, -1
	}
	return ticks{matter, uint(bits)}, place
}
