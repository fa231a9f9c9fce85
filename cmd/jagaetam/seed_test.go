package main

import (
	"testing"

	"jagaetam/internal/chat"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/postgres"
	"jagaetam/internal/record"
)

// TestDemoIsFilled fills a demo, broken off or begun again as often as may be, and looks at what its telephones are.
func TestDemoIsFilled(t *testing.T) {
	s, err := openStage(t.Context(), stageOptions{throwaway: true, say: func(line string) { t.Log(line) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.close)
	for _, workers := range []int{20, 40, 40} {
		if err := s.seed(t.Context(), workers, -1_002_100_000_001, func(string) {}); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("DATABASE_URL", s.child.environment["DATABASE_URL"])
	t.Setenv("KEYRING_FILE", s.child.environment["KEYRING_FILE"])
	records, _, done, err := openRecords(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	if entries, err := records.Applications(t.Context(), postgres.Filter{}); err != nil || len(entries) != 41 {
		t.Errorf("%d applications, %v, want 40 and that of a telephone", len(entries), err)
	}
	if decrees, err := records.Decrees(t.Context()); err != nil || len(decrees) != 4 {
		t.Errorf("the decrees are %+v, %v", decrees, err)
	}
	known := func(phone string) record.Facts {
		facts, err := records.Facts(t.Context(), record.Query{Person: chat.Person{ID: "tg:" + phone}, Insured: true, Helper: true, Officer: true})
		if err != nil {
			t.Fatal(err)
		}
		return *facts
	}
	covered := known("6402003").Insured
	if len(covered) != 1 || covered[0].Name != "Halimah" || covered[0].Known.Spans[0].State != jamsostek.SpanActive {
		t.Errorf("the telephone of one who is covered is that of %+v", covered)
	}
	if helper := known("6402004").Helper; helper.State != record.HelperAdmitted {
		t.Errorf("the helper is %+v", helper)
	}
	if officer := known("6402005").Officer; !officer.May(record.RoleVerifier) {
		t.Errorf("the officer is %+v", officer)
	}
}
