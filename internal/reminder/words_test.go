package reminder_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/programme"
	"jagaetam/internal/record"
	"jagaetam/internal/reminder"
	"jagaetam/locales"
)

var update = flag.Bool("update", false, "write the words anew")

// TestWords holds what is said, from the end of a decree to the offer to begin again, to a file that anybody can read.
func TestWords(t *testing.T) {
	p := programme.Default()
	c := reminder.Calendar{Programme: p}
	texts, err := locales.Load(p.Globals())
	if err != nil {
		t.Fatal(err)
	}
	var book strings.Builder
	say := func(title, lang string, words chat.Words) {
		text, err := texts.Render(lang, words.Key, words.Args, locales.Escape)
		if err != nil {
			t.Fatal(err)
		}
		var labels []string
		for _, o := range words.Options {
			label, err := texts.Arg(lang, o.Label, nil)
			if err != nil {
				t.Fatal(err)
			}
			labels = append(labels, fmt.Sprintf("[%s] %s", label, o.Press))
		}
		fmt.Fprintf(&book, "=== %s\n%s\n%s\n\n", title, locales.Plain(text), strings.Join(labels, "\n"))
	}
	var listed []reminder.Due
	var of []record.Enrolled
	unsure := enrolled(t, "fisher", "2026-10..2026-12")
	unsure.Listings[0].State = jamsostek.SpanListed
	for i, test := range []struct {
		who   string
		e     record.Enrolled
		until civil.Date
	}{
		{"fisher", enrolled(t, "fisher", "2026-01..2026-11"), date("2027-03-31")},
		{"ojek", enrolled(t, "ojek", "2026-01..2026-12"), date("2027-05-01")},
		{"fisher of whom BPJS has said nothing", unsure, date("2027-05-01")},
	} {
		said := map[record.ReminderKey]bool{}
		test.e.Receipt += record.Receipt(i)
		for day := date("2026-10-01"); day.Before(test.until); day = day.AddDays(1) {
			for _, d := range c.Due(test.e, law, day) {
				if said[d.ReminderKey] {
					continue
				}
				said[d.ReminderKey] = true
				for _, lang := range texts.Languages() {
					if lang == locales.Indonesian || test.who == "fisher" {
						say(fmt.Sprintf("%s, %s, %s, %s", day, test.who, d.Step, lang), lang, c.Own(d, test.e, law, "K7M3QP", day))
					}
				}
				if day == date("2027-01-08") {
					listed, of = append(listed, d), append(of, test.e)
				}
			}
		}
	}
	for _, lang := range texts.Languages() {
		say("a helper's list on 2027-01-08, "+lang, lang, c.List(listed, of, law, "K7M3QP", date("2027-01-08")))
	}
	const file = "testdata/words.txt"
	if *update {
		if err := os.WriteFile(file, []byte(book.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), book.String()); diff != "" {
		t.Errorf("other words (-want +got), write them with -update:\n%s", diff)
	}
}
