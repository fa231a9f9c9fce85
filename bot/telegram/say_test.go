package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/chat"
	"jagaetam/internal/faketelegram"
)

const sitisChat = "tg:900000101"

// begun is a world in which Siti has started the bot, so that it may write to her.
func begun(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.siti.Start("")
	return w
}

func (w *world) say(t *testing.T, a chat.Answer) (chat.Said, error) {
	t.Helper()
	if a.Chat == "" {
		a.Chat = sitisChat
	}
	if a.Language == "" {
		a.Language = "id"
	}
	return w.p.Say(t.Context(), a)
}

// must says an answer that is taken.
func (w *world) must(t *testing.T, a chat.Answer) chat.Said {
	t.Helper()
	said, err := w.say(t, a)
	if err != nil {
		t.Fatal(err)
	}
	if said.Words != len(a.Words) {
		t.Fatalf("said %d of %d", said.Words, len(a.Words))
	}
	return said
}

// noteWaits makes waits end at once, and notes how long they would have been.
func noteWaits(waits *[]time.Duration) func(context.Context, time.Duration) error {
	return func(_ context.Context, d time.Duration) error {
		*waits = append(*waits, d)
		return nil
	}
}

// shown is the message that Said names.
func (w *world) shown(t *testing.T, said chat.Said) faketelegram.Message {
	t.Helper()
	id, err := strconv.Atoi(said.Shown)
	if err != nil {
		t.Fatalf("shows %q", said.Shown)
	}
	m, ok := w.siti.Chat().Message(id)
	if !ok {
		t.Fatalf("message %d is gone", id)
	}
	return m
}

// bots are the bot's texts in Siti's chat.
func (w *world) bots() []string {
	var all []string
	for _, m := range w.siti.Chat().Messages() {
		if m.From.IsBot {
			all = append(all, m.Text)
		}
	}
	return all
}

var question = chat.Words{Key: "question", Options: []chat.Option{
	{Label: chat.Message("yes"), Press: consent},
	{Label: chat.Literal("Ti<d>ak"), Press: chat.Press{Kind: chat.PressOpen, Flow: "menu"}},
	{Label: chat.MessageWith("free", chat.Args{"Text": chat.Literal("<i>" + strings.Repeat("panjang ", 20))}), Press: chat.Press{Kind: chat.PressResume}},
	{Label: chat.Literal(strings.Repeat("panjang ", 20)), Press: chat.Press{Kind: chat.PressResume}},
}, Columns: 2}

func words(keys ...string) []chat.Words {
	var all []chat.Words
	for _, key := range keys {
		all = append(all, chat.Words{Key: key})
	}
	return all
}

func TestSayWritesInTheLanguageOfTheReader(t *testing.T) {
	w := begun(t)
	hello := chat.Words{Key: "hello", Args: chat.Args{"Name": chat.Literal("<i>Nur'aini</i> & 🙂")}}
	w.must(t, chat.Answer{Words: []chat.Words{hello}})
	w.must(t, chat.Answer{Language: "en", Words: []chat.Words{hello}})
	if got := w.bots(); !slices.Equal(got, []string{"Halo <i>Nur'aini</i> & 🙂", "Hello <i>Nur'aini</i> & 🙂"}) {
		t.Errorf("%q", got)
	}
	if e := w.siti.Chat().Last().Entities; len(e) != 1 || e[0].Type != "bold" || e[0].Length != 5 {
		t.Errorf("formatted %+v", e)
	}
	if preview := w.called("sendMessage")[0].Params["link_preview_options"]; preview != `{"is_disabled":true}` {
		t.Errorf("preview %s", preview)
	}
}

func TestSayPutsOptionsInColumns(t *testing.T) {
	w := begun(t)
	m := w.shown(t, w.must(t, chat.Answer{Words: []chat.Words{question}}))
	var got []string
	for _, row := range m.Inline.Rows {
		for _, b := range row {
			got = append(got, fmt.Sprintf("%d %s=%s", len(row), b.Text, b.CallbackData))
		}
	}
	want := []string{
		"2 Ya & setuju=a:1:register:consent:agree", "2 Ti<d>ak=o:menu:",
		"2 <i>panjang panjang panjang panjang panjang panjang panjang…=r", "2 panjang panjang panjang panjang panjang panjang panjang pan…=r",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestSayShowsTheLastButtons(t *testing.T) {
	w := begun(t)
	said := w.must(t, chat.Answer{Words: []chat.Words{question, question, {Key: "other"}}})
	if m := w.shown(t, said); m.Text != "Setuju?" || m.ID != w.siti.Chat().Last().ID-1 {
		t.Errorf("shows %+v", m)
	}
	if said := w.must(t, chat.Answer{Words: words("other")}); said.Shown != "" {
		t.Errorf("shows %q where there are no buttons", said.Shown)
	}
}

func TestSayOffersToShareTheContact(t *testing.T) {
	w := begun(t)
	w.must(t, chat.Answer{Words: []chat.Words{{Key: "question", Keyboard: chat.KeyboardContact}}})
	k := w.siti.Chat().Keyboard()
	if k == nil || !k.Persistent || !k.Resize || !k.OneTime {
		t.Fatalf("keyboard %+v", k)
	}
	if m, err := w.siti.Press("Bagikan nomor saya"); err != nil || m.Contact == nil {
		t.Errorf("pressing it sends %+v: %v", m, err)
	}
	w.must(t, chat.Answer{Words: []chat.Words{{Key: "question", Keyboard: chat.KeyboardContact}}})
	w.must(t, chat.Answer{Words: []chat.Words{{Key: "other", Keyboard: chat.KeyboardRemove}}})
	if k := w.siti.Chat().Keyboard(); k != nil {
		t.Errorf("keyboard stays: %+v", k)
	}
}

func TestSaySplitsLongWords(t *testing.T) {
	w := begun(t)
	long := question
	long.Key, long.Args = "free", chat.Args{"Text": chat.Literal(strings.Repeat("🙂", 1500) + "\n\n" + strings.Repeat("& ", 1500))}
	said := w.must(t, chat.Answer{Words: []chat.Words{long}})
	all := w.siti.Chat().Messages()
	first, last := all[len(all)-2], all[len(all)-1]
	if units(first.Text) != 3000 || first.Inline != nil || last.Inline == nil || units(last.Text) != 2999 {
		t.Errorf("%d units, buttons %v; %d units, buttons %v", units(first.Text), first.Inline, units(last.Text), last.Inline)
	}
	if m := w.shown(t, said); m.ID != last.ID {
		t.Errorf("shows message %d, not %d", m.ID, last.ID)
	}
}

func TestSayAnswersTheTap(t *testing.T) {
	w := begun(t)
	events, cancel := w.Subscribe(64)
	defer cancel()
	m := w.shown(t, w.must(t, chat.Answer{Words: []chat.Words{question}}))
	for _, c := range []struct {
		notice chat.Arg
		want   string
	}{
		{chat.Arg{}, ""}, {chat.Message("stale"), "Tombol ini sudah lama."}, {chat.Message("unwritten"), ""},
		{chat.Literal(strings.Repeat("🙂", 150)), strings.Repeat("🙂", 99) + "…"},
	} {
		query, err := w.siti.Tap(m.ID, "Ya & setuju")
		if err != nil {
			t.Fatal(err)
		}
		w.must(t, chat.Answer{Tap: query, Notice: c.notice})
		for e := range events {
			if e.Kind != faketelegram.CallbackAnswered {
				continue
			}
			if e.Answer.QueryID != query || e.Answer.Text != c.want {
				t.Errorf("answered %+v, want %q", e.Answer, c.want)
			}
			break
		}
	}
}

func TestSayDoesNotMindATapThatIsTooOld(t *testing.T) {
	w := begun(t)
	w.must(t, chat.Answer{Tap: "1", Notice: chat.Message("stale")})
	w.must(t, chat.Answer{Tap: "1", Words: words("other")})
}

func TestSayTellsThatATapIsNotAnswered(t *testing.T) {
	w := begun(t)
	w.Inject(faketelegram.Fault{Method: "answerCallbackQuery", Kind: faketelegram.BadGateway, Next: 6})
	if _, err := w.say(t, chat.Answer{Tap: "1", Notice: chat.Message("stale")}); err == nil {
		t.Error("a notice that did not arrive is no error")
	}
	w.must(t, chat.Answer{Tap: "1", Words: words("other")})
}

func TestSayEditsInPlace(t *testing.T) {
	w := begun(t)
	first := w.must(t, chat.Answer{Words: []chat.Words{question}})
	for range 2 { // the second time the message is not modified
		again := w.must(t, chat.Answer{Edit: first.Shown, Words: []chat.Words{{Key: "other", Options: question.Options}}})
		if !cmp.Equal(again, first) {
			t.Errorf("shows %+v, not %+v", again, first)
		}
	}
	if m := w.shown(t, first); m.Text != "Lain" || m.Inline == nil {
		t.Errorf("shows %+v", m)
	}
	w.must(t, chat.Answer{Edit: first.Shown, Retire: []string{first.Shown}, Words: []chat.Words{question, {Key: "other"}}})
	if m := w.shown(t, first); m.Text != "Setuju?" || m.Inline == nil || len(w.called("editMessageReplyMarkup")) > 0 {
		t.Errorf("the buttons that the edit put there are taken away: %+v", m)
	}
	w.must(t, chat.Answer{Edit: first.Shown, Words: words("other")})
	if m := w.shown(t, first); m.Inline != nil {
		t.Errorf("old buttons stay: %+v", m.Inline)
	}
	if got := w.bots(); !slices.Equal(got, []string{"Lain", "Lain"}) {
		t.Errorf("%q", got)
	}
}

func TestSaySendsAnewWhatCannotBeEdited(t *testing.T) {
	w := begun(t)
	for _, edit := range []string{"999999", "none", strconv.Itoa(w.siti.Text("halo").ID)} {
		said := w.must(t, chat.Answer{Edit: edit, Words: []chat.Words{question}})
		if m := w.shown(t, said); m.ID != w.siti.Chat().Last().ID {
			t.Errorf("edit of %s: shows %+v", edit, m)
		}
	}
	first := w.must(t, chat.Answer{Words: []chat.Words{question}})
	w.must(t, chat.Answer{Edit: first.Shown, Words: []chat.Words{{Key: "other", Keyboard: chat.KeyboardContact}}})
	if w.siti.Chat().Keyboard() == nil || w.shown(t, first).Inline != nil {
		t.Errorf("a keyboard below the chat, which no edit can carry, is not there, or old buttons are")
	}
}

func TestSayTakesOldButtonsAway(t *testing.T) {
	w := begun(t)
	one, two := w.must(t, chat.Answer{Words: []chat.Words{question}}), w.must(t, chat.Answer{Words: []chat.Words{question}})
	for range 2 { // the second time there are none
		w.must(t, chat.Answer{Retire: []string{one.Shown, "none", "999999", two.Shown}, Words: words("other")})
	}
	w.must(t, chat.Answer{Retire: []string{one.Shown, "999999"}})
	if w.shown(t, one).Inline != nil || w.shown(t, two).Inline != nil {
		t.Error("old buttons stay")
	}
}

func TestSayForgetsOnlyWhatWasAnswered(t *testing.T) {
	w := begun(t)
	nik := strconv.Itoa(w.siti.Text("6402069001909001").ID)
	heal := w.Inject(faketelegram.Fault{Method: "sendMessage", Kind: faketelegram.BadGateway, Probability: 1})
	if _, err := w.say(t, chat.Answer{Forget: nik, Words: words("other")}); err == nil || len(w.called("deleteMessage")) > 0 {
		t.Errorf("deleted before the words were said: %v", err)
	}
	heal()
	w.must(t, chat.Answer{Forget: nik, Words: words("other")})
	if got := w.siti.Chat().Messages(); len(got) != 2 {
		t.Errorf("%d messages stay", len(got))
	}
	w.must(t, chat.Answer{Forget: nik, Words: words("other")})
}

func TestSayTellsThatAMessageIsNotForgotten(t *testing.T) {
	w := begun(t)
	nik := strconv.Itoa(w.siti.Text("6402069001909001").ID)
	w.Inject(faketelegram.Fault{Method: "deleteMessage", Kind: faketelegram.BadGateway, Next: 3})
	said, err := w.say(t, chat.Answer{Forget: nik, Words: words("other")})
	if _, ok := errors.AsType[*StatusError](err); !ok || said.Words != 1 {
		t.Errorf("said %+v: %v", said, err)
	}
}

func TestSayFallsBackToPlainText(t *testing.T) {
	w := begun(t)
	broken := chat.Words{Key: "broken", Args: chat.Args{"Name": chat.Literal("<Siti> & 🙂")}, Options: question.Options}
	said := w.must(t, chat.Answer{Words: []chat.Words{broken}})
	if m := w.shown(t, said); m.Text != secretWord+" <Siti> & 🙂" || m.Inline == nil {
		t.Errorf("%+v", m)
	}
	first := w.must(t, chat.Answer{Words: []chat.Words{question}})
	w.must(t, chat.Answer{Edit: first.Shown, Words: []chat.Words{broken}})
	if m := w.shown(t, first); m.Text != secretWord+" <Siti> & 🙂" {
		t.Errorf("%+v", m)
	}
}

func TestSayWaitsForAShortWhile(t *testing.T) {
	w := begun(t)
	var waited []time.Duration
	w.p.wait = noteWaits(&waited)
	w.Inject(faketelegram.Fault{Method: "sendMessage", Kind: faketelegram.TooMany, RetryAfter: 3, Next: 2})
	w.must(t, chat.Answer{Words: words("other")})
	if !slices.Equal(waited, []time.Duration{3 * time.Second, 3 * time.Second}) || len(w.bots()) != 1 {
		t.Errorf("waited %v, then said %q", waited, w.bots())
	}
}

func TestSayDoesNotWaitLong(t *testing.T) {
	w := begun(t)
	var waited []time.Duration
	w.p.wait = noteWaits(&waited)
	w.Inject(faketelegram.Fault{Method: "sendMessage", Kind: faketelegram.TooMany, RetryAfter: 4, Next: 1})
	_, err := w.say(t, chat.Answer{Words: words("other")})
	if later, ok := errors.AsType[*chat.WaitError](err); !ok || later.After != 4*time.Second || len(waited) > 0 {
		t.Errorf("waited %v: %v", waited, err)
	}
}

// TestWhatCanWaitIsToldAtOnce, however short the wait.
func TestWhatCanWaitIsToldAtOnce(t *testing.T) {
	w := begun(t)
	var waited []time.Duration
	w.p.wait = noteWaits(&waited)
	w.Inject(faketelegram.Fault{Method: "sendMessage", Kind: faketelegram.TooMany, RetryAfter: 1, Next: 1})
	_, err := w.say(t, chat.Answer{Words: words("other"), CanWait: true})
	if later, ok := errors.AsType[*chat.WaitError](err); !ok || later.After != time.Second || len(waited) > 0 {
		t.Errorf("waited %v: %v", waited, err)
	}
}

// TestPaidIsPassedOn, with a text and with a picture, and only where it is said.
func TestPaidIsPassedOn(t *testing.T) {
	for _, paid := range []bool{false, true} {
		w := begun(t)
		w.must(t, chat.Answer{Words: words("other"), Paid: paid})
		w.must(t, chat.Answer{Words: []chat.Words{{Key: "other", Picture: &chat.Picture{Title: chat.Literal("x")}}}, Paid: paid})
		for _, method := range []string{"sendMessage", "sendPhoto"} {
			for _, c := range w.called(method) {
				if got := c.Params["allow_paid_broadcast"] == "true"; got != paid {
					t.Errorf("%s with %v, want paid %t", method, c, paid)
				}
			}
			if len(w.called(method)) != 1 {
				t.Errorf("%d calls of %s", len(w.called(method)), method)
			}
		}
	}
}

func TestSayDoesNotWaitLongerThanItMay(t *testing.T) {
	w := begun(t)
	var waited []time.Duration
	w.p.wait = noteWaits(&waited)
	w.Inject(faketelegram.Fault{Method: "sendMessage", Kind: faketelegram.TooMany, RetryAfter: 3, Next: 1})
	ctx, cancel := context.WithTimeout(t.Context(), 2900*time.Millisecond)
	defer cancel()
	_, err := w.p.Say(ctx, chat.Answer{Chat: sitisChat, Language: "id", Words: words("other")})
	if _, ok := errors.AsType[*chat.WaitError](err); !ok || len(waited) > 0 {
		t.Errorf("waited %v: %v", waited, err)
	}
}

func TestSayCountsWhatTelegramTook(t *testing.T) {
	w := begun(t)
	empty := chat.Words{Key: "other", Options: []chat.Option{{Label: chat.Literal(""), Press: consent}}}
	said, err := w.say(t, chat.Answer{Words: []chat.Words{question, empty, {Key: "other"}}})
	if !errors.Is(err, chat.ErrRefused) || said.Words != 1 || said.Shown == "" {
		t.Errorf("said %+v: %v", said, err)
	}
}

func TestSayTellsWhoCannotBeReached(t *testing.T) {
	w := newWorld(t)
	for _, c := range []string{sitisChat, "tg:900000999"} { // who never started the bot, and who is nobody
		if _, err := w.say(t, chat.Answer{Chat: c, Words: words("other")}); !errors.Is(err, chat.ErrUnreachable) {
			t.Errorf("%s: %v", c, err)
		}
	}
	w.siti.Start("")
	w.siti.Block()
	if said, err := w.say(t, chat.Answer{Words: words("other", "other")}); !errors.Is(err, chat.ErrUnreachable) || said.Words != 0 {
		t.Errorf("said %+v: %v", said, err)
	}
}

func TestSayTellsWhatAGroupHasBecome(t *testing.T) {
	w := newWorld(t)
	old := w.NewGroup(faketelegram.GroupOptions{Title: "Petugas", Basic: true})
	now := old.Upgrade(false)
	_, err := w.say(t, chat.Answer{Chat: name(old.ID()), Words: words("other")})
	moved, ok := errors.AsType[*chat.MovedError](err)
	if !ok || !errors.Is(err, chat.ErrRefused) || moved.To != name(now.ID()) {
		t.Errorf("%v", err)
	}
}

func TestSayRefusesWhatCannotBeWritten(t *testing.T) {
	w := begun(t)
	for name, a := range map[string]chat.Answer{
		"key":   {Words: words("other", "unwritten")},
		"blank": {Words: words("other", "blank")},
		"label": {Words: []chat.Words{{Key: "other", Options: []chat.Option{{Label: chat.Message("unwritten")}}}}},
		"chat":  {Chat: "wa:1", Words: words("other")},
		"id":    {Chat: "tg:x", Words: words("other")},
	} {
		if _, err := w.say(t, a); !errors.Is(err, chat.ErrRefused) || len(w.bots()) > 0 {
			t.Errorf("%s: said %q: %v", name, w.bots(), err)
		}
	}
}

func TestSayTellsWhenTheOutcomeIsUncertain(t *testing.T) {
	for kind, arrived := range map[faketelegram.FaultKind]int{faketelegram.DropBefore: 0, faketelegram.DropAfter: 1} {
		w := begun(t)
		w.Inject(faketelegram.Fault{Method: "sendMessage", Kind: kind, Next: 1})
		said, err := w.say(t, chat.Answer{Words: words("other")})
		if !errors.Is(err, ErrUncertain) || said.Words != 0 || len(w.bots()) != arrived {
			t.Errorf("%s: said %+v, arrived %q: %v", kind, said, w.bots(), err)
		}
	}
}

func TestSayRepeatsWhatMayBeRepeated(t *testing.T) {
	w := begun(t)
	first, second := w.must(t, chat.Answer{Words: []chat.Words{question}}), w.must(t, chat.Answer{Words: []chat.Words{question}})
	nik := strconv.Itoa(w.siti.Text("6402069001909001").ID)
	for _, method := range []string{"editMessageText", "editMessageReplyMarkup", "deleteMessage"} {
		w.Inject(faketelegram.Fault{Method: method, Kind: faketelegram.DropAfter, Next: 1})
	}
	w.Inject(faketelegram.Fault{Method: "answerCallbackQuery", Kind: faketelegram.DropBefore, Next: 1})
	query, err := w.siti.Tap(w.shown(t, second).ID, "Ya & setuju")
	if err != nil {
		t.Fatal(err)
	}
	w.must(t, chat.Answer{Tap: query, Edit: first.Shown, Retire: []string{second.Shown}, Forget: nik, Words: words("other")})
	if w.shown(t, first).Text != "Lain" || w.shown(t, second).Inline != nil || len(w.called("answerCallbackQuery")) != 2 {
		t.Error("something was not done")
	}
}

// An identity number must not stay in the chat because something on the way was in trouble for a moment.
func TestSayForgetsThroughTroubleThatPasses(t *testing.T) {
	w := begun(t)
	nik := w.siti.Text("6402069001909001").ID
	w.Inject(faketelegram.Fault{Method: "deleteMessage", Kind: faketelegram.BadGateway, Next: 2})
	w.must(t, chat.Answer{Forget: strconv.Itoa(nik), Words: words("other")})
	if _, there := w.siti.Chat().Message(nik); there {
		t.Error("the message stays")
	}
}

func TestSayTakesAnUnreadableResultForDone(t *testing.T) {
	w := begun(t)
	for body, want := range map[string]error{
		`{"ok":true,"result":"it is sent"}`: nil,
		`{"ok":true,"res`:                   ErrUncertain,
		`<html>` + secretWord:               ErrUncertain,
	} {
		w.p = w.platform(t, http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) { fmt.Fprint(rw, body) }))
		said, err := w.say(t, chat.Answer{Words: []chat.Words{question}})
		if !errors.Is(err, want) || (want == nil) != (said.Words == 1) || said.Shown != "" {
			t.Errorf("%s: said %+v: %v", body, said, err)
		}
		if err != nil && strings.Contains(err.Error(), secretWord) {
			t.Errorf("quotes the answer: %v", err)
		}
	}
}

func TestErrorsKeepTokenAndPagesToThemselves(t *testing.T) {
	w := begun(t)
	w.Inject(faketelegram.Fault{Kind: faketelegram.BadGateway, Next: 1})
	_, gateway := w.say(t, chat.Answer{Words: words("other")})
	w.Inject(faketelegram.Fault{Kind: faketelegram.DropBefore, Next: 1})
	_, dropped := w.say(t, chat.Answer{Words: words("other")})
	gone := httptest.NewServer(nil)
	gone.Close()
	deaf, err := New(Options{Token: faketelegram.DefaultToken, APIURL: gone.URL, Locales: testTexts})
	if err != nil {
		t.Fatal(err)
	}
	_, refused := deaf.Say(t.Context(), chat.Answer{Chat: sitisChat, Words: words("other")})
	if errors.Is(refused, ErrUncertain) {
		t.Errorf("uncertain before the request left: %v", refused)
	}
	if status, ok := errors.AsType[*StatusError](gateway); !ok || status.Code != http.StatusBadGateway {
		t.Errorf("502 is %v", gateway)
	}
	for _, err := range []error{gateway, dropped, refused} {
		if err == nil || strings.Contains(err.Error(), "AAfake") || strings.Contains(err.Error(), "<html") {
			t.Errorf("error %v", err)
		}
	}
}
