package telegram

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"jagaetam/internal/chat"
)

// target is where words go: a chat, a topic of it, perhaps to one person there alone, and perhaps under an earlier message.
type target struct {
	chat  int64
	topic int // 0 for a chat without topics, and for General
	reply int
	aside *models.EphemeralMessageParameters // nil where all in the chat see it
	paid  bool                               // Telegram may charge for it (Bot API, allow_paid_broadcast)
	late  bool                               // nobody waits for it
}

// aim reads where an answer goes.
func aim(a chat.Answer) (target, error) {
	to, err := number(a.Chat)
	if err != nil {
		return target{}, err
	}
	t := target{chat: to, paid: a.Paid, late: a.CanWait}
	if t.topic, err = thread(a.Topic); err != nil {
		return t, err
	}
	t.reply, _ = strconv.Atoi(a.Reply) // what names no message answers none
	if a.Aside != "" {
		who, err := number(a.Aside)
		if err != nil {
			return t, err
		}
		t.aside = &models.EphemeralMessageParameters{ReceiverUserID: who, CallbackQueryID: a.Tap}
	}
	return t, nil
}

// thread is a topic's number at Telegram; 0 for General, which is written to without one.
func thread(topic string) (int, error) {
	if topic == "" {
		return 0, nil
	}
	id, err := strconv.Atoi(topic)
	if err != nil || id < general {
		return 0, fmt.Errorf("%w: %q is no topic of Telegram", chat.ErrRefused, topic)
	}
	if id == general {
		return 0, nil
	}
	return id, nil
}

// answers is what a message in the target answers; nil for nothing. A message that is gone is no reason to say nothing.
func (t target) answers() *models.ReplyParameters {
	if t.reply == 0 {
		return nil
	}
	return &models.ReplyParameters{MessageID: t.reply, AllowSendingWithoutReply: true}
}

// patience is how long the target's messages wait. Of what can wait, whoever sends it is told at once that Telegram takes no more, so that
// all of it waits.
func (t target) patience(answer time.Duration) patience {
	if t.late {
		return patience{answer, 0}
	}
	return patience{answer, shortPenance}
}

// post sends one message to the target. A topic that somebody has closed is opened again, once: what is to be said there must be said.
func (p *Platform) post(ctx context.Context, t target, send func(context.Context) (taken, error)) (taken, error) {
	message, err := send(ctx)
	if t.topic == 0 || !says(err, "TOPIC_CLOSED") {
		return message, err
	}
	reopen := with(p.api.ReopenForumTopic, &bot.ReopenForumTopicParams{ChatID: t.chat, MessageThreadID: t.topic})
	if err := notModified(repeat(ctx, p, reopen)); err != nil {
		return taken{}, fmt.Errorf("reopen topic: %w", err)
	}
	return send(ctx)
}
