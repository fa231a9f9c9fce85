package input_test

import (
	"testing"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/input"
	"jagaetam/internal/record"
)

func nik(birth string) asking {
	a := asking{accept: input.NIK{Birth: "birth"}}
	if birth != "" {
		a.answers = map[string]string{"birth": birth}
	}
	return a
}

func TestNIK(t *testing.T) {
	nik("").reads(t, map[string]string{
		"6402065205859001":          "6402065205859001",
		"6402 0652 0585 9001":       "6402065205859001",
		"6402.0652.0585.9001":       "6402065205859001",
		"64-02-06-520585-9001":      "6402065205859001",
		"NIK: 6402065205859001":     "6402065205859001",
		"no. ktp 64020652058590 01": "6402065205859001",
		"64O2O652O5859OO1":          "6402065205859001",
		"64o20652o585900l":          "6402065205859001",
		"3374064505909002":          "3374064505909002",
		"6402061205120001":          "6402061205120001 ?input.nik.looks_like_kk",
		"640206520585900":           "!input.nik.length",
		"64020652058590011":         "!input.nik.length",
		"1111111111111111":          "!input.nik.same_digits",
		"6402060005859001":          "!input.nik.day",
		"6402067205859001":          "!input.nik.day",
		"6402065213859001":          "!input.nik.month",
		"6402065205850000":          "!input.nik.serial",
		"tidak punya":               "!input.nik.letters",
		"6402O65205859001 Siti":     "!input.nik.letters",
		"":                          "!input.nik.length",
	})
}

func TestNIKAgainstTheBirthDate(t *testing.T) {
	nik("1985-05-12").reads(t, map[string]string{"6402065205859001": "6402065205859001"})
	nik("1985-05-13").reads(t, map[string]string{"6402065205859001": "6402065205859001 ?input.nik.birth_differs"})
	// Somebody born on the day that looks like a family card's is no family card.
	nik("2012-05-12").reads(t, map[string]string{"6402061205120001": "6402061205120001"})
}

func TestNIKThatIsRegistered(t *testing.T) {
	for facts, want := range map[record.Registration]string{
		record.NotRegistered:     "6402061205120001 ?input.nik.looks_like_kk",
		record.RegisteredByAsker: "6402061205120001 #mine",
		record.RegisteredByOther: "6402061205120001 #taken",
	} {
		r := nik("").read(t, chat.Text{Text: "6402061205120001"}, record.Facts{NIK: facts})
		if got := outline(r); got != want {
			t.Errorf("known as %d it reads as %s, not %s", facts, got, want)
		}
	}
	for text, asks := range map[string]bool{"6402065205859001": true, "64O2 0652 0585 9001": true, "640206520585900": false, "halo": false} {
		if got := (input.NIK{}).Lookup(dialogue.Context{}, chat.Text{Text: text}); got.NIK.IsZero() == asks {
			t.Errorf("%q: whether it is looked up is %t", text, !asks)
		}
	}
}

func TestNIKIsShownMasked(t *testing.T) {
	if got := (input.NIK{}).Show(dialogue.Context{}, "6402065205859001").Text; got != "6402••••••••9001" {
		t.Errorf("it is shown as %s", got)
	}
	if got := (input.NIK{}).Show(dialogue.Context{}, "x").Text; got != "–" {
		t.Errorf("what is no NIK is shown as %s", got)
	}
}

func TestName(t *testing.T) {
	asking{accept: input.Name{}}.reads(t, map[string]string{
		"Siti Nur'aini":           "Siti Nur'aini",
		"SUPARMAN":                "SUPARMAN",
		"  siti   aminah ":        "siti aminah",
		"H. Ma'ruf Al-Amin, S.Pd": "H. Ma'ruf Al-Amin, S.Pd",
		"Hj. Abd. Rahman":         "Hj. Abd. Rahman",
		"José Ñandú":              "José Ñandú",
		"Siti 🙏":                  "Siti",
		"Menur":                   "Menur",
		"Batala":                  "Batala",
		"Yohanes Mau":             "Yohanes Mau",
		"sinyal jelek":            "sinyal jelek ?input.name.sure",
		"saya tidak bisa baca":    "saya tidak bisa baca ?input.name.sure",
		"李小龙":                     "李小龙",
		"ya":                      "!input.name.not_name",
		"lanjut":                  "!input.name.not_name",
		"siapa nama saya":         "!input.name.not_name",
		"nama siapa?":             "!input.name.not_name",
		"Siti 2":                  "!input.name.digits",
		"6402065205859001":        "!input.name.digits",
		"<b>Siti</b>":             "!input.name.symbols",
		"siti@desa":               "!input.name.symbols",
		"🙏":                       "!input.name.empty",
		"...":                     "!input.name.empty",
	})
}

func TestPhone(t *testing.T) {
	asking{accept: input.Phone{}}.reads(t, map[string]string{
		"0812-3456-7890":       "+6281234567890",
		"081234567890":         "+6281234567890",
		"+62 812 3456 7890":    "+6281234567890",
		"62 81234567890":       "+6281234567890",
		"+62 (0)812 3456 7890": "+6281234567890",
		"81234567890":          "+6281234567890",
		"hp: 0812 3456 7890":   "+6281234567890",
		"O812 3456 789O":       "+6281234567890",
		"085212345678":         "+6285212345678",
		"0812345678":           "+62812345678",
		"081234567":            "!input.phone.length",
		"08123456789012345":    "!input.phone.length",
		"0541 123456":          "!input.phone.fixed_line",
		"112":                  "!input.phone.length",
		"+1 202 555 0100":      "!input.phone.foreign",
		"+60123456789":         "!input.phone.foreign",
		"tidak punya hp":       "!input.phone.letters",
		"punya anak saya":      "!input.phone.letters",
		"":                     "!input.phone.length",
	})
}

func TestPhoneShared(t *testing.T) {
	for _, shared := range []struct {
		chat.Contact
		want string
	}{
		{chat.Contact{Phone: "6281234567890", Own: true}, "+6281234567890"},
		{chat.Contact{Phone: "+6281234567890", Own: true}, "+6281234567890"},
		{chat.Contact{Phone: "6281234567890"}, "+6281234567890"},
		{chat.Contact{Phone: "+12025550100", Own: true}, "!input.phone.foreign"},
		{chat.Contact{Phone: "+62541123456"}, "!input.phone.fixed_line"},
		{chat.Contact{}, "!input.phone.length"},
	} {
		r := asking{accept: input.Phone{}}.read(t, shared.Contact, record.Facts{})
		whole(t, texts(t), shared.Contact, r)
		if got := outline(r); got != shared.want {
			t.Errorf("%+v reads as %s, not %s", shared.Contact, got, shared.want)
		}
	}
	if got := (input.Phone{}).Show(dialogue.Context{}, "+6281234567890").Text; got != "0812-3456-7890" {
		t.Errorf("it is shown as %s", got)
	}
}

// Whoever asks about somebody else must not learn from the question whether the NIK is registered.
func TestPlainNIKAsksNoRecords(t *testing.T) {
	plain := input.NIK{Plain: true}
	if query := plain.Lookup(dialogue.Context{}, chat.Text{Text: "6402065205859001"}); !query.IsZero() {
		t.Errorf("it asks %+v", query)
	}
	for _, known := range []record.Registration{record.NotRegistered, record.RegisteredByAsker, record.RegisteredByOther} {
		r := asking{accept: plain}.read(t, chat.Text{Text: "6402065205859001"}, record.Facts{NIK: known})
		if got := outline(r); got != "6402065205859001" {
			t.Errorf("known as %d it reads as %s", known, got)
		}
	}
	asking{accept: plain}.reads(t, map[string]string{"6402 0652": "!input.nik.length", "6402061205120001": "6402061205120001 ?input.nik.looks_like_kk"})
}

func TestPhoneOfAnotherIsNotShared(t *testing.T) {
	if !(input.Phone{}).SharesContact() || (input.Phone{Anothers: true}).SharesContact() {
		t.Error("the own number is offered for another's, or not for one's own")
	}
}

func FuzzNIK(f *testing.F) { nik("1985-05-12").fuzz(f, "64O2 0652 0585 9001", "NIK: 6402061205120001") }

func FuzzName(f *testing.F) { asking{accept: input.Name{}}.fuzz(f, "H. Ma'ruf, S.Pd", "siapa?") }

func FuzzPhone(f *testing.F) {
	asking{accept: input.Phone{}}.fuzz(f, "+62 (0)812 3456 7890", "0541 123456")
}
