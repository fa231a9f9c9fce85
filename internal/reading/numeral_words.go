package reading

// Numerals are the numbers that are one word, in Indonesian, Banjar, Javanese and market slang.
var numerals = map[string]int{
	"nol": 0, "kosong": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
	"sembilan": 9,
	"sepuluh":  10, "sebelas": 11, "seratus": 100, "seribu": 1000,
	"ampat": 4, "anam": 6, "pitu": 7, "walu": 8, "sapuluh": 10, "sabalas": 11, "saratus": 100, "saribu": 1000, // Banjar
	"siji": 1, "loro": 2, "telu": 3, "papat": 4, "limo": 5, "enem": 6, "wolu": 8, "songo": 9, "sewu": 1000, // Javanese
	"lapan": 8, "sembilang": 9, // Malay, Bugis
	"cepek": 100, "gopek": 500, "seceng": 1000, "goceng": 5000, "ceban": 10_000, "goban": 50_000, // market slang
}

// Scales multiply the number before them. 11 stands for "belas", which adds ten instead.
var scales = map[string]int{
	"belas": 11, "balas": 11, "welas": 11, "puluh": 10, "puluhan": 10, "ratus": 100, "rts": 100, "ratusan": 100,
	"ribu": 1000, "rb": 1000, "ewu": 1000,
}
