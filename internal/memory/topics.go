package memory

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"jagaetam/internal/record"
)

func (s *Store) setOffice(e record.SetOffice) record.Outcome {
	if !strings.HasPrefix(e.By, record.CommandLine) && !s.officers[e.By].May(record.RoleAdmin) {
		return record.Outcome{Name: record.OutcomeNotAllowed}
	}
	if s.office.Chat == e.Chat {
		return record.Outcome{Name: record.OutcomeSame}
	}
	s.toGroup(record.Office{Chat: e.Chat, Member: true, Topics: true})
	return record.Outcome{Name: record.OutcomeAnswered}
}

func (s *Store) moveOffice(e record.MoveOffice) {
	if s.office.Chat == e.From {
		s.toGroup(record.Office{Chat: e.To, Member: true, Topics: true})
	}
}

// toGroup begins anew in another group: no topic of the one before is there.
func (s *Store) toGroup(office record.Office) {
	s.office = office
	for _, k := range s.cases {
		s.forgetTopic(k)
	}
}

func (s *Store) forgetTopic(k *keptCase) {
	k.Topic, k.Card = "", ""
	for _, m := range s.messages {
		if m.number == k.Number && m.side == record.SideWorker {
			m.copies = nil
		}
	}
}

func (s *Store) officeStanding(e record.OfficeStanding) {
	if s.office.Chat != e.Chat {
		return
	}
	had := s.office.Member && s.office.Topics
	s.office.Member, s.office.Topics = e.Member, e.Topics
	if !had || e.Member && e.Topics {
		return
	}
	for _, contact := range s.joined {
		if s.officers[contact].May(record.RoleAdmin) {
			s.say(record.Say{Tell: record.Tell{To: contact, Words: record.OfficeLost(), At: e.At}})
		}
	}
}

// releaseCases gives an officer's cases back to the desk.
func (s *Store) releaseCases(who string, at time.Time) {
	for _, k := range s.cases {
		if k.Taker != who || k.State == record.CaseClosed {
			continue
		}
		turn := record.Release(s.known(k.Case), at)
		for _, step := range turn.Steps {
			s.step(k.Number, step)
		}
		k.Case = turn.Case
		k.version++
	}
}

// SetTopic keeps the topic that was opened for a case, and says which it has: another may have been opened at the same time.
func (s *Store) SetTopic(_ context.Context, number record.CaseNumber, group, topic string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := s.caseOf(number)
	if k == nil || s.office.Chat != group {
		return "", record.ErrLost
	}
	if k.Topic == "" {
		k.Topic = topic
		k.version++
	}
	return k.Topic, nil
}

// ForgetTopic notes that the topic of a case is gone, if it has that one still.
func (s *Store) ForgetTopic(_ context.Context, number record.CaseNumber, topic string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if k := s.caseOf(number); k != nil && k.Topic == topic {
		s.forgetTopic(k)
		k.version++
	}
	return nil
}

// ClaimCards takes at most so many cases that have a topic and whose card is not as it is to be at now, the urgent first.
func (s *Store) ClaimCards(_ context.Context, now time.Time, lease time.Duration, limit int) ([]record.Card, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var cards []record.Card
	for _, k := range s.cases {
		c := s.caseFact(k)
		if c.Topic != "" && s.office.Topics && (k.version > k.shown || k.mark != c.Mark(now)) && !s.toBeSaidIn(k.Number, now) {
			cards = append(cards, record.Card{Case: c, Group: s.office.Chat, Version: k.version, Lease: now.Add(lease)})
		}
	}
	slices.SortStableFunc(cards, func(a, b record.Card) int {
		return cmp.Or(rank(!a.Urgent)-rank(!b.Urgent), cmp.Compare(a.Number, b.Number))
	})
	return cards[:min(len(cards), limit)], nil
}

// toBeSaidIn says whether something is to be said in the case's topic now, which comes before its card.
func (s *Store) toBeSaidIn(number record.CaseNumber, now time.Time) bool {
	return slices.ContainsFunc(s.outbox, func(l *letter) bool {
		return l.Case == number && l.state == record.LetterWaiting && !l.At.After(now) && (l.attempts == 0 || l.begun)
	})
}

// CaseCard is a case with what its card needs, or record.ErrNotFound.
func (s *Store) CaseCard(_ context.Context, number record.CaseNumber) (record.Card, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := s.caseOf(number)
	if k == nil {
		return record.Card{}, record.ErrNotFound
	}
	return record.Card{Case: s.caseFact(k), Group: s.office.Chat, Version: k.version}, nil
}

// ShowCard notes that the message shows the card with that mark. An empty message gives the claim back.
func (s *Store) ShowCard(_ context.Context, card record.Card, message string, mark record.Mark) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if k := s.caseOf(card.Number); k != nil && k.Topic == card.Topic && message != "" {
		k.Card, k.shown, k.mark = message, card.Version, mark
	}
	return nil
}

// CaseHistory are the messages of a case, notes apart, the oldest first: at most the last so many.
func (s *Store) CaseHistory(_ context.Context, number record.CaseNumber, limit int) ([]record.CaseEntry, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []record.CaseEntry
	for _, m := range s.messages {
		if m.number == number && m.side != record.SideNote {
			all = append(all, record.CaseEntry{Side: m.side, Said: m.said})
		}
	}
	return all[max(0, len(all)-limit):], nil
}

// Officers are all on the allowlist, in the order they came.
func (s *Store) Officers(context.Context) ([]record.Officer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []record.Officer
	for _, contact := range s.joined {
		if s.officers[contact].Contact != "" {
			all = append(all, s.officer(contact))
		}
	}
	return all, nil
}
