package postgres

import (
	"errors"
	"testing"

	"jagaetam/internal/record"
)

func TestQuarantine(t *testing.T) {
	s := newStore(t)
	for _, cause := range []string{"first cause with \x00 and \xff", "second cause"} {
		if err := s.Quarantine(t.Context(), "telegram", "tg:u:1", []byte{0, 0xff, 'x'}, cause); err != nil {
			t.Fatal(err)
		}
	}
	all, err := s.Quarantined(t.Context())
	if err != nil || len(all) != 1 {
		t.Fatalf("%d in quarantine, %v", len(all), err)
	}
	kept := all[0]
	if kept.Source != "telegram" || kept.Key != "tg:u:1" || kept.Cause != "first cause with \uFFFD and \uFFFD" || kept.At.IsZero() {
		t.Errorf("kept %+v", kept)
	}
	if raw, err := s.QuarantinedRaw(t.Context(), kept.ID); string(raw) != "\x00\xffx" {
		t.Errorf("opens as %q, %v", raw, err)
	}
	if err := s.RemoveQuarantined(t.Context(), kept.ID); err != nil {
		t.Error(err)
	}
	if err := s.RemoveQuarantined(t.Context(), kept.ID); !errors.Is(err, record.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
	if _, err := s.QuarantinedRaw(t.Context(), kept.ID); !errors.Is(err, record.ErrNotFound) {
		t.Errorf("removed and still there: %v", err)
	}
}
