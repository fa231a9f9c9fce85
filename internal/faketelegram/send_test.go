package faketelegram_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"jagaetam/internal/faketelegram"
)

// at is a clock that a test moves.
type at struct{ now time.Time }

func clock() *at { return &at{time.Date(2026, 11, 1, 8, 0, 0, 0, time.UTC)} }

func (a *at) time() time.Time { return a.now }

func TestWhatCannotBeSentIsRefusedInTelegramsWords(t *testing.T) {
	s := start(t, faketelegram.Options{})
	u := s.NewUser(faketelegram.User{})
	u.Start("")
	shy, angry := s.NewUser(faketelegram.User{}), s.NewUser(faketelegram.User{})
	angry.Start("")
	angry.Block()
	forum := s.NewGroup(faketelegram.GroupOptions{Forum: true})
	closed := forum.NewTopic("tutup")
	forum.CloseTopic(closed.ThreadID, true)
	kicked := s.NewGroup(faketelegram.GroupOptions{})
	kicked.KickBot()
	group := s.NewGroup(faketelegram.GroupOptions{})
	id := u.User().ID
	button := func(json string) string { return `{"inline_keyboard":[[` + json + `]]}` }

	for name, c := range map[string]struct {
		params params
		code   int
		text   string
	}{
		"no chat":            {params{"text": "x"}, 400, "Bad Request: chat_id is empty"},
		"unknown chat":       {params{"chat_id": 1, "text": "x"}, 400, "Bad Request: chat not found"},
		"never started":      {params{"chat_id": shy.User().ID, "text": "x"}, 403, "Forbidden: bot can't initiate conversation with a user"},
		"blocked":            {params{"chat_id": angry.User().ID, "text": "x"}, 403, "Forbidden: bot was blocked by the user"},
		"kicked":             {params{"chat_id": kicked.ID(), "text": "x"}, 403, "Forbidden: bot was kicked from the supergroup chat"},
		"empty":              {params{"chat_id": id, "text": " \n"}, 400, "Bad Request: message text is empty"},
		"only tags":          {params{"chat_id": id, "text": "<b></b>", "parse_mode": "HTML"}, 400, "Bad Request: message text is empty"},
		"too long":           {params{"chat_id": id, "text": strings.Repeat("👋", 2049)}, 400, "Bad Request: message is too long"},
		"unclosed tag":       {params{"chat_id": id, "text": "<b>x", "parse_mode": "HTML"}, 400, `Bad Request: can't parse entities: Can't find end tag corresponding to start tag "b"`},
		"unknown mode":       {params{"chat_id": id, "text": "x", "parse_mode": "BBCode"}, 400, "Bad Request: unsupported parse_mode"},
		"no such thread":     {params{"chat_id": forum.ID(), "text": "x", "message_thread_id": 99}, 400, "Bad Request: message thread not found"},
		"General by id":      {params{"chat_id": forum.ID(), "text": "x", "message_thread_id": 1}, 400, "Bad Request: message thread not found"},
		"private thread":     {params{"chat_id": id, "text": "x", "message_thread_id": 5}, 400, "Bad Request: message thread not found"},
		"closed topic":       {params{"chat_id": forum.ID(), "text": "x", "message_thread_id": closed.ThreadID}, 400, "Bad Request: TOPIC_CLOSED"},
		"nothing to answer":  {params{"chat_id": id, "text": "x", "reply_parameters": params{"message_id": 999}}, 400, "Bad Request: message to be replied not found"},
		"65 bytes":           {params{"chat_id": id, "text": "x", "reply_markup": button(`{"text":"x","callback_data":"` + strings.Repeat("é", 32) + `x"}`)}, 400, "Bad Request: BUTTON_DATA_INVALID"},
		"no action":          {params{"chat_id": id, "text": "x", "reply_markup": button(`{"text":"x","callback_data":""}`)}, 400, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"},
		"no label":           {params{"chat_id": id, "text": "x", "reply_markup": button(`{"text":"","callback_data":"x"}`)}, 400, "Bad Request: inline keyboard button text must be non-empty"},
		"no JSON":            {params{"chat_id": id, "text": "x", "reply_markup": "{"}, 400, "Bad Request: can't parse reply keyboard markup JSON object"},
		"no object":          {params{"chat_id": id, "text": "x", "reply_markup": "[]"}, 400, "Bad Request: object expected as reply markup"},
		"a place in a group": {params{"chat_id": group.ID(), "text": "x", "reply_markup": params{"keyboard": [][]params{{{"text": "x", "request_location": true}}}}}, 400, "Bad Request: location can be requested in private chats only"},
		"no link":            {params{"chat_id": id, "text": "x", "reply_markup": button(`{"text":"x","url":"nowhere"}`)}, 400, "Bad Request: inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL"},
		"no button":          {params{"chat_id": id, "text": "x", "reply_markup": button(`5`)}, 400, "Bad Request: can't parse inline keyboard button: InlineKeyboardButton must be an Object"},
		"phone in a group":   {params{"chat_id": group.ID(), "text": "x", "reply_markup": params{"keyboard": [][]params{{{"text": "x", "request_contact": true}}}}}, 400, "Bad Request: phone number can be requested in private chats only"},
	} {
		t.Run(name, func(t *testing.T) { wantError(t, call(t, s, "sendMessage", c.params), c.code, c.text) })
	}
	wantError(t, call(t, s, "sendPhoto", params{"chat_id": id, "photo": "nope"}), 400, "Bad Request: wrong remote file identifier specified: Wrong string length")
	wantError(t, call(t, s, "sendPhoto", params{"chat_id": id, "photo": "https://a.id/x.jpg"}), 400, "Bad Request: failed to get HTTP URL content")
	wantError(t, call(t, s, "sendDocument", params{"chat_id": id}), 400, "Bad Request: there is no document in the request")
	wantError(t, call(t, s, "sendVoice", params{"chat_id": id, "voice": "attach://voice"}), 400, "Bad Request: there is no voice in the request")
	wantError(t, call(t, s, "sendLocation", params{"chat_id": id, "latitude": 1}), 400, "Bad Request: longitude is empty")
	wantError(t, call(t, s, "getFile", params{"file_id": "nope"}), 400, "Bad Request: invalid file_id")
	wantError(t, call(t, s, "getFile", params{}), 400, "Bad Request: file_id not specified")
	wantError(t, call(t, s, "sendChatAction", params{"chat_id": angry.User().ID, "action": "typing"}), 403, "Forbidden: bot was blocked by the user")
	wantError(t, call(t, s, "copyMessage", params{"chat_id": id, "from_chat_id": id}), 400, "Bad Request: message identifier is not specified")
	photo := u.Photo([]byte("x"), "").Photo[0].FileID
	wantError(t, call(t, s, "sendPhoto", params{"chat_id": id, "photo": photo, "caption": strings.Repeat("x", 1025)}), 400, "Bad Request: message caption is too long")
	if shown := len(u.Chat().Messages()); shown != 2 {
		t.Errorf("the chat shows %d messages, want /start and the photo", shown)
	}
}

func TestTheLongestTextsPass(t *testing.T) {
	s := start(t, faketelegram.Options{})
	u := s.NewUser(faketelegram.User{})
	u.Start("")
	html := "<b>" + strings.Repeat("&lt;", 4096) + "</b>"
	data := strings.Repeat("é", 32)
	sent := call(t, s, "sendMessage", params{
		"chat_id": u.User().ID, "text": html, "parse_mode": "HTML",
		"reply_markup": params{"inline_keyboard": [][]params{{{"text": "x", "callback_data": data}}}},
	})
	if sent.messageID(t); u.Chat().Last().Text != strings.Repeat("<", 4096) {
		t.Error("4096 characters after parsing were changed")
	}
}

func TestEditsAndDeletions(t *testing.T) {
	c := clock()
	s := start(t, faketelegram.Options{Now: c.time})
	u := s.NewUser(faketelegram.User{})
	theirs := u.Start("").ID
	id := u.User().ID
	keyboard := params{"inline_keyboard": [][]params{{{"text": "Ya", "callback_data": "y"}}}}
	mine := call(t, s, "sendMessage", params{"chat_id": id, "text": "<b>a</b>", "parse_mode": "HTML", "reply_markup": keyboard}).messageID(t)
	withReply := call(t, s, "sendMessage", params{"chat_id": id, "text": "b", "reply_markup": params{"keyboard": [][]string{{"x"}}}}).messageID(t)
	located := call(t, s, "sendLocation", params{"chat_id": id, "latitude": 1, "longitude": 2}).messageID(t)

	const unmodified = "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"
	same := params{"chat_id": id, "message_id": mine, "text": "<i></i><b>a</b>", "parse_mode": "HTML", "reply_markup": keyboard}
	wantError(t, call(t, s, "editMessageText", same), 400, unmodified)
	wantError(t, call(t, s, "editMessageReplyMarkup", params{"chat_id": id, "message_id": mine, "reply_markup": keyboard}), 400, unmodified)
	wantError(t, call(t, s, "editMessageText", params{"chat_id": id, "message_id": 999, "text": "x"}), 400, "Bad Request: message to edit not found")
	wantError(t, call(t, s, "editMessageText", params{"chat_id": id, "text": "x"}), 400, "Bad Request: message identifier is not specified")
	wantError(t, call(t, s, "editMessageText", params{"chat_id": id, "message_id": theirs, "text": "x"}), 400, "Bad Request: message can't be edited")
	wantError(t, call(t, s, "editMessageText", params{"chat_id": id, "message_id": withReply, "text": "x"}), 400, "Bad Request: message can't be edited")
	wantError(t, call(t, s, "editMessageText", params{"chat_id": id, "message_id": located, "text": "x"}), 400, "Bad Request: there is no text in the message to edit")
	wantError(t, call(t, s, "editMessageCaption", params{"chat_id": id, "message_id": mine, "caption": "x"}), 400, "Bad Request: there is no caption in the message to edit")
	wantError(t, call(t, s, "editMessageText", params{"chat_id": id, "message_id": mine, "text": "x", "reply_markup": params{"force_reply": true}}), 400, "Bad Request: inline keyboard expected")

	other := params{"inline_keyboard": [][]params{{{"text": "Tidak", "callback_data": "n"}}}}
	call(t, s, "editMessageReplyMarkup", params{"chat_id": id, "message_id": mine, "reply_markup": other}).messageID(t)
	if m, _ := u.Chat().Message(mine); m.EditDate != 0 {
		t.Error("a message whose buttons alone changed is shown as edited")
	}
	call(t, s, "editMessageText", params{"chat_id": id, "message_id": mine, "text": "a"}).messageID(t) // the same words without bold or buttons
	if m, _ := u.Chat().Message(mine); m.Inline != nil || m.Entities != nil || m.EditDate == 0 {
		t.Errorf("after the edit the message is %+v", m)
	}

	wantError(t, call(t, s, "deleteMessage", params{"chat_id": id, "message_id": 999}), 400, "Bad Request: message to delete not found")
	call(t, s, "deleteMessage", params{"chat_id": id, "message_id": theirs}) // a bot may in a private chat
	call(t, s, "deleteMessage", params{"chat_id": id, "message_id": withReply})
	if u.Chat().Keyboard() != nil {
		t.Error("the keyboard stays after its message was deleted")
	}
	if got := ids(u.Chat().Messages()); fmt.Sprint(got) != fmt.Sprint([]int{mine, located}) {
		t.Errorf("the chat shows %v", got)
	}
	c.now = c.now.Add(48*time.Hour + time.Second)
	wantError(t, call(t, s, "deleteMessage", params{"chat_id": id, "message_id": mine}), 400, "Bad Request: message can't be deleted for everyone")
}

func ids(messages []faketelegram.Message) []int {
	var ids []int
	for _, m := range messages {
		ids = append(ids, m.ID)
	}
	return ids
}

func TestTapsAreAnsweredInTime(t *testing.T) {
	c := clock()
	s := start(t, faketelegram.Options{Now: c.time})
	events, cancel := s.Subscribe(100)
	defer cancel()
	u := s.NewUser(faketelegram.User{})
	u.Start("")
	keyboard := params{"inline_keyboard": [][]params{{{"text": "Ya", "callback_data": "y"}, {"text": "Situs", "url": "https://a.id"}}}}
	m := call(t, s, "sendMessage", params{"chat_id": u.User().ID, "text": "?", "reply_markup": keyboard}).messageID(t)
	for text, want := range map[string]string{"Tidak": "has no such button", "Situs": "sends no data"} {
		if _, err := u.Tap(m, text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("tapping %s: %v, want %s", text, err, want)
		}
	}
	if _, err := u.Tap(999, "Ya"); err == nil {
		t.Error("a message that is not there can be tapped")
	}
	query, err := u.Tap(m, "Ya")
	if err != nil {
		t.Fatal(err)
	}
	call(t, s, "answerCallbackQuery", params{"callback_query_id": query, "text": "Baik", "show_alert": true})
	answered := next(t, events, faketelegram.CallbackAnswered)
	if answered.Answer.Text != "Baik" || !answered.Answer.Alert || answered.Answer.User != u.User().ID {
		t.Errorf("the phone shows %+v", answered.Answer)
	}
	const late = "Bad Request: query is too old and response timeout expired or query ID is invalid"
	wantError(t, call(t, s, "answerCallbackQuery", params{"callback_query_id": "12"}), 400, late)
	c.now = c.now.Add(151 * time.Second)
	wantError(t, call(t, s, "answerCallbackQuery", params{"callback_query_id": query}), 400, late)
	u.Block()
	if _, err := u.Tap(m, "Ya"); err == nil {
		t.Error("who has blocked the bot can still tap")
	}
}

// next skips to the next event of a kind, which must have come already.
func next(t *testing.T, events <-chan faketelegram.Event, kind faketelegram.EventKind) faketelegram.Event {
	t.Helper()
	for {
		select {
		case e := <-events:
			if e.Kind == kind {
				return e
			}
		default:
			t.Fatalf("there is no event %s", kind)
		}
	}
}

func TestUploadsAreLookedAt(t *testing.T) {
	s := start(t, faketelegram.Options{})
	u := s.NewUser(faketelegram.User{})
	u.Start("")
	send := func(method, field, data string) result {
		body := fmt.Sprintf("--B\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n%d\r\n"+
			"--B\r\nContent-Disposition: form-data; name=%q; filename=\"a.bin\"\r\n\r\n%s\r\n--B--\r\n", u.User().ID, field, data)
		return do(faketelegram.InProcess(s), withType("/bot"+s.Token()+"/"+method, "multipart/form-data; boundary=B", body))
	}
	wantError(t, send("sendPhoto", "photo", "no picture"), 400, "Bad Request: IMAGE_PROCESS_FAILED")
	wantError(t, send("sendPhoto", "photo", strings.Repeat("x", 10<<20+1)), 400, "Bad Request: file is too big")
	wantError(t, send("sendDocument", "document", ""), 400, "Bad Request: file must be non-empty")
	huge := withType("/bot"+s.Token()+"/sendDocument", "multipart/form-data; boundary=B", "")
	huge.ContentLength = 50<<20 + 1
	wantError(t, do(faketelegram.InProcess(s), huge), 413, "Request Entity Too Large")
	large := u.Document("a.bin", "", make([]byte, 20<<20+1), "")
	wantError(t, call(t, s, "getFile", params{"file_id": large.Document.FileID}), 400, "Bad Request: file is too big")
	var m faketelegram.Message
	send("sendPhoto", "photo", string(picture(8, 8))).into(t, &m)
	if data, kind, found := s.File(m.Photo[0].FileID); !found || len(data) == 0 || kind != "image/jpeg" {
		t.Errorf("the photo on the phone is %d bytes of %s", len(data), kind)
	}
	if _, _, found := s.File("nope"); found {
		t.Error("a file that nobody sent is there")
	}
}

func TestProtectedMessagesStay(t *testing.T) {
	s := start(t, faketelegram.Options{})
	u, other := s.NewUser(faketelegram.User{}), s.NewUser(faketelegram.User{})
	u.Start("")
	said := other.Text("rahasia")
	from, to := other.User().ID, u.User().ID
	secret := call(t, s, "sendMessage", params{"chat_id": from, "text": "x", "protect_content": true}).messageID(t)
	wantError(t, call(t, s, "forwardMessage", params{"chat_id": to, "from_chat_id": from, "message_id": secret}), 400, "Bad Request: message has protected content and can't be forwarded")
	wantError(t, call(t, s, "copyMessage", params{"chat_id": to, "from_chat_id": from, "message_id": 999}), 400, "Bad Request: message to copy not found")

	var copied struct {
		ID int `json:"message_id"`
	}
	call(t, s, "copyMessage", params{"chat_id": to, "from_chat_id": from, "message_id": said.ID}).into(t, &copied)
	if m, _ := u.Chat().Message(copied.ID); m.Text != "rahasia" || m.ForwardOrigin != nil {
		t.Errorf("the copy is %+v", m)
	}
	forwarded := call(t, s, "forwardMessage", params{"chat_id": to, "from_chat_id": from, "message_id": said.ID}).messageID(t)
	if m, _ := u.Chat().Message(forwarded); m.ForwardOrigin == nil || m.ForwardOrigin.User.ID != from {
		t.Errorf("the forwarded message is %+v", m)
	}
}

func TestTheProfileIsCheckedAndKeptByLanguage(t *testing.T) {
	s := start(t, faketelegram.Options{Name: "Jaga Etam"})
	commands := func(list string) params { return params{"commands": json.RawMessage(list)} }
	wantError(t, call(t, s, "setMyCommands", commands(`[{"command":"Daftar","description":"x"}]`)), 400, "Bad Request: BOT_COMMAND_INVALID")
	wantError(t, call(t, s, "setMyCommands", commands(`[{"command":"daftar","description":""}]`)), 400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
	call(t, s, "setMyCommands", commands(`[{"command":"daftar","description":"Daftar"}]`))
	english := commands(`[{"command":"daftar","description":"Register"}]`)
	english["language_code"] = "en"
	call(t, s, "setMyCommands", english)
	call(t, s, "setMyDescription", params{"description": "Halo"})
	wantError(t, call(t, s, "setMyShortDescription", params{"short_description": strings.Repeat("x", 121)}), 400, "Bad Request: the bot's short_description is too long")

	for language, want := range map[string]string{"en": "Register", "id": "Daftar", "": "Daftar"} {
		p := s.Profile(language)
		if len(p.Commands) != 1 || p.Commands[0].Description != want || p.Description != "Halo" || p.Name != "Jaga Etam" {
			t.Errorf("in %q the profile is %+v", language, p)
		}
	}
	call(t, s, "deleteMyCommands", params{"language_code": "en"})
	if p := s.Profile("en"); p.Commands[0].Description != "Daftar" {
		t.Errorf("after the deletion the profile is %+v", p)
	}
}
