package reading

// intentLexicon lists whole messages, folded.
var intentLexicon = map[Intent][]string{
	Cancel: {
		"batal", "batalkan", "batalin", "cancel", "cancle", "gajadi", "ga jadi", "gak jadi", "tidak jadi", "tdk jadi",
		"nggak jadi",
		"ndak jadi", "kada jadi", "keluar", "exit", "udahan", "sudahi",
		"tidak jadi daftar", "ga jadi daftar", "gak jadi daftar", "quit", "cancel registration", "cancel my registration",
	},
	Back: {
		"kembali", "kmbali", "kmbli", "balik", "balik lagi", "back", "mundur", "sebelumnya", "ke sebelumnya",
		"langkah sebelumnya",
		"kembali ke sebelumnya", "pertanyaan sebelumnya", "go back", "previous", "previous question",
	},
	Restart: {
		"ulang", "ulangi", "ulang lagi", "ulang dari awal", "ulangi dari awal", "mulai", "mulai lagi", "mulai ulang",
		"mulai dari awal", "dari awal", "kembali ke awal",
		"start", "reset", "restart", "isi ulang", "start again", "start over", "begin again", "from the beginning",
	},
	Stop: {"stop", "setop", "berhenti", "brenti", "brhenti", "henti", "hentikan"},
	Help: {
		"bantuan", "bantu", "help", "tolong", "tlg", "tolong bantu", "minta tolong", "bingung", "bngung", "gmn", "gimana",
		"gmana",
		"bgmn", "bagaimana", "caranya", "gmn caranya", "gimana caranya", "gmana caranya", "bagaimana caranya", "gmn cara nya",
		"cara",
		"tanya", "nanya", "tidak mengerti", "tidak paham", "ga ngerti", "gak ngerti", "ga paham", "gak paham", "kurang paham",
		"kada paham",
		"tidak tahu caranya", "ga tau caranya", "panduan", "petunjuk", "help me", "i do not understand", "i dont understand",
	},
	Menu: {
		"menu", "menu utama", "ke menu", "kembali ke menu", "balik ke menu", "kembali ke menu utama", "home", "beranda",
		"menunya", "main menu",
	},
	Officer: {
		"petugas", "admin", "adminnya", "cs", "customer service", "operator", "manusia", "bicara dengan petugas",
		"bicara petugas",
		"bicara sama petugas", "ngomong sama petugas", "hubungi petugas", "hubungkan petugas", "panggil petugas",
		"chat petugas",
		"chat admin", "hubungi admin", "bicara dengan admin", "bicara sama orang", "bicara dengan orang",
		"bicara dengan manusia", "tanya petugas",
		"tanya admin", "sambungkan ke petugas", "komplain", "telpon saya", "telepon saya", "telfon saya", "tolong telpon", "tolong telepon",
		"tolong telpon saya", "tolong telepon saya", "tolong telfon saya", "bisa telpon saya", "bisa telepon saya", "hubungi saya", "tolong hubungi saya",
		"pengaduan",
		"officer", "an officer", "human", "a human", "agent", "an agent", "talk to an officer", "talk to officer",
		"talk to the officer", "speak to an officer", "speak with an officer", "talk with an officer", "reach an officer",
		"contact an officer", "talk to a human", "talk to a person", "talk to someone", "speak to someone", "talk to an agent",
	},
	Accident: {"jatuh", "tenggelam", "laka", "celaka", "lapor kecelakaan", "luka", "accident", "an accident", "report an accident", "report accident", "injured"},
	Death: {
		"mati", "kematian", "lapor kematian", "almarhum", "almarhumah", "died", "dead", "death", "a death", "report a death",
		"report death",
	},
	Greeting: {
		"assalamualaikum", "asalamualaikum", "assalamu alaikum", "assalamualaikum wr wb",
		"assalamualaikum warahmatullahi wabarakatuh",
		"aslmkm", "askum", "ass", "asw", "salam sejahtera", "permisi", "p", "pp", "ping", "tes", "test", "hai", "hi", "hei",
		"hay",
		"halo", "hallo", "hello", "alo", "pagi", "siang", "sore", "malam", "malem", "selamat pagi", "selamat siang",
		"selamat sore",
		"selamat malam", "slmt pagi", "slmt siang", "slmt sore", "slmt malam", "met pagi", "met siang", "met sore",
		"met malam",
		"sugeng enjing", "kulonuwun", "kula nuwun", "punten", "morning", "good morning", "good day", "good afternoon", "good evening",
	},
	Thanks: {
		"terima kasih", "terimakasih", "trima kasih", "trimakasih", "makasih", "makasi", "mksh", "mksih", "mkasih", "trims",
		"trmksh", "tks", "thx", "thanks",
		"thank you", "thank you very much", "terima kasih banyak", "makasih banyak", "makasih banyak ya", "matur nuwun", "suwun", "nuwun",
		"ok makasih", "oke makasih", "ok terima kasih",
		"oke terima kasih", "baik terima kasih", "siap terima kasih", "sip makasih", "iya makasih", "tarima kasih",
	},
	Status: {
		"status", "cek", "cek status", "cek setatus", "status saya", "cek data", "cek bpjs", "cek kepesertaan",
		"lihat status", "sampai mana", "sudah sampai mana",
		"cek pendaftaran", "status pendaftaran", "status perlindungan", "cek perlindungan", "terlindungi", "apakah terlindungi",
		"sudah terlindungi", "sudah terlindungi belum", "masih terlindungi", "terlindungi sampai kapan", "sampai kapan", "berlaku sampai kapan",
		"aktif", "aktif tidak", "aktif ga", "aktif gak", "sudah aktif", "udah aktif", "sdh aktif", "sudah aktif belum", "sdh aktif blm",
		"masih aktif", "msh aktif", "masih aktif tidak", "masih aktif ga", "masih aktif gak", "bpjs masih aktif", "bpjs aktif", "cek aktif",
		"am i covered", "am i protected", "am i insured", "still active", "until when", "my cover", "check my cover",
		"check", "check status", "my status", "check my status", "check my registration",
		"how far",
	},
	Register: {
		"daftar", "dftar", "dftr", "daftar bpjs", "daftar baru", "daftarkan", "mendaftar", "pendaftaran", "registrasi",
		"register", "cara daftar",
		"daftar bantuan", "daftar bantuan iuran", "ikut daftar", "ikut bpjs", "sign up", "registration",
	},
	Pay: {
		"iuran", "iurannya", "iuran bpjs", "bayar", "byr", "bayar iuran", "byr iuran", "bayar bpjs", "byr bpjs", "bayar sendiri",
		"bayar mandiri", "iuran mandiri", "bayar dmn", "di mana bayar", "bayar di mana", "bayar ke mana", "bayar kemana",
		"bayar lewat mana", "bayar lewat apa", "berapa iuran", "berapa iurannya", "brp iuran", "brp iurannya", "iuran berapa", "iuran brp",
		"iurannya berapa", "iurannya brp", "berapa bayar", "brp bayar", "bayar berapa", "bayar brp", "berapa bayarnya", "brp bayarnya",
		"bayarnya berapa", "bayarnya brp", "berapa iuran sebulan", "iuran sebulan berapa", "harus bayar berapa", "kapan bayar",
		"kapan harus bayar", "kpn bayar", "jatuh tempo", "kapan jatuh tempo", "tagihan", "cek tagihan", "cek iuran", "hitung iuran",
		"pembayaran", "membayar", "membayar iuran", "nunggak", "tunggakan", "kada bayar", "pay", "contribution", "contributions",
		"how much", "how much to pay", "how much is the contribution", "how much do i pay", "where to pay", "where do i pay",
		"pay for myself", "pay my contribution", "pay the contribution", "not paid yet", "not yet paid", "i have not paid", "due date",
	},
	Paid: {
		"barusan bayar", "baru bayar", "baru saja bayar", "habis bayar", "abis bayar", "bukti bayar", "bukti byr", "bukti pembayaran",
		"bukti transfer", "ini bukti bayar", "ini bukti bayarnya", "kirim bukti", "kirim bukti bayar", "lapor bayar", "lapor pembayaran",
		"struk", "resi", "lunas", "suah bayar", "paid", "have paid", "i paid", "i have paid", "i already paid", "already paid",
		"i have already paid", "proof of payment", "payment receipt", "receipt of payment",
	},
	Benefit: {
		"manfaat", "manfaatnya", "manfaat bpjs", "dapat apa", "dpt apa", "dapat apa saja", "santunan", "santunan berapa",
		"berapa santunan", "dapat berapa", "dpt brp", "untungnya apa", "apa untungnya", "gunanya apa", "apa gunanya", "benefit",
		"benefits", "the benefits", "what do i get", "what is it for",
	},
	GoOn: {
		"lanjut sendiri", "lanjut bayar", "lanjut bayar sendiri", "lanjutkan bayar", "lanjutkan sendiri", "lanjutkan iuran", "lanjut iuran",
		"lanjut iuran sendiri", "lanjut mandiri", "lanjutkan mandiri", "meneruskan sendiri", "teruskan sendiri", "teruskan iuran", "terus bayar sendiri",
		"rencana bayar", "rencana iuran", "lanjut bpjs", "lanjutkan bpjs", "lanjut sendiri bisa", "perpanjang",
		"perpanjangan", "perpanjang bpjs", "perpanjang sendiri", "go on", "go on myself", "continue paying", "go on paying", "keep paying",
		"go on by myself", "payment plan", "renew",
	},
	Onward: {"lanjut", "lanjutkan", "lanjut lagi", "mau lanjut", "teruskan", "terus", "rencana", "continue"},
	Spare: {
		"unsubscribe", "jangan kirim lagi", "jangan kirim", "jangan kirim pesan", "jangan kirim pesan lagi", "jangan kirim kirim lagi",
		"jangan kirimi lagi", "jangan sms lagi", "jangan chat lagi", "jangan ganggu", "jangan ganggu lagi", "ga usah kirim lagi", "gak usah kirim lagi",
		"gausah kirim lagi", "tidak usah kirim lagi", "tdk usah kirim lagi", "kada usah kirim lagi", "berhenti kirim", "berhenti kirim pesan",
		"stop kirim", "stop kirim pesan", "stop pesan", "stop broadcast", "hentikan pesan", "berhenti langganan", "berhenti berlangganan",
		"stop messages", "stop sending", "stop the messages", "stop sending messages", "no more messages", "do not send any more", "dont send any more",
	},
	Reminders: {
		"pengingat", "pengingat iuran", "atur pengingat", "atur pesan", "ubah pengingat", "jangan ingatkan", "jangan ingatkan lagi", "jangan diingatkan lagi",
		"tidak usah diingatkan", "kada usah diingatkan", "berhenti diingatkan", "stop pengingat", "stop ingatkan", "matikan pengingat",
		"hentikan pengingat", "nyalakan pengingat", "hidupkan pengingat", "ingatkan lagi", "kirim pengingat lagi", "stop kabar", "stop berita",
		"reminders", "my reminders", "stop reminders", "do not remind me",
	},
	Genuine: {
		"penipuan", "penipuan bukan", "penipuan kah", "penipuan apa bukan", "apakah penipuan", "hoax", "hoaks", "hoax bukan", "hoaks bukan", "scam",
		"is this a scam", "is it a scam", "resmi", "pesan resmi", "resmi tidak", "resmi tdk", "resmi ga", "resmi gak", "resmi kah", "resmikah", "resmi apa tidak", "resmi atau tidak",
		"pesan ini resmi", "pesan resmi tidak", "pesan resmi ga", "pesan resmi gak", "kode resmi", "kode pesan", "cek kode", "cek kode pesan", "cek pesan",
		"asli", "asli tidak", "asli ga", "asli gak", "asli apa palsu", "asli atau palsu", "palsu", "pesan palsu", "pesan asli", "benar dari dinas",
		"benar dari petugas", "benar dari distransnaker", "benar dari pemerintah", "benarkah", "benar kah", "betulkah",
		"apakah pesan benar", "apakah benar", "apa benar", "apakah betul", "apa betul", "bohong", "bohong kah", "nipu", "nipu kah",
		"official", "is it official", "is this official", "is this message official", "is it genuine", "is this genuine", "is this message genuine",
		"is it real", "is this real", "fake", "is it fake", "is this fake",
	},
	Suspect: {
		"benar ini", "ini benar", "bener ini", "ini bener", "betul ini", "ini betul", "benar tidak", "benar ga", "benar gak", "bener ga", "bener gak",
		"betul tidak", "betul ga", "betul gak", "is this true", "is it true",
	},
	Language: {
		"bahasa", "language", "change language", "ganti bahasa", "ubah bahasa", "pilih bahasa", "english", "bahasa inggris", "bahasa indonesia",
	},
	Privacy: {"privasi", "privacy", "kebijakan privasi", "privacy policy"},
	Data: {
		"data", "data saya", "dataku", "data pribadi", "data pribadi saya", "lihat data", "lihat data saya", "data apa yang disimpan", "salin data",
		"salinan data", "unduh data", "my data", "see my data", "my personal data", "copy of my data", "download my data",
	},
	Correct: {
		"perbaiki", "perbaiki data", "perbaiki data saya", "perbaikan data", "betulkan data", "ubah data", "ubah data saya", "ganti data", "data salah",
		"data saya salah", "salah data", "koreksi data", "correct my data", "change my data", "my data is wrong",
	},
	Consents: {
		"persetujuan", "persetujuan saya", "tarik persetujuan", "cabut persetujuan", "batalkan persetujuan", "tarik izin", "cabut izin",
		"consent", "my consent", "withdraw consent", "withdraw my consent", "take back my consent",
	},
	Delete: {
		"hapus data", "hapus data saya", "hapus dataku", "hapus akun", "hapus akun saya", "hapus pendaftaran", "delete data", "delete my data",
		"delete my account",
	},
	Others: {
		"cek orang lain", "cek orang", "cek bapak saya", "cek ibu saya", "cek suami saya", "cek suami", "cek istri", "cek anak", "cek ayah", "cek mertua", "cek orang tua",
		"cek orangtua", "cek keluarga", "cek tetangga", "cek teman", "cek warga", "cek nik", "cek nik orang lain", "cek status orang lain",
		"cek status suami", "cek status istri", "cek status keluarga", "check someone else", "check somebody else", "check another person",
		"check my husband", "check my wife", "check my father", "check my mother",
	},
	Helper: {
		"pembantu", "jadi pembantu", "menjadi pembantu", "pembantu pendaftaran", "daftar pembantu", "daftar jadi pembantu", "daftar menjadi pembantu",
		"helper", "become a helper", "be a helper", "become helper",
	},
	Assist: {
		"daftarkan warga", "daftarkan orang", "daftarkan orang lain", "daftarkan warga lain", "mendaftarkan warga", "mendaftarkan orang lain",
		"bantu warga", "bantu daftar", "bantu daftarkan", "bantu daftarkan warga", "bantu orang lain", "daftarkan tetangga", "register someone",
		"register someone else", "register somebody else", "register another person", "register others", "help someone register",
	},
	People: {
		"warga", "warga saya", "daftar warga", "daftar warga saya", "warga yang saya daftarkan", "lihat warga", "people", "my people",
	},
	Notify: {
		"kabari", "kabarin", "kabari saya", "kabari kalau dibuka", "kabari saya kalau dibuka", "kabari kalau buka", "beri tahu", "beri tahu saya",
		"beritahu saya", "kasih tahu saya", "beri tahu saya kalau dibuka", "antrean", "antrian", "antrean saya", "antrian saya", "nomor antrean",
		"nomor antrian", "kapan dibuka", "kapan buka", "kapan daftar dibuka", "kapan pendaftaran dibuka", "notify", "notify me", "tell me",
		"tell me when it opens", "let me know", "when does it open", "my place in line",
	},
	Claim: {
		"klaim", "claim", "kartu klaim", "punya kartu klaim", "ada kartu klaim", "kode klaim", "masukkan kode", "punya kode", "punya kartu", "kode kartu", "claim card", "claim code",
		"enter code", "enter my code",
	},
}

// intentPhrases finds the intent of a whole message.
var intentPhrases = func() map[string]Intent {
	table := make(map[string]Intent)
	for intent, phrases := range intentLexicon {
		for _, phrase := range phrases {
			table[phrase] = intent
		}
	}
	return table
}()

// padded has a space on either side of each phrase, so that it is found as whole words.
func padded(phrases ...string) []string {
	for i, phrase := range phrases {
		phrases[i] = " " + phrase + " "
	}
	return phrases
}

// Accidents and deaths are told in these words anywhere in a short sentence.
var (
	accidents = padded(
		"kecelakaan", "kecelakan", "kclakaan", "kecelakaan kerja", "laka lantas", "laka kerja", "celaka", "jatuh dari",
		"jatuh dr", "terjatuh", "luka kerja", "luka saat kerja",
		"luka waktu kerja", "luka parah", "terluka", "tertimpa", "ketimpa", "tertabrak", "ketabrak", "ditabrak", "tabrakan",
		"kesetrum", "tersetrum",
		"tersengat", "kesengat", "tersambar petir", "terbakar", "tersiram", "terbacok", "tersayat", "terpotong", "kepotong", "kejatuhan", "tertimbun",
		"tergilas", "terlindas", "perahu terbalik", "kapal terbalik", "hanyut", "jatuh di", "jatuh ke", "jatuh saat", "jatuh waktu", "jatuh pas", "jatuh tadi",
		"tersengat listrik", "terjepit", "kejepit", "terpeleset", "kepeleset", "tenggelam", "digigit ular", "digigit buaya",
		"diterkam buaya", "patah kaki",
		"patah tangan", "patah tulang", "kena parang", "kena mandau", "kena pisau", "kena mesin", "kena gergaji", "kena cangkul", "kena kapak",
		"kena paku", "tertusuk", "luka bakar", "dipatok ular", "dipatuk ular", "disambar buaya", "diserang buaya", "gugur labuh", // Banjar
		"had an accident", "in an accident", "there was an accident", "there is an accident", "been an accident",
		"accident happened",
		"injured at work", "hurt at work", "was injured", "got injured", "am injured", "is injured", "been injured", "got hurt",
		"fell from a", "fell from the", "fell off a", "fell off the",
	)
	deaths = padded(
		"meninggal", "meninggal dunia", "meninggl", "mninggal", "meningal", "wafat", "tewas", "berpulang", "tutup usia",
		"lapor kematian",
		"maninggal", "seda", "sedo", // Banjar, Javanese
		"passed away", "death of my",
	)
	// frauds are spoken of by whoever suspects one, whatever else he says.
	frauds = set(`penipuan penipu tipu tipuan ditipu tertipu hoax hoaks hoak scam scammer phishing fraud`)

	mati = set(`mati matek`)
	died = set(`died dead`) // after whoever did
)

// People may die; things go dead in another sense, as does membership.
var (
	people = set(`
		suami istri bini laki bapak ayah abah bapa ibu mama mamak emak umak uma anak anaknya orang ortu orangtua mertua kakak
		adik adek kakek kai
		nenek nini paman acil bibi om tante teman kawan keluarga saudara sodara tetangga pekerja almarhum almarhumah dia
		beliau
		husband wife father mother dad mom mum parent parents son daughter child children baby brother sister uncle aunt
		grandfather grandmother cousin relative friend colleague neighbour neighbor worker someone somebody he she they
	`)
	things = set(`
		lampu listrik pln air hp hape handphone kartu bpjs nomor nomer no sim mesin motor mobil pajak kepesertaan peserta
		keanggotaan iuran akun
		sinyal jaringan internet wifi genset kompor ayam sapi kambing ikan tanaman pohon padi sawit gaya harga gang jalan
		phone cellphone handphone battery lamp light lights electricity power card membership signal network engine machine
		motorbike motorcycle car boat cow cows goat goats chicken chickens pig pigs fish tree trees plant plants crop crops
	`)
)

// Suppositions make a question about what would be of what sounds like a report.
var suppositions = set(`kalau kalo klo kl jika bila bilamana apabila andai seandainya misal misalnya takut semisal amun mun if suppose`)

// AddressSigns begin an address or the name of a place.
var addressSigns = set(`
	jl jln jalan jlan gang gg rt rw dusun dsn desa ds kampung kp kpg blok komplek perum perumahan kelurahan kel kecamatan kec
	sungai sei
`)

// Titles come before a word that is then the name of something: a benefit, a form, a law.
var titles = set(`jaminan jamin asuransi program formulir santunan bin binti`)

// Asking stands before an intent that is asked for: "ada bantuan", "bagaimana cara daftar".
var asking = set(`
	ada mana dimana apa apakah gimana bagaimana gmn gmana caranya cara dulu dl lagi lg skrg sekarang langsung dengan dgn sama
	coba
`)

// Wishes begin an English message before the word that counts: "I want to cancel". A lone "I" is none, being how Balinese names
// begin: "I Balik".
var wishes = [][]string{
	{"i", "want", "to"}, {"i", "want"}, {"i", "would", "like", "to"}, {"i", "would", "like"}, {"id", "like", "to"}, {"id", "like"},
	{"i", "need", "to"}, {"i", "need"}, {"can", "i"}, {"may", "i"}, {"how", "to"}, {"how", "do", "i"}, {"how", "can", "i"},
}
