package locales_test

import (
	"regexp"
	"strings"
	"testing"

	"jagaetam/internal/chat"
	"jagaetam/internal/programme"
	"jagaetam/locales"
)

// falsehoods are what people believe and what must not be said; wrong is a sentence that says it.
var falsehoods = []struct {
	name   string
	said   *regexp.Regexp
	unless *regexp.Regexp
	wrong  []string
}{
	{
		// Permenaker 1/2025: before three months of membership only the funeral is paid for.
		name:   "the full death benefit without its condition",
		said:   regexp.MustCompile(`(?i)rp ?42|\b42([.,]000[.,]000| ?(juta|jt|million))`),
		unless: regexp.MustCompile(`(?i)(3|tiga) bulan|(3|three) months`),
		wrong:  []string{"Ahli waris menerima Rp42.000.000.", "Santunan 42 juta.", "The heirs get 42 million rupiah."},
	},
	{
		// PP 44/2015: who is paid no wage pays by the 15th of the month itself.
		name:  "the due date of employers",
		said:  regexp.MustCompile(`(?i)bulan (berikutnya|depan|selanjutnya)|(next|following) month`),
		wrong: []string{"Bayar paling lambat tanggal 15 bulan berikutnya.", "Pay by the 15th of the following month."},
	},
	{
		name:  "a fine for paying late",
		said:  regexp.MustCompile(`(?i)\bdenda\b|\b2 ?%|late fee|penalty|you (are|will be) fined`),
		wrong: []string{"Terlambat kena denda 2%.", "There is a late fee."},
	},
	{
		// There are 33 brackets of income, and PP 50/2025 halves some of them for a time.
		name:  "a contribution that is the same for all",
		said:  regexp.MustCompile(`Rp ?(16\.800|36\.800|8\.400)`),
		wrong: []string{"Iuran Rp16.800 sebulan.", "The contribution is Rp 36.800 in a month."},
	},
	{
		// PP 50/2025 leaves out whoever the state pays for.
		name:  "the discount of self-payers for those the regency pays for",
		said:  regexp.MustCompile(`(?i)(diskon|potongan|discount|cut)\b.*50|50 ?(%|persen|percent)`),
		wrong: []string{"Diskon iuran 50 persen untuk semua.", "A discount of 50%."},
	},
	{
		name:  "a benefit reckoned from what a person really earns",
		said:  regexp.MustCompile(`(?i)\b48 ?(×|x|kali|times)`),
		wrong: []string{"Santunan 48 kali penghasilan.", "48 × your income"},
	},
	{
		// PP 82/2019: after an ordinary death only from three years of membership on.
		name:   "the scholarship without its condition",
		said:   regexp.MustCompile(`(?i)beasiswa|scholarship`),
		unless: regexp.MustCompile(`(?i)(3|tiga) tahun|(3|three) years`),
		wrong:  []string{"Anak mendapat beasiswa.", "The children get a scholarship."},
	},
	{
		name:  "that an account number is needed to pay, where it is the NIK",
		said:  regexp.MustCompile(`(?i)virtual account|kode iuran`),
		wrong: []string{"Bayar dengan virtual account.", "Minta kode iuran."},
	},
	{
		name:  "another age limit than under 65",
		said:  regexp.MustCompile(`(?i)(umur|usia|age)[^.]{0,40}\b(55|56|60|61|64|66)\b`),
		wrong: []string{"Batas umur 60 tahun.", "The age limit is 60."},
	},
	{
		name:  "the districts before 2022",
		said:  regexp.MustCompile(`(?i)\b18 (kecamatan|districts)`),
		wrong: []string{"Kukar punya 18 kecamatan."},
	},
}

func TestNothingFalseIsSaid(t *testing.T) {
	each(t, "x", func(t *testing.T, lang, key, text string) {
		for _, falsehood := range falsehoods {
			if falsehood.said.MatchString(text) && (falsehood.unless == nil || !falsehood.unless.MatchString(text)) {
				t.Errorf("%s in %s says %s:\n%s", key, lang, falsehood.name, text)
			}
		}
	})
}

func TestFalsehoodsAreRecognised(t *testing.T) {
	for _, falsehood := range falsehoods {
		for _, wrong := range falsehood.wrong {
			if !falsehood.said.MatchString(wrong) || falsehood.unless != nil && falsehood.unless.MatchString(wrong) {
				t.Errorf("%q passes for the truth, but says %s", wrong, falsehood.name)
			}
		}
	}
}

// truths are what a message has to say, in each language.
var truths = []struct{ key, id, en string }{
	// Permenaker 5/2021, Article 19; the number is the official call centre's.
	{"emergency.accident", "<b>Lapor dalam 2×24 jam</b> sejak kejadian", "<b>Report within 2×24 hours</b> after the accident"},
	{"emergency.accident", "telepon <b>175</b>", "telephone <b>175</b>"},
	{"emergency.accident", "rumah sakit atau puskesmas terdekat", "nearest hospital or health centre"},
	{"emergency.accident", "tanpa masa tunggu", "no waiting time"},
	{"emergency.accident", "peserta aktif", "active members"},
	// Permenaker 1/2025, Article 48A, is what a report consists of.
	{"emergency.accident", "NIK atau nomor peserta", "NIK or member number"},
	{"emergency.accident", "tempat, tanggal, jam, dan penyebab kejadian", "place, date, time and cause of the accident"},
	{"emergency.accident", "nama dan nomor HP pelapor", "name and phone number of the person who reports"},
	{"emergency.death", "dalam <b>2×24 jam</b>", "within <b>2×24 hours</b>"},
	{"emergency.death", "telepon <b>175</b>", "telephone <b>175</b>"},
	{"emergency.death", "menurut lamanya menjadi peserta", "depends on how long the person was a member"},
	{"emergency.death", "surat keterangan ahli waris", "surat keterangan ahli waris"},
	{"officer.matter.help", "telepon <b>175</b>", "telephone <b>175</b>"},
	{"register.income", "<b>sebulan</b>? Bukan sehari", "<b>month</b>, on average? Not in a day"},
	{"register.birth", "12 Mei 1985 atau 12-05-1985", "12 May 1985 or 12-05-1985"},
	{"register.member.help", "bukan BPJS Kesehatan", "not BPJS Kesehatan"},
	{"input.birth.limit", "di bawah 65 tahun. Petugas yang akan memutuskan", "under 65. An officer will decide"},
	{"input.birth.last-year", "petugas yang akan memutuskan", "an officer will decide"},
	{"input.birth.minor", "petugas perlu memeriksa", "an officer has to look at it"},
	{"register.done", "belum berarti Bapak/Ibu sudah terlindungi", "does not mean you are protected yet"},
	{"register.done", "setelah masuk SK Bupati dan kepesertaan diaktifkan BPJS", "only after the Regent's decree (SK Bupati), once BPJS has activated your membership"},
	// PP 44/2015 and 46/2015: who is paid no wage pays with his NIK, without a fine, and JHT is his choice.
	{"iuran.steps", "Sebutkan <b>NIK 16 angka</b>", "Give your <b>NIK, 16 digits</b>"},
	{"iuran.late", "tanpa tambahan biaya", "at no extra cost"},
	{"iuran.jht.add", "tidak wajib", "you do not have to"},
	{"cover.self.reported", "belum dari BPJS", "BPJS has not"},
	{"paid.reported", "Ini belum dari BPJS", "does not come from BPJS yet"},
	{"office.reactivation", "bisa mengulang", "may begin again"},
	// Permenaker 1/2025 and PP 82/2019.
	{"benefit", "sejak hari pertama, tanpa masa tunggu", "from the first day, with no waiting time"},
	{"benefit.death", "setelah 3 bulan jadi peserta", "after 3 months of membership"},
	{"benefit.school.yet", "setelah 3 tahun jadi peserta tanpa putus", "after 3 years of membership without a gap"},
	{"benefit.mine", "dihitung dari penghasilan terendah", "reckoned from the lowest income"},
	{"privacy", "dijawab dalam 3×24 jam", "an answer within 3×24 hours"},
	{"privacy", "tidak pernah meminta uang, PIN, atau OTP", "never ask for money, a PIN or an OTP"},
	// UU 27/2022, Article 21, is what has to be told before consent: basis, purpose, kinds and relevance, how long, rights.
	{"consent.terms", "<b>Dasar:</b> tugas pelayanan publik dan persetujuan Bapak/Ibu (UU 27/2022)", "<b>Basis:</b> the duty of public service and your consent (UU 27/2022)"},
	{"consent.terms", "hanya untuk memeriksa dan mengusulkan", "only to examine your request and propose you"},
	{"consent.terms", "NIK, nama, tanggal lahir, jenis kelamin, alamat, nomor HP, pekerjaan, penghasilan, kepesertaan BPJS", "NIK, name, birth date, sex, address, phone number, work, income, BPJS membership"},
	{"consent.terms", "Semua diperlukan untuk menilai syarat", "All of it is needed to see if you can get the aid"},
	{"consent.terms", "Disdukcapil, Dinas Sosial, dan BPJS Ketenagakerjaan", "Disdukcapil (population office), Dinas Sosial (social office) and BPJS Ketenagakerjaan"},
	{"consent.terms", "Tidak dipakai untuk hal lain", "Not used for anything else"},
	{"consent.terms", "paling lama 5 tahun selama diperiksa dan dibantu, lalu dihapus", "at most 5 years while you are examined and helped, then deleted"},
	{"consent.terms", "kecuali yang wajib diarsipkan", "except what must stay in the archive"},
	{"consent.terms", "melihat, memperbaiki, menghapus, dan menarik persetujuan", "see, correct and delete your data, and take back your consent"},
	{"consent.terms", "Dinas Transmigrasi dan Tenaga Kerja Kabupaten Kutai Kartanegara", "Dinas Transmigrasi dan Tenaga Kerja Kabupaten Kutai Kartanegara"},
}

func TestWhatHasToBeSaidIsSaid(t *testing.T) {
	c, globals := load(t), programme.Default().Globals()
	for _, truth := range truths {
		for lang, want := range map[string]string{locales.Indonesian: truth.id, locales.English: truth.en} {
			args := chat.Args{}
			for _, name := range c.Placeholders(lang, truth.key) {
				if _, global := globals[name]; !global {
					args[name] = chat.Literal("x")
				}
			}
			if text := render(t, c, lang, truth.key, args); !strings.Contains(text, want) {
				t.Errorf("%s in %s does not say %q:\n%s", truth.key, lang, want, text)
			}
		}
	}
}

// Amounts are never written into a text where they would grow old; those that are there are examples of how to write one.
func TestAmountsAreOnlyExamples(t *testing.T) {
	each(t, "x", func(t *testing.T, lang, key, text string) {
		if strings.Contains(text, "Rp") && !strings.Contains(text, "Contoh: Rp") && !strings.Contains(text, "Example: Rp") {
			t.Errorf("%s in %s names an amount of its own: %s", key, lang, text)
		}
	})
}
