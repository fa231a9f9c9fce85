package telegram

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"jagaetam/internal/chat"
	"jagaetam/internal/faketelegram"
)

// forum is a group with topics in which the bot is an administrator and Siti an officer.
func (w *world) forum() *faketelegram.Group {
	g := w.NewGroup(faketelegram.GroupOptions{Title: "Petugas 🛡", Forum: true, BotIsAdmin: true})
	g.Join(w.siti)
	return g
}

// topic opens one.
func (w *world) topic(t *testing.T, g *faketelegram.Group, topicName string) string {
	t.Helper()
	topic, err := w.p.OpenTopic(t.Context(), name(g.ID()), topicName)
	if err != nil {
		t.Fatal(err)
	}
	return topic
}

func numbered(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestOpenTopicNamesIt(t *testing.T) {
	w := newWorld(t)
	g := w.forum()
	w.topic(t, g, "KS-000001-6 · Siti\n🙂")
	w.topic(t, g, strings.Repeat("é", 200))
	topics := g.Topics()
	if len(topics) != 2 || topics[0].Name != "KS-000001-6 · Siti 🙂" || utf8.RuneCountInString(topics[1].Name) != topicLimit {
		t.Errorf("topics %+v", topics)
	}
}

func TestSaySpeaksInATopic(t *testing.T) {
	w := newWorld(t)
	g := w.forum()
	topic := w.topic(t, g, "a")
	for in, want := range map[string]int{topic: numbered(t, topic), "": 0, "1": 0} {
		said := w.must(t, chat.Answer{Chat: name(g.ID()), Topic: in, Words: words("other")})
		if m := w.inGroup(t, g, said.Messages[0]); m.ThreadID != want || m.IsTopicMessage != (want != 0) {
			t.Errorf("in %q it stands in %d", in, m.ThreadID)
		}
	}
	for _, call := range w.called("sendMessage") {
		if call.Params["message_thread_id"] == "1" {
			t.Error("General is written to by its number, which Telegram does not take")
		}
	}
	if _, err := w.say(t, chat.Answer{Chat: name(g.ID()), Topic: "x", Words: words("other")}); !errors.Is(err, chat.ErrRefused) {
		t.Errorf("%v", err)
	}
}

func (w *world) inGroup(t *testing.T, g *faketelegram.Group, message string) faketelegram.Message {
	t.Helper()
	m, ok := g.Message(numbered(t, message))
	if !ok {
		t.Fatalf("the group has no message %s", message)
	}
	return m
}

func TestSayNamesAllMessages(t *testing.T) {
	w := begun(t)
	long := chat.Words{Key: "free", Args: chat.Args{"Text": chat.Literal(strings.Repeat("kata ", 1000))}}
	said := w.must(t, chat.Answer{Words: []chat.Words{{Key: "other"}, long, question}})
	if len(said.Messages) != 4 || said.Messages[3] != said.Shown || !slices.IsSorted(said.Messages) {
		t.Errorf("said %+v", said)
	}
	edited := w.must(t, chat.Answer{Edit: said.Shown, Words: words("other")})
	if len(edited.Messages) != 1 || edited.Messages[0] != said.Shown {
		t.Errorf("said %+v", edited)
	}
}

func TestSayAnswersAMessageThatIsThere(t *testing.T) {
	w := begun(t)
	asked := w.siti.Text("kapan?").ID
	said := w.must(t, chat.Answer{Reply: strconv.Itoa(asked), Words: words("other", "other")})
	first, _ := w.siti.Chat().Message(numbered(t, said.Messages[0]))
	second, _ := w.siti.Chat().Message(numbered(t, said.Messages[1]))
	if first.ReplyTo == nil || first.ReplyTo.ID != asked || second.ReplyTo != nil {
		t.Errorf("answer %+v and %+v", first.ReplyTo, second.ReplyTo)
	}
	if err := w.siti.Delete(asked); err != nil {
		t.Fatal(err)
	}
	w.must(t, chat.Answer{Reply: strconv.Itoa(asked), Words: words("other")})
}

func TestSayReopensAClosedTopic(t *testing.T) {
	w := newWorld(t)
	g := w.forum()
	topic := w.topic(t, g, "a")
	g.CloseTopic(numbered(t, topic), true)
	g.SetBotTopics(false) // whoever may manage topics writes in closed ones
	w.must(t, chat.Answer{Chat: name(g.ID()), Topic: topic, Words: words("other", "other")})
	if g.Topics()[0].Closed || len(w.called("reopenForumTopic")) != 1 {
		t.Errorf("topics %+v", g.Topics())
	}
	others := strconv.Itoa(g.NewTopic("by people").ThreadID)
	g.CloseTopic(numbered(t, others), true)
	if _, err := w.say(t, chat.Answer{Chat: name(g.ID()), Topic: others, Words: words("other")}); !errors.Is(err, chat.ErrNoRight) || !errors.Is(err, chat.ErrRefused) {
		t.Errorf("%v", err)
	}
}

func TestTopicThatIsGone(t *testing.T) {
	w := newWorld(t)
	g := w.forum()
	topic := w.topic(t, g, "a")
	g.DeleteTopic(numbered(t, topic))
	_, say := w.say(t, chat.Answer{Chat: name(g.ID()), Topic: topic, Words: words("other")})
	for what, err := range map[string]error{
		"say": say, "close": w.p.CloseTopic(t.Context(), name(g.ID()), topic), "reopen": w.p.ReopenTopic(t.Context(), name(g.ID()), topic),
		"rename": w.p.RenameTopic(t.Context(), name(g.ID()), topic, "b"),
	} {
		if !errors.Is(err, chat.ErrTopicGone) || !errors.Is(err, chat.ErrRefused) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestTopicsMayBeChangedTwice(t *testing.T) {
	w := newWorld(t)
	g := w.forum()
	topic := w.topic(t, g, "a")
	for range 2 {
		if err := errors.Join(w.p.RenameTopic(t.Context(), name(g.ID()), topic, "b"), w.p.CloseTopic(t.Context(), name(g.ID()), topic)); err != nil {
			t.Fatal(err)
		}
	}
	if got := g.Topics()[0]; got.Name != "b" || !got.Closed {
		t.Errorf("topic %+v", got)
	}
	if err := errors.Join(w.p.ReopenTopic(t.Context(), name(g.ID()), topic), w.p.ReopenTopic(t.Context(), name(g.ID()), topic)); err != nil || g.Topics()[0].Closed {
		t.Errorf("%v", err)
	}
	if err := w.p.CloseTopic(t.Context(), name(g.ID()), ""); !errors.Is(err, chat.ErrRefused) {
		t.Errorf("General: %v", err)
	}
}

func TestOpenTopicSaysWhatTheBotLacks(t *testing.T) {
	w := newWorld(t)
	plain, curbed := w.NewGroup(faketelegram.GroupOptions{}), w.forum()
	curbed.SetBotTopics(false)
	for _, g := range []*faketelegram.Group{plain, curbed} {
		if _, err := w.p.OpenTopic(t.Context(), name(g.ID()), "a"); !errors.Is(err, chat.ErrNoRight) {
			t.Errorf("%v", err)
		}
	}
	g := w.forum()
	g.KickBot()
	if _, err := w.p.OpenTopic(t.Context(), name(g.ID()), "a"); !errors.Is(err, chat.ErrUnreachable) {
		t.Errorf("%v", err)
	}
}

func TestEditWordsSendsNothingNew(t *testing.T) {
	w := begun(t)
	text := w.must(t, chat.Answer{Words: []chat.Words{question}}).Shown
	photo := w.siti.Photo([]byte("\x89PNG"), "").Photo[0].FileID
	card := w.must(t, chat.Answer{Words: []chat.Words{{Key: "other", Relay: chat.Media{Kind: chat.MediaPhoto, File: chat.File{ID: "tg:" + photo}}}}}).Messages[0]
	before := len(w.all())
	for range 2 { // the second changes nothing
		for _, message := range []string{text, card} {
			if err := w.p.EditWords(t.Context(), chat.Answer{Chat: sitisChat, Language: "id", Edit: message, Words: []chat.Words{{Key: "hello", Args: chat.Args{"Name": chat.Literal("<é>")}}}}); err != nil {
				t.Error(err)
			}
		}
	}
	first, _ := w.siti.Chat().Message(numbered(t, text))
	second, _ := w.siti.Chat().Message(numbered(t, card))
	if first.Text != "Halo <é>" || first.Inline != nil || second.Caption != "Halo <é>" || len(w.all()) != before {
		t.Errorf("%+v and %+v", first, second)
	}
	long := chat.Words{Key: "free", Args: chat.Args{"Text": chat.Literal(strings.Repeat("kata ", 1000))}}
	for what, a := range map[string]chat.Answer{
		"gone": {Edit: "999", Words: words("other")}, "long": {Edit: text, Words: []chat.Words{long}}, "none": {Words: words("other")},
	} {
		a.Chat, a.Language = sitisChat, "id"
		if err := w.p.EditWords(t.Context(), a); !errors.Is(err, chat.ErrRefused) || len(w.all()) != before {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestPinSaysSo(t *testing.T) {
	w := newWorld(t)
	g := w.forum()
	said := w.must(t, chat.Answer{Chat: name(g.ID()), Words: words("other")})
	if err := w.p.Pin(t.Context(), name(g.ID()), said.Messages[0]); err != nil {
		t.Fatal(err)
	}
	g.SetBotAdmin(false)
	if err := w.p.Pin(t.Context(), name(g.ID()), said.Messages[0]); !errors.Is(err, chat.ErrNoRight) {
		t.Errorf("%v", err)
	}
}

func TestMemberSaysWhoIsThere(t *testing.T) {
	w := newWorld(t)
	g := w.forum()
	ani, budi := w.NewUser(faketelegram.User{}), w.NewUser(faketelegram.User{})
	g.Join(ani, budi)
	g.Promote(ani)
	g.Kick(budi)
	for who, want := range map[string]bool{
		name(w.siti.User().ID): true, name(ani.User().ID): true, name(budi.User().ID): false, "tg:5": false,
	} {
		if is, err := w.p.Member(t.Context(), name(g.ID()), who); err != nil || is != want {
			t.Errorf("%s: %t, %v", who, is, err)
		}
	}
	g.KickBot()
	if _, err := w.p.Member(t.Context(), name(g.ID()), name(ani.User().ID)); !errors.Is(err, chat.ErrUnreachable) {
		t.Errorf("%v", err)
	}
	w.p = w.platform(t, http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		_, _ = rw.Write([]byte(`{"ok":true,"result":{"status":"new in 2030","user":{"id":5}}}`))
	}))
	if is, err := w.p.Member(t.Context(), name(g.ID()), "tg:5"); err == nil && !is {
		t.Error("somebody of a new status is taken for gone")
	}
}

func TestSayAsideIsSeenByOneAlone(t *testing.T) {
	w := newWorld(t)
	g := w.forum()
	ani := w.NewUser(faketelegram.User{})
	g.Join(ani)
	before := len(g.Messages())
	remove := chat.Words{Key: "other", Remove: 60}
	said := w.must(t, chat.Answer{Chat: name(g.ID()), Aside: name(ani.User().ID), Words: []chat.Words{remove}})
	if seen := g.Asides(ani); len(seen) != 1 || seen[0].Text != "Lain" || len(g.Asides(w.siti)) != 0 || len(g.Messages()) != before {
		t.Errorf("seen %+v", seen)
	}
	for range 2 {
		if err := w.p.Delete(t.Context(), name(g.ID()), said.Passing[0].Message); err != nil || len(g.Asides(ani)) != 0 {
			t.Errorf("%v", err)
		}
	}
	g.Leave(ani)
	if _, err := w.say(t, chat.Answer{Chat: name(g.ID()), Aside: name(ani.User().ID), Words: words("other")}); !errors.Is(err, chat.ErrRefused) {
		t.Errorf("%v", err)
	}
}

// A relay goes by the id of what was sent, without a download, as what it was.
func TestSayRelaysWhatSomebodySent(t *testing.T) {
	w := newWorld(t)
	g := w.forum()
	topic := w.topic(t, g, "a")
	w.siti.Start("")
	photo, voice, video := w.siti.Photo([]byte("\x89PNG"), ""), w.siti.Voice(3), w.siti.Video(3, []byte("v"), "")
	sticker, document := w.siti.Sticker("🙂"), w.siti.Document("a.pdf", "application/pdf", []byte("%PDF"), "")
	for kind, id := range map[chat.MediaKind]string{
		chat.MediaPhoto: photo.Photo[0].FileID, chat.MediaVoice: voice.Voice.FileID, chat.MediaVideo: video.Video.FileID,
		chat.MediaSticker: sticker.Sticker.FileID, chat.MediaDocument: document.Document.FileID,
	} {
		said := w.must(t, chat.Answer{Chat: name(g.ID()), Topic: topic, Words: []chat.Words{{
			Key: "other", Options: question.Options, Relay: chat.Media{Kind: kind, File: chat.File{ID: "tg:" + id}},
		}}})
		first, last := w.inGroup(t, g, said.Messages[0]), w.inGroup(t, g, said.Messages[len(said.Messages)-1])
		if first.ThreadID != numbered(t, topic) || last.Text+last.Caption != "Lain" || last.Inline == nil || said.Shown != strconv.Itoa(last.ID) {
			t.Errorf("%s: %+v, then %+v", kind, first, last)
		}
		if is := first.Photo != nil || first.Voice != nil || first.Video != nil || first.Sticker != nil || first.Document != nil; !is || (kind == chat.MediaSticker) == (len(said.Messages) == 1) {
			t.Errorf("%s came as %+v", kind, first)
		}
	}
	said := w.must(t, chat.Answer{Chat: name(g.ID()), Topic: topic, Words: []chat.Words{{Key: "other", Place: chat.Place{Latitude: -0.4, Longitude: 117}}}})
	if m := w.inGroup(t, g, said.Messages[0]); m.Location == nil || len(said.Messages) != 2 {
		t.Errorf("the place came as %+v", m)
	}
	if n := len(w.called("getFile")); n != 0 {
		t.Errorf("%d files were asked for", n)
	}
}

func TestPollHearsWhatHappensInAGroup(t *testing.T) {
	w, in := newWorld(t), &inbox{}
	w.poll(t, in.handle, &shelf{})
	w.siti.Start("") // from the first poll on Telegram knows what is asked for
	w.idle(t)
	g := w.forum()
	ani := w.NewUser(faketelegram.User{})
	g.Join(ani)
	topic := g.NewTopic("a")
	w.siti.In(g).Topic(topic.ThreadID).Text("/ambil@other_bot")
	m := w.siti.In(g).Topic(topic.ThreadID).Text("halo 🙂")
	if _, err := w.siti.In(g).Edit(m.ID, "halo"); err != nil {
		t.Fatal(err)
	}
	g.Kick(ani)
	g.SetBotTopics(false)
	w.idle(t)
	var got []chat.Content
	for _, in := range in.all()[1:] {
		if !in.Group || in.Chat != name(g.ID()) {
			t.Errorf("%+v", in)
		}
		got = append(got, in.Content)
	}
	for _, want := range []chat.Content{
		chat.Standing{Member: true, Topics: true}, chat.Text{Text: "halo 🙂"}, chat.Edited{Text: "halo"}, chat.Left{Who: name(ani.User().ID)},
		chat.Standing{Member: true},
	} {
		if !slices.Contains(got, want) {
			t.Errorf("%+v is not among %+v", want, got)
		}
	}
	if len(got) != 5 {
		t.Errorf("heard %+v", got)
	}
}

func TestSayTellsWhenAGroupIsFull(t *testing.T) {
	w := newWorld(t)
	g := w.forum()
	w.SetLimits(faketelegram.Limits{GroupPerMinute: 2})
	a := chat.Answer{Chat: name(g.ID()), Words: words("other", "other", "other")}
	said, err := w.say(t, a)
	later, ok := errors.AsType[*chat.WaitError](err)
	if !ok || said.Words != 2 || len(said.Messages) != 2 || later.After < shortPenance || later.After > time.Minute {
		t.Errorf("said %+v: %v", said, err)
	}
}

func TestTelegramHasSeveralWordsForATopicThatIsGone(t *testing.T) {
	w := newWorld(t)
	for description, want := range map[string]error{
		"message thread not found": chat.ErrTopicGone, "TOPIC_DELETED": chat.ErrTopicGone, "TOPIC_ID_INVALID": chat.ErrTopicGone,
		"not enough rights to send text messages to the chat": chat.ErrNoRight, "have no rights to send a message": chat.ErrNoRight,
		"CHAT_ADMIN_REQUIRED": chat.ErrNoRight, "the chat is not a forum": chat.ErrNoRight, "something else": chat.ErrRefused,
	} {
		w.p = w.platform(t, http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
			rw.WriteHeader(http.StatusBadRequest)
			fmt.Fprintf(rw, `{"ok":false,"error_code":400,"description":"Bad Request: %s"}`, description)
		}))
		_, err := w.say(t, chat.Answer{Chat: "tg:-1001", Topic: "4", Words: words("other")})
		if !errors.Is(err, want) || !errors.Is(err, chat.ErrRefused) || errors.Is(err, chat.ErrTopicGone) && want != chat.ErrTopicGone {
			t.Errorf("%s: %v", description, err)
		}
	}
}
