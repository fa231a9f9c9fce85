package telegram

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/go-telegram/bot"
)

// asideName begins the names of messages that one person of a group alone sees, which Telegram counts for themselves
// (https://core.telegram.org/bots/api#ephemeralmessageparameters).
const asideName = "aside"

// named is how the rest of the program calls a message that was sent; empty where Telegram took it and did not say.
func (t target) named(message taken) string {
	switch {
	case t.aside != nil && message.Ephemeral != 0:
		return fmt.Sprintf("%s:%d:%d", asideName, t.aside.ReceiverUserID, message.Ephemeral)
	case t.aside != nil || message.ID == 0:
		return ""
	}
	return strconv.Itoa(message.ID)
}

// asideOf reads the name of a message that one person alone sees.
func asideOf(message string) (who int64, id int, ok bool) {
	parts := strings.Split(message, ":")
	if len(parts) != 3 || parts[0] != asideName {
		return 0, 0, false
	}
	who, errWho := strconv.ParseInt(parts[1], 10, 64)
	id, errID := strconv.Atoi(parts[2])
	return who, id, errWho == nil && errID == nil
}

func (p *Platform) deleteAside(ctx context.Context, to, who int64, id int) error {
	params := &bot.DeleteEphemeralMessageParams{ChatID: to, ReceiverUserID: who, EphemeralMessageID: id}
	return unlessRefused("delete message", repeat(ctx, p, with(p.api.DeleteEphemeralMessage, params)))
}
