package record

import (
	"regexp"
	"strings"
	"testing"

	"jagaetam/internal/chat"
)

var numberForm = regexp.MustCompile(`^(JE|KS|PD|PB|SR)-\d{6,}-\d$`)

// FuzzNumbers holds that a number that is read is shown in its form, and read again as itself.
func FuzzNumbers(f *testing.F) {
	for _, seed := range []string{"JE-000017-4", "je 000018 2", "0000174", "JE000000-0", "999999999999999999", "KS-000017-4", "SR...", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		again(t, text, ParseReceipt)
		again(t, text, ParseCase)
		again(t, text, ParseRequest)
		again(t, text, ParseHelper)
		again(t, text, ParseBroadcast)
	})
}

func again[N interface {
	comparable
	String() string
}](t *testing.T, text string, parse func(string) (N, error)) {
	t.Helper()
	n, err := parse(text)
	var none N
	if (err != nil) != (n == none) {
		t.Errorf("%q is read as %v, %v", text, n, err)
	}
	if err != nil {
		return
	}
	if same, err := parse(n.String()); err != nil || same != n || !numberForm.MatchString(n.String()) {
		t.Errorf("%q is read as %s, and that as %s, %v", text, n, same, err)
	}
}

// FuzzReadList holds that a list has each number once, that every line that is wrong is one of it, and that nothing of it is told but what
// looks like a number.
func FuzzReadList(f *testing.F) {
	for _, seed := range []string{
		"Nomor\nJE-000017-4, je 000018 2\nJE-000019-0", "JE-000017-5", "Siti;6402065205859001;JE-000017-4", "\n\n", "000017-4|0000182", "\xff\n\xff1",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		lines := strings.Split(text, "\n")
		list := ReadList(lines)
		seen := map[Receipt]bool{}
		for _, receipt := range list.Receipts {
			if seen[receipt] || receipt <= 0 {
				t.Errorf("%s is in the list of %q again, or is none", receipt, text)
			}
			seen[receipt] = true
		}
		for _, wrong := range list.Wrong {
			if wrong.Line < 1 || wrong.Line > len(lines) || !strings.Contains(lines[wrong.Line-1], wrong.Number) {
				t.Errorf("%+v is no line of %q", wrong, text)
			}
			if strings.Trim(strings.ToUpper(wrong.Number), "JE0123456789-. \t\v\f\r") != "" {
				t.Errorf("of %q it is told %q", text, wrong.Number)
			}
		}
		if kept := ParseNumbers(Numbers(list.Receipts)); len(kept) != len(list.Receipts) {
			t.Errorf("%v is kept as %v", list.Receipts, kept)
		}
	})
}

// FuzzPresses holds that what a button carries, forged or not, is read as what it was written from, or as nothing.
func FuzzPresses(f *testing.F) {
	for _, seed := range []string{"settled:KS-000017-4", "5:KS-000017-4", ":", "quick-2:KS-000018-2", "payment-17-2026-12", "dispute-17", "request-0", "x-1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if act, number, ok := ParseCasePress(chat.Press{Kind: chat.PressCase, Value: value}); ok {
			if a, n, ok := ParseCasePress(CasePress(act, number)); !ok || a != act || n != number {
				t.Errorf("%q is read as %q of %s, and that as %q of %s", value, act, number, a, n)
			}
		}
		if name, ok := ParseTask(value); ok && (name.String() != value || name.Number < 1 || name.Shown() == "") {
			t.Errorf("%q is read as %+v", value, name)
		}
		if _, _, ok := ParseCasePress(chat.Press{Kind: chat.PressOpen, Value: value}); ok {
			t.Errorf("%q of another button passes", value)
		}
	})
}
