package input_test

import (
	"testing"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/input"
	"jagaetam/internal/record"
)

func TestDistrict(t *testing.T) {
	asking{accept: input.District{Region: kukar(t)}}.reads(t, map[string]string{
		"Tenggarong":           "64.02.06",
		"tenggarong":           "64.02.06",
		"TENGGARONG":           "64.02.06",
		"Kec. Tenggarong":      "64.02.06",
		"kecamatan tenggarong": "64.02.06",
		"tengarong":            "64.02.06",
		"tgr sbrg":             "64.02.16",
		"Tenggarong Seberang":  "64.02.16",
		"loa kulu":             "64.02.02",
		"loakulu":              "64.02.02",
		"lowa kulu":            "64.02.02",
		"sanga sanga":          "64.02.15",
		"sanga2":               "!input.district",
		"loa":                  "|[64.02.02 64.02.03]",
		"kota bangun":          "64.02.08",
		"samarinda":            "!input.district",
		"6402065205859001":     "!input.district",
		"tidak tahu":           "!input.district",
		"":                     "!input.district",
	})
}

func TestVillage(t *testing.T) {
	in := func(district string) asking {
		return asking{accept: input.Village{Region: kukar(t), District: "district"}, answers: map[string]string{"district": district}}
	}
	in("64.02.02").reads(t, map[string]string{ // Loa Kulu
		"Rempanga":            "64.02.02.2007",
		"desa rempanga":       "64.02.02.2007",
		"ds. Rempanga":        "64.02.02.2007",
		"rempaga":             "64.02.02.2007",
		"Sumber Sari":         "64.02.02.2014",
		"sumbersari":          "64.02.02.2014",
		"tidak ada di daftar": "none",
		"tidak ada":           "none",
		"lainnya":             "none",
		"desa baru":           "none",
		"Maluhu":              "!input.village.elsewhere",
		"samarinda kota":      "!input.village.unread",
		"xyz":                 "!input.village.unread",
		"6402065205859001":    "!input.village.unread",
		"":                    "!input.village.unread",
	})
	in("64.02.06").reads(t, map[string]string{"Maluhu": "64.02.06.1011", "Kelurahan Maluhu": "64.02.06.1011", "Rempanga": "!input.village.elsewhere"})
}

func TestVillageElsewhereIsNamed(t *testing.T) {
	a := asking{accept: input.Village{Region: kukar(t), District: "district"}, answers: map[string]string{"district": "64.02.02"}}
	args := a.read(t, chat.Text{Text: "maluhu"}, record.Facts{}).Complaint.Args
	if args["Village"].Text != "Kelurahan Maluhu" || args["Elsewhere"].Text != "Tenggarong" || args["District"].Text != "Loa Kulu" {
		t.Errorf("it says %+v", args)
	}
}

func TestVillagesOfTheDistrictStandOnButtons(t *testing.T) {
	v := input.Village{Region: kukar(t), District: "district"}
	choices := v.Choices(dialogue.Context{Answers: dialogue.Answers{"district": {Value: "64.02.02"}}})
	district, _ := kukar(t).District("64.02.02")
	if len(choices) != len(district.Villages)+1 || choices[len(choices)-1].Value != input.NoVillage {
		t.Errorf("%d buttons for %d villages, the last %q", len(choices), len(district.Villages), choices[len(choices)-1].Value)
	}
	if got := v.Show(dialogue.Context{}, "64.02.02.2007").Text; got != "Desa Rempanga" {
		t.Errorf("it is shown as %s", got)
	}
	if got := v.Show(dialogue.Context{}, input.NoVillage).Key; got != "input.village.none" {
		t.Errorf("none is shown as %s", got)
	}
}

func TestNeighbourhood(t *testing.T) {
	asking{accept: input.Neighbourhood{}}.reads(t, map[string]string{
		"RT 03 RW 01":           "003/001",
		"rt3 rw1":               "003/001",
		"rt.03/rw.01":           "003/001",
		"RT/RW 3/1":             "003/001",
		"003/001":               "003/001",
		"3/1":                   "003/001",
		"3 1":                   "003/001",
		"rt3":                   "003/000",
		"RT 12":                 "012/000",
		"7":                     "007/000",
		"rt tiga rw satu":       "003/001",
		"Jl. Pesut RT 05 RW 02": "005/002",
		"tidak ada":             "000/000",
		"ga ada rt":             "000/000",
		"-":                     "000/000",
		"1000/1":                "!input.neighbourhood",
		"6402065205859001":      "!input.neighbourhood",
		"dekat masjid":          "!input.neighbourhood",
		"":                      "!input.neighbourhood",
	})
	if got := (input.Neighbourhood{}).Show(dialogue.Context{}, "003/001").Text; got != "003/001" {
		t.Errorf("it is shown as %s", got)
	}
	if got := (input.Neighbourhood{}).Show(dialogue.Context{}, "000/000").Key; got != "input.neighbourhood.none" {
		t.Errorf("none is shown as %s", got)
	}
}

func FuzzDistrict(f *testing.F) {
	asking{accept: input.District{Region: kukar(f)}}.fuzz(f, "loa", "kec. tgr sbrg")
}

func FuzzVillage(f *testing.F) {
	asking{accept: input.Village{Region: kukar(f), District: "district"}, answers: map[string]string{"district": "64.02.02"}}.fuzz(f, "sumber sari", "tidak ada", "maluhu")
}

func FuzzNeighbourhood(f *testing.F) {
	asking{accept: input.Neighbourhood{}}.fuzz(f, "RT 03 RW 01", "3/1", "-")
}
