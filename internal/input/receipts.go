package input

import (
	"encoding/base64"
	"encoding/binary"
	"slices"
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/record"
)

// Receipts are the numbers of applications, as text or in a file, in as many messages as it takes. Its value is short enough for a dialogue
// to keep record.MostListed of them.
type Receipts struct{}

// clears is the answer that there are to be no numbers.
const clears = "none"

// wrongShown is how many of the lines that are left out are named.
const wrongShown = 10

// ReceiptsOf are the receipts that the value of a Receipts stands for.
func ReceiptsOf(value string) []record.Receipt {
	packed, err := base64.RawURLEncoding.DecodeString(value)
	if err != nil {
		return nil
	}
	var receipts []record.Receipt
	last := uint64(0)
	for len(packed) > 0 {
		more, n := binary.Uvarint(packed)
		if n <= 0 {
			return nil
		}
		last += more
		receipts = append(receipts, record.Receipt(last))
		packed = packed[n:]
	}
	return receipts
}

// ValueOfReceipts is what a Receipts makes of them: how much each is above the one before.
func ValueOfReceipts(receipts []record.Receipt) string {
	receipts = slices.Compact(slices.Sorted(slices.Values(receipts)))
	var packed []byte
	last := record.Receipt(0)
	for _, receipt := range receipts {
		packed = binary.AppendUvarint(packed, uint64(receipt-last))
		last = receipt
	}
	return base64.RawURLEncoding.EncodeToString(packed)
}

// Gather adds numbers, or says that those are all, or none.
func (Receipts) Gather(before, value string) (string, bool) {
	switch value {
	case complete:
		return before, true
	case clears:
		return "", true
	}
	return ValueOfReceipts(append(ReceiptsOf(before), ReceiptsOf(value)...)), false
}

// Lookup asks which of the numbers no application has, or what stands in the file.
func (Receipts) Lookup(_ dialogue.Context, content chat.Content) record.Query {
	switch content := content.(type) {
	case chat.Text:
		return record.Query{Numbers: record.Numbers(typedList(content.Text).Receipts)}
	case chat.Media:
		if content.Kind == chat.MediaDocument {
			return record.Query{List: content.File}
		}
	}
	return record.Query{}
}

func typedList(text string) record.List { return record.ReadList(strings.Split(text, "\n")) }

// Read takes the numbers that it can; where lines are left out it names them and asks whether the others are to be taken.
func (r Receipts) Read(c dialogue.Context, content chat.Content) dialogue.Reading {
	var list record.List
	switch content := content.(type) {
	case chat.Text:
		if picked, ok := c.Pick(content.Text, r.Choices(c)); ok && picked.Value != "" && len(typedList(content.Text).Receipts) == 0 {
			return picked
		}
		list = typedList(content.Text).Less(c.Facts.Unknown)
	case chat.Media:
		if content.Kind != chat.MediaDocument {
			return dialogue.Reading{}
		}
		list = c.Facts.List
	default:
		return dialogue.Reading{}
	}
	value := ValueOfReceipts(list.Receipts)
	all, _ := r.Gather(c.Value(c.Step), value)
	args := chat.Args{"Count": chat.Number(len(list.Receipts)), "Wrong": wrongLines(list.Wrong), "Most": chat.Number(record.MostListed)}
	switch {
	case list.Unread:
		return dialogue.Complain("input.receipts.file", nil)
	case len(ReceiptsOf(all)) > record.MostListed:
		return dialogue.Complain("input.receipts.many", args)
	case len(list.Receipts) == 0 && len(list.Wrong) == 0:
		return dialogue.Complain("input.receipts", nil)
	case len(list.Receipts) == 0:
		return dialogue.Complain("input.receipts.wrong", args)
	case len(list.Wrong) > 0:
		return dialogue.Doubtful(value, "input.receipts.some", args)
	}
	return dialogue.Read(value)
}

// wrongLines names the lines that are left out, the first of them.
func wrongLines(wrong []record.WrongLine) chat.Arg {
	var lines []chat.Arg
	for _, w := range wrong[:min(len(wrong), wrongShown)] {
		args := chat.Args{"Line": chat.Number(w.Line), "Number": chat.Literal(w.Number)}
		switch {
		case w.Line == 0:
			lines = append(lines, chat.MessageWith("input.receipts.unknown", args))
		case w.Number == "":
			lines = append(lines, chat.MessageWith("input.receipts.line", args))
		default:
			lines = append(lines, chat.MessageWith("input.receipts.number", args))
		}
	}
	if more := len(wrong) - wrongShown; more > 0 {
		lines = append(lines, chat.MessageWith("input.receipts.more", chat.Args{"Count": chat.Number(more)}))
	}
	return chat.Lines(lines...)
}

// Choices are that those are all, and to leave the numbers out again.
func (Receipts) Choices(dialogue.Context) []dialogue.Choice {
	return []dialogue.Choice{
		{Value: complete, Label: chat.Message("input.several.done")}, {Value: clears, Label: chat.Message("input.receipts.none")},
	}
}

// Show is how many there are.
func (Receipts) Show(_ dialogue.Context, value string) chat.Arg {
	return chat.MessageWith("input.receipts.count", chat.Args{"Count": chat.Number(len(ReceiptsOf(value)))})
}

// Examples are numbers as text, as a file, and that those are all.
func (Receipts) Examples(dialogue.Context) []dialogue.Example {
	return append(typedAll("JE-000017-4, je 000018 2\nJE-000019-0"),
		dialogue.Example{
			Content: chat.Media{Kind: chat.MediaDocument, File: chat.File{ID: "tg:BQAC", Name: "penerima.csv", Type: "text/csv"}},
			Facts:   record.Facts{List: record.List{Receipts: []record.Receipt{17, 18, 21}}},
		}, typed("selesai"), typed("tanpa nomor"))
}

// Messages are its labels and complaints.
func (Receipts) Messages() []string {
	return append(keys("input.receipts", "none", "count", "file", "many", "wrong", "some", "line", "number", "unknown", "more"),
		"input.receipts", "input.several.done")
}
