package locales_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/programme"
	"jagaetam/locales"
)

func TestRenderRefuses(t *testing.T) {
	c := load(t)
	for name, test := range map[string]struct {
		lang, key string
		args      chat.Args
		say       string
	}{
		"a missing message":                  {"en", "no.such.message", nil, `"no.such.message": missing in en`},
		"an empty key":                       {"en", "", nil, `"": missing in en`},
		"an unknown language":                {"fr", "menu", nil, `"menu": missing in fr`},
		"a missing placeholder":              {"en", "cancel.sure", nil, "placeholder Talk"},
		"a placeholder by another name":      {"en", "cancel.sure", chat.Args{"talk": chat.Literal("x")}, "placeholder Talk"},
		"a missing placeholder, conditional": {"en", "status.application", chat.Args{"Cover": {}, "Fix": {}, "Receipt": chat.Literal("1"), "Steps": chat.Literal("x"), "Next": chat.Literal("x")}, "placeholder Reason"},
		"a missing message inside":           {"en", "cancel.sure", chat.Args{"Talk": chat.Message("open.nothing")}, `placeholder Talk: message "open.nothing"`},
		"a missing placeholder inside":       {"en", "cancel.sure", chat.Args{"Talk": chat.Message("talk.resume")}, `placeholder Talk: message "talk.resume"`},
		"a missing message inside a list":    {"en", "cancel.sure", chat.Args{"Talk": chat.Lines(chat.Literal("x"), chat.Message("open.nothing"))}, `message "open.nothing"`},
	} {
		t.Run(name, func(t *testing.T) {
			text, err := c.Render(test.lang, test.key, test.args, escape)
			if err == nil || !strings.Contains(err.Error(), test.say) {
				t.Errorf("Render = %q, %v; want an error that says %s", text, err, test.say)
			}
		})
	}
}

func TestArgIsWrittenInTheLanguage(t *testing.T) {
	c := loadWith(t, nil)
	for _, test := range []struct {
		arg    chat.Arg
		id, en string
	}{
		{chat.Literal("Siti"), "Siti", "Siti"},
		{chat.Literal(" Siti & <b>Ani</b> "), " Siti &amp; &lt;b&gt;Ani&lt;/b&gt; ", " Siti &amp; &lt;b&gt;Ani&lt;/b&gt; "},
		{chat.Arg{}, "", ""},
		{chat.Rupiah(1_500_000), "Rp1.500.000", "Rp1.500.000"},
		{chat.Rupiah(0), "Rp0", "Rp0"},
		{chat.Number(0), "0", "0"},
		{chat.Number(-3), "-3", "-3"},
		{chat.Day(civil.Date{Year: 2026, Month: 12, Day: 31}), "31 Desember 2026", "31 December 2026"},
		{chat.Month(civil.Month{Year: 2027, Month: 1}), "Januari 2027", "January 2027"},
		{chat.Message("day.fri"), "Jumat", "Friday"},
		{chat.MessageWith("input.income.guess", chat.Args{"Amount": chat.Rupiah(500_000)}), "Maksudnya <b>Rp500.000</b> sebulan?", "Do you mean <b>Rp500.000</b> in a month?"},
		{chat.Lines(chat.Message("day.mon"), chat.Literal("<")), "Senin\n&lt;", "Monday\n&lt;"},
		{chat.Lines(chat.Lines(chat.Literal("a"), chat.Literal("b")), chat.Number(1)), "a\nb\n1", "a\nb\n1"},
		{chat.Lines(), "", ""},
	} {
		for lang, want := range map[string]string{"id": test.id, "en": test.en} {
			if got, err := c.Arg(lang, test.arg, escape); got != want || err != nil {
				t.Errorf("%+v in %s is written %q, %v; want %q", test.arg, lang, got, err, want)
			}
		}
	}
}

// Several messages deep, each with arguments of its own, and one of them hostile.
func TestRenderStatus(t *testing.T) {
	c := load(t)
	step := func(key, state string, day int) chat.Arg {
		return chat.MessageWith(key, chat.Args{"State": chat.Message("state." + state), "Date": chat.Day(civil.Date{Year: 2026, Month: 11, Day: day})})
	}
	args := chat.Args{
		"Cover": chat.MessageWith("cover.returned", chat.Args{"Name": chat.Literal("Siti <i>")}), "Receipt": chat.Literal("JE-1"), "Fix": {}, "Reason": chat.Literal("KTP & KK"),
		"Steps": chat.Lines(step("status.done", "received", 3), step("status.now", "returned", 9)), "Next": chat.Message("state.returned.next"),
	}
	for lang, want := range map[string]string{
		"id": "⚠️ <b>Bapak/Ibu Siti &lt;i&gt; belum terlindungi.</b> Ada isian yang perlu diperbaiki.\n\nPendaftaran <b>JE-1</b>\n\n✅ Diterima – 3 November 2026\n▶️ <b>Perlu diperbaiki</b> – 9 November 2026\n\n" +
			"Catatan petugas: KTP &amp; KK\n\nAda yang perlu diperbaiki. Ketik <b>petugas</b> untuk cara memperbaikinya.",
		"en": "⚠️ <b>Siti &lt;i&gt; is not protected yet.</b> Something has to be corrected.\n\nRegistration <b>JE-1</b>\n\n✅ Received – 3 November 2026\n▶️ <b>To be corrected</b> – 9 November 2026\n\n" +
			"Note from the officer: KTP &amp; KK\n\nSomething must be corrected. Type <b>officer</b> to learn how.",
	} {
		if diff := cmp.Diff(want, render(t, c, lang, "status.application", args)); diff != "" {
			t.Errorf("status in %s (-want +got):\n%s", lang, diff)
		}
	}
	args["Reason"] = chat.Arg{}
	if got := render(t, c, "en", "status.application", args); strings.Contains(got, "Note") {
		t.Errorf("a note where there is no reason:\n%s", got)
	}
}

func TestRenderGlobals(t *testing.T) {
	for lang, want := range map[string]string{
		"id": "\nSenin–Kamis 07:30–16:00 WITA\nJumat 07:30–11:30 WITA\n\nBapak/Ibu mau",
		"en": "\nMonday–Thursday 07:30–16:00 WITA\nFriday 07:30–11:30 WITA\n\nWhat do you",
	} {
		if got := render(t, load(t), lang, "officer.matter", chat.Args{"Hours": chat.Literal("x")}); !strings.Contains(got, want) {
			t.Errorf("officer in %s misses %q:\n%s", lang, want, got)
		}
	}
	p := programme.Default()
	p.OfficeContact = "Jl. Wolter <1> & 2"
	if got := render(t, loadWith(t, p.Globals()), "en", "officer.matter", chat.Args{"Hours": chat.Literal("x")}); !strings.Contains(got, " WITA\nJl. Wolter &lt;1&gt; &amp; 2\n\nWhat do you") {
		t.Errorf("officer misses the contact:\n%s", got)
	}
}

func TestRenderWithoutEscape(t *testing.T) {
	got, err := load(t).Render("en", "talk.resume", chat.Args{"Talk": chat.Literal("a & <b>")}, nil)
	if want := "Continue: a & <b>"; got != want || err != nil {
		t.Errorf("Render = %q, %v; want %q", got, err, want)
	}
}

// FuzzRender holds that a text comes through escaped and plain again as it was.
func FuzzRender(f *testing.F) {
	for _, seed := range []string{"", "Siti", "<b>&\"", "&amp;", "&quot;<i>", "{{.Talk}}", "🙂", "</b>", "<<b>b>"} {
		f.Add(seed)
	}
	c := load(f)
	f.Fuzz(func(t *testing.T, text string) {
		got := render(t, c, "en", "talk.resume", chat.Args{"Talk": chat.Literal(text)})
		if strings.ContainsAny(got, "<>") {
			t.Errorf("%q is not escaped: %q", text, got)
		}
		if want := strings.TrimSpace("Continue: " + text); locales.Plain(got) != want {
			t.Errorf("plain again it is %q, want %q", locales.Plain(got), want)
		}
	})
}

func BenchmarkRender(b *testing.B) {
	c := load(b)
	args := chat.Args{
		"Receipt": chat.Literal("JE-1"), "Name": chat.Literal("Siti"), "Reason": chat.Arg{},
		"Steps": chat.Lines(chat.MessageWith("status.now", chat.Args{"State": chat.Message("state.waiting"), "Date": chat.Day(civil.Date{Year: 2026, Month: 11, Day: 3})})),
		"Next":  chat.Message("state.waiting.next"),
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Render("en", "status.application", args, escape); err != nil {
			b.Fatal(err)
		}
	}
}
