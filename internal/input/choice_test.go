package input_test

import (
	"slices"
	"strings"
	"testing"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/input"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

var (
	consent = asking{accept: input.ChoiceOf("register.consent", "agree", "decline").YesNo("agree", "decline")}
	sex     = asking{accept: input.ChoiceOf("register.sex", "male", "female")}
	member  = asking{accept: input.ChoiceOf("register.member", "no", "yes", "unsure").YesNo("yes", "no").Done("yes", "no")}
	job     = asking{accept: input.ChoiceOf("register.employment", "none", "state", "company")}
)

func TestChoiceOfYesAndNo(t *testing.T) {
	consent.reads(t, map[string]string{
		"Setuju":           "agree",
		"setuju pak":       "agree",
		"stuju":            "agree",
		"ya":               "agree",
		"iya":              "agree",
		"ok lanjut":        "agree",
		"👍":                "agree",
		"inggih":           "agree", // Kutai, Javanese
		"nggih pak":        "agree", // Javanese
		"hakun":            "agree", // Banjar
		"Agree":            "agree",
		"1":                "agree",
		"yang pertama":     "agree",
		"Tidak setuju":     "decline",
		"tidak":            "decline",
		"gak mau":          "decline",
		"kada":             "decline", // Banjar
		"endik":            "decline", // Kutai
		"mboten":           "decline", // Javanese
		"2":                "decline",
		"belum":            "!input.choice", // not yet is no no
		"iya tapi besok":   "!input.choice",
		"3":                "!input.choice",
		"siapa ini":        "!input.choice",
		"6402065205859001": "!input.choice",
		"":                 "!input.choice",
	})
}

func TestChoiceOfAFew(t *testing.T) {
	sex.reads(t, map[string]string{
		"Laki-laki": "male", "laki laki": "male", "laki": "male", "pria": "male", "l": "male", "lk": "male", "1": "male", "Male": "male", "laki-lakii": "male",
		"Perempuan": "female", "perempun": "female", "wanita": "female", "p": "female", "2": "female", "female": "female",
		"ya": "!input.choice", "bukan": "!input.choice", "": "!input.choice",
	})
	job.reads(t, map[string]string{
		"Bukan semuanya": "none", "bukan": "none", "tidak": "none", "kada": "none", "1": "none",
		"ASN / TNI / POLRI": "state", "pns": "state", "polisi": "state", "asn": "state", "pppk": "state", "2": "state",
		"karyawan": "company", "karyawan perusahaan": "company", "pegawai": "company", "3": "company",
		"bukan pns": "!input.choice", "petani": "!input.choice", "": "!input.choice",
	})
}

func TestChoiceOfAlreadyAndNotYet(t *testing.T) {
	member.reads(t, map[string]string{
		"Belum": "no", "blm": "no", "belum pernah": "no", "tidak": "no", "kada": "no", "durung": "no", "dereng": "no", "1": "no", "Not yet": "no",
		"Sudah": "yes", "sdh pak": "yes", "ya": "yes", "punya": "yes", "sampun": "yes", "2": "yes",
		"Tidak tahu": "unsure", "lupa": "unsure", "kurang tahu": "unsure", "3": "unsure", "tdk tau": "unsure",
		"mungkin": "!input.choice", "": "!input.choice",
	})
}

func TestChoicesThatAreNotOfferedAreNotTaken(t *testing.T) {
	only := input.ChoiceOf("register.member", "no", "yes", "unsure").Where(func(_ dialogue.Context, value string) bool { return value != "yes" })
	asking{accept: only}.reads(t, map[string]string{"Belum": "no", "2": "unsure", "Tidak tahu": "unsure", "Sudah": "!input.choice"})
	var values []string
	for _, choice := range only.Choices(dialogue.Context{}) {
		values = append(values, choice.Value)
	}
	if !slices.Equal(values, []string{"no", "unsure"}) {
		t.Errorf("it offers %v", values)
	}
}

func TestOwnWordsMayBeAQuestion(t *testing.T) {
	asking{accept: input.Text{Key: "siaran.title.unread", Min: 3, Max: 20, Says: true}}.reads(t, map[string]string{"Sudah bayar?": "Sudah bayar?"})
}

func TestText(t *testing.T) {
	asking{accept: input.Text{Key: "register.address.unread", Min: 3, Max: 20}}.reads(t, map[string]string{
		"Jl. Pesut":                "Jl. Pesut",
		"  Jl.   Pesut \n Gg. 5  ": "Jl. Pesut Gg. 5",
		"Gg5":                      "Gg5",
		"a b c":                    "a b c",
		"🙂 abc":                    "🙂 abc",
		"الشارع":                   "الشارع",
		"Jl. Ñandú":                "Jl. Ñandú",
		"gang apa":                 "gang apa ?input.text.sure",
		"dekat pasar?":             "dekat pasar? ?input.text.sure",
		strings.Repeat("a", 20):    strings.Repeat("a", 20),
		strings.Repeat("é", 20):    strings.Repeat("é", 20),
		strings.Repeat("a", 21):    "!register.address.unread",
		strings.Repeat("a", 5000):  "!register.address.unread",
		"ab":                       "!register.address.unread",
		"a.b":                      "!register.address.unread",
		"...":                      "!register.address.unread",
		"🙂🙂🙂":                      "!register.address.unread",
		"   ":                      "!register.address.unread",
		"":                         "!register.address.unread",
	})
}

func TestOccupation(t *testing.T) {
	asking{accept: input.Occupation{}}.reads(t, map[string]string{
		"Petani":                "farmer",
		"tani":                  "farmer",
		"saya petani":           "farmer",
		"kerja sawah":           "farmer",
		"pekebun":               "planter",
		"sawit":                 "planter",
		"nelayan":               "fisher",
		"nelayan sungai":        "fisher",
		"tambak":                "fish-farmer",
		"ternak sapi":           "breeder",
		"ojol":                  "ojek",
		"tukang ojek":           "ojek",
		"gojek":                 "ojek",
		"supir":                 "driver",
		"sopir angkot":          "driver",
		"kurir":                 "courier",
		"antar paket":           "courier",
		"ketinting":             "boatman",
		"motoris":               "boatman",
		"kuli":                  "labourer",
		"jualan gorengan":       "trader",
		"jual gorengan":         "trader",
		"art":                   "domestic",
		"Farmer":                "farmer",
		"1":                     "farmer",
		"pekerjaan lain":        "other",
		"lainnya":               "other",
		"operator":              "other:operator ?input.occupation.own",
		"operator alat berat":   "other:operator alat berat ?input.occupation.own",
		"juru kunci makam":      "other:juru kunci makam ?input.occupation.own",
		"  dukun   bayi ":       "other:dukun bayi ?input.occupation.own",
		"??":                    "!input.occupation.unread",
		"ab":                    "!input.occupation.unread",
		strings.Repeat("a", 61): "!input.occupation.unread",
		"":                      "!input.occupation.unread",
	})
}

func TestTradesOfTheTransportSector(t *testing.T) {
	for _, text := range []string{"ojol", "sopir truk", "kurir", "tukang perahu"} {
		id, own := input.SplitOccupation(asking{accept: input.Occupation{}}.read(t, chat.Text{Text: text}, record.Facts{}).Value)
		if jamsostek.SectorOf(id) != jamsostek.Transport || own != "" {
			t.Errorf("%q is %s %q of the sector %s", text, id, own, jamsostek.SectorOf(id))
		}
	}
	if id, own := input.SplitOccupation("other:sopir: malam"); id != jamsostek.OccupationOther || own != "sopir: malam" {
		t.Errorf("own words come back as %s %q", id, own)
	}
	if got := (input.Occupation{}).Show(dialogue.Context{}, "other:dukun bayi").Text; got != "dukun bayi" {
		t.Errorf("own words are shown as %s", got)
	}
}

// every is one of each input.
func every(t testing.TB) []dialogue.Input {
	r := kukar(t)
	return []dialogue.Input{
		consent.accept, sex.accept, member.accept, job.accept, input.NIK{Birth: "birth"}, input.Name{}, input.Phone{}, input.Birth{NIK: "nik"},
		input.Income{}, input.District{Region: r}, input.Village{Region: r, District: "district"}, input.Neighbourhood{}, input.Occupation{},
		input.Text{Key: "register.address.unread", Min: 3, Max: 200},
	}
}

func TestInputsLeaveAloneWhatIsNotTheirs(t *testing.T) {
	for _, accept := range every(t) {
		for _, content := range []chat.Content{chat.Media{Kind: chat.MediaPhoto}, chat.Place{}, chat.Due{}, nil} {
			if r := (asking{accept: accept}).read(t, content, record.Facts{}); !r.None() {
				t.Errorf("%T makes %s of %T", accept, outline(r), content)
			}
		}
		if _, shares := accept.(dialogue.Sharer); shares {
			continue
		}
		if r := (asking{accept: accept}).read(t, chat.Contact{Phone: "081234567890"}, record.Facts{}); !r.None() {
			t.Errorf("%T makes %s of a phone number", accept, outline(r))
		}
	}
}

func TestInputsNameWhatTheySay(t *testing.T) {
	catalogue := texts(t)
	for _, accept := range every(t) {
		keys := accept.Messages()
		for _, lang := range catalogue.Languages() {
			for _, key := range keys {
				if !catalogue.Has(lang, key) {
					t.Errorf("%T: %s is missing in %s", accept, key, lang)
				}
			}
		}
		for _, text := range []string{"", "ya", "1", "500", "0", "50-60rb", "100rb sehari", "6402065205859001", "12-05-20", "Maluhu", "x?", "🙂", "operator"} {
			r := asking{accept: accept, answers: map[string]string{"district": "64.02.02"}}.read(t, chat.Text{Text: text}, record.Facts{})
			for _, say := range []*dialogue.Say{r.Doubt, r.Complaint} {
				if say != nil && !slices.Contains(keys, say.Key) {
					t.Errorf("%T says %s, which is not among its messages", accept, say.Key)
				}
			}
		}
	}
}

func FuzzChoice(f *testing.F) { member.fuzz(f, "belum", "sudah", "tidak tahu", "yang ketiga") }

func FuzzText(f *testing.F) {
	asking{accept: input.Text{Key: "register.address.unread", Min: 3, Max: 200}}.fuzz(f, "Jl. Pesut", "الشارع")
}

func FuzzOccupation(f *testing.F) {
	asking{accept: input.Occupation{}}.fuzz(f, "petani", "operator", "lain")
}
