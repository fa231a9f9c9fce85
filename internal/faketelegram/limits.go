package faketelegram

// Limits are Telegram's limits on what a bot sends; a zero field does not limit
// (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this).
type Limits struct {
	PerSecond      int // messages a second over all chats
	PerChat        int // messages a second in one chat
	ChatBurst      int // how many a chat takes at once before PerChat is applied
	GroupPerMinute int // messages and edits a minute in one group
}

// TelegramLimits are the limits that Telegram publishes.
func TelegramLimits() Limits {
	return Limits{PerSecond: 30, PerChat: 1, ChatBurst: 5, GroupPerMinute: 20}
}

// SetLimits replaces the limits; the zero Limits switch them off.
func (s *Server) SetLimits(l Limits) { panic("unbuilt") }
