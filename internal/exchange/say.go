package exchange

import (
	"fmt"
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
)

// onceOf names a message about a file, so that it is said once.
func onceOf(w record.ImportWork, what string) string { return fmt.Sprintf("import:%d:%s", w.ID, what) }

// ProblemOf says why a file could not be taken in, and what to do.
func ProblemOf(i record.Import) chat.Arg {
	return chat.MessageWith("import.problem."+i.Problem, chat.Args{"Detail": chat.Literal(i.Detail)})
}

// listedReasons is how many reasons an officer is told of before he decides; the rest he reads in his rows.
const listedReasons = 8

// asks are the words in which an officer is asked whether a file is to be written.
func asks(c *Columns, w record.ImportWork) chat.Words {
	args := countsOf(w)
	args["Columns"] = chat.Lines(mapped(c, w)...)
	args["Unused"] = chat.Literal(strings.Join(w.Unused, ", "))
	args["Reasons"], args["Paid"] = chat.Literal(""), chat.Literal("")
	if reasons := Reasons(c, w); len(reasons) > 0 {
		args["Reasons"] = chat.Lines(reasons...)
	}
	answers := []string{"yes", "no"}
	if paid := paidBy(w); len(paid) > 0 {
		args["Paid"] = chat.Lines(paid...)
		answers = []string{"some", "all", "no"}
	}
	words := chat.Words{Key: "import.asks", Args: args}
	for _, answer := range answers {
		words.Options = append(words.Options, chat.Option{Label: chat.Message("import.answer." + answer), Press: chat.Press{
			Kind: chat.PressOpen, Flow: "import-answer", Value: fmt.Sprintf("%d-%s", w.ID, answer),
		}})
	}
	return words
}

func countsOf(w record.ImportWork) chat.Args {
	return chat.Args{
		"File": chat.Literal(w.File.Name), "Kind": chat.Message("import.kind." + string(w.Kind)), "Total": chat.Number(w.Total),
		"New": chat.Number(w.Counts.New), "Changed": chat.Number(w.Counts.Changed), "Same": chat.Number(w.Counts.Same),
		"Refused": chat.Number(w.Counts.Refused),
	}
}

// mapped says which heading was taken for which column.
func mapped(c *Columns, w record.ImportWork) []chat.Arg {
	var lines []chat.Arg
	for _, column := range w.Columns {
		id, heading, _ := strings.Cut(column, "=")
		lines = append(lines, chat.Literal(c.Title(id)+" ← "+heading))
	}
	return lines
}

// Reasons are the commonest reasons for which rows were refused, one a line, with how many they are and the first of them.
func Reasons(c *Columns, w record.ImportWork) []chat.Arg {
	var lines []chat.Arg
	for _, r := range w.Reasons[:min(len(w.Reasons), listedReasons)] {
		lines = append(lines, chat.MessageWith("import.reason", chat.Args{
			"Rows": chat.Number(r.Rows), "First": chat.Number(r.First), "Why": why(c, r.Why, r.About),
		}))
	}
	return lines
}

func paidBy(w record.ImportWork) []chat.Arg {
	var lines []chat.Arg
	for _, paid := range w.Paid {
		lines = append(lines, chat.MessageWith("import.paid", chat.Args{
			"Rows": chat.Number(paid.Rows), "Sponsor": chat.Message("import.sponsor." + string(paid.Sponsor)),
		}))
	}
	return lines
}

// why is a reason in words. What it is about is a column, by the name that people know it by, or another row.
func why(c *Columns, reason, about string) chat.Arg {
	return chat.MessageWith("import.why."+reason, chat.Args{"About": chat.Literal(c.Title(about))})
}

// quarters are how far a file has come when that is worth telling; a short one is done before anybody could read it.
const (
	quarters    = 4
	longEnough  = 2_000
	percentEach = 100 / quarters
)

// progress tells whoever waits that another quarter of a long file is done.
func (e *Engine) progress(w record.ImportWork, before int) []record.Effect {
	if w.Total < longEnough || w.Rows >= w.Total {
		return nil
	}
	quarter := w.Rows * quarters / w.Total
	if quarter == before*quarters/w.Total {
		return nil
	}
	percent := quarter * percentEach
	return e.tell(w, fmt.Sprintf("%s:%d", w.State, percent), chat.Words{Key: "import.progress." + string(w.State), Args: chat.Args{
		"File": chat.Literal(w.File.Name), "Percent": chat.Number(percent),
	}})
}
