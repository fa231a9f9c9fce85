package telegram

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/go-telegram/bot"

	"jagaetam/internal/chat"
)

const topicLimit = 128 // characters of a topic's name (Bot API, createForumTopic)

// OpenTopic opens a topic in a group and names it; a name longer than 128 characters is cut. The errors are those of Say. After
// chat.ErrUncertain there may be an empty topic of that name.
func (p *Platform) OpenTopic(ctx context.Context, chatName, topicName string) (topic string, err error) {
	to, err := number(chatName)
	if err != nil {
		return "", err
	}
	opened, err := call(ctx, p, with(p.api.CreateForumTopic, &bot.CreateForumTopicParams{ChatID: to, Name: topicTitle(topicName)}))
	switch {
	case err != nil:
		return "", fmt.Errorf("open topic: %w", err)
	case opened == nil || opened.MessageThreadID == 0: // Telegram took it in words that this version does not know
		return "", fmt.Errorf("open topic: %w", ErrUncertain)
	}
	return strconv.Itoa(opened.MessageThreadID), nil
}

// RenameTopic gives a topic another name, as OpenTopic does. To give it the name that it has is no error; chat.ErrTopicGone says that
// there is no such topic.
func (p *Platform) RenameTopic(ctx context.Context, chatName, topic, topicName string) error {
	return p.changeTopic("rename topic", chatName, topic, func(to int64, id int) error {
		return repeat(ctx, p, with(p.api.EditForumTopic, &bot.EditForumTopicParams{ChatID: to, MessageThreadID: id, Name: topicTitle(topicName)}))
	})
}

// CloseTopic closes a topic to all but administrators. That it is closed already is no error; chat.ErrTopicGone says that there is no
// such topic.
func (p *Platform) CloseTopic(ctx context.Context, chatName, topic string) error {
	return p.changeTopic("close topic", chatName, topic, func(to int64, id int) error {
		return repeat(ctx, p, with(p.api.CloseForumTopic, &bot.CloseForumTopicParams{ChatID: to, MessageThreadID: id}))
	})
}

// ReopenTopic opens a closed topic again. That it is open is no error; chat.ErrTopicGone says that there is no such topic.
func (p *Platform) ReopenTopic(ctx context.Context, chatName, topic string) error {
	return p.changeTopic("reopen topic", chatName, topic, func(to int64, id int) error {
		return repeat(ctx, p, with(p.api.ReopenForumTopic, &bot.ReopenForumTopicParams{ChatID: to, MessageThreadID: id}))
	})
}

func (p *Platform) changeTopic(doing, chatName, topic string, change func(to int64, id int) error) error {
	to, err := number(chatName)
	if err != nil {
		return err
	}
	id, err := thread(topic)
	if err == nil && id == 0 {
		err = fmt.Errorf("%w: General is not the bot's", chat.ErrRefused)
	}
	if err == nil {
		err = notModified(change(to, id))
	}
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

// notModified is err, unless it says that all is as it was to be.
func notModified(err error) error {
	if says(err, "TOPIC_NOT_MODIFIED") {
		return nil
	}
	return err
}

// topicTitle cuts a topic's name to what Telegram takes.
func topicTitle(text string) string {
	return shorten(strings.Join(strings.Fields(text), " "), topicLimit)
}
