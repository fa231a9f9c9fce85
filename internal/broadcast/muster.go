// Package broadcast brings the office's news to their beginning and their end: it gathers who a broadcast goes to, tells its writer, freezes
// the recipients when its time has come, pauses what fails, and reports how it ended. What is said to each recipient is said elsewhere.
package broadcast

import (
	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
	"jagaetam/internal/region"
)

// Lookup is what a text's values and an audience are looked up in, as it is on a day.
type Lookup struct {
	Tariff   jamsostek.Tariff
	Holidays jamsostek.Holidays
	Region   *region.Region
	Day      civil.Date
}

// Cover is the worker's cover on the day; zero where the tariff has no price for his next month or what is known contradicts itself.
func (l Lookup) Cover(e record.Enrolled) jamsostek.Cover {
	cover, err := l.Tariff.Cover(e.Insured().Known, l.Day, l.Holidays)
	if err != nil {
		return jamsostek.Cover{}
	}
	return cover
}

// Words are what the worker's account is said, or one of record's reasons why it is not: it cannot be reached, wants no news, or the text
// names something that is not known of him.
func (l Lookup) Words(b record.Broadcast, e record.Enrolled, a record.Account) (chat.Words, string) {
	village, _ := l.Region.Village(e.Village)
	words, filled := b.Words(a.Language, record.ValuesOf(e, l.Cover(e), village.Name))
	switch {
	case e.Left == jamsostek.LeftDied:
		return chat.Words{}, record.SkipLeft
	case !a.Reachable:
		return chat.Words{}, record.SkipUnreachable
	case !e.WantsNews(a):
		return chat.Words{}, record.SkipStopped
	case !filled:
		return chat.Words{}, record.SkipUnfilled
	}
	return words, ""
}

// Muster gathers the accounts that a broadcast goes to, worker by worker in the order of the roll.
type Muster struct {
	Lookup
	Broadcast record.Broadcast
	// Had is how many broadcasts each account has had in the last days, and PerWeek how many it has at most.
	Had     map[string]int
	PerWeek int

	// Recipients are those gathered, and Reach how many they are and who of the audience is left out and why.
	Recipients []record.Recipient
	Reach      record.Reach
	at         map[string]place // of each account in Recipients
}

// place is where an account stands, and whether it is there for a worker of its own.
type place struct {
	index int
	self  bool
}

// Add looks at one more worker. An account that several fit is in it once, for its own worker rather than for one that it helps.
func (m *Muster) Add(e record.Enrolled) {
	if !m.Broadcast.Audience.Fits(e, m.Cover(e)) {
		return
	}
	account, bound := m.Broadcast.Audience.Account(e)
	if !bound {
		m.leave(record.SkipNoAccount)
		return
	}
	if _, why := m.Words(m.Broadcast, e, account); why != "" {
		m.leave(why)
		return
	}
	if m.Had[account.Contact] >= m.PerWeek {
		m.leave(record.SkipCapped)
		return
	}
	recipient := record.Recipient{Contact: account.Contact, Worker: e.ID, Village: e.Village, Language: account.Language}
	self := account.Relation == record.RelationSelf
	if there, twice := m.at[account.Contact]; twice {
		m.leave(record.SkipDuplicate)
		if self && !there.self {
			m.Recipients[there.index], m.at[account.Contact] = recipient, place{there.index, true}
		}
		return
	}
	if m.at == nil {
		m.at = map[string]place{}
	}
	m.at[account.Contact] = place{len(m.Recipients), self}
	m.Recipients = append(m.Recipients, recipient)
	m.Reach.Planned++
}

func (m *Muster) leave(why string) {
	if m.Reach.Left == nil {
		m.Reach.Left = map[string]int{}
	}
	m.Reach.Left[why]++
}
