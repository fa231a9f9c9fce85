package memory

import (
	"slices"

	"jagaetam/internal/record"
)

// newsFacts are what the account was sent last of the office's news, and which numbers no application has.
func (s *Store) newsFacts(query record.Query, facts *record.Facts) {
	if query.News {
		facts.News = s.lastNews(query)
	}
	for _, receipt := range record.ParseNumbers(query.Numbers) {
		if !slices.ContainsFunc(s.applications, func(a *application) bool { return a.Receipt == receipt }) {
			facts.Unknown = append(facts.Unknown, receipt)
		}
	}
}

func (s *Store) lastNews(query record.Query) record.Sent {
	var last record.Sent
	for _, b := range s.broadcasts {
		for _, r := range b.recipients {
			had := r.Contact == query.Person.ID && (r.state == record.LetterSaid || r.state == record.LetterUnknown)
			if had && r.endedAt.After(query.Now.Add(-record.NewsHolds)) && r.endedAt.After(last.At) {
				last = record.Sent{Number: b.Number, Title: b.Title, Opens: slices.Clone(b.Opens), At: r.endedAt}
			}
		}
	}
	return last
}
