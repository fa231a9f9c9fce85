package reading

// Chosen stands before the choice itself: "saya pilih yang nomor 2".
var chosen = set(`
	pilih plh pilihan milih pilihannya ambil jawab jawaban jawabannya jawabnya kerja krj kerjaan pekerjaan sebagai sbg jadi jd
	dgn dengan di
`)

// NumberSigns stand before the number of a choice. "No" is the short form of nomor here, never the English word.
var numberSigns = set(`nomor nomer nmr nmor no nom angka opsi option ke`)

// Places are the words for a place in a list.
var places = map[string]int{
	"satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9, "sepuluh": 10,
	"pertama": 1, "kesatu": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "kelima": 5, "keenam": 6, "ketujuh": 7, "kedelapan": 8,
	"kesembilan": 9, "kesepuluh": 10,
	"asa": 1, "ampat": 4, "anam": 6, "pitu": 7, "walu": 8, // Banjar
	"siji": 1, "loro": 2, "telu": 3, "papat": 4, "limo": 5, "enem": 6, "wolu": 8, "songo": 9, // Javanese
}
