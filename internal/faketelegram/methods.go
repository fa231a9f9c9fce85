package faketelegram

import "strings"

// method is a method of the Bot API under the name that Telegram writes; callers may write it in any case.
type method struct {
	name string
	run  func(*Server, *request) (any, error)
}

var methods = table([]method{
	{"getMe", (*Server).getMe},
	{"getUpdates", (*Server).getUpdates},
	{"setWebhook", (*Server).setWebhook},
	{"deleteWebhook", (*Server).deleteWebhook},
	{"getWebhookInfo", (*Server).getWebhookInfo},

	{"sendMessage", (*Server).sendMessage},
	{"sendPhoto", (*Server).sendPhoto},
	{"sendDocument", (*Server).sendDocument},
	{"sendVoice", (*Server).sendVoice},
	{"sendVideo", (*Server).sendVideo},
	{"sendSticker", (*Server).sendSticker},
	{"sendLocation", (*Server).sendLocation},
	{"copyMessage", (*Server).copyMessage},
	{"forwardMessage", (*Server).forwardMessage},

	{"editMessageText", (*Server).editMessageText},
	{"editMessageCaption", (*Server).editMessageCaption},
	{"editMessageReplyMarkup", (*Server).editMessageReplyMarkup},
	{"deleteMessage", (*Server).deleteMessage},
	{"deleteEphemeralMessage", (*Server).deleteEphemeralMessage},
	{"pinChatMessage", (*Server).pinChatMessage},
	{"setMessageReaction", (*Server).setMessageReaction},

	{"answerCallbackQuery", (*Server).answerCallbackQuery},
	{"sendChatAction", (*Server).sendChatAction},
	{"getFile", (*Server).getFile},

	{"getChat", (*Server).getChat},
	{"getChatMember", (*Server).getChatMember},
	{"getChatAdministrators", (*Server).getChatAdministrators},
	{"leaveChat", (*Server).leaveChat},

	{"createForumTopic", (*Server).createForumTopic},
	{"editForumTopic", (*Server).editForumTopic},
	{"closeForumTopic", (*Server).closeForumTopic},
	{"reopenForumTopic", (*Server).reopenForumTopic},
	{"deleteForumTopic", (*Server).deleteForumTopic},

	{"setMyCommands", (*Server).setMyCommands},
	{"getMyCommands", (*Server).getMyCommands},
	{"deleteMyCommands", (*Server).deleteMyCommands},
	{"setMyName", setText(nameText)},
	{"getMyName", getText(nameText)},
	{"setMyDescription", setText(descriptionText)},
	{"getMyDescription", getText(descriptionText)},
	{"setMyShortDescription", setText(shortDescriptionText)},
	{"getMyShortDescription", getText(shortDescriptionText)},
})

func table(list []method) map[string]method {
	byName := make(map[string]method, len(list))
	for _, m := range list {
		byName[strings.ToLower(m.name)] = m
	}
	return byName
}

func (s *Server) getMe(*request) (any, error) {
	return struct {
		User
		CanJoinGroups   bool `json:"can_join_groups"`
		ReadsAll        bool `json:"can_read_all_group_messages"`
		SupportsInline  bool `json:"supports_inline_queries"`
		ConnectBusiness bool `json:"can_connect_to_business"`
		HasMainWebApp   bool `json:"has_main_web_app"`
	}{User: s.bot, CanJoinGroups: true}, nil
}
