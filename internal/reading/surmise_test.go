package reading

import "testing"

func TestSurmise(t *testing.T) {
	for want, texts := range map[Intent][]string{
		Status: {
			"bulan depan siapa yang bayar", "siapa yang bayar iuran saya", "yang bayar siapa", "who pays for me?", "bpjs saya aktif tidak",
			"bpjs sy msh aktif kah", "apa saya sudah terdaftar", "sdh terdaftar blm", "saya sudah dapat bantuan belum", "nama saya ada tidak pak",
			"nama saya sudah masuk belum", "kapan habisnya", "sampai bulan apa", "bpjs saya sampai kapan", "masa berlakunya sampai kapan",
			"sampai kapan saya dilindungi", "selanjutnya apa", "pendaftaran saya sudah sampai mana", "sudah diproses belum",
			"kartu bpjs saya mana", "nomor kpj saya", "saya dapat bantuan tidak",
		},
		Pay: {
			"saya kena berapa kalau bayar sendri", "bisa bayar di indomaret", "transfer ke mana", "nomer va saya", "kode bayar saya mana",
			"berapa bayarnya sebulan", "bayar gak", "ini bayar kah", "apakah harus bayar", "iuran per bulan berapa", "nunggak 2 bulan", "can I pay at the post office",
		},
		GoOn:     {"setelah habis bagaimana", "kalau sudah habis gimana pak", "sesudah bantuan berakhir"},
		Benefit:  {"kalau meninggal dapat berapa", "kalau kecelakaan dapat apa", "kegunaan bpjs", "bpjs itu apa", "apa bedanya"},
		Register: {"syaratnya apa", "gimana cara daftarnya", "mau ikut", "how can I join"},
		Assist:   {"mau daftarkan suami", "daftarkan istri saya", "bisa daftarin tetangga?", "I would like to register my mother"},
		Amend:    {"tadi salah", "salah ketik tadi", "yang tadi salah"},
		Correct:  {"ganti nomor hp", "nomor hp saya ganti", "saya pindah rumah", "salah ketik nama", "nik saya salah", "hp saya hilang"},
		Spare:    {"saya mau brenti pesan2 ini", "jangan kirim sms terus"},
		Free:     {"apa ini gratis", "ini gratis pak?", "ada biayanya?", "is it free"},
		Safe:     {"data saya aman?", "aman gak pak", "nanti disalahgunakan"},
		Why:      {"kenapa", "untuk apa", "buat apa nik saya", "nik untuk apa", "kenapa harus pakai nik", "kenapa tanya penghasilan", "why do you need my income"},
		NoCard:   {"gak punya ktp", "ktp saya hilang pak", "lupa nik", "tidak hafal NIK", "blm punya ktp", "I forgot my NIK", "nik itu apa", "nik di mana", "lihat nik dimana"},
		HowLong:  {"masih banyak?", "berapa lama lagi", "masih berapa pertanyaan lagi", "berapa lama", "how long"},
		Later:    {"nanti saja", "besok aja ya pak", "saya sibuk", "lagi di laut", "tunggu sebentar", "later"},
		Health:   {"sakit demam bisa klaim?", "apa bedanya dengan bpjs kesehatan", "istri hamil ditanggung?"},
		Savings:  {"jht itu apa", "dapat pensiun gak"},
		Cash:     {"kapan bantuan cair", "uangnya kapan masuk", "dapat duit berapa"},
		Ok:       {"ok", "sip pak", "👍", "🙏🙏", "baik bu"},
		Menu:     {"ini siapa", "ini nomor siapa"},
		Consents: {"mau berhenti ikut", "keluar dari program"},
		Genuine:  {"ini dari pemerintah beneran?"},
		Explain:  {"apa ini", "maksudnya?", "apa itu", "contohnya gimana"},
		Officer:  {"bisa telpon?", "minta nomor petugas", "kantornya dimana", "ada orang?"},
		"": {
			"", "Budi", "12 Mei 1985", "ya", "besok hujan", "Jl. Kartu 3", "siapa", "sampai", "nama saya Budi", "terima kasih banyak",
			"saya mau cerita panjang lebar tentang tetangga saya yang kemarin ikut daftar di kantor desa sana",
		},
	} {
		for _, text := range texts {
			if got, ok := Surmise(text); got != want || ok != (want != "") {
				t.Errorf("Surmise(%q) = %q, %t; want %q", text, got, ok, want)
			}
		}
	}
}

// TestBeside holds what is said in place of a name or an address against what is one.
func TestBeside(t *testing.T) {
	for want, texts := range map[Intent][]string{
		Free:    {"ini gratis?", "apa ini gratis", "gratis kah 🙏"},
		Safe:    {"data saya aman?", "aman gak pak"},
		Why:     {"kenapa harus nik", "untuk apa"},
		NoCard:  {"gak punya ktp", "ktp saya hilang pak", "lupa nik"},
		HowLong: {"masih lama"},
		Later:   {"nanti saja", "lagi di laut"},
		Explain: {"maksudnya?", "contohnya"},
		Status:  {"siapa yang bayar?"},
		Pay:     {"transfer ke mana", "apakah harus bayar", "bayar gak", "ini bayar kah nanti"},
		"": {
			"", "Budi", "Aman", "Aman Setiawan", "Nik Aminah", "Siti Gratia", "Siti?", "Lama", "Jl. Nanti No. 3", "pasar Tangga Arung?", "sungai Mahakam",
			"kapan saja di pasar", "gratis", "sawah bayar sewa", "kantor desa", "toko sembako, mana saja", "di rumah, tidak tentu", "tidak ada", "apa saja", "kerja ikut orang",
		},
	} {
		for _, text := range texts {
			if got, ok := Beside(text); got != want || ok != (want != "") {
				t.Errorf("Beside(%q) = %q, %t; want %q", text, got, ok, want)
			}
		}
	}
}

func TestTalks(t *testing.T) {
	for _, text := range []string{"saya tidak bisa baca", "sinyal jelek", "kalau ortu gimana", "siapa", "udah segini aja", "hp hilang", "nama saya Siti", "I forgot"} {
		if !Talks(text) {
			t.Errorf("%q passes for a name", text)
		}
	}
	for _, name := range []string{"Siti Aminah", "Suriansyah", "H. Ma'ruf Al-Amin, S.Pd", "Aji Muhammad", "Made Bayu", "Yohanes Mau", "Tukijo", "Nur Salamah", "Pak Udin"} {
		if Talks(name) {
			t.Errorf("%q sounds like something said", name)
		}
	}
}

func TestSurmisedWordsCanBeFound(t *testing.T) {
	for _, guess := range surmises {
		for _, phrase := range guess.phrases {
			if Fold(phrase) != phrase {
				t.Errorf("%q of %s can never be found: it folds to %q", phrase, guess.intent, Fold(phrase))
			}
		}
		for _, group := range guess.groups {
			for word := range group {
				if Fold(word) != word {
					t.Errorf("%q of %s can never be found: it folds to %q", word, guess.intent, Fold(word))
				}
			}
		}
	}
}

func FuzzSurmise(f *testing.F) {
	for _, seed := range []string{"ini gratis?", "lupa nik", "jl nanti", "kenapa harus nik ?!🙏", "?", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		guess, ok := Surmise(text)
		if ok != (guess != "") {
			t.Errorf("Surmise(%q) = %q, %t", text, guess, ok)
		}
		if again, _ := Surmise(Fold(text)); again != guess && guess != Ok {
			t.Errorf("Surmise(%q) = %q, folded %q", text, guess, again)
		}
		if beside, ok := Beside(text); ok && beside != guess {
			t.Errorf("Beside(%q) = %q, but Surmise %q", text, beside, guess)
		}
		if Asks(text) && !Talks(text) {
			t.Errorf("%q asks and does not talk", text)
		}
	})
}
