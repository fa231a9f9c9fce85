package reading

import "testing"

func TestIntentOf(t *testing.T) {
	for want, texts := range map[Intent][]string{
		Cancel: {
			"batal", "Batal!", "batalkan", "cancel", "gajadi", "ga jadi", "gak jadi pak", "tidak jadi", "saya mau batal",
			"batal dulu", "gak jadi daftar", "keluar", "udahan", "/batal", "bataaal",
			"quit", "I want to quit", "please cancel", "I want to cancel my registration",
		},
		Back:    {"kembali", "kmbali", "balik", "back", "mundur", "sebelumnya", "mau kembali", "kembali pak", "go back", "Previous"},
		Restart: {"ulang", "ulangi", "mulai lagi", "ulang dari awal", "/start", "start", "reset", "mau ulang", "kembali ke awal", "start again", "start over", "I'd like to start over"},
		Stop:    {"stop", "STOP", "berhenti", "stop dong"},
		Help: {
			"bantuan", "help", "tolong", "tlg", "bingung", "saya bingung", "gmn", "gimana", "gmn caranya",
			"gimana caranya kak", "tanya", "mau tanya", "pagi min mau tanya", "tidak mengerti", "I don't understand", "i need help",
		},
		Menu: {"menu", "/menu", "menu utama", "kembali ke menu", "main menu"},
		Officer: {
			"petugas", "admin", "cs", "operator", "bicara dengan petugas", "mau bicara dengan petugas", "hubungi petugas",
			"ada petugas",
			"officer", "Officer please", "an officer", "talk to an officer", "I want to talk to an officer", "human", "agent",
			"good morning, can I talk to someone",
		},
		Greeting: {
			"assalamualaikum", "Assalamu'alaikum", "ass", "p", "P", "pagi", "selamat pagi pak", "pagi min", "halo",
			"hallo kak", "hai", "tes", "permisi", "assalamualaikum wr. wb.", "halo selamat pagi", "good morning", "Good morning sir",
		},
		Thanks: {
			"terima kasih", "Terima kasih banyak pak", "makasih", "mksh", "makasih ya", "trims", "ok makasih", "suwun",
		},
		Status: {
			"apakah saya terlindungi?", "sdh aktif blm", "bpjs saya masih aktif?", "am I covered", "sampai kapan",
			"status", "cek status", "mau cek status", "cek", "/status", "check", "check my registration",
		},
		Register: {
			"daftar", "mau daftar", "saya ingin daftar", "assalamualaikum, saya mau daftar", "Halo min mau daftar",
			"daftar bpjs", "cara daftar", "pendaftaran", "I want to register", "how to register",
		},
		Language: {"bahasa", "ganti bahasa", "english"},
		Privacy:  {"privasi", "kebijakan privasi", "privacy"},
		Data:     {"data", "data saya", "mau lihat data saya", "Data Saya!", "my data", "salinan data", "I want to see my data"},
		Correct:  {"perbaiki data", "mau ubah data", "data saya salah", "correct my data", "my data is wrong"},
		Consents: {"tarik persetujuan", "saya mau cabut persetujuan", "withdraw my consent"},
		Delete:   {"hapus data saya", "mau hapus data saya", "hapus akun", "delete my data", "I want to delete my data"},
		Others:   {"cek orang lain", "mau cek suami", "cek istri saya", "cek keluarga", "check my wife", "I want to check someone else"},
		Helper:   {"pembantu", "mau jadi pembantu", "pak saya ingin menjadi pembantu", "become a helper", "I want to become a helper"},
		Assist:   {"daftarkan warga", "mau daftarkan orang lain", "bantu daftar", "register someone else", "I want to register someone else"},
		People:   {"warga saya", "daftar warga", "my people"},
		Claim:    {"klaim", "kartu klaim", "saya punya kartu klaim", "claim", "kode klaim"},
		Accident: {
			"kecelakaan", "lapor kecelakaan", "saya kecelakaan", "kaki luka kena parang", "dipatok ular di kebun", "suami saya jatuh dari pohon sawit",
			"bapak jatuh dr perahu tadi pagi", "luka kerja", "teman saya tertimpa kayu",
			"accident", "I had an accident", "my husband was injured at work", "he fell from a palm tree", "report an accident",
			"my friend was in an accident near the river",
			"celaka", "tolong pak ada kecelakaan kerja di kebun", "kecelakaan di jalan poros",
			"assalamualaikum, suami saya kecelakaan", "tangan saya terjepit mesin", "digigit buaya",
		},
		Death: {
			"meninggal", "suami meninggal", "suami saya meninggal dunia tadi malam", "bapak saya wafat", "ayah mati", "tewas",
			"mati", "lapor kematian", "suami kecelakaan lalu meninggal",
			"died", "death", "my husband died", "My husband died last night", "my father has died", "my wife passed away", "he is dead",
			"my husband died in a car accident", "I want to report a death", "no one helps, my mother passed away",
			"istri saya sudah meninggal", "Innalillahi, ibu meninggal",
		},
		Pay: {
			"iuran", "bayar", "mau bayar", "cara bayar", "gmn cara bayar pak", "bayar mandiri", "brp iurannya", "berapa iuran saya", "byr dimana",
			"saya mau bayar iuran", "pak, bayarnya brp?", "blm bayar", "belum bayar iuran", "sy blm byr", "jatuh tempo", "kapan jatuh tempo",
			"how much do I pay", "I want to pay", "where do I pay?", "I have not paid", "assalamualaikum mau bayar",
		},
		Paid: {
			"sudah bayar", "sdh byr", "saya sudah bayar", "udah bayar pak", "sy udh bayar iuran", "ini bukti bayar", "bukti bayar", "lunas",
			"sampun bayar", "I have paid", "already paid", "barusan bayar min",
		},
		Benefit: {"manfaat", "manfaatnya apa", "dapat apa saja", "santunan berapa", "benefits", "what do I get"},
		GoOn:    {"lanjut sendiri?", "mau lanjut sendiri", "saya mau lanjut bayar sendiri pak", "Rencana bayar", "perpanjang", "I want to go on paying"},
		Onward:  {"lanjut", "Lanjut dong", "lanjutkan", "mau lanjut"},
		Spare: {
			"unsubscribe", "jangan kirim lagi", "jangan kirim lagi ya pak", "berhenti langganan", "stop pesan", "tolong jangan ganggu lagi",
			"gausah kirim lagi", "stop sending messages",
		},
		Reminders: {"pengingat", "/pengingat", "atur pengingat", "stop pengingat", "matikan pengingat", "ingatkan lagi", "please stop reminders"},
		Genuine: {
			"resmi?", "pesan ini resmi?", "ini resmi gak pak", "/resmi", "penipuan", "Hoax", "ini hoaks?", "pak ini penipuan bukan?", "ini asli apa palsu",
			"apakah ini benar dari dinas?", "is this official?", "is this a scam?",
		},
		Suspect: {
			"benar ini?", "ini benar?", "benar ini pak?", "bener gak nih", "ini betul tidak ya", "is this true?",
			"saya dapat sms suruh transfer, ini penipuan ya", "tetangga saya ditipu orang mengaku petugas", "is this message a scam or not",
		},
		"": {
			"benar", "iya benar", "betul", "Resmiati", "Sri Resmi", "kantor resmi desa", "tukang pengingat", "sudah lanjut", "lanjut usia", "Jl. Penipu 3",
			"sudah", "udah", "sdh", "blm", "belum", "sudah benar", "sudah daftar", "bayar pajak", "Bayar Siti", "Jl. Iuran", "juru bayar",
			"sudah bayar pajak motor", "sudah dapat", "Aktif Wijaya",
			"", " ", "Menur", "Jl. Kembali", "Jl. Kembali No 3", "Jl. Mati Air", "Jl. H. Wafat No 2", "rumah di gang wafat", "bapak belum mati", "Gang Meninggal 2", "Desa Kecelakaan",
			"Budi Kembali", "Menu Sari", "Ulangan", "Pagi Hari Susanto",
			"Siti Batal", "Stopa", "bpjs saya mati", "lampu mati", "hp suami mati", "kartu bapak saya mati", "mati lampu",
			"belum meninggal", "tidak kecelakaan", "bukan kecelakaan",
			"tidak pernah kecelakaan", "kalau meninggal dapat berapa", "jika kecelakaan bagaimana",
			"jaminan kecelakaan kerja", "jaminan kematian", "warga baru", "pembantu rumah tangga", "data diri", "Warga Sari", "cek gaji",
			"petani", "operator alat berat", "petugas kebersihan", "ya", "tidak", "12 Mei 1985", "saya", "pak",
			"Harun bin Wafat", "jangan batal", "batalyon", "daftar harga",
			"Salam", "saya pernah dengar bahwa di desa lain ada orang yang kecelakaan kerja dan mendapat uang banyak",
			"tidak mati", "Matius", "Kematian Budi", "pintu keluar",
			"I Balik", "I Wayan Restart", "Human Sari", "Officer Budi", "Jl. Officer 3", "Gang Agent", "sales agent", "rice agent",
			"security officer", "army officer", "check point", "Check Sari", "my database", "back road", "near the previous market",
			"I quit school", "start over there", "good", "morning market",
			"my phone died", "the battery is dead", "my father's phone is dead", "my husband has not died", "my cow died", "nobody died",
			"no one died", "Harun bin Died", "if my husband died how much", "what is the death benefit", "death certificate",
			"my wife hasn't passed away", "Dead Sea street", "accident insurance", "work accident protection", "I never had an accident",
			"no one was injured", "nobody had an accident", "if I had an accident", "Jl. was injured 3", "my income fell from 2 million",
			"I want", "I want to", "please",
		},
	} {
		for _, text := range texts {
			got, ok := IntentOf(text)
			if got != want || ok != (want != "") {
				t.Errorf("IntentOf(%q) = %q, %t; want %q", text, got, ok, want)
			}
		}
	}
}

func TestNoPhraseHasTwoIntents(t *testing.T) {
	listed := make(map[string]Intent)
	for intent, phrases := range intentLexicon {
		for _, phrase := range phrases {
			if Fold(phrase) != phrase {
				t.Errorf("%q can never be found: it folds to %q", phrase, Fold(phrase))
			}
			if other, ok := listed[phrase]; ok && other != intent {
				t.Errorf("%q is listed under %s and %s", phrase, other, intent)
			}
			listed[phrase] = intent
		}
	}
}

func FuzzIntentOf(f *testing.F) {
	for _, seed := range []string{"batal", "halo p pagi", "suami meninggal", "jl", "pagi pagi pagi", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, ok := IntentOf(text)
		if ok != (got != "") {
			t.Errorf("IntentOf(%q) = %q, %t", text, got, ok)
		}
		if again, _ := IntentOf(Fold(text)); again != got {
			t.Errorf("IntentOf(%q) = %q, folded %q", text, got, again)
		}
	})
}
