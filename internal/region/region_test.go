package region_test

import (
	"strings"
	"testing"

	"jagaetam/internal/region"
)

// The counts are those of Kepmendagri 300.2.2-2138/2025.
func TestKutaiKartanegaraIsComplete(t *testing.T) {
	kukar := load(t)
	if kukar.Code != "64.02" || kukar.Name != "Kabupaten Kutai Kartanegara" || len(kukar.Districts) != len(kepmendagri) {
		t.Fatalf("%s %s has %d districts", kukar.Code, kukar.Name, len(kukar.Districts))
	}
	kinds := map[region.Kind]int{}
	for i, want := range kepmendagri {
		d := kukar.Districts[i]
		own := map[region.Kind]int{}
		for _, v := range d.Villages {
			own[v.Kind]++
			kinds[v.Kind]++
		}
		if d.Code != want.code || d.Name != want.name || own[region.Kelurahan] != want.kelurahan || own[region.Desa] != want.desa {
			t.Errorf("%s %s has %v, want %+v", d.Code, d.Name, own, want)
		}
	}
	if kinds[region.Desa] != 193 || kinds[region.Kelurahan] != 44 || len(kukar.Villages()) != 237 {
		t.Errorf("%v in all", kinds)
	}
}

var kepmendagri = []struct {
	code, name      string
	kelurahan, desa int
}{
	{"64.02.01", "Muara Muntai", 0, 13}, {"64.02.02", "Loa Kulu", 0, 15}, {"64.02.03", "Loa Janan", 0, 8},
	{"64.02.04", "Anggana", 0, 8}, {"64.02.05", "Muara Badak", 0, 13}, {"64.02.06", "Tenggarong", 12, 2},
	{"64.02.07", "Sebulu", 0, 14}, {"64.02.08", "Kota Bangun", 0, 11}, {"64.02.09", "Kenohan", 0, 9},
	{"64.02.10", "Kembang Janggut", 0, 11}, {"64.02.11", "Muara Kaman", 0, 20}, {"64.02.12", "Tabang", 0, 19},
	{"64.02.13", "Samboja", 10, 3}, {"64.02.14", "Muara Jawa", 8, 0}, {"64.02.15", "Sanga Sanga", 5, 0},
	{"64.02.16", "Tenggarong Seberang", 0, 18}, {"64.02.17", "Marang Kayu", 0, 11}, {"64.02.18", "Muara Wis", 0, 7},
	{"64.02.19", "Kota Bangun Darat", 0, 10}, {"64.02.20", "Samboja Barat", 9, 1},
}

func TestPlacesByCode(t *testing.T) {
	kukar := load(t)
	for code, want := range map[string]string{
		"64.02.01.2001": "Desa Perian", "64.02.06.1005": "Kelurahan Melayu", "64.02.06.2012": "Desa Rapak Lambur",
	} {
		v, ok := kukar.Village(code)
		if !ok || v.String() != want || v.Code != code {
			t.Errorf("village %s is %s (%t), want %s", code, v, ok, want)
		}
		d, ok := kukar.District(v.District)
		if !ok || !strings.HasPrefix(code, d.Code) || d.String() != "Kecamatan "+d.Name {
			t.Errorf("village %s is in %s (%t)", code, d, ok)
		}
	}
	if v, ok := kukar.Village("64.02.01"); ok {
		t.Errorf("a district passes for %s", v)
	}
	if v, ok := kukar.Village("64.02.01.2999"); ok {
		t.Errorf("there is %s", v)
	}
	if d, ok := kukar.District("64.02.01.2001"); ok {
		t.Errorf("a village passes for %s", d)
	}
}

func TestReadTakesAListWithNewVillages(t *testing.T) {
	r, err := region.Read(strings.NewReader("\ufeffcode,name\r\n64.02,Kabupaten Kutai Kartanegara\r\n" +
		"64.02.16,Tenggarong Seberang\r\n64.02.16.2019, Sumber Rejo \r\n"))
	if err != nil {
		t.Fatal(err)
	}
	if found := r.FindVillages("64.02.16", "sumberejo"); len(found) != 1 || found[0].String() != "Desa Sumber Rejo" {
		t.Errorf("found %v", found)
	}
}

func TestReadRefusesWhatIsNoList(t *testing.T) {
	const head = "code,name\n64.02,Kukar\n64.02.01,Muara Muntai\n"
	for list, want := range map[string]string{
		"":                                       "EOF",
		"id,name\n":                              "heading",
		"code,name\n":                            "no district",
		"code,name\n64.02,Kukar\n":               "no district",
		head:                                     "64.02.01 has no village",
		head + "64.02.01.2001\n":                 "line 4",
		head + "64.02.01.2001,\n":                "line 4",
		head + "64.02.01.3001,Perian\n":          "line 4",
		head + "6402012001,Perian\n":             "line 4",
		head + "64.02.02.2001,Perian\n":          "line 4: 64.02.02.2001 is not below",
		head + "64.03.01,Perian\n":               "line 4: 64.03.01 is not below",
		head + "64.03,Berau\n":                   "line 4: 64.03 is not below",
		head + "64.02.01,Muara Muntai\n":         "line 4: code 64.02.01 comes twice",
		"code,name\n64.02.01,Muara Muntai\n":     "line 2: 64.02.01 is not below",
		"code,name\n64.02.01.2001,Perian\n":      "line 2: 64.02.01.2001 is not below",
		"code,name\n\"64.02,Kukar\n64.02.01,A\n": "quote",
	} {
		r, err := region.Read(strings.NewReader(list))
		if err == nil || !strings.Contains(err.Error(), want) || r != nil {
			t.Errorf("%q gives %v and %v, want an error with %q", list, r, err, want)
		}
	}
}

func TestLoadKnowsOnlyWhatIsBuiltIn(t *testing.T) {
	for _, code := range []string{"64.03", "", "../data/64.02", "64.02.csv"} {
		if r, err := region.Load(code); err == nil {
			t.Errorf("%q loads %s", code, r.Name)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("code,name\n64.02,Kukar\n64.02.01,Muara Muntai\n64.02.01.2001,Perian\n")
	f.Add("code,name\n64.02.01,\"\n")
	f.Fuzz(func(t *testing.T, list string) {
		r, err := region.Read(strings.NewReader(list))
		if err != nil {
			return
		}
		for _, v := range r.Villages() {
			if got, ok := r.Village(v.Code); !ok || got != v {
				t.Errorf("village %s is not found by its code", v)
			}
			if found := r.FindVillages(v.District, v.Name); len(found) == 0 && !strings.Contains(v.Name, ",") {
				t.Errorf("village %s is not found by its name", v)
			}
		}
	})
}
