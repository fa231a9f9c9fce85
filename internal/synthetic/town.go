package synthetic

import (
	"fmt"
	"time"

	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
	"jagaetam/internal/region"
)

// The places of a town's decrees in Decrees.
const (
	past = iota
	present
	provincial
	following
)

// Decrees are made-up decisions around a month: the regency's of the year before, its present one, which pays until the month after,
// the province's, and the regency's next.
func Decrees(month civil.Month) []record.Decree {
	span := func(sponsor jamsostek.Sponsor, from, to int) record.Decree {
		first, last := month.Add(from), month.Add(to)
		return record.Decree{
			Number: fmt.Sprintf("900/%02d/SK-REKAAN/%d", first.Month, first.Year), Title: "Bantuan iuran (rekaan)",
			Sponsor: sponsor, First: first, Last: last,
		}
	}
	return []record.Decree{
		past: span(jamsostek.Regency, -22, -11), present: span(jamsostek.Regency, -10, 1),
		provincial: span(jamsostek.Province, -4, 7), following: span(jamsostek.Regency, 2, 13),
	}
}

// Town is a made-up regency at a moment, whose Decrees are kept under these ids.
type Town struct {
	Region  *region.Region
	Decrees []int64
	Now     time.Time
	Month   civil.Month
	By      string // who did all of it
}

// Effects are what made the n-th worker what he is now. There is one of every kind in each twenty: most are covered by the present
// decree, others by the province, go on paying, have stopped, or wait for a decision.
func (t Town) Effects(n int) []record.Effect {
	worker := Worker(t.Region, n)
	all := []record.Effect{record.ProposeWorker{By: t.By, At: t.Now, Worker: worker}}
	switch n % 20 {
	case 10, 11:
		return append(all, t.Covered(worker.NIK, n, provincial)...)
	case 12:
		return append(append(all, t.Covered(worker.NIK, n, present)...), t.listed(worker.NIK, following))
	case 13: // goes on by himself
		return append(append(all, t.Covered(worker.NIK, n, past)...), t.paid(worker.NIK, 11))
	case 14: // is behind
		return append(append(all, t.Covered(worker.NIK, n, past)...), t.paid(worker.NIK, 9))
	case 15: // has stopped
		return append(all, t.Covered(worker.NIK, n, past)...)
	case 16:
		return append(all, t.listed(worker.NIK, following), record.AnswerEnrolment{
			By: t.By, At: t.Now, NIK: worker.NIK, Decree: t.Decrees[following], Field: record.FieldName,
			Reason: "Nama tidak sesuai data Dukcapil", DataDate: civil.DateOf(t.Now),
		})
	case 17:
		return append(all, t.listed(worker.NIK, following))
	case 18, 19:
		return all
	}
	return append(all, t.Covered(worker.NIK, n, present)...)
}

// Present is the place of the decree that pays now.
func (t Town) Present() int { return present }

// Covered puts a worker on a decree's list, and has BPJS accept him under a membership number that n makes.
func (t Town) Covered(nik identity.NIK, n, decree int) []record.Effect {
	kpj, _ := identity.ParseKPJ(fmt.Sprintf("9%010d", n)) // eleven digits
	return []record.Effect{t.listed(nik, decree), record.AnswerEnrolment{
		By: t.By, At: t.Now, NIK: nik, Decree: t.Decrees[decree], Accepted: true, KPJ: kpj, DataDate: civil.DateOf(t.Now),
	}}
}

func (t Town) listed(nik identity.NIK, decree int) record.Effect {
	return record.ListWorker{By: t.By, At: t.Now, NIK: nik, Decree: t.Decrees[decree]}
}

// paid are months that the worker paid himself, from the end of the past decree on.
func (t Town) paid(nik identity.NIK, months int) record.Effect {
	return record.ConfirmMonths{
		By: t.By, At: t.Now, NIK: nik, First: t.Month.Add(-10), Months: months, DataDate: civil.DateOf(t.Now),
	}
}
