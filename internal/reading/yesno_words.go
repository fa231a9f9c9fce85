package reading

// yesNoLexicon lists words and phrases by what they do in an answer:
//
//	y  a plain yes
//	w  willing: a yes by itself, turned by a denial ("tidak mau")
//	r  right: the same, and "sudah" before it still makes a yes ("sudah benar")
//	e  the echo of a question: a yes by itself, done or not done after "sudah" and "belum" ("sudah ada")
//	v  a deed that says nothing by itself ("bayar")
//	n  a denial
//	x  wrong or against, the no to "sudah benar?"
//	d  done
//	b  not done so far
//	?  makes the answer unclear whatever else is said
var yesNoLexicon = map[rune][]string{
	'y': {
		"y", "ya", "yaa", "yah", "yaah", "iya", "iyaa", "iy", "iyh", "iyak", "iyap", "iyah", "iyes", "yak", "yap", "yep",
		"yup",
		"yups", "yoi", "yoih", "yoa", "yo", "ye", "ea", "yes", "yess", "yeah", "he eh", "heeh", "ho oh", "hooh", "ok", "oke",
		"okey",
		"oce", "okay", "oks", "okeh", "sip", "sipp", "siap", "syap", "siap laksanakan", "baik", "baiklah", "bae", "tentu",
		"pasti",
		"jelas", "sangat", "gas", "gass", "gaskeun", "gaskan", "silakan", "silahkan", "monggo", "mangga", "tidak masalah",
		"gak masalah", "ga masalah",
		"inggih", "nggih", "injih", "enggih", "iye", "enggi", // Kutai, Banjar, Javanese, Bugis, Madurese
		"sure", "i am sure", "im sure", "of course", "certainly", "alright", "all right", "yes thank you", "ok thank you",
	},
	'w': {
		"setuju", "setju", "stuju", "setujuh", "sepakat", "bersedia", "sedia", "lanjut", "lanjutkan", "lnjut", "teruskan",
		"terus",
		"boleh", "bole", "blh", "bleh", "mau", "maw", "maok", "mo", "pengen", "pingin", "ingin", "minat", "berminat", "bisa",
		"sanggup",
		"jadi", "ikut", "ikutan", "izinkan", "ijinkan", "perlu", "butuh",
		"handak", "hndk", "hakun", "kawa", "gelem", "purun", "arep", "iso", // Banjar, Javanese
		"agree", "agre", "agreed", "accept", "consent", "i do", "continue", "proceed", "go on", "go ahead",
	},
	'r': {
		"benar", "bener", "bnr", "bener2", "benar2", "betul", "btul", "btl", "bnar", "sesuai", "cocok", "pas", "tepat",
		"lengkap",
		"bujur", "leres", "begitu", "gitu", "demikian", "seperti itu", "sama",
		"right", "that is right", "thats right", "this is right", "it is right", "its right",
		"correct", "corect", "that is correct", "thats correct", "this is correct", "it is correct", "its correct", "all correct",
	},
	'e': {"ada", "punya", "pny", "pernah", "prnh", "masih", "msh", "suah", "duwe"},
	'v': {
		"bayar", "byr", "membayar", "dibayar", "daftar", "terdaftar", "didaftarkan", "mendaftar", "terima", "menerima",
		"dapat",
		"dpt", "kirim", "dikirim", "isi", "diisi", "lapor", "nikah", "menikah", "kawin", "kerja", "bekerja", "lunas", "usah",
		"dulu",
	},
	'n': {
		"t", "g", "n", "no", "nope", "tidak", "tidk", "tdk", "tdak", "tida", "tak", "tk", "gak", "gk", "ga", "nggak", "ngga",
		"nggk",
		"engga", "enggak", "enggk", "kagak", "kaga", "kgk", "ndak", "nda", "ndk", "bukan", "bkn", "bukn", "jangan", "jgn",
		"jng",
		"ogah", "gausah", "gamau", "gajadi", "gada", "gaada", "tidak jadi", "ga jadi", "gak jadi", "batal", "nehi", "males",
		"kada", "kadak", "kd", "endik", "endak", "endek", "ndik", "hik", // Kutai, Banjar
		"mboten", "boten", "ora", "ra", "emoh", "moh", "enten", // Javanese, Madurese
		"not", "never", "do not", "i do not", "dont", "did not", "didnt", "have not", "havent", "cannot", "can not", "cant",
		"will not", "wont", "is not", "isnt", "that is not", "that isnt", "thats not", "this is not", "this isnt", "it is not",
		"it isnt", "its not", "no i do not", "no i dont", "no that is not", "no it is not", "no thank you",
		"no wrong", "no i disagree", "no i refuse", // where "no" denies nothing but the question
	},
	'x': {
		"salah", "slh", "keliru", "ngawur", "kurang tepat", "kurang pas", "kurang sesuai",
		"wrong", "that is wrong", "thats wrong", "this is wrong", "it is wrong", "its wrong", "something is wrong", "incorrect",
		"mistake", "disagree", "disagre", "refuse", "decline", "reject",
	},
	'd': {
		"sudah", "sdh", "udh", "udah", "dah", "uda", "udeh", "sud", "suda", "sudh", "telah", "hudah", "wis", "uwis", "wes",
		"uwes",
		"sampun", "mpun", "done", "selesai", "beres", "already",
	},
	'b': {
		"belum", "blm", "blum", "belom", "blom", "belon", "blon", "balum", "beluman", "durung", "rung", "dereng", "nanti",
		"nnt",
		"nanti dulu", "nanti saja", "nanti aja", "ntar", "ntar aja", "jangan dulu", "jgn dulu", "not yet", "not now", "later",
	},
	'?': {
		"bukan tidak", "bukan nya tidak", "tidak apa apa", "tdk apa apa", "gak apa apa", "ga apa apa", "nggak apa apa",
		"gapapa", "gpp",
		"ga papa", "gak papa", "ndak papa", "ya sudah", "ya udah", "ya sdh", "ya wis", "yaudah", "yasudah", "yowis", "yo wis",
		"biasa",
		"tidak usah tanya", "tapi", "tp", "tpi", "kalau", "kalo", "klo", "kl", "asal", "asalkan", "tahu", "tau", "thu",
		"please correct", "pls correct", "correct please", "correct data", "correct the", "i correct", // which asks for a correction
	},
}

// matters are words that add nothing to an answer: what it is about rather than what it says.
var matters = set(`
	semua semuanya smua data datanya isinya dengan dgn sekali skali banget bgt bngt memang emang memangnya lagi lg
	kasih i
`)

// yesNoWords finds the kind of a word or phrase.
var yesNoWords = func() map[string]rune {
	table := make(map[string]rune)
	for kind, entries := range yesNoLexicon {
		for _, entry := range entries {
			table[entry] = kind
		}
	}
	return table
}()
