// Package bench lets made-up people register with the service as it runs, measures what that costs, and breaks what the service stands
// on while they do. What the service has to say to each of them is written before, by the dialogue machine alone.
package bench

import (
	"fmt"
	"strings"

	"jagaetam/internal/transcript"
)

// Registration is what one made-up worker types. No two of the first 42,000 are alike in all that is compared.
type Registration struct {
	NIK, Name, Address string
	Income             int64 // rupiah a month
}

// RegistrationOf is the n-th worker's, from 0.
func RegistrationOf(n int) Registration {
	// They make no word: a "Pekerja Dead" would be reported as one, and a "Pekerja GK" asked whether that is a name.
	letters := "X" + strings.Map(func(r rune) rune { return rune("BCDFGHJKLM"[r-'0']) }, fmt.Sprint(n))
	return Registration{
		NIK:     fmt.Sprintf("640206%02d%02d859%03d", 1+n%28, 1+n/28%12, n%1000),
		Name:    "Pekerja " + letters,
		Address: fmt.Sprintf("Jl. Pesut No. %d", n), Income: 500_000 + int64(n%1000)*1000,
	}
}

// born is the day of birth as the worker types it, which agrees with the number.
func (r Registration) born() string { return r.NIK[6:8] + "-" + r.NIK[8:10] + "-1985" }

// doings are what the worker does, from the first greeting to a look at what became of it.
func (r Registration) doings() []transcript.Doing {
	typed := func(text string) transcript.Doing { return transcript.Doing{Text: text} }
	tapped := func(label string) transcript.Doing { return transcript.Doing{Tap: label} }
	return []transcript.Doing{
		typed("/start"), tapped("Daftar bantuan iuran"), tapped("Setuju"), typed(r.NIK), typed(r.Name), typed(r.born()), typed("Tenggarong"),
		typed("Melayu"), typed("3/1"), typed(r.Address), {Own: true}, tapped("Milik sendiri"), tapped("Petani"), typed("sawah"),
		typed(fmt.Sprintf("Rp%d", r.Income)), tapped("Belum"), tapped("Bukan semuanya"), tapped("Kirim"), tapped("Cek status saya"),
	}
}

// phone is the number on everybody's card, which the dialogue machine knows workers by.
const phone = "6281250009001"
