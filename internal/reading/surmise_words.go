package reading

import "strings"

// oneOf is a list of phrases, parted by a stroke, each of which is a whole message.
func oneOf(phrases string) []string {
	all := strings.Split(phrases, "|")
	for i := range all {
		all[i] = strings.TrimSpace(all[i])
	}
	return all
}

// surmises are tried in this order: what is told by more words, or is worse to miss, comes first.
var surmises = []guess{
	{intent: Spare, groups: []map[string]bool{set(`stop setop berhenti brenti brhenti henti hentikan jangan jgn gausah`), set(`pesan pesan2 psn kirim dikirim kirimi sms chat wa message messages`)}},
	{intent: Assist, groups: []map[string]bool{
		set(`daftarkan daftarin daftarken didaftarkan mendaftarkan dftrkan register`),
		set(`suami istri bapaknya ibunya ayah ibu bapak mertua anak adik kakak saudara tetangga teman orang warga keluarga ortu husband wife mother father friend neighbour`),
	}},
	{intent: NoCard, sure: true, phrases: oneOf(`ktp di rumah|ktp dirumah|ktpnya di rumah|ktp di tas|ktp tidak dibawa|ktp ga dibawa`), groups: []map[string]bool{set(`hilang ilang lupa ketinggalan tertinggal rusak lost forgot forgotten`), set(`ktp nik`)}},
	{intent: NoCard, sure: true, groups: []map[string]bool{
		denials, set(`punya pny pnya ada bawa pegang hapal hafal ingat inget tau tahu have remember know`), set(`ktp nik kk`),
	}},
	{intent: Amend, sure: true, phrases: oneOf(`
		tadi salah|salah tadi|yang tadi salah|salah ketik|salah ketik tadi|tadi salah ketik|salah isi|tadi salah isi|salah tulis|tadi salah tulis|salah pencet|
		tadi salah pencet|keliru|keliru tadi|mau ganti nama|mau ubah|mau perbaiki|i made a mistake|that was wrong
	`)},
	{intent: Correct, groups: []map[string]bool{
		set(`salah keliru ganti diganti ubah berubah pindah hilang wrong change changed moved`),
		set(`nama nik nomor nomer no hp wa alamat rumah tanggal tgl lahir ktp desa data name phone address`),
	}},
	{intent: Why, sure: true, phrases: oneOf(`ini untuk apa|ini buat apa|untuk apa ini|buat apa ini|kenapa|knp|mengapa|untuk apa|utk apa|buat apa|why|what for`),
		groups: []map[string]bool{set(`kenapa knp mengapa ngapain apa why`), set(`untuk utk buat kenapa knp mengapa ngapain why`),
			set(`nik ktp data nomor nomer no hp wa alamat rumah penghasilan gaji pekerjaan lahir desa tanya ditanya ditanyakan nanya diminta minta harus perlu pakai isi diisi need ask
				phone address income number`)}},
	{intent: NoCard, groups: []map[string]bool{set(`nik`), set(`mana dimana apa apaan lihat liat cari where what`)}},
	{intent: Consents, groups: []map[string]bool{set(`berhenti brenti brhenti keluar mundur quit leave`), set(`ikut ikutan program bantuan kepesertaan peserta programme`)}},
	{intent: Genuine, groups: []map[string]bool{set(`benar beneran bener betul betulan asli resmi really`), set(`pemerintah pemda dinas disnaker distransnaker kantor government`)}},
	{intent: Menu, phrases: oneOf(`siapa ini|ini siapa|kamu siapa|siapa kamu|anda siapa|ini nomor siapa|nomor siapa ini|ini dari mana|dari mana ini|who is this|who are you`)},
	{intent: Ok, phrases: oneOf(`ok|oke|okey|okay|okee|siap|sip|baik|baiklah|mantap|jos|noted|alright`)},
	{intent: Savings, groups: []map[string]bool{set(`jht pensiun`)}},
	{intent: Health, groups: []map[string]bool{
		set(`sakit demam berobat obat opname hamil melahirkan bersalin lahiran operasi puskesmas kesehatan askes sick ill pregnant medicine`),
		set(`bisa ditanggung tanggung klaim dapat dpt gratis pakai pake beda bedanya apa kah bpjs covered claim`),
	}},
	{intent: Officer, groups: []map[string]bool{set(`santunan klaim claim`), set(`cair cairnya dicairkan kapan berapa lama when long`)}},
	{intent: Cash, groups: []map[string]bool{set(`cair cairnya dicairkan`)}},
	{intent: Cash, groups: []map[string]bool{
		set(`uang uangnya duit tunai cash bansos blt sembako money`), set(`dapat dpt dapet terima menerima dikasih kapan berapa brp apa get how when`),
	}},
	{intent: Pay, sure: true, groups: []map[string]bool{set(`bayar byr membayar pay`), set(`kah harus perlu must`)}},
	{intent: Pay, sure: true, phrases: oneOf(`bayar gak|bayar ga|bayar tidak|bayar tdk|apakah bayar|apa bayar`)},
	{intent: Free, groups: []map[string]bool{set(`gratis gratiskah cuma2 cumacuma biaya biayanya berbayar pungutan pungli free cost fee`)}},
	{intent: Safe, sure: true, groups: []map[string]bool{set(`penipuan penipu nipu tipuan ditipu tertipu hoax hoaks scam bohongan`)}},
	{intent: Safe, groups: []map[string]bool{set(`aman amankah bocor bocorkah disalahgunakan salahgunakan dijual rahasia safe secure leaked misused`)}},
	{intent: GoOn, groups: []map[string]bool{set(`setelah sesudah stelah kalau kalo klo jika after`), set(`habis abis berakhir selesai ends over`)}},
	{intent: Benefit, groups: []map[string]bool{
		set(`dapat dpt dapet dapatnya untung untungnya guna gunanya kegunaan manfaat manfaatnya faedah fungsi fungsinya santunan bedanya benefit benefits`),
		set(`apa apaan berapa brp kalau kalo klo bpjs what`),
	}},
	{intent: Benefit, groups: []map[string]bool{set(`bpjs bpjstk jamsostek ketenagakerjaan`), set(`apa apaan what`)}},
	{intent: Status, groups: []map[string]bool{set(`siapa siapakah sapa siapo who`), set(`bayar bayari bayarin bayarkan membayar bayarnya dibayari byr nanggung menanggung tanggung pays pay`)}},
	{intent: Status, groups: []map[string]bool{
		set(`aktif aktip aktifkah terdaftar tedaftar kedaftar terlindungi dilindungi perlindungan berlaku berlakunya habis abis habisnya berakhir
			diproses ditolak tertolak diperiksa diverifikasi disetujui kartu kartunya kpj active covered registered cover expire expires`),
	}},
	{intent: Status, groups: []map[string]bool{set(`sampai sampe smpai until`), set(`kapan kpn mana bulan bln when`)}},
	{intent: Status, groups: []map[string]bool{set(`dapat dpt dapet masuk keluar cair ada kebagian`), set(`bantuan bantuannya nama subsidi`)}},
	{intent: Status, groups: []map[string]bool{set(`selanjutnya berikutnya next`), set(`apa gimana gmn bagaimana what`)}},
	{intent: Pay, groups: []map[string]bool{
		set(`bayar byr bayarnya membayar dibayar iuran iurannya transfer tf rekening va briva sebulan perbulan tunggakan nunggak denda indomaret
			alfamart brilink kantorpos pay payment contribution`),
	}},
	{intent: Officer, groups: []map[string]bool{set(`telpon telepon telfon telp tlp kantor kantornya petugas petugasnya orang call office officer`)}},
	{intent: Register, groups: []map[string]bool{set(`daftar daftarnya mendaftar pendaftaran dftar ikut ikutan syarat syaratnya persyaratan register join`)}},
	{intent: HowLong, sure: true, phrases: oneOf(`masih banyak|masih lama|lama banget|lama sekali|banyak banget|banyak sekali|panjang banget|panjang sekali|capek|cape|capek ngetik|cape ngetik|berapa lama|kapan selesai|how long|how many more`),
		groups: []map[string]bool{set(`berapa brp masih msh how`), set(`lama banyak pertanyaan pertanyaannya langkah long many`), set(`lagi lg pertanyaan pertanyaannya langkah more questions`)}},
	{intent: Later, sure: true, phrases: oneOf(`
		nanti|nanti dulu|nanti lagi|nanti lanjut|nanti dilanjut|nanti malam|nanti sore|lanjut nanti|lanjut besok|besok|besok lanjut|
		besok lagi|lain kali|lain waktu|sibuk|lagi sibuk|masih sibuk|lagi kerja|masih kerja|lagi di laut|masih di laut|lagi di sawah|
		sebentar|tunggu|tunggu sebentar|later|not now|tomorrow|i am busy|im busy
	`)},
	{intent: Explain, sure: true, phrases: oneOf(`
		maksudnya|maksudnya apa|maksudnya gimana|apa maksudnya|apa itu|itu apa|apa ini|ini apa|apa artinya|artinya apa|contoh|
		contohnya|contohnya apa|contohnya gimana|isi apa|diisi apa|tulis apa|ketik apa|jawab apa|gimana nulisnya|nulisnya gimana|
		gimana isinya|isinya apa|dijawab apa|what do you mean|what is that|what should i write|example
	`)},
}
