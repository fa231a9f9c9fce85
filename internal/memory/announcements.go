package memory

import (
	"context"
	"slices"

	"jagaetam/internal/record"
)

// Announce keeps the announcement under a code of its own and gives it back; the code of one that is kept already stays.
func (s *Store) Announce(_ context.Context, a record.Announcement) (record.Announcement, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.announce(a), nil
}

func (s *Store) announce(a record.Announcement) record.Announcement {
	same := func(other record.Announcement) bool { return other.About == a.About }
	if i := slices.IndexFunc(s.announced, same); i >= 0 {
		s.announced[i].Title = a.Title
		return s.announced[i]
	}
	a.Code, a.At = record.NewCode(), a.At.UTC()
	s.announced = append(s.announced, a)
	return a
}

func (s *Store) announcementOf(code record.Code) record.Announcement {
	for _, a := range s.announced {
		if a.Code == code {
			return a
		}
	}
	return record.Announcement{}
}

func (s *Store) verifyCode(e record.VerifyCode) record.Outcome {
	key := attempt{"verify code", e.By.ID}
	if until := s.waitUntil(e.At, key); !until.IsZero() {
		return record.Outcome{Name: record.OutcomeWait, Until: until}
	}
	if s.announcementOf(e.Code).Code == "" {
		s.miss(e.At, key)
		return record.Outcome{Name: record.OutcomeNoMatch}
	}
	return record.Outcome{Name: record.OutcomeAnswered}
}
