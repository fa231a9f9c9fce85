package memory

import (
	"context"
	"fmt"
	"slices"
	"time"

	"jagaetam/internal/record"
)

type invitation struct {
	roles     []record.Role
	districts []string
	until     time.Time
	usedBy    string
}

// InviteOfficer makes an invitation that one account can use within 48 hours. The first token is "undangan-1".
func (s *Store) InviteOfficer(_ context.Context, roles []record.Role, districts []string, _ string, at time.Time) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	token := fmt.Sprintf("undangan-%d", len(s.invitations)+1)
	s.invitations[token] = &invitation{roles: roles, districts: districts, until: at.Add(record.InvitationHolds)}
	return token, nil
}

func (s *Store) joinOffice(e record.JoinOffice) record.Outcome {
	i, key := s.invitations[e.Token], attempt{"join", e.By.ID}
	if until := s.waitUntil(e.At, key); !until.IsZero() {
		return record.Outcome{Name: record.OutcomeWait, Until: until}
	}
	switch {
	case i != nil && i.usedBy == e.By.ID:
		return record.Outcome{Name: record.OutcomeAnswered}
	case i == nil || i.usedBy != "" || !i.until.After(e.At):
		s.miss(e.At, key)
		return record.Outcome{Name: record.OutcomeNoMatch}
	}
	delete(s.attempts, key)
	i.usedBy = e.By.ID
	if !slices.Contains(s.joined, e.By.ID) {
		s.joined = append(s.joined, e.By.ID)
	}
	s.officers[e.By.ID] = record.Officer{Contact: e.By.ID, Roles: i.roles, Districts: i.districts}
	return record.Outcome{Name: record.OutcomeAnswered}
}

// RemoveOfficer takes an account off the allowlist at once, or gives record.ErrNotFound. His cases go back to the desk.
func (s *Store) RemoveOfficer(_ context.Context, contact, _ string, at time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.officers[contact].Contact == "" {
		return fmt.Errorf("remove officer: %w", record.ErrNotFound)
	}
	s.removeOfficer(contact, at)
	return nil
}

func (s *Store) removeOfficer(contact string, at time.Time) {
	delete(s.officers, contact)
	s.releaseCases(contact, at)
}

// officer shares no memory with what is kept.
func (s *Store) officer(contact string) record.Officer {
	o := s.officers[contact]
	o.Roles, o.Districts = slices.Clone(o.Roles), slices.Clone(o.Districts)
	return o
}
