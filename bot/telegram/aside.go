package telegram

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// asideName begins the names of messages that one person of a group alone sees, which Telegram counts for themselves
// (https://core.telegram.org/bots/api#ephemeralmessageparameters).
const asideName = "aside"

// named is how the rest of the program calls a message that was sent; empty where Telegram took it and did not say.
func (t target) named(sent *models.Message) string {
	switch {
	case sent == nil:
		return ""
	case t.aside != nil && sent.EphemeralMessageID != 0:
		return fmt.Sprintf("%s:%d:%d", asideName, t.aside.ReceiverUserID, sent.EphemeralMessageID)
	case t.aside != nil || sent.ID == 0:
		return ""
	}
	return strconv.Itoa(sent.ID)
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
