package postgres

import (
	"fmt"
	"sync/atomic"
	"testing"

	"jagaetam/internal/identity"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
)

func benchNIK(b *testing.B, n int64) identity.NIK {
	b.Helper()
	nik, err := identity.ParseNIK(fmt.Sprintf("6402%02d5205859%03d", n/1000%100, n%1000))
	if err != nil {
		b.Fatal(err)
	}
	return nik
}

// BenchmarkApply files applications, from eight accounts at once.
func BenchmarkApply(b *testing.B) {
	s := newStore(b)
	var last atomic.Int64
	b.SetParallelism(4)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			n := last.Add(1)
			key := fmt.Sprint(n)
			filing := recordtest.Filing(b, recordtest.Account(int(n)), key, benchNIK(b, n))
			if _, err := s.Apply(b.Context(), key, []record.Effect{filing}); err != nil {
				b.Error(err)
			}
		}
	})
}

// BenchmarkFacts asks for a person's applications and for a NIK, beside a thousand others.
func BenchmarkFacts(b *testing.B) {
	s := newStore(b)
	for n := range int64(1000) {
		apply(b, s, fmt.Sprint(n), recordtest.Filing(b, recordtest.Account(int(n)), fmt.Sprint(n), benchNIK(b, n)))
	}
	query := record.Query{Person: recordtest.Account(500), Applications: true, NIK: benchNIK(b, 500)}
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if facts, err := s.Facts(b.Context(), query); err != nil || facts.NIKReceipt == 0 {
				b.Error(facts.NIK, err)
			}
		}
	})
}
