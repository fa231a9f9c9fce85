package outreach

import (
	"cmp"
	"context"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
	"jagaetam/locales"
)

// outbox is the lane of letters.
type outbox struct{ s *Sender }

// outboxName is the lane's name.
const outboxName = "outbox"

// Claim takes letters, one for each addressee.
func (o outbox) Claim(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]Parcel, error) {
	letters, err := o.s.Records.ClaimLetters(ctx, now, lease, limit)
	parcels := make([]Parcel, 0, len(letters))
	for _, l := range letters {
		parcels = append(parcels, &letter{l, o.s})
	}
	return parcels, err
}

// letter is a letter of the outbox as a parcel.
type letter struct {
	record.Letter
	s *Sender
}

// Ready is the letter in the language of its reader. Of one to the group that is to go into a case's topic, the topic is opened first.
func (l *letter) Ready(ctx context.Context, _ time.Time) (chat.Answer, string, error) {
	if l.Skip != "" {
		return chat.Answer{}, l.Skip, nil
	}
	if l.Group && l.Case != 0 && l.Topic == "" {
		if err := l.s.openTopic(ctx, &l.Letter); err != nil {
			return chat.Answer{}, "", err
		}
	}
	return chat.Answer{
		Chat: l.Chat, Topic: l.Topic, Reply: l.Reply, Edit: l.Edit, Language: cmp.Or(l.Language, locales.Indonesian),
		Words: []chat.Words{l.Words},
	}, "", nil
}

// Begin notes that the letter is about to be said.
func (l *letter) Begin(ctx context.Context, now time.Time) (bool, error) {
	return l.s.Records.BeginLetter(ctx, l.Letter, now)
}

// End notes what has become of the letter.
func (l *letter) End(ctx context.Context, d record.Delivery) error {
	d.ID = l.ID
	return l.s.Records.EndLetter(ctx, d)
}

// Attempts is how often the letter was tried before.
func (l *letter) Attempts() int { return l.Letter.Attempts }

// inGroup says whether the letter is for the officers' group, whose limits and troubles are its own.
func (l *letter) inGroup() bool { return l.Group }

// amiss does what an error of the group asks for, and says how long the letter waits.
func (l *letter) amiss(ctx context.Context, err error) time.Duration {
	return l.s.groupTrouble(ctx, l.Letter, err)
}
