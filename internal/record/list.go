package record

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// MostListed is how many receipt numbers a list may have: a dialogue keeps them until the broadcast is written.
const MostListed = 5000

// List is what an officer sent as a list of receipt numbers, in a text or in a file.
type List struct {
	// Receipts are the numbers in the order in which they stand there, each once.
	Receipts []Receipt
	// Wrong are the lines that have no number, or a wrong one.
	Wrong []WrongLine
	// Unread says that the file could not be fetched, or is none that can be read.
	Unread bool
}

// WrongLine is a line of a list that is left out.
type WrongLine struct {
	Line int // from 1; 0 where the number is that of no application
	// Number is what looks like a receipt number; empty where nothing does. Nothing else of the line is told.
	Number string
}

var (
	// numbered is what looks like a receipt number: with its prefix, or with a dash before the check digit.
	numbered = regexp.MustCompile(`(?i)\bJE[\s.\-]{0,3}\d[\d\s.\-]{4,}\d|\b\d{6,8}-\d\b`)
	// bareNumber is one without either, which must be all that there is.
	bareNumber = regexp.MustCompile(`^\s*\d{7,9}\s*$`)
	cellEnd    = regexp.MustCompile(`[,;\t|]`)
)

// ReadList finds the receipt numbers in lines of text. What else stands in a line that has one does not count, and neither does a heading.
func ReadList(lines []string) List {
	var list List
	for i, line := range lines {
		found := numbersIn(line)
		if len(found) == 0 && strings.TrimSpace(line) != "" && (i > 0 || strings.ContainsAny(line, "0123456789")) {
			list.Wrong = append(list.Wrong, WrongLine{Line: i + 1})
		}
		for _, text := range found {
			receipt, err := ParseReceipt(text)
			switch {
			case err != nil:
				list.Wrong = append(list.Wrong, WrongLine{i + 1, text})
			case !slices.Contains(list.Receipts, receipt):
				list.Receipts = append(list.Receipts, receipt)
			}
		}
	}
	return list
}

func numbersIn(line string) []string {
	var all []string
	for _, cell := range cellEnd.Split(line, -1) {
		found := numbered.FindAllString(cell, -1)
		if found == nil && bareNumber.MatchString(cell) {
			found = []string{strings.TrimSpace(cell)}
		}
		all = append(all, found...)
	}
	return all
}

// Less is the list without the numbers that no application has; those are wrong, of no line.
func (l List) Less(unknown []Receipt) List {
	var known []Receipt
	for _, receipt := range l.Receipts {
		if slices.Contains(unknown, receipt) {
			l.Wrong = append(l.Wrong, WrongLine{Number: receipt.String()})
			continue
		}
		known = append(known, receipt)
	}
	l.Receipts = known
	return l
}

// Numbers are receipts in one text, for a Query.
func Numbers(receipts []Receipt) string {
	texts := make([]string, len(receipts))
	for i, receipt := range receipts {
		texts[i] = strconv.FormatInt(int64(receipt), 10)
	}
	return strings.Join(texts, " ")
}

// ParseNumbers reads what Numbers wrote, and passes over anything else.
func ParseNumbers(text string) []Receipt {
	var receipts []Receipt
	for _, one := range strings.Fields(text) {
		if n, err := strconv.ParseInt(one, 10, 64); err == nil && n > 0 {
			receipts = append(receipts, Receipt(n))
		}
	}
	return receipts
}
