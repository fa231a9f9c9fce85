package faketelegram

import (
	"encoding/json"
	"regexp"
)

// Profile is the bot's page.
type Profile struct {
	Name             string
	Description      string // shown in the empty chat
	ShortDescription string // shown on the profile page
	Commands         []Command
}

// Command is one entry of the bot's menu.
type Command struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

// profile holds the bot's texts by kind and language, and its commands by scope and language.
type profile struct {
	texts    map[profileText]map[string]string
	commands map[string][]Command
}

// profileText is one of the texts that a bot can set about itself; longest counts UTF-16 units.
type profileText struct {
	field   string
	longest int
}

var (
	nameText             = profileText{"name", 64}
	descriptionText      = profileText{"description", 512}
	shortDescriptionText = profileText{"short_description", 120}
)

// Profile is what a person sees of the bot in this language: name, descriptions, commands in a private chat.
func (s *Server) Profile(language string) Profile {
	s.mu.Lock()
	defer s.mu.Unlock()
	commands := []Command(nil)
	for _, scope := range []string{"all_private_chats", "default"} {
		for _, code := range []string{language, ""} {
			if commands == nil {
				commands = s.profile.commands[scope+" "+code]
			}
		}
	}
	return Profile{
		Name:             orDefault(s.profileText(nameText, language), s.bot.FirstName),
		Description:      s.profileText(descriptionText, language),
		ShortDescription: s.profileText(shortDescriptionText, language),
		Commands:         commands,
	}
}

// profileText falls back to the text for all languages.
func (s *Server) profileText(t profileText, language string) string {
	if text := s.profile.texts[t][language]; text != "" {
		return text
	}
	return s.profile.texts[t][""]
}

// setText is setMyName and its like (https://core.telegram.org/bots/api#setmyname).
func setText(t profileText) func(*Server, *request) (any, error) {
	return func(s *Server, q *request) (any, error) {
		text := q.text(t.field)
		if utf16Len(text) > t.longest {
			return nil, badRequest("the bot's %s is too long", t.field)
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.profile.texts == nil {
			s.profile.texts = map[profileText]map[string]string{}
		}
		if s.profile.texts[t] == nil {
			s.profile.texts[t] = map[string]string{}
		}
		s.profile.texts[t][q.text("language_code")] = text
		s.events.emit(Event{Kind: ProfileChanged})
		return true, nil
	}
}

// getText is getMyName and its like (https://core.telegram.org/bots/api#getmyname).
func getText(t profileText) func(*Server, *request) (any, error) {
	return func(s *Server, q *request) (any, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		text := s.profileText(t, q.text("language_code"))
		if t == nameText {
			text = orDefault(text, s.bot.FirstName)
		}
		return map[string]string{t.field: text}, nil
	}
}

var commandName = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)

// setMyCommands (https://core.telegram.org/bots/api#setmycommands).
func (s *Server) setMyCommands(q *request) (any, error) {
	key, err := commandsKey(q)
	if err != nil {
		return nil, err
	}
	var commands []Command
	if err := q.json("commands", &commands); err != nil {
		return nil, err
	}
	if len(commands) > 100 {
		return nil, badRequest("BOT_COMMANDS_TOO_MUCH")
	}
	for _, c := range commands {
		switch n := utf16Len(c.Description); {
		case !commandName.MatchString(c.Command):
			return nil, badRequest("BOT_COMMAND_INVALID")
		case n < 1 || n > 256:
			return nil, badRequest("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.profile.commands == nil {
		s.profile.commands = map[string][]Command{}
	}
	s.profile.commands[key] = commands
	s.events.emit(Event{Kind: ProfileChanged})
	return true, nil
}

// getMyCommands gives what was set for exactly this scope and language (https://core.telegram.org/bots/api#getmycommands).
func (s *Server) getMyCommands(q *request) (any, error) {
	key, err := commandsKey(q)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Command{}, s.profile.commands[key]...), nil
}

// deleteMyCommands (https://core.telegram.org/bots/api#deletemycommands).
func (s *Server) deleteMyCommands(q *request) (any, error) {
	key, err := commandsKey(q)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.profile.commands, key)
	s.events.emit(Event{Kind: ProfileChanged})
	return true, nil
}

// commandsKey is a scope with the chat and user it names, and a language.
func commandsKey(q *request) (string, error) {
	var scope struct {
		Type   string      `json:"type"`
		ChatID json.Number `json:"chat_id"`
		UserID json.Number `json:"user_id"`
	}
	if err := q.json("scope", &scope); err != nil {
		return "", badRequest("can't parse BotCommandScope: %s", err)
	}
	key := orDefault(scope.Type, "default")
	if scope.ChatID != "" {
		key += ":" + scope.ChatID.String()
	}
	if scope.UserID != "" {
		key += ":" + scope.UserID.String()
	}
	return key + " " + q.text("language_code"), nil
}
