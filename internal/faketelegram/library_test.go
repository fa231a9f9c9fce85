package faketelegram_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"image"
	"image/png"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"jagaetam/internal/faketelegram"
)

func TestTheLibraryUnderstandsEveryAnswer(t *testing.T) {
	s, b := library(t, faketelegram.Options{Username: "jaga_bot", Name: "Jaga"})
	ctx := t.Context()
	u := s.NewUser(faketelegram.User{FirstName: "Siti", LanguageCode: "id", Phone: "+62 812 0000 9001"})
	u.Start("kukar")
	id := u.User().ID

	me := ok(b.GetMe(ctx))(t)
	if me.Username != "jaga_bot" || !me.IsBot || me.ID != b.ID() {
		t.Errorf("getMe: %+v", me)
	}
	sent := ok(b.SendMessage(ctx, &bot.SendMessageParams{
		ChatID: id, Text: "<b>Halo</b> 👋", ParseMode: models.ParseModeHTML, ReplyParameters: &models.ReplyParameters{MessageID: 1},
		ReplyMarkup: models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{{
			{Text: "Ya", CallbackData: "y"}, {Text: "Salin", CopyText: &models.CopyTextButton{Text: "123"}},
		}}},
	}))(t)
	if sent.Text != "Halo 👋" || sent.Entities[0].Type != models.MessageEntityTypeBold || sent.ReplyToMessage.Text != "/start kukar" || sent.Chat.Type != models.ChatTypePrivate {
		t.Errorf("sendMessage: %+v", sent)
	}
	if got := sent.ReplyMarkup.InlineKeyboard[0]; got[0].CallbackData != "y" || got[1].CopyText.Text != "123" {
		t.Errorf("the buttons come back as %+v", got)
	}
	edited := ok(b.EditMessageText(ctx, &bot.EditMessageTextParams{ChatID: id, MessageID: sent.ID, Text: "baru"}))(t)
	if edited.Text != "baru" || edited.EditDate == 0 {
		t.Errorf("editMessageText: %+v", edited)
	}
	ok(b.EditMessageReplyMarkup(ctx, &bot.EditMessageReplyMarkupParams{ChatID: id, MessageID: sent.ID, ReplyMarkup: models.InlineKeyboardMarkup{
		InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: "Situs", URL: "https://a.id"}}},
	}}))(t)

	photo := ok(b.SendPhoto(ctx, &bot.SendPhotoParams{ChatID: id, Photo: &models.InputFileUpload{Filename: "a.png", Data: bytes.NewReader(picture(200, 100))}, Caption: "KTP"}))(t)
	if last := photo.Photo[len(photo.Photo)-1]; last.Width != 200 || photo.Caption != "KTP" || len(photo.Photo) != 2 {
		t.Errorf("sendPhoto: %+v", photo)
	}
	ok(b.SendPhoto(ctx, &bot.SendPhotoParams{ChatID: id, Photo: &models.InputFileString{Data: photo.Photo[1].FileID}}))(t)
	ok(b.EditMessageCaption(ctx, &bot.EditMessageCaptionParams{ChatID: id, MessageID: photo.ID, Caption: "KK"}))(t)
	document := ok(b.SendDocument(ctx, &bot.SendDocumentParams{ChatID: id, Document: &models.InputFileUpload{Filename: "sk.pdf", Data: strings.NewReader("%PDF")}}))(t)
	if document.Document.FileName != "sk.pdf" || document.Document.FileSize != 4 {
		t.Errorf("sendDocument: %+v", document.Document)
	}
	ok(b.SendVoice(ctx, &bot.SendVoiceParams{ChatID: id, Voice: &models.InputFileUpload{Filename: "a.oga", Data: strings.NewReader("OggS")}, Duration: 3}))(t)
	ok(b.SendLocation(ctx, &bot.SendLocationParams{ChatID: id, Latitude: -0.41, Longitude: 116.98}))(t)
	ok(b.ForwardMessage(ctx, &bot.ForwardMessageParams{ChatID: id, FromChatID: id, MessageID: 1}))(t)
	ok(b.CopyMessage(ctx, &bot.CopyMessageParams{ChatID: id, FromChatID: id, MessageID: 1}))(t)
	ok(b.SendChatAction(ctx, &bot.SendChatActionParams{ChatID: id, Action: models.ChatActionTyping}))(t)
	ok(b.SetMessageReaction(ctx, &bot.SetMessageReactionParams{ChatID: id, MessageID: 1, Reaction: []models.ReactionType{
		{Type: models.ReactionTypeTypeEmoji, ReactionTypeEmoji: &models.ReactionTypeEmoji{Type: models.ReactionTypeTypeEmoji, Emoji: "👍"}},
	}}))(t)
	ok(b.PinChatMessage(ctx, &bot.PinChatMessageParams{ChatID: id, MessageID: sent.ID}))(t)
	ok(b.DeleteMessage(ctx, &bot.DeleteMessageParams{ChatID: id, MessageID: sent.ID}))(t)
	ok(b.GetChat(ctx, &bot.GetChatParams{ChatID: id}))(t)

	ok(b.SetMyCommands(ctx, &bot.SetMyCommandsParams{Commands: []models.BotCommand{{Command: "daftar", Description: "Daftar"}}, Scope: &models.BotCommandScopeAllPrivateChats{}}))(t)
	if got := ok(b.GetMyCommands(ctx, &bot.GetMyCommandsParams{Scope: &models.BotCommandScopeAllPrivateChats{}}))(t); len(got) != 1 || got[0].Command != "daftar" {
		t.Errorf("getMyCommands: %+v", got)
	}
	ok(b.DeleteMyCommands(ctx, &bot.DeleteMyCommandsParams{}))(t)
	ok(b.SetMyName(ctx, &bot.SetMyNameParams{Name: "Jaga Etam"}))(t)
	ok(b.SetMyDescription(ctx, &bot.SetMyDescriptionParams{Description: "a"}))(t)
	ok(b.SetMyShortDescription(ctx, &bot.SetMyShortDescriptionParams{ShortDescription: "b"}))(t)
	name, description, short := ok(b.GetMyName(ctx, &bot.GetMyNameParams{}))(t), ok(b.GetMyDescription(ctx, &bot.GetMyDescriptionParams{}))(t), ok(b.GetMyShortDescription(ctx, &bot.GetMyShortDescriptionParams{}))(t)
	if name.Name != "Jaga Etam" || description.Description != "a" || short.ShortDescription != "b" {
		t.Errorf("the profile comes back as %v, %v, %v", name, description, short)
	}
}

// ok fails the test when a call of the library did.
func ok[V any](v V, err error) func(*testing.T) V {
	return func(t *testing.T) V {
		t.Helper()
		if err != nil {
			t.Error(err)
		}
		return v
	}
}

func picture(width, height int) []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))) // a buffer takes everything
	return b.Bytes()
}

func TestTheLibraryWorksInAForum(t *testing.T) {
	s, b := library(t, faketelegram.Options{})
	ctx := t.Context()
	officer := s.NewUser(faketelegram.User{})
	g := s.NewGroup(faketelegram.GroupOptions{Title: "Petugas", Forum: true, BotIsAdmin: true})
	g.Join(officer)

	topic := ok(b.CreateForumTopic(ctx, &bot.CreateForumTopicParams{ChatID: g.ID(), Name: "Kasus 1"}))(t)
	sent := ok(b.SendMessage(ctx, &bot.SendMessageParams{ChatID: g.ID(), MessageThreadID: topic.MessageThreadID, Text: "x"}))(t)
	if !sent.IsTopicMessage || sent.MessageThreadID != topic.MessageThreadID || sent.ReplyToMessage.ForumTopicCreated == nil || !sent.Chat.IsForum {
		t.Errorf("a message in a topic is %+v", sent)
	}
	thread := topic.MessageThreadID
	ok(b.EditForumTopic(ctx, &bot.EditForumTopicParams{ChatID: g.ID(), MessageThreadID: thread, Name: "Kasus 1 (beres)"}))(t)
	if _, err := b.EditForumTopic(ctx, &bot.EditForumTopicParams{ChatID: g.ID(), MessageThreadID: thread, Name: "Kasus 1 (beres)"}); err == nil || !strings.Contains(err.Error(), "TOPIC_NOT_MODIFIED") {
		t.Errorf("the same name again: %v", err)
	}
	ok(b.CloseForumTopic(ctx, &bot.CloseForumTopicParams{ChatID: g.ID(), MessageThreadID: thread}))(t)
	if topics := g.Topics(); len(topics) != 1 || topics[0].Name != "Kasus 1 (beres)" || !topics[0].Closed {
		t.Errorf("the forum shows %+v", topics)
	}
	ok(b.SendMessage(ctx, &bot.SendMessageParams{ChatID: g.ID(), MessageThreadID: thread, Text: "an administrator may"}))(t)
	ok(b.ReopenForumTopic(ctx, &bot.ReopenForumTopicParams{ChatID: g.ID(), MessageThreadID: thread}))(t)
	ok(b.DeleteForumTopic(ctx, &bot.DeleteForumTopicParams{ChatID: g.ID(), MessageThreadID: thread}))(t)
	if _, err := b.SendMessage(ctx, &bot.SendMessageParams{ChatID: g.ID(), MessageThreadID: thread, Text: "x"}); err == nil || !strings.Contains(err.Error(), "message thread not found") {
		t.Errorf("into a deleted topic: %v", err)
	}

	if got := ok(b.GetChatMember(ctx, &bot.GetChatMemberParams{ChatID: g.ID(), UserID: officer.User().ID}))(t); got.Type != models.ChatMemberTypeOwner {
		t.Errorf("getChatMember: %+v", got)
	}
	if got := ok(b.GetChatAdministrators(ctx, &bot.GetChatAdministratorsParams{ChatID: g.ID()}))(t); len(got) != 2 || !got[1].Administrator.CanManageTopics {
		t.Errorf("getChatAdministrators: %+v", got)
	}
	ok(b.LeaveChat(ctx, &bot.LeaveChatParams{ChatID: g.ID()}))(t)
	if _, err := b.SendMessage(ctx, &bot.SendMessageParams{ChatID: g.ID(), Text: "x"}); !errors.Is(err, bot.ErrorForbidden) {
		t.Errorf("after leaving: %v", err)
	}
}

func TestTheLibraryDecodesEveryUpdate(t *testing.T) {
	got := make(chan *models.Update, 100)
	s, b := library(t, faketelegram.Options{},
		bot.WithNotAsyncHandlers(), bot.WithDefaultHandler(func(_ context.Context, _ *bot.Bot, u *models.Update) { got <- u }),
		bot.WithErrorsHandler(func(err error) {
			if !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		}))
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); b.Start(ctx) }()
	defer func() { cancel(); <-done }()
	receive := func() *models.Update { return <-got }

	u := s.NewUser(faketelegram.User{FirstName: "Siti", LanguageCode: "id", Phone: "+62 812 0000 9001"})
	u.Start("kukar-1")
	if m := receive().Message; m.Text != "/start kukar-1" || m.Entities[0].Type != models.MessageEntityTypeBotCommand || m.Entities[0].Length != 6 || m.From.LanguageCode != "id" {
		t.Errorf("start comes as %+v", m)
	}
	u.ShareContact()
	if c := receive().Message.Contact; c.UserID != u.User().ID || c.PhoneNumber != "+62 812 0000 9001" {
		t.Errorf("the card comes as %+v", c)
	}
	u.ShareCard(faketelegram.Contact{Phone: "+62 812 0000 9002", FirstName: "Budi"})
	if c := receive().Message.Contact; c.UserID != 0 {
		t.Errorf("somebody else's card comes as %+v", c)
	}
	u.Photo([]byte("JPEG"), "KTP saya")
	photo := receive().Message
	file := ok(b.GetFile(ctx, &bot.GetFileParams{FileID: photo.Photo[0].FileID}))(t)
	if data := download(t, b.FileDownloadLink(file)); data != "JPEG" || photo.Caption != "KTP saya" {
		t.Errorf("the photo's content is %q", data)
	}
	u.Document("sk.pdf", "application/pdf", []byte("%PDF"), "")
	u.Voice(4)
	u.Sticker("👍")
	u.Location(-0.41, 116.98)
	document, voice, sticker, location := receive().Message, receive().Message, receive().Message, receive().Message
	if document.Document.MimeType != "application/pdf" || voice.Voice.Duration != 4 || sticker.Sticker.Emoji != "👍" || location.Location.Longitude != 116.98 {
		t.Errorf("media come as %+v %+v %+v %+v", document.Document, voice.Voice, sticker.Sticker, location.Location)
	}
	typo := u.Text("salh")
	receive()
	ok(u.Edit(typo.ID, "salah"))(t)
	if e := receive().EditedMessage; e.Text != "salah" || e.ID != typo.ID || e.EditDate == 0 {
		t.Errorf("the edit comes as %+v", e)
	}
	m := ok(b.SendMessage(ctx, &bot.SendMessageParams{ChatID: u.User().ID, Text: "?", ReplyMarkup: models.InlineKeyboardMarkup{
		InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: "Ya", CallbackData: "y:1"}}},
	}}))(t)
	ok(u.Tap(m.ID, "Ya"))(t)
	q := receive().CallbackQuery
	if q.Data != "y:1" || q.Message.Message.ID != m.ID || q.From.ID != u.User().ID {
		t.Errorf("the tap comes as %+v", q)
	}
	ok(b.AnswerCallbackQuery(ctx, &bot.AnswerCallbackQueryParams{CallbackQueryID: q.ID, Text: "Baik"}))(t)
	ok(b.DeleteMessage(ctx, &bot.DeleteMessageParams{ChatID: u.User().ID, MessageID: m.ID}))(t)
	ok(u.TapData(m.ID, "forged"))(t)
	if q := receive().CallbackQuery; q.Data != "forged" || q.Message.InaccessibleMessage == nil || q.Message.InaccessibleMessage.MessageID != m.ID {
		t.Errorf("a tap under a deleted message comes as %+v", q)
	}
	u.Block()
	if c := receive().MyChatMember; c.NewChatMember.Type != models.ChatMemberTypeBanned || c.OldChatMember.Type != models.ChatMemberTypeMember {
		t.Errorf("the block comes as %+v", c)
	}
	u.Start("")
	if c := receive().MyChatMember; c.NewChatMember.Type != models.ChatMemberTypeMember {
		t.Errorf("the return comes as %+v", c)
	}
	receive()

	g := s.NewGroup(faketelegram.GroupOptions{Title: "Petugas", Forum: true, BotIsAdmin: true})
	if c := receive().MyChatMember; c.NewChatMember.Type != models.ChatMemberTypeAdministrator || c.Chat.Title != "Petugas" {
		t.Errorf("the bot's arrival comes as %+v", c)
	}
	g.Join(u)
	if m := receive().Message; len(m.NewChatMembers) != 1 {
		t.Errorf("joining comes as %+v", m)
	}
	topic := g.NewTopic("Kasus")
	if m := receive().Message; m.ForumTopicCreated.Name != "Kasus" || m.MessageThreadID != topic.ThreadID {
		t.Errorf("the topic comes as %+v", m)
	}
	u.In(g).Topic(topic.ThreadID).Text("halo")
	if m := receive().Message; !m.IsTopicMessage || m.MessageThreadID != topic.ThreadID {
		t.Errorf("a message in the topic comes as %+v", m)
	}
	g.CloseTopic(topic.ThreadID, true)
	if m := receive().Message; m.ForumTopicClosed == nil {
		t.Errorf("closing comes as %+v", m)
	}
	idle(t, s)
}

func download(t *testing.T, link string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, link, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestTheLibrarySetsAWebhook(t *testing.T) {
	s, b := library(t, faketelegram.Options{Transport: faketelegram.InProcess(&hook{})})
	ctx := t.Context()
	ok(b.SetWebhook(ctx, &bot.SetWebhookParams{URL: "http://127.0.0.1:1/hook", SecretToken: "s", MaxConnections: 5, AllowedUpdates: []string{"message"}}))(t)
	s.NewUser(faketelegram.User{}).Text("halo")
	idle(t, s)
	info := ok(b.GetWebhookInfo(ctx))(t)
	if info.URL != "http://127.0.0.1:1/hook" || info.MaxConnections != 5 || len(info.AllowedUpdates) != 1 || info.PendingUpdateCount != 0 {
		t.Errorf("getWebhookInfo: %+v", info)
	}
	ok(b.DeleteWebhook(ctx, &bot.DeleteWebhookParams{DropPendingUpdates: true}))(t)
}

func TestTheLibraryMeetsFaultsAndLimits(t *testing.T) {
	s, b := library(t, faketelegram.Options{Limits: faketelegram.Limits{PerChat: 1, ChatBurst: 2}})
	u := s.NewUser(faketelegram.User{})
	u.Start("")
	send := func(text string) error {
		_, err := b.SendMessage(t.Context(), &bot.SendMessageParams{ChatID: u.User().ID, Text: text})
		return err
	}
	shown := func(text string) bool {
		return u.Chat().Last().Text == text
	}
	s.Inject(faketelegram.Fault{Kind: faketelegram.DropBefore, Next: 1})
	if err := send("1"); err == nil || shown("1") {
		t.Errorf("dropped before the effect: %v, shown %t", err, shown("1"))
	}
	s.Inject(faketelegram.Fault{Method: "sendMessage", Kind: faketelegram.DropAfter, Next: 1})
	if err := send("2"); err == nil || !shown("2") {
		t.Errorf("dropped after the effect: %v, shown %t", err, shown("2"))
	}
	s.Inject(faketelegram.Fault{Chat: u.User().ID, Kind: faketelegram.BadGateway, Next: 1})
	var syntax *json.SyntaxError
	if err := send("3"); !errors.As(err, &syntax) || shown("3") {
		t.Errorf("502 page: %v", err)
	}
	s.Inject(faketelegram.Fault{Kind: faketelegram.TooMany, RetryAfter: 7, Next: 1})
	var tooMany *bot.TooManyRequestsError
	if err := send("4"); !errors.As(err, &tooMany) || tooMany.RetryAfter != 7 {
		t.Errorf("injected 429: %v", err)
	}
	if err := send("5"); err != nil {
		t.Error(err)
	}
	if err := send("6"); !errors.As(err, &tooMany) || tooMany.RetryAfter != 1 {
		t.Errorf("over the limit: %v", err)
	}
	s.SetLimits(faketelegram.Limits{})
	if err := send("7"); err != nil {
		t.Error(err)
	}
	basic := s.NewGroup(faketelegram.GroupOptions{Basic: true})
	next := basic.Upgrade(true)
	_, err := b.SendMessage(t.Context(), &bot.SendMessageParams{ChatID: basic.ID(), Text: "x"})
	var moved *bot.MigrateError
	if !errors.As(err, &moved) || int64(moved.MigrateToChatID) != next.ID() {
		t.Errorf("into an upgraded group: %v", err)
	}
}
