package telegram

import (
	"context"
	"errors"
	"fmt"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// Member says whether a person is in a group now. Whoever never was there is not. The errors are those of Say.
func (p *Platform) Member(ctx context.Context, chatName, who string) (bool, error) {
	to, err := number(chatName)
	if err != nil {
		return false, err
	}
	user, err := number(who)
	if err != nil {
		return false, err
	}
	member, err := call(ctx, p, with(p.api.GetChatMember, &bot.GetChatMemberParams{ChatID: to, UserID: user}))
	switch {
	case isNobody(err):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("ask for a member: %w", err)
	case member == nil:
		return false, errors.New("ask for a member: Telegram answers in words that this version does not know")
	}
	switch member.Type {
	case models.ChatMemberTypeLeft, models.ChatMemberTypeBanned:
		return false, nil
	case models.ChatMemberTypeRestricted:
		return member.Restricted.IsMember, nil
	case models.ChatMemberTypeOwner, models.ChatMemberTypeAdministrator, models.ChatMemberTypeMember:
	}
	return true, nil
}

// isNobody says whether Telegram knows nobody of that number in the group.
func isNobody(err error) bool {
	return saysAny(err, "member not found", "user not found", "invalid user_id specified", "PARTICIPANT_ID_INVALID", "USER_ID_INVALID")
}
