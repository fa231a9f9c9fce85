package reading

import "slices"

// Surmise is what a short message is probably about, by the words in it: "siapa yang bayar bulan depan" is about Status. It may be wrong, and
// speaks only where nothing else reads the message; whoever goes by it should let the person say otherwise. It reads at most twelve words.
func Surmise(text string) (Intent, bool) {
	all := words(text)
	if len(all) > longest || isAddress(all) {
		return "", false
	}
	for _, guess := range surmises {
		if guess.fits(all) {
			return guess.intent, true
		}
	}
	return "", false
}

// guess is an intent and groups of words, of each of which one has to be said.
type guess struct {
	intent Intent
	groups []map[string]bool
}

func (g guess) fits(all []string) bool {
	return !slices.ContainsFunc(g.groups, func(group map[string]bool) bool {
		return !slices.ContainsFunc(all, func(word string) bool { return group[word] })
	})
}

// surmises are tried in this order: what is told by more words, or is worse to miss, comes first.
var surmises = []guess{
	{Spare, []map[string]bool{set(`stop setop berhenti brenti brhenti henti hentikan jangan jgn gausah`), set(`pesan pesan2 psn kirim dikirim kirimi sms chat wa message messages`)}},
	{Assist, []map[string]bool{
		set(`daftarkan daftarin daftarken didaftarkan mendaftarkan dftrkan register`),
		set(`suami istri bapaknya ibunya ayah ibu bapak mertua anak adik kakak saudara tetangga teman orang warga keluarga ortu husband wife mother father friend neighbour`),
	}},
	{Correct, []map[string]bool{
		set(`salah keliru ganti diganti ubah berubah pindah hilang wrong change changed moved`),
		set(`nama nik nomor nomer no hp wa alamat rumah tanggal tgl lahir ktp desa data name phone address`),
	}},
	{GoOn, []map[string]bool{set(`setelah sesudah stelah kalau kalo klo jika after`), set(`habis abis berakhir selesai ends over`)}},
	{Benefit, []map[string]bool{
		set(`dapat dpt dapet dapatnya untung untungnya guna gunanya kegunaan manfaat manfaatnya faedah fungsi fungsinya santunan bedanya benefit benefits`),
		set(`apa apaan berapa brp kalau kalo klo bpjs what`),
	}},
	{Status, []map[string]bool{set(`siapa siapakah sapa siapo who`), set(`bayar bayari bayarin bayarkan membayar bayarnya dibayari byr nanggung menanggung tanggung pays pay`)}},
	{Status, []map[string]bool{
		set(`aktif aktip aktifkah terdaftar tedaftar kedaftar terlindungi dilindungi perlindungan berlaku berlakunya habis abis habisnya berakhir
			diproses diperiksa diverifikasi disetujui kartu kartunya kpj active covered registered cover expire expires`),
	}},
	{Status, []map[string]bool{set(`sampai sampe smpai until`), set(`kapan kpn mana bulan bln when`)}},
	{Status, []map[string]bool{set(`dapat dpt dapet masuk keluar cair ada kebagian`), set(`bantuan bantuannya nama subsidi`)}},
	{Status, []map[string]bool{set(`selanjutnya berikutnya next`), set(`apa gimana gmn bagaimana what`)}},
	{Pay, []map[string]bool{
		set(`bayar byr bayarnya membayar dibayar iuran iurannya transfer tf rekening va briva sebulan perbulan tunggakan nunggak denda indomaret
			alfamart brilink kantorpos pay payment contribution`),
	}},
	{Officer, []map[string]bool{set(`telpon telepon telfon telp tlp kantor kantornya petugas petugasnya orang call office officer`)}},
	{Register, []map[string]bool{set(`daftar daftarnya mendaftar pendaftaran dftar ikut ikutan syarat syaratnya persyaratan gratis gratiskah register join free`)}},
}
