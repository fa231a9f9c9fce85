package outreach

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/identity"
	"jagaetam/internal/pace"
	"jagaetam/internal/record"
	"jagaetam/locales"
)

const (
	// historyLines is how many earlier messages are told in a topic that takes the place of another, each cut to so many characters.
	historyLines  = 20
	historyLength = 150
)

// turn waits for the moment at which something may be said or shown in the group. Where the group takes no more for now, the error is later.
func (s *Sender) turn(ctx context.Context, group string) error {
	return s.await(ctx, s.courses[0], pace.Ask{Lane: outboxName, Chat: group, Group: true})
}

// openTopic opens the topic of the letter's case and puts the card into it; the error is later where that has to wait. Whoever is stopped
// between the opening and the keeping of its name leaves an empty topic behind, which bears the number of the case; nothing is lost by it.
func (s *Sender) openTopic(ctx context.Context, letter *record.Letter) error {
	if err := s.turn(ctx, letter.Chat); err != nil {
		return err
	}
	card, err := s.Records.CaseCard(ctx, letter.Case)
	if err != nil {
		return err
	}
	working, cancel := finishing(ctx)
	defer cancel()
	topic, err := s.Platform.OpenTopic(working, letter.Chat, topicName(card.Case))
	if err != nil {
		return later{s.unopened(ctx, *letter, err)}
	}
	letter.Topic, err = s.Records.SetTopic(working, letter.Case, letter.Chat, topic)
	switch {
	case errors.Is(err, record.ErrLost): // the group is another one by now
		return later{}
	case err != nil:
		return err
	}
	s.furnish(working, letter.Case)
	return nil
}

// topicName is what a case's topic is called.
func topicName(c record.Case) string {
	name := strings.TrimSpace(c.Number.String() + " " + c.First)
	if c.Urgent {
		name = "🚨 " + name
	}
	return name
}

// unopened is how long a letter waits whose topic could not be opened. However often that is, it waits: an officer is to read it.
func (s *Sender) unopened(ctx context.Context, letter record.Letter, err error) time.Duration {
	if isOfGroup(err) {
		return s.groupTrouble(ctx, letter, err)
	}
	s.Log.Warn("open the topic of a case", "case", letter.Case.String(), "cause", err)
	wait := backoff(letter.Attempts)
	if asked, ok := errors.AsType[*chat.WaitError](err); ok {
		wait = asked.After
		s.freeze(ctx, letter.Chat, wait)
	}
	return wait
}

// isOfGroup says whether the error is about the group or the topic rather than about what was to be said there.
func isOfGroup(err error) bool {
	_, moved := errors.AsType[*chat.MovedError](err)
	return moved || errors.Is(err, chat.ErrTopicGone) || errors.Is(err, chat.ErrNoRight) || errors.Is(err, chat.ErrUnreachable)
}

// groupTrouble does what an error of the group asks for, and says how long the letter waits: until the group, or its topic, is there again.
func (s *Sender) groupTrouble(ctx context.Context, letter record.Letter, err error) time.Duration {
	noting, cancel := context.WithTimeout(context.WithoutCancel(ctx), noteWithin)
	defer cancel()
	if noted := s.regroup(noting, letter.Case, letter.Chat, letter.Topic, err); noted != nil {
		s.Log.Warn("note what is wrong with the group", "cause", noted)
		return firstBackoff
	}
	return 0
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
	if err := s.turn(ctx, card.Group); err != nil {
		return
	}
	if err := s.showCard(ctx, card); err != nil {
		s.Log.Warn("show a card", "case", card.Number.String(), "cause", err)
	}
	if !card.Answered {
		return
	}
	if err := s.turn(ctx, card.Group); err != nil {
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
