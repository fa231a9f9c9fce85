package outreach

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/identity"
	"jagaetam/internal/record"
	"jagaetam/locales"
)

const (
	// turnSoon is the least that a letter waits for its turn in the group.
	turnSoon = 250 * time.Millisecond
	// historyLines is how many earlier messages are told in a topic that takes the place of another, each cut to so many characters.
	historyLines  = 20
	historyLength = 150
)

// ready sees to it that a letter to the group can be said: it has its turn, and the case a topic. It reports false where the letter waits.
func (s *Sender) ready(ctx context.Context, letter *record.Letter) (bool, error) {
	if letter.Case != 0 && letter.Topic == "" {
		if opened, err := s.openTopic(ctx, letter); err != nil || !opened {
			return false, err
		}
	}
	wait, err := s.turn(ctx)
	if err != nil || wait > 0 {
		return false, s.postpone(ctx, *letter, wait, err)
	}
	return true, nil
}

// turn takes a turn in the group, or says how long there is none.
func (s *Sender) turn(ctx context.Context) (time.Duration, error) {
	wait, err := s.Records.TakeTurn(ctx)
	if wait > 0 {
		wait = max(wait, turnSoon)
	}
	return wait, err
}

// holdTurns has nothing said in the group for a while, as the platform asks to wait.
func (s *Sender) holdTurns(ctx context.Context, d time.Duration) {
	noting, cancel := context.WithTimeout(context.WithoutCancel(ctx), noteWithin)
	defer cancel()
	if err := s.Records.HoldTurns(noting, d); err != nil {
		s.Log.Warn("note that the group takes no more for now", "cause", err)
	}
}

// postpone gives the letter back for a while. It has not been begun.
func (s *Sender) postpone(ctx context.Context, letter record.Letter, wait time.Duration, cause error) error {
	return errors.Join(cause, s.end(ctx, letter, record.Delivery{State: record.LetterWaiting, Again: s.Now().Add(wait)}))
}

// openTopic opens the topic of the letter's case and puts the card into it. Whoever is stopped between the opening and the keeping of its
// name leaves an empty topic behind, which bears the number of the case; nothing is lost by it.
func (s *Sender) openTopic(ctx context.Context, letter *record.Letter) (opened bool, err error) {
	wait, err := s.turn(ctx)
	if err != nil || wait > 0 {
		return false, s.postpone(ctx, *letter, wait, err)
	}
	card, err := s.Records.CaseCard(ctx, letter.Case)
	if err != nil {
		return false, err
	}
	working, cancel := finishing(ctx)
	defer cancel()
	topic, err := s.Platform.OpenTopic(working, letter.Chat, topicName(card.Case))
	if err != nil {
		return false, s.end(ctx, *letter, s.unopened(ctx, *letter, err))
	}
	letter.Topic, err = s.Records.SetTopic(working, letter.Case, letter.Chat, topic)
	switch {
	case errors.Is(err, record.ErrLost): // the group is another one by now
		return false, s.postpone(ctx, *letter, 0, nil)
	case err != nil:
		return false, err
	}
	s.furnish(working, letter.Case)
	return true, nil
}

// topicName is what a case's topic is called.
func topicName(c record.Case) string {
	name := strings.TrimSpace(c.Number.String() + " " + c.First)
	if c.Urgent {
		name = "🚨 " + name
	}
	return name
}

// unopened is what becomes of a letter whose topic could not be opened. However often that is, the letter waits: an officer is to read it.
func (s *Sender) unopened(ctx context.Context, letter record.Letter, err error) record.Delivery {
	if isOfGroup(err) {
		return s.groupTrouble(ctx, letter, err)
	}
	s.Log.Warn("open the topic of a case", "case", letter.Case.String(), "cause", err)
	wait := backoff(letter.Attempts)
	if later, ok := errors.AsType[*chat.WaitError](err); ok {
		wait = later.After
		s.holdTurns(ctx, wait)
	}
	return record.Delivery{State: record.LetterWaiting, Again: s.Now().Add(wait)}
}

// isOfGroup says whether the error is about the group or the topic rather than about what was to be said there.
func isOfGroup(err error) bool {
	_, moved := errors.AsType[*chat.MovedError](err)
	return moved || errors.Is(err, chat.ErrTopicGone) || errors.Is(err, chat.ErrNoRight) || errors.Is(err, chat.ErrUnreachable)
}

// groupTrouble does what an error of the group asks for. The letter waits until the group, or its topic, is there again.
func (s *Sender) groupTrouble(ctx context.Context, letter record.Letter, err error) record.Delivery {
	again := record.Delivery{State: record.LetterWaiting, Again: s.Now()}
	noting, cancel := context.WithTimeout(context.WithoutCancel(ctx), noteWithin)
	defer cancel()
	if noted := s.regroup(noting, letter.Case, letter.Chat, letter.Topic, err); noted != nil {
		s.Log.Warn("note what is wrong with the group", "cause", noted)
		again.Again = s.Now().Add(firstBackoff)
	}
	return again
}

// regroup notes that a topic is gone, that the group goes on elsewhere, or that nothing can be done there any more.
func (s *Sender) regroup(ctx context.Context, number record.CaseNumber, group, topic string, err error) error {
	if errors.Is(err, chat.ErrTopicGone) && number != 0 {
		s.Log.Info("a case's topic is gone", "case", number.String())
		return s.Records.ForgetTopic(ctx, number, topic)
	}
	var effect record.Effect = record.OfficeStanding{At: s.Now(), Chat: group, Member: !errors.Is(err, chat.ErrUnreachable)}
	if moved, ok := errors.AsType[*chat.MovedError](err); ok {
		effect = record.MoveOffice{At: s.Now(), From: group, To: moved.To}
	}
	_, applied := s.Records.Apply(ctx, fmt.Sprintf("office:%s:%d", group, s.Now().UnixNano()), []record.Effect{effect})
	return applied
}

// furnish puts the card into a new topic and, where something was said in the case before, a summary of it. What it cannot do the cards do
// later; a summary is not missed as much as the letter that waits for it.
func (s *Sender) furnish(ctx context.Context, number record.CaseNumber) {
	card, err := s.Records.CaseCard(ctx, number)
	if err != nil || s.Card == nil || card.Topic == "" {
		return
	}
	if wait, err := s.turn(ctx); err != nil || wait > 0 {
		return
	}
	if err := s.showCard(ctx, card); err != nil {
		s.Log.Warn("show a card", "case", card.Number.String(), "cause", err)
	}
	if !card.Answered {
		return
	}
	if wait, err := s.turn(ctx); err != nil || wait > 0 {
		return
	}
	words, err := s.history(ctx, card.Case)
	if err == nil {
		_, err = s.Platform.Say(ctx, chat.Answer{Chat: card.Group, Topic: card.Topic, Language: locales.Indonesian, Words: []chat.Words{words}})
	}
	if err != nil {
		s.Log.Warn("tell the history of a case", "case", number.String(), "cause", err)
	}
}

// history is a summary of what was said in a case, masked as everything is that the group sees.
func (s *Sender) history(ctx context.Context, c record.Case) (chat.Words, error) {
	entries, err := s.Records.CaseHistory(ctx, c.Number, historyLines)
	words := c.Words("case.history")
	var lines []chat.Arg
	for _, e := range entries {
		line := chat.Args{"Name": words.Args["Name"], "Text": chat.Message("case.history.file")}
		if e.Said.Text != "" {
			line["Text"] = chat.Literal(cut(identity.Redact(e.Said.Text)))
		}
		lines = append(lines, chat.MessageWith("case.history."+string(e.Side), line))
	}
	words.Args["Lines"] = chat.Lines(lines...)
	return words, err
}

func cut(text string) string {
	if runes := []rune(text); len(runes) > historyLength {
		return string(runes[:historyLength]) + "…"
	}
	return text
}
