package outreach

import (
	"cmp"
	"context"
	"slices"
	"time"

	"jagaetam/internal/broadcast"
	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/programme"
	"jagaetam/internal/record"
	"jagaetam/internal/region"
	"jagaetam/locales"
)

// BroadcastRecords keep the recipients of broadcasts. *postgres.Store says what each promises.
type BroadcastRecords interface {
	Broadcast(ctx context.Context, number record.BroadcastNumber) (record.Broadcast, error)
	ClaimRecipients(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]record.Recipient, error)
	BeginRecipient(ctx context.Context, r record.Recipient, now time.Time) (bool, error)
	EndRecipient(ctx context.Context, r record.Recipient, d record.Delivery) error
	ClaimBroadcastCards(ctx context.Context, now time.Time, lease, every time.Duration, limit int) ([]record.BroadcastCard, error)
	ShowBroadcastCard(ctx context.Context, card record.BroadcastCard, message string, now time.Time) error
	UnclaimBroadcastCard(ctx context.Context, card record.BroadcastCard, again time.Time) error
	LastDeliveries(ctx context.Context, number record.BroadcastNumber, since time.Time, limit int) (tried, failed int, err error)
	RollOf(ctx context.Context, ids []int64) ([]record.Enrolled, error)
	Rates(ctx context.Context) (record.Rates, error)
}

// Broadcasts are what the lanes of news have in common. All fields are required.
type Broadcasts struct {
	Records   BroadcastRecords
	Programme programme.Programme
	Region    *region.Region
}

// Lanes are those of the messages, for which the platform may charge, and of the cards by which their writers see how far they have come.
func (b *Broadcasts) Lanes() []Ranked {
	return []Ranked{
		{Name: "broadcasts", Lane: recipients{b}, Weight: WeightBroadcasts, Paid: true},
		{Name: "broadcast cards", Lane: broadcastCards{b}, Weight: WeightOutbox},
	}
}

// open says whether people may be written to who have not asked.
func (b *Broadcasts) open(now time.Time) bool { return !b.Programme.NextSending(now).After(now) }

// recipients is the lane of the messages.
type recipients struct{ *Broadcasts }

// Claim takes recipients of broadcasts that run, at times at which they may be written to.
func (l recipients) Claim(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]Parcel, error) {
	if !l.open(now) {
		limit = 0 // what was cut off is given up at any time
	}
	claimed, err := l.Records.ClaimRecipients(ctx, now, lease, limit)
	if err != nil || len(claimed) == 0 {
		return nil, err
	}
	rates, err := l.Records.Rates(ctx)
	if err != nil {
		return nil, err
	}
	said := map[record.BroadcastNumber]record.Broadcast{} // what is said does not change any more
	parcels := make([]Parcel, 0, len(claimed))
	for _, r := range claimed {
		b, read := said[r.Broadcast]
		if !read {
			if b, err = l.Records.Broadcast(ctx, r.Broadcast); err != nil {
				return nil, err
			}
			said[r.Broadcast] = b
		}
		parcels = append(parcels, &recipient{r, b, rates, l.Broadcasts})
	}
	return parcels, nil
}

// recipient is one of a broadcast as a parcel.
type recipient struct {
	record.Recipient
	broadcast record.Broadcast
	rates     record.Rates
	of        *Broadcasts
}

// Ready is the message by what is known of the worker at this moment. It is not said on an account that is not bound to him any more.
func (r *recipient) Ready(ctx context.Context, now time.Time) (chat.Answer, string, error) {
	all, err := r.of.Records.RollOf(ctx, []int64{r.Worker})
	if err != nil {
		return chat.Answer{}, "", err
	}
	if len(all) == 0 {
		return chat.Answer{}, record.SkipNoAccount, nil
	}
	bound := slices.IndexFunc(all[0].Accounts, func(a record.Account) bool { return a.Contact == r.Contact })
	if bound < 0 {
		return chat.Answer{}, record.SkipNoAccount, nil
	}
	p := r.of.Programme
	lookup := broadcast.Lookup{
		Tariff: r.rates.Tariff(), Holidays: p.Holidays(), Region: r.of.Region, Day: civil.DateOf(now.In(p.Zone())),
	}
	account := all[0].Accounts[bound]
	words, why := lookup.Words(r.broadcast, all[0], account)
	return chat.Answer{Chat: r.Contact, Language: cmp.Or(account.Language, locales.Indonesian), Words: []chat.Words{words}}, why, nil
}

// Begin notes that the recipient is about to be told; not where the broadcast was paused or cancelled meanwhile, or the hours are over.
func (r *recipient) Begin(ctx context.Context, now time.Time) (bool, error) {
	if !r.of.open(now) {
		return false, r.End(ctx, record.Delivery{State: record.LetterWaiting, At: now, Again: r.of.Programme.NextSending(now)})
	}
	return r.of.Records.BeginRecipient(ctx, r.Recipient, now)
}

// End notes what has become of the recipient.
func (r *recipient) End(ctx context.Context, d record.Delivery) error {
	return r.of.Records.EndRecipient(ctx, r.Recipient, d)
}

// Attempts is how often he was tried before.
func (r *recipient) Attempts() int { return r.Recipient.Attempts }
