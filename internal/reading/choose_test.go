package reading

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var (
	trades = []Option{
		{"farmer", []string{"🌾 Petani", "tani", "pekebun", "berkebun"}},
		{"fisher", []string{"🐟 Nelayan", "mencari ikan", "nelayan sungai"}},
		{"driver", []string{"🏍 Pengemudi ojek", "tukang ojek", "ojol", "gojek"}},
		{"trader", []string{"🛒 Pedagang keliling", "jualan", "pedagang pasar"}},
		{"rubber", []string{"Penyadap karet", "nyadap"}},
		{"breeder", []string{"Peternak"}},
	}
	months = []Option{
		{"1", []string{"1 bulan"}}, {"3", []string{"3 bulan"}}, {"6", []string{"6 bulan"}}, {"12", []string{"12 bulan", "setahun"}},
	}
	incomes = []Option{{"1.5", []string{"1.5 juta", "1500 ribu"}}, {"5", []string{"5 juta"}}}
	clays   = []Option{{"stone", []string{"Batu"}}, {"brick", []string{"Bata merah"}}}
	menu    = []Option{
		{"register", []string{"1. Daftar bantuan iuran"}}, {"status", []string{"2️⃣ Cek status"}}, {"back", []string{"0. Kembali"}},
	}
	consent = []Option{{"agree", []string{"✅ Setuju", "ya"}}, {"decline", []string{"❌ Tidak setuju", "tidak"}}}
)

func TestChoose(t *testing.T) {
	for _, c := range []struct {
		typed   string
		options []Option
		want    string
	}{
		{"1", trades, "farmer"}, {"2.", trades, "fisher"}, {"2)", trades, "fisher"}, {"(2)", trades, "fisher"},
		{"2️⃣", trades, "fisher"}, {"nomor 2", trades, "fisher"},
		{"no 2", trades, "fisher"}, {"no.2", trades, "fisher"}, {"no2", trades, "fisher"}, {"nmr 2 pak", trades, "fisher"},
		{"yg kedua", trades, "fisher"},
		{"yang ke 2", trades, "fisher"}, {"yang ke-2", trades, "fisher"}, {"ke2", trades, "fisher"},
		{"dua", trades, "fisher"}, {"nomor dua", trades, "fisher"},
		{"pilih 3", trades, "driver"}, {"saya pilih yang nomor 3", trades, "driver"}, {"pertama", trades, "farmer"},
		{"yang terakhir", trades, "breeder"},
		{"telu", trades, "driver"}, {"02", trades, "fisher"},
		{"Petani", trades, "farmer"}, {"petani", trades, "farmer"}, {"🌾 Petani", trades, "farmer"},
		{"🌾petani", trades, "farmer"}, {"PETANIIII", trades, "farmer"},
		{"tani", trades, "farmer"}, {"saya petani pak", trades, "farmer"}, {"kerja sebagai nelayan", trades, "fisher"},
		{"mencari ikan", trades, "fisher"},
		{"ojol", trades, "driver"}, {"tukang ojek", trades, "driver"}, {"jualan", trades, "trader"},
		{"nel", trades, "fisher"}, {"peda", trades, "trader"}, {"keliling", trades, "trader"}, {"karet", trades, "rubber"},
		{"pengemudi", trades, "driver"},
		{"petni", trades, "farmer"}, {"nelyan", trades, "fisher"}, {"pedgang", trades, "trader"},
		{"peternk", trades, "breeder"}, {"penyadp karet", trades, "rubber"},
		{"1", months, "1"}, {"12", months, "12"}, {"12 bulan", months, "12"}, {"3 bulan", months, "3"},
		{"setahun", months, "12"}, {"6", months, "6"},
		{"4", months, "12"},
		{"1", menu, "register"}, {"2", menu, "status"}, {"0", menu, "back"}, {"kembali", menu, "back"},
		{"cek status", menu, "status"}, {"1. Daftar bantuan iuran", menu, "register"},
		{"3", menu, ""},
		{"5 juta", incomes, "5"}, {"150", incomes, ""}, {"1.5 juta", incomes, "1.5"}, {"bata", clays, "brick"},
		{"setuju", consent, "agree"}, {"stuju", consent, "agree"}, {"tidak setuju", consent, "decline"},
		{"tidk setuju", consent, "decline"}, {"ya", consent, "agree"}, {"tidak", consent, "decline"},
		{"", trades, ""}, {"  ", trades, ""}, {"👍", trades, ""}, {"7", trades, ""}, {"0", trades, ""}, {"-1x", trades, ""},
		{"99999999999999999999", trades, ""}, {"99999999999999999999", menu, ""}, {"guru", trades, ""},
		{"bukan petani", trades, ""}, {"no", trades, ""}, {"pe", trades, ""}, {"2 bulan", months, ""},
		{"5 bulan", months, ""}, {"petani", nil, ""},
	} {
		want := Choice{}
		if c.want != "" {
			want = Choice{ID: c.want, Certainty: Sure}
		}
		if diff := cmp.Diff(want, Choose(c.typed, c.options)); diff != "" {
			t.Errorf("Choose(%q): %s", c.typed, diff)
		}
	}
}

func TestChooseAmongSeveral(t *testing.T) {
	villages := []Option{
		{"02", []string{"Sumber Sari (Loa Kulu)", "sumber sari"}},
		{"07", []string{"Sumber Sari (Sebulu)", "sumber sari"}},
		{"13", []string{"Sumber Sari"}},
		{"06", []string{"Tenggarong"}},
		{"16", []string{"Tenggarong Seberang"}},
	}
	for _, c := range []struct {
		typed   string
		options []Option
		want    []string
	}{
		{"pet", trades, []string{"farmer", "breeder"}},
		{"pen", trades, []string{"driver", "rubber"}},
		{"3", months, []string{"3", "6"}}, // the third, or three months
		{"bulan", months, []string{"1", "3", "6", "12"}},
		{"sumber sari", villages, []string{"02", "07", "13"}},
		{"sumbr sari", villages, []string{"02", "07", "13"}},
		{"tengga", villages, []string{"06", "16"}},
	} {
		got := Choose(c.typed, c.options)
		if diff := cmp.Diff(Choice{Doubt: DoubtSeveral, Among: c.want}, got); diff != "" {
			t.Errorf("Choose(%q): %s", c.typed, diff)
		}
	}
	if got := Choose("Tenggarong", villages); got.ID != "06" {
		t.Errorf("a label in full loses to the start of another: %+v", got)
	}
}

func TestALabelInFullWinsOverANumber(t *testing.T) {
	counts := []Option{{"two", []string{"2"}}, {"one", []string{"1"}}}
	if got := Choose("1", counts); got.ID != "one" {
		t.Errorf("Choose(1) = %+v, want the option labelled 1", got)
	}
}

func FuzzChoose(f *testing.F) {
	for _, seed := range []string{"2", "nomor 2", "petni", "pe", "3 bulan", "terakhir", "ke99", "\xff"} {
		f.Add(seed, "1. Petani", "3 bulan")
	}
	f.Fuzz(func(t *testing.T, text, first, second string) {
		options := []Option{{"a", []string{first}}, {"b", []string{second}}, {"c", nil}}
		got := Choose(text, options)
		switch {
		case got.Certainty == Sure && !slices.Contains([]string{"a", "b", "c"}, got.ID), got.Certainty == Sure && len(got.Among) > 0:
			t.Errorf("Choose(%q) = %+v", text, got)
		case got.Certainty == Unread && (got.ID != "" || len(got.Among) == 1 || (len(got.Among) > 1) != (got.Doubt == DoubtSeveral)):
			t.Errorf("Choose(%q) = %+v", text, got)
		}
		if Fold(first) != "" && Fold(first) != Fold(second) {
			if exact := Choose(first, options[:1]); exact.ID != "a" {
				t.Errorf("the label %q in full chose %+v", first, exact)
			}
		}
	})
}
