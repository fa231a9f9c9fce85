package telegram

import (
	"context"
	"fmt"
	"slices"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"jagaetam/internal/chat"
)

// Profile is what people see of the bot before they speak with it: message keys, written in each language. An empty key leaves
// what it stands for as it is.
type Profile struct {
	Name     string // at most 64 characters when written
	About    string // in the empty chat, at most 512
	Short    string // on the bot's page and where its link is shared, at most 120
	Commands []Command
}

// Command is an entry of the menu.
type Command struct {
	Name        string // without the slash: 1 to 32 of a-z, 0-9 and _
	Description string // a message key; at most 256 characters when written
}

// SetProfile makes Telegram show the profile, in each language and, to those who use none of them, in the first. It asks what is
// shown and sets only what differs, for Telegram allows few changes a day.
func (p *Platform) SetProfile(ctx context.Context, profile Profile) error {
	languages := p.locales.Languages()
	for i, shown := range append([]string{""}, languages...) {
		page := page{Platform: p, shown: shown, lang: languages[max(i-1, 0)]}
		if err := page.set(ctx, profile); err != nil {
			return fmt.Errorf("set profile for %q: %w", shown, err)
		}
	}
	return nil
}

// page is the profile in one language.
type page struct {
	*Platform
	shown string // the language_code, empty for everybody else
	lang  string // the language it is written in
}

func (p page) set(ctx context.Context, want Profile) error {
	if err := p.name(ctx, want.Name); err != nil {
		return fmt.Errorf("name: %w", err)
	}
	if err := p.about(ctx, want.About); err != nil {
		return fmt.Errorf("description: %w", err)
	}
	if err := p.short(ctx, want.Short); err != nil {
		return fmt.Errorf("short description: %w", err)
	}
	if err := p.commands(ctx, want.Commands); err != nil {
		return fmt.Errorf("commands: %w", err)
	}
	return nil
}

func (p page) name(ctx context.Context, key string) error {
	has, err := call(ctx, p.Platform, with(p.api.GetMyName, &bot.GetMyNameParams{LanguageCode: p.shown}))
	if err != nil {
		return err
	}
	return p.unless(has.Name, key, func(name string) error {
		return repeat(ctx, p.Platform, with(p.api.SetMyName, &bot.SetMyNameParams{Name: name, LanguageCode: p.shown}))
	})
}

func (p page) about(ctx context.Context, key string) error {
	has, err := call(ctx, p.Platform, with(p.api.GetMyDescription, &bot.GetMyDescriptionParams{LanguageCode: p.shown}))
	if err != nil {
		return err
	}
	return p.unless(has.Description, key, func(text string) error {
		return repeat(ctx, p.Platform, with(p.api.SetMyDescription, &bot.SetMyDescriptionParams{Description: text, LanguageCode: p.shown}))
	})
}

func (p page) short(ctx context.Context, key string) error {
	has, err := call(ctx, p.Platform, with(p.api.GetMyShortDescription, &bot.GetMyShortDescriptionParams{LanguageCode: p.shown}))
	if err != nil {
		return err
	}
	return p.unless(has.ShortDescription, key, func(text string) error {
		return repeat(ctx, p.Platform, with(p.api.SetMyShortDescription, &bot.SetMyShortDescriptionParams{ShortDescription: text, LanguageCode: p.shown}))
	})
}

// unless sets the message key, unless it is shown already.
func (p page) unless(has, key string, set func(string) error) error {
	if key == "" {
		return nil
	}
	want, err := p.label(p.lang, chat.Message(key), textLimit)
	if err != nil || want == has {
		return err
	}
	return set(want)
}

// commands are shown in private chats only: in groups the bot does not listen.
func (p page) commands(ctx context.Context, list []Command) error {
	if len(list) == 0 {
		return nil
	}
	want := make([]models.BotCommand, len(list))
	for i, c := range list {
		text, err := p.label(p.lang, chat.Message(c.Description), textLimit)
		if err != nil {
			return err
		}
		want[i] = models.BotCommand{Command: c.Name, Description: text}
	}
	scope := &models.BotCommandScopeAllPrivateChats{}
	has, err := call(ctx, p.Platform, with(p.api.GetMyCommands, &bot.GetMyCommandsParams{Scope: scope, LanguageCode: p.shown}))
	if err != nil || slices.Equal(has, want) {
		return err
	}
	return repeat(ctx, p.Platform, with(p.api.SetMyCommands, &bot.SetMyCommandsParams{Commands: want, Scope: scope, LanguageCode: p.shown}))
}
