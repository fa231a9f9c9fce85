package input_test

import (
	"slices"
	"testing"
	"time"

	"jagaetam/internal/dialogue"
	"jagaetam/internal/input"
	"jagaetam/internal/record"
)

// The inputs that have no table of their own with a fuzz target beside it.

func FuzzWhen(f *testing.F) {
	asking{accept: input.When{}}.fuzz(f, "kemarin jam 3", "tadi malam", "- entah")
}

func FuzzVictim(f *testing.F) {
	asking{accept: input.Victim{}}.fuzz(f, "NIK 6402 0652 0585 9001", "Siti Nur'aini", "nik ", "name ")
}

func FuzzStart(f *testing.F) {
	asking{accept: input.Start{Next: func(t time.Time) time.Time { return t }}}.fuzz(f, "langsung", "besok jam 21", "24.60")
}

func FuzzMonths(f *testing.F) {
	asking{accept: input.Months{Without: "input.start.now"}}.fuzz(f, "Desember 2026", "November 2026 sampai Januari 2027", " - - ", "10000-1")
}

func FuzzAnnounced(f *testing.F) {
	asking{accept: input.Announced{}}.fuzz(f, "K7M-3QP", "t.me/JagaEtamBot?start=resmi-K7M3QP", "tidak ada kode")
}

func FuzzReceipts(f *testing.F) {
	asking{accept: input.Receipts{}}.fuzz(f, "JE-000017-4, je 000018 2\nJE-000019-0", "JE-000017-5", "selesai", "99999999999999999-9")
}

func FuzzAnyVillage(f *testing.F) {
	asking{accept: input.AnyVillage{Region: kukar(f)}}.fuzz(f, "sumber sari", "desa baru", "(")
}

func FuzzSeveral(f *testing.F) {
	asking{accept: input.Several{Of: input.District{Region: kukar(f)}}}.fuzz(f, "loa kulu", "tenggarong, muara", "selesai")
}

func FuzzMessage(f *testing.F) {
	accept := input.Message{Key: "officer.words.unread", Max: 50}
	asking{accept: accept}.fuzz(f, "Nama saya di kartu salah <b>", `{"text":"x"}`)
}

func FuzzProof(f *testing.F) { asking{accept: input.Proof{}}.fuzz(f, "tidak ada", "tg:BQAC 1 a/b c") }

// FuzzReceiptsOf holds that what a dialogue keeps of a list is read back as the same list, and that nothing forged is read as more than it
// can hold.
func FuzzReceiptsOf(f *testing.F) {
	for _, seed := range []string{"", "AA", "EQEB", "gICAgICAgICAgA", "_w", "!"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		receipts := input.ReceiptsOf(value)
		if len(receipts) > len(value) {
			t.Errorf("%q has %d receipts", value, len(receipts))
		}
		again := input.ReceiptsOf(input.ValueOfReceipts(receipts))
		if want := slices.Compact(slices.Sorted(slices.Values(receipts))); !slices.Equal(again, want) {
			t.Errorf("%q is %v, and read again %v", value, want, again)
		}
	})
}

// FuzzValues lets anything stand where a dialogue keeps an answer, such as what another version of the program wrote: it is shown
// without a panic, as something that can be written.
func FuzzValues(f *testing.F) {
	for _, seed := range []string{"", "2026-11-24T15:00 kemarin", "2026-12 2027-01", "nik 6402065205859001", `{"text":"x"}`, "now", "\xff"} {
		f.Add(seed)
	}
	catalogue := texts(f)
	inputs := []dialogue.Input{
		input.When{}, input.Victim{}, input.Start{}, input.Months{Without: "input.start.now"}, input.Announced{}, input.Receipts{},
		input.AnyVillage{Region: kukar(f)}, input.Several{Of: input.District{Region: kukar(f)}}, input.Message{Key: "officer.words.unread"}, input.Proof{},
		input.Income{}, input.NIK{}, input.Name{}, input.Phone{}, input.Birth{}, input.Neighbourhood{}, input.Code{}, input.Decree{},
	}
	f.Fuzz(func(t *testing.T, value string) {
		for _, accept := range inputs {
			shown := accept.Show(dialogue.Context{Now: today, Facts: new(record.Facts)}, value)
			for _, lang := range catalogue.Languages() {
				if _, err := catalogue.Arg(lang, shown, nil); err != nil {
					t.Errorf("%T shows %q as %+v: %v", accept, value, shown, err)
				}
			}
		}
	})
}
