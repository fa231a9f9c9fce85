package reading

import (
	"slices"
	"strings"
)

// Intent is what a person wants who says something other than the answer to the question.
type Intent string

// Intents read only when they are the whole message, courtesies aside ("pak saya mau batal"), so that a name such as Menur or
// an address such as Jl. Kembali is never taken for one. Officer may still be a trade ("operator", "admin"), and Help, Status,
// Register, Pay or Paid a button: let the open question read its own answer first.
const (
	Cancel    Intent = "cancel"    // batal, gajadi
	Back      Intent = "back"      // kembali, balik
	Restart   Intent = "restart"   // ulang, mulai lagi
	Stop      Intent = "stop"      // a lone stop or berhenti: cancels a form; elsewhere it may mean no more messages, so ask
	Help      Intent = "help"      // bantuan, bingung, gmn caranya
	Menu      Intent = "menu"      // menu
	Officer   Intent = "officer"   // petugas, admin, cs, officer
	Greeting  Intent = "greeting"  // assalamualaikum, pagi, p
	Thanks    Intent = "thanks"    // terima kasih
	Status    Intent = "status"    // cek status, apakah saya terlindungi
	Register  Intent = "register"  // mau daftar
	Language  Intent = "language"  // ganti bahasa
	Privacy   Intent = "privacy"   // privasi
	Data      Intent = "data"      // data saya
	Correct   Intent = "correct"   // perbaiki data
	Consents  Intent = "consents"  // tarik persetujuan
	Delete    Intent = "delete"    // hapus data
	Others    Intent = "others"    // cek orang lain, cek istri
	Helper    Intent = "helper"    // pembantu, jadi pembantu
	Assist    Intent = "assist"    // daftarkan warga
	People    Intent = "people"    // warga saya
	Claim     Intent = "claim"     // klaim, kartu klaim
	Pay       Intent = "pay"       // iuran, cara bayar, belum bayar: what there is to pay
	Paid      Intent = "paid"      // sudah bayar, bukti bayar: a lone "sudah" is an answer, and none of these
	Benefit   Intent = "benefit"   // manfaat, santunan, dapat apa
	GoOn      Intent = "go-on"     // lanjut sendiri, rencana bayar
	Onward    Intent = "onward"    // lanjut: the same, unless it answers something
	Spare     Intent = "spare"     // jangan kirim lagi: no more messages, so ask which
	Reminders Intent = "reminders" // pengingat: which messages are sent
	Genuine   Intent = "genuine"   // pesan ini resmi: whether a message is the office's
	Suspect   Intent = "suspect"   // benar ini, or of fraud anywhere in a short sentence: the same, unless it answers something
	Notify    Intent = "notify"    // kabari saya, beri tahu saya: to be told when registration opens
)

// Intents that Surmise and Beside alone find: what people ask or say about the service at any time, or in the middle of something in place of an
// answer.
const (
	Explain Intent = "explain"  // maksudnya? contohnya?
	Free    Intent = "free"     // gratis? harus bayar?
	Safe    Intent = "safe"     // data saya aman?
	Why     Intent = "why"      // kenapa harus pakai NIK?
	NoCard  Intent = "no-card"  // lupa NIK, KTP hilang, NIK di mana
	Cash    Intent = "cash"     // kapan cair, dapat uang berapa
	Health  Intent = "health"   // sakit demam bisa klaim?
	Savings Intent = "savings"  // jht itu apa
	Ok      Intent = "ok"       // ok, sip, 👍: nothing is asked
	Amend   Intent = "amend"    // tadi salah ketik
	HowLong Intent = "how-long" // masih banyak? berapa lama lagi
	Later   Intent = "later"    // nanti saja, besok
)

// Intents read inside a sentence of at most twelve words as well ("suami saya jatuh dari pohon"). They stay silent in an address
// ("Jl. Mati Air"), in the name of a benefit ("jaminan kematian"), after a denial and in a supposition ("kalau meninggal").
// "Mati" alone is said of lamps, phones and lapsed membership too: it counts only beside a person, and "died" after one. A text with both is a Death.
// Since a form may well ask after somebody who is dead ("nama ibu: sudah meninggal"), ask before leaving it.
const (
	Accident Intent = "accident" // kecelakaan, jatuh dari, luka kerja, had an accident
	Death    Intent = "death"    // meninggal, wafat, passed away
)

// longest is the number of words up to which a sentence is searched for an accident or a death.
const longest = 12

// IntentOf reads the words that mean something at any moment, and says whether there were any. A greeting before another intent is
// passed over.
func IntentOf(text string) (Intent, bool) {
	all := words(text)
	if intent, ok := wholeIntent(all); ok {
		return intent, true
	}
	if len(all) > longest || isAddress(all) || slices.ContainsFunc(all, func(w string) bool { return suppositions[w] }) {
		return "", false
	}
	switch {
	case happened(all, deaths), slices.ContainsFunc(all, func(w string) bool { return mati[w] }) && ofPerson(all), personDied(all):
		return Death, true
	case happened(all, accidents):
		return Accident, true
	case slices.ContainsFunc(all, func(w string) bool { return frauds[w] }):
		return Suspect, true
	}
	return "", false
}

// wholeIntent is the intent that all the words together are, with fewer and fewer courtesies kept.
func wholeIntent(all []string) (Intent, bool) {
	for _, core := range [][]string{
		all, without(all, courtesy), without(all, courtesy, self), without(all, courtesy, self, asking),
	} {
		if intent, ok := intentPhrases[strings.Join(core, " ")]; ok {
			return intent, true
		}
	}
	if intent, ok := paying(all); ok {
		return intent, true
	}
	if n := greetingLength(all); n > 0 && n < len(all) {
		if intent, ok := wholeIntent(all[n:]); ok {
			return intent, true
		}
	}
	plainly := without(all, courtesy)
	for _, wish := range wishes {
		if n := len(wish); n < len(plainly) && slices.Equal(plainly[:n], wish) {
			return wholeIntent(plainly[n:])
		}
	}
	return "", false
}

// greetingLength is the number of words of the longest greeting at the start.
func greetingLength(all []string) int {
	for n := min(5, len(all)); n > 0; n-- {
		if intentPhrases[strings.Join(all[:n], " ")] == Greeting {
			return n
		}
	}
	return 0
}

func isAddress(all []string) bool { return len(all) > 0 && addressSigns[all[0]] }

// happened says whether one of the phrases is told as a fact.
func happened(all []string, phrases []string) bool {
	text := strings.ReplaceAll(" "+strings.Join(all, " ")+" ", " no one ", " nobody ")
	for _, phrase := range phrases {
		before, _, found := strings.Cut(text, phrase)
		if found && !unsaid(strings.Fields(before)) {
			return true
		}
	}
	return false
}

// unsaid says whether the words before a phrase take its meaning away: a denial close by, or the first part of a name.
func unsaid(before []string) bool {
	if n := len(before); n > 0 && (addressSigns[before[n-1]] || titles[before[n-1]]) {
		return true
	}
	return slices.ContainsFunc(before[max(0, len(before)-2):], func(w string) bool { return denials[w] })
}

// ofPerson says whether the words speak of a person and of no thing that may go dead.
func ofPerson(all []string) bool {
	return slices.ContainsFunc(all, func(w string) bool { return people[w] }) &&
		!slices.ContainsFunc(all, func(w string) bool { return things[w] || denials[w] })
}

// personDied says whether somebody "died" or "is dead", in the English order of words. What is named after that may be how:
// "died in a car".
func personDied(all []string) bool {
	at := slices.IndexFunc(all, func(w string) bool { return died[w] })
	return at > 0 && ofPerson(all[:at])
}
