package flows_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
	"jagaetam/internal/transcript"
	"jagaetam/locales"
)

// plans is somebody who talks about his plan on a day, with the facts that are known of him at every message. It gives back what he saw
// last, and the plans that were kept.
func plans(t *testing.T, lang, day string, known record.Facts, contents ...chat.Content) (screen string, kept []record.PlanMonths) {
	t.Helper()
	b, texts := book(t)
	turn := dialogue.Turn{State: dialogue.State{Language: lang}}
	now := date(day).In(time.UTC).Add(2 * time.Hour)
	for i, content := range contents {
		now = now.Add(time.Minute)
		turn = b.Advance(turn.State, dialogue.Event{
			In: chat.Incoming{Key: fmt.Sprint("k", i), Chat: "tg:1", From: chat.Person{ID: "tg:1"}, At: now, Content: content}, Now: now, Facts: &known,
		})
		for _, effect := range turn.Effects {
			kept = append(kept, effect.(record.PlanMonths))
		}
		turn = turn.Conclude(record.Outcome{Name: record.OutcomeAnswered, Receipt: 17})
	}
	shown := transcript.Screen{Texts: texts}
	if _, err := shown.Say(chat.Answer{Language: lang, Words: turn.Words}); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, one := range shown.Take() {
		fmt.Fprintln(&out, strings.Join(append(one.Above, one.Text), "\n"))
		for _, row := range one.Buttons {
			fmt.Fprintf(&out, "[%s]\n", strings.Join(row, "] ["))
		}
	}
	return out.String(), kept
}

func goOn(value string) chat.Content {
	return chat.Tap{Query: "q", Press: chat.Press{Kind: chat.PressOpen, Flow: "lanjut", Value: value}}
}

func with(known record.Facts, change func(*record.Insured)) record.Facts {
	change(&known.Insured[0])
	return known
}

// The sum is that of each month's own tariff, and the plan that is kept begins with the first month that nobody pays.
func TestPlanAcrossAChangeOfTariff(t *testing.T) {
	riding := facts(jamsostek.Known{
		Stage: jamsostek.StageListed, Terms: rider, AsOf: november,
		Spans: []jamsostek.Span{decree(jamsostek.Village, "2026-02", "2026-12", jamsostek.SpanActive)},
	}, "", "")
	for name, test := range map[string]struct {
		day   string
		known record.Facts
		typed []string
		plan  record.Plan
		says  []string
	}{
		"others across 1 January 2027": {"2026-11-10", selfUntil(farmer, "2026-10"), []string{"3", "tidak"},
			record.Plan{First: month("2026-11"), Months: 3}, []string{"Rp33.600 (2 bulan × Rp8.400 + 1 bulan × Rp16.800)", "November 2026 sampai Januari 2027", "16 November 2026"}},
		"transport across 1 April 2027, with JHT": {"2026-12-10", riding, []string{"setahun", "ya"},
			record.Plan{First: month("2027-01"), Months: 12, JHT: true}, []string{"3 bulan × Rp43.400 + 9 bulan × Rp54.800", "15 Januari 2027"}},
		"late": {"2027-01-20", regencyUntil2026(farmer), []string{"1 bulan", "tanpa jht"},
			record.Plan{First: month("2027-01"), Months: 1}, []string{"Rp16.800", "sudah lewat", "Paling lambat 31 Maret 2027"}},
	} {
		contents := []chat.Content{goOn("JE-000017-4")}
		for _, text := range test.typed {
			contents = append(contents, chat.Text{Text: text})
		}
		screen, kept := plans(t, locales.Indonesian, test.day, test.known, contents...)
		if len(kept) != 1 || kept[0].Plan != test.plan || kept[0].Receipt != 17 {
			t.Errorf("%s: it keeps %+v, not %+v", name, kept, test.plan)
		}
		for _, say := range test.says {
			if !strings.Contains(screen, say) {
				t.Errorf("%s: %q is not said in\n%s", name, say, screen)
			}
		}
	}
}

// Nothing personal stands on the card that is passed on but the first word of his name.
func TestCardOfThePlan(t *testing.T) {
	screen, _ := plans(t, locales.Indonesian, "2026-11-23", regencyUntil2026(farmer), goOn(""), chat.Text{Text: "3"}, chat.Text{Text: "tidak"})
	card, _, _ := strings.Cut(screen, "\n")
	want := "(picture: Iuran BPJS Ketenagakerjaan | Rp50.400 | Untuk Siti | Januari 2027 sampai Maret 2027 | Paling lambat 15 Januari 2027 | Bayar dengan NIK Siti, 16 angka)"
	if card != want {
		t.Errorf("the card is\n%s\nnot\n%s", card, want)
	}
}

// Whoever says no, in whatever words, is told until when he is covered and until when he can pay, and has no plan.
func TestNotNowIsAnsweredKindly(t *testing.T) {
	for _, no := range []string{"tidak", "ngga dulu", "nanti aja pak", "blm", "kada", "Tidak sekarang", "5", "belum ada uang"} {
		screen, kept := plans(t, locales.Indonesian, "2026-11-23", regencyUntil2026(farmer), goOn(""), chat.Text{Text: no})
		if len(kept) != 1 || kept[0].Plan != (record.Plan{}) {
			t.Errorf("%q keeps %+v", no, kept)
		}
		for _, say := range []string{"tidak apa-apa", "sampai 31 Desember 2026", "15 Januari 2027", "paling akhir 31 Maret 2027", "ingatkan lagi 1 Desember 2026"} {
			if !strings.Contains(screen, say) {
				t.Errorf("%q: %q is not said in\n%s", no, say, screen)
			}
		}
	}
}

func TestWhoGoesOn(t *testing.T) {
	two := regencyUntil2026(farmer)
	two.Insured = append(two.Insured,
		record.Insured{Receipt: 18, Name: "Udin", Relation: record.RelationSelf, Known: selfUntil(rider, "2026-11").Insured[0].Known})
	helper := record.Facts{Insured: []record.Insured{
		{Receipt: 19, Name: "Warga", Relation: record.RelationHelper, Known: selfUntil(rider, "2026-11").Insured[0].Known},
	}}
	mixed := record.Facts{Insured: append(regencyUntil2026(farmer).Insured, helper.Insured...)}
	gone := facts(jamsostek.Known{Terms: farmer, Paid: paidFor(true, "2026-11"), Left: jamsostek.LeftEmployed, LeftOn: date("2026-11-05")}, "", "")
	for name, test := range map[string]struct {
		known   record.Facts
		payload string
		says    string
	}{
		"one":                        {regencyUntil2026(farmer), "", "Bapak/Ibu Siti terlindungi"},
		"two":                        {two, "", "Siapa yang mau lanjut"},
		"one of two":                 {two, "JE-000018-2", "Bapak/Ibu Udin terlindungi"},
		"of a helper":                {helper, "", "Bapak/Ibu Warga terlindungi"},
		"a helper himself":           {mixed, "", "Bapak/Ibu Siti terlindungi"},
		"a helper about his people":  {mixed, "people", "Bapak/Ibu Warga terlindungi"},
		"another's worker":           {regencyUntil2026(farmer), "JE-000018-2", "Bapak/Ibu Siti terlindungi"},
		"nobody":                     {record.Facts{}, "", "belum terhubung dengan pendaftaran"},
		"who has left":               {gone, "", "tidak ada iuran yang perlu dilanjutkan"},
		"whose trade nobody knows":   {selfUntil(jamsostek.Terms{}, "2026-11"), "", "Pekerjaannya belum kami ketahui"},
		"who has planned":            {with(regencyUntil2026(farmer), planned("2027-01", 6)), "", "Rencana: bayar sendiri 6 bulan dengan JHT, mulai Januari 2027"},
		"whose plan is over already": {with(selfUntil(farmer, "2026-11"), planned("2026-11", 6)), "", "Mau dibayar sendiri untuk berapa bulan?"},
	} {
		screen, _ := plans(t, locales.Indonesian, "2026-11-23", test.known, goOn(test.payload))
		if !strings.Contains(screen, test.says) {
			t.Errorf("%s: %q is not said in\n%s", name, test.says, screen)
		}
		if strings.Contains(name, "over") && strings.Contains(screen, "Rencana") {
			t.Errorf("%s: it says\n%s", name, screen)
		}
	}
}

func planned(first string, months int) func(*record.Insured) {
	return func(w *record.Insured) { w.Plan = record.Plan{First: month(first), Months: months, JHT: true} }
}

// What is promised for the contribution is what the law gives on the first day of the month: the full sum only to who has been a member for
// three months without a gap.
func TestWhatIsPaidForIsTheLaws(t *testing.T) {
	for name, test := range map[string]struct {
		known record.Facts
		day   string
		says  []string
		never []string
	}{
		"a year":     {regencyUntil2026(farmer), "2026-11-23", []string{"ahli waris mendapat Rp42.000.000", "Rp70.000.000"}, []string{"Rp10.000.000, mulai"}},
		"two months": {selfUntil(farmer, "2026-11"), "2026-11-23", []string{"mendapat Rp10.000.000, mulai 1 Februari 2027 Rp42.000.000", "Rp70.000.000"}, nil},
		"lapsed":     {selfUntil(farmer, "2026-01"), "2026-11-23", []string{"mendapat Rp10.000.000, mulai 1 Februari 2027 Rp42.000.000"}, nil},
	} {
		screen, _ := plans(t, locales.Indonesian, test.day, test.known, goOn(""))
		for _, say := range test.says {
			if !strings.Contains(screen, say) {
				t.Errorf("%s: %q is not said in\n%s", name, say, screen)
			}
		}
		for _, say := range test.never {
			if strings.Contains(screen, say) {
				t.Errorf("%s: %q is said in\n%s", name, say, screen)
			}
		}
	}
}

// Nobody is promised a reminder that he has stopped or agreed to no more.
func TestStoppedRemindersAreNotPromised(t *testing.T) {
	stopped := regencyUntil2026(farmer)
	stopped.Stopped = []record.Subscription{record.Contribution}
	unreminded, since := regencyUntil2026(farmer), date("2026-01-05").In(time.UTC)
	unreminded.Kept = []record.Kept{{Receipt: 17, Relation: record.RelationSelf, Consents: []record.Consent{
		{Version: "1", At: since}, {Version: "1", At: since, Purpose: record.PurposeReminders, WithdrawnAt: since},
	}}}
	news := regencyUntil2026(farmer)
	news.Stopped = []record.Subscription{record.News}
	for name, test := range map[string]struct {
		known  record.Facts
		silent bool
	}{"stopped": {stopped, true}, "agreed to no more": {unreminded, true}, "news stopped": {news, false}} {
		screen, _ := plans(t, locales.Indonesian, "2026-11-23", test.known, goOn(""), chat.Text{Text: "tidak"})
		if silent := strings.Contains(screen, "sedang tidak kami kirim"); silent != test.silent || silent == strings.Contains(screen, "ingatkan lagi 1 Desember") {
			t.Errorf("%s: it says\n%s", name, screen)
		}
	}
}

// Where a decree ends soon, status and iuran ask whether he goes on by himself.
func TestLanjutIsOfferedBeforeADecreeEnds(t *testing.T) {
	for _, flow := range []string{"status", "iuran"} {
		for day, offered := range map[string]bool{"2026-10-31": false, "2026-11-01": true, "2026-12-31": true, "2027-01-02": false} {
			if text := told(t, locales.Indonesian, day, flow, "", regencyUntil2026(farmer)); strings.Contains(text, "[Lanjut sendiri?]") != offered {
				t.Errorf("%s on %s says\n%s", flow, day, text)
			}
		}
	}
}
