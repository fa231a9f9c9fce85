package outreach

import (
	"context"
	"errors"
	"fmt"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
	"jagaetam/locales"
)

const (
	// cardsAtOnce is how many cards are claimed together: no more than the group takes at once.
	cardsAtOnce = 5
	cardLease   = 30 * time.Second
)

// showCards puts cards right, the urgent first, and reports how many. However often a case changes before its turn comes, its card is
// edited once. Where the group takes no more for now, they wait.
func (s *Sender) showCards(ctx context.Context) (int, error) {
	if s.Card == nil {
		return 0, nil
	}
	cards, err := s.Records.ClaimCards(ctx, s.Now(), cardLease, cardsAtOnce)
	if err != nil {
		return 0, err
	}
	for i, card := range cards {
		err := s.turn(ctx, card.Group)
		if err == nil {
			err = s.showCard(ctx, card)
		}
		if err != nil {
			back := s.unclaim(context.WithoutCancel(ctx), cards[i:])
			if _, waits := errors.AsType[later](err); waits {
				err = nil
			}
			return i, errors.Join(err, back)
		}
	}
	return len(cards), nil
}

// unclaim gives cards back.
func (s *Sender) unclaim(ctx context.Context, cards []record.Card) error {
	var failures []error
	for _, card := range cards {
		failures = append(failures, s.Records.ShowCard(ctx, card, "", ""))
	}
	return errors.Join(failures...)
}

// showCard edits the card of a case, or says it anew where there is none any more. The topic of a closed case is closed.
func (s *Sender) showCard(ctx context.Context, card record.Card) error {
	now := s.Now()
	answer := chat.Answer{
		Chat: card.Group, Topic: card.Topic, Language: locales.Indonesian, Edit: card.Card, Words: []chat.Words{s.Card(card.Case, now)},
	}
	message := card.Card
	err := chat.ErrRefused
	if message != "" {
		err = s.Platform.EditWords(ctx, answer)
	}
	if errors.Is(err, chat.ErrRefused) && !isOfGroup(err) {
		answer.Edit = ""
		message, err = s.sayCard(ctx, answer)
	}
	if err != nil {
		return s.cardTrouble(ctx, card, err)
	}
	if card.State == record.CaseClosed {
		if err := s.Platform.CloseTopic(ctx, card.Group, card.Topic); err != nil {
			s.Log.Warn("close the topic of a case", "case", card.Number.String(), "cause", err)
		}
	}
	return s.Records.ShowCard(ctx, card, message, card.Mark(now))
}

// sayCard says the card and pins it.
func (s *Sender) sayCard(ctx context.Context, answer chat.Answer) (string, error) {
	said, err := s.Platform.Say(ctx, answer)
	switch {
	case err != nil:
		return "", err
	case len(said.Messages) == 0:
		return "", fmt.Errorf("say a card: %w", chat.ErrUncertain)
	}
	if err := s.Platform.Pin(ctx, answer.Chat, said.Messages[0]); err != nil {
		s.Log.Warn("pin a card", "cause", err)
	}
	return said.Messages[0], nil
}

// cardTrouble keeps one card from holding up the others: it is tried again when its lease ends.
func (s *Sender) cardTrouble(ctx context.Context, card record.Card, err error) error {
	if isOfGroup(err) {
		return s.regroup(ctx, card.Number, card.Group, card.Topic, err)
	}
	if asked, ok := errors.AsType[*chat.WaitError](err); ok {
		s.freeze(ctx, card.Group, asked.After)
	}
	s.Log.Warn("show a card", "case", card.Number.String(), "cause", err)
	return nil
}
