package flows_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"jagaetam/internal/chat"
	officers "jagaetam/internal/desk"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/identity"
	"jagaetam/internal/record"
	"jagaetam/internal/transcript"
	"jagaetam/locales"
)

// personal are things that a group must never show of the worker who is registered in the test.
var personal = []string{"6402065205859001", "0652 0585", "Nur'aini", "Jl. Pesut", "0812 3456", "0812-3456", "1985"}

// inConversation are what somebody with a case types and sends, much of it better not shown to a group.
var inConversation = []transcript.Doing{
	{Text: "petugas"}, {Text: "kecelakaan"}, {Text: "suami saya jatuh dari pohon"}, {Text: "ibu meninggal"}, {Tap: "Ya, hubungi saya"},
	{Tap: "Lengkapi laporan"}, {Tap: "Orang lain"}, {Tap: "Siti, JE-000001-6"}, {Text: "6402065205859001"}, {Text: "NIK 6402 0652 0585 9001 ya"},
	{Text: "Hubungi 0812-3456-7890"}, {Text: "+62 812 3456 7890"}, {Text: "tadi pagi"}, {Text: "di kebun"}, {Text: "batal"}, {Text: "ya"}, {Text: "belum"},
	{Text: "Hal lain"}, {Text: "Data saya salah"}, {Text: "apa saja"}, {Place: true}, {Media: chat.MediaVoice}, {Media: chat.MediaSticker},
	{Media: chat.MediaPhoto, Caption: "NIK 6402065205859001"}, {Media: chat.MediaPhoto, Caption: "hp 081234567890"}, {Media: chat.MediaDocument},
	{Own: true}, {Contact: "081234567890"}, {Edit: "ralat: 081234567890"}, {Text: "/berkas"}, {Tap: "☐ Kartu peserta"}, {Text: "status"}, {Text: "data saya"},
	{Tap: "Sudah beres"}, {Tap: "Belum"}, {Tap: "4 ⭐"},
}

// atTheDesk are what officers do.
var atTheDesk = []transcript.Doing{
	{Tap: "Ambil"}, {Tap: "Serahkan"}, {Tap: "petugas 2"}, {Tap: "Kembali ke meja"}, {Tap: "Catatan"}, {Tap: "Lihat data"}, {Tap: "Memastikan orangnya"},
	{Tap: "Memperbaiki data"}, {Tap: "Jawaban cepat"}, {Tap: "Mohon ditunggu"}, {Tap: "Tutup"},
	{InGroup: true, Text: "Baik, Bu."}, {InGroup: true, Text: "// catatan"}, {InGroup: true, Text: "lihat: mencocokkan nama"}, {InGroup: true, Text: "/antrean"},
	{InGroup: true, In: transcript.General, Text: "/antrean"}, {InGroup: true, Media: chat.MediaPhoto, Caption: "ini"}, {Edit: "Baik sekali, Bu."},
}

// Whatever a person and the officers do, no identity number, telephone number, full name, birth date or address comes into the group.
func TestNothingPersonalComesIntoTheGroup(t *testing.T) {
	b, texts := book(t)
	d := office(t)
	seen, shown := map[string]bool{}, 0
	rapid.Check(t, func(r *rapid.T) {
		m := atWork(r, b, texts, d)
		for range rapid.IntRange(1, 40).Draw(r, "steps") {
			who, doing := "worker", rapid.SampledFrom(inConversation).Draw(r, "does")
			if rapid.IntRange(0, 2).Draw(r, "officer") == 0 {
				who, doing = rapid.SampledFrom([]string{"officer", "rina"}).Draw(r, "who"), rapid.SampledFrom(atTheDesk).Draw(r, "does at the desk")
			}
			_ = m.Do(r.Context(), who, doing) // there may be no such button, or no topic yet
			for _, s := range m.Said() {
				if s.Who != transcript.Officers && (s.Who != "" || who == "worker") {
					continue
				}
				shown++
				text := strings.Join(append([]string{s.Topic, s.Text, s.Answers, fmt.Sprint(s.Buttons)}, s.Above...), "\n")
				if s.Who != transcript.Officers {
					continue // an officer's own telephone
				}
				seen[strings.SplitN(s.Text, " ", 2)[0]] = true
				text = strings.ReplaceAll(text, "0812 3456 7890", "") // the example in the bot's own complaint about a number
				if identity.Redact(text) != text {
					r.Fatalf("the group is shown a number after %+v: %s", doing, text)
				}
				for _, never := range personal {
					if strings.Contains(text, never) {
						r.Fatalf("the group is shown %q after %+v: %s", never, doing, text)
					}
				}
			}
		}
	})
	if shown < 100 || len(seen) < 10 {
		t.Errorf("the group was shown %d messages of %d sorts", shown, len(seen))
	}
}

// atWork is a machine with two officers in their group, and a worker who has registered.
func atWork(r *rapid.T, b *dialogue.Book, texts *locales.Catalogue, d *officers.Desk) *transcript.Machine {
	m := transcript.NewMachine(b, texts, transcript.Began)
	m.AtDesk(d)
	do := func(who string, doing transcript.Doing) {
		if err := m.Do(r.Context(), who, doing); err != nil {
			r.Fatal(err)
		}
	}
	for _, who := range []string{"officer", "rina"} {
		given := transcript.Given{Who: who, Roles: []record.Role{record.RoleOperator, record.RoleAdmin}}
		if err := m.Given(r.Context(), given); err != nil {
			r.Fatal(err)
		}
		do(who, transcript.Doing{Group: transcript.Joins})
	}
	do("officer", transcript.Doing{InGroup: true, In: transcript.General, Text: "/kantor"})
	if rapid.Bool().Draw(r, "registered") {
		for i, text := range register {
			if i == 3 {
				text = "Siti Nur'aini"
			}
			do("worker", transcript.Doing{Text: text})
		}
		do("worker", transcript.Doing{Text: "kirim"})
	}
	m.Said()
	return m
}
