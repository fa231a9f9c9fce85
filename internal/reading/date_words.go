package reading

// monthNames are the months in Indonesian and English, in full, short and in the spellings of older papers.
var monthNames = func() map[string]int {
	table := make(map[string]int)
	for i, names := range []string{
		"januari january jan jn janwari jenuari",
		"februari february feb pebruari peb febuari pebuari",
		"maret march mar mrt mart",
		"april apr apl avril",
		"mei may mey mai",
		"juni june jun juny",
		"juli july jul juley",
		"agustus august agt agu ags agst aug agus agustusan gustus",
		"september sept sep sptmbr seftember",
		"oktober october okt oct oktbr",
		"november nopember nov nop nvmbr",
		"desember december des dec dsmbr",
	} {
		for name := range set(names) {
			table[name] = i + 1
		}
	}
	return table
}()

// dateTalk is said around the parts of a date: "tgl 12 bln 5 thn 85".
var dateTalk = set(`
	tgl tggl tanggal tanggalnya tnggal hari bln bl bulan bulannya thn th tahun tahunnya taun lahir lhr lahirnya kelahiran ttl
	pada pd
	senin selasa rabu kamis jumat sabtu minggu ahad st nd rd of the
`)

// dayTalk is said around a day named from today: "pada hari ini".
var dayTalk = set(`pada pd tgl tanggal saya sy`)

var (
	// ageBefore and ageAfter stand beside an age: "umur 41", "41 tahun".
	ageBefore = set(`umur usia umurnya usianya umurku umr`)
	ageAfter  = set(`tahun thn th taun tahunan`)
)

// daysAgo are the days that are named from today.
var daysAgo = map[string]int{
	"hari ini": 0, "hr ini": 0, "sekarang": 0, "barusan": 0, "tadi": 0, "tadi pagi": 0, "tadi siang": 0, "tadi sore": 0,
	"today": 0, "pagi ini": 0, "siang ini": 0, "sore ini": 0, "malam ini": 0, "kemarin": 1, "kmrn": 1, "kemaren": 1,
	"kmaren": 1, "semalam": 1,
	"kemarin pagi": 1, "kemarin siang": 1, "kemarin sore": 1, "kemarin malam": 1, "yesterday": 1, "kemarin dulu": 2,
	"kemarin lusa":  2,
	"dua hari lalu": 2, "dua hari yang lalu": 2, "2 hari lalu": 2, "2 hari yang lalu": 2, "tiga hari lalu": 3,
	"3 hari lalu":      3,
	"3 hari yang lalu": 3, "seminggu lalu": 7, "seminggu yang lalu": 7,
}
