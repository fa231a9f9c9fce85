package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/chat"
	"jagaetam/internal/faketelegram"
	"jagaetam/internal/picture"
)

var (
	card   = &chat.Picture{Title: chat.Message("yes"), Big: chat.Literal("Rp16.800"), Lines: []chat.Arg{chat.Literal("<31> Desember")}, Link: "klaim-A_1"}
	copied = &chat.Paper{Name: "data-saya", Title: chat.Message("other"), Lines: []chat.Arg{chat.Literal("Siti <i> é 🙂"), chat.Literal("=1+1")}}
)

// kept are files by name; the content of one that is not there is gone, and of "away" the store.
type kept map[string]string

var errAway = errors.New("the store is away")

func (k kept) ReadFile(_ context.Context, id string) (name, mime string, data []byte, err error) {
	if id == "away" {
		return "", "", nil, errAway
	}
	content, ok := k[id]
	if !ok {
		return "", "", nil, fmt.Errorf("file %s: %w", id, chat.ErrGone)
	}
	return id + ".xlsx", "application/octet-stream", []byte(content), nil
}

// all are the bot's messages in Siti's chat.
func (w *world) all() []faketelegram.Message {
	return slices.DeleteFunc(w.siti.Chat().Messages(), func(m faketelegram.Message) bool { return !m.From.IsBot })
}

// sent is the content of what a message carries.
func (w *world) sent(t *testing.T, m faketelegram.Message) []byte {
	t.Helper()
	id := ""
	switch {
	case m.Photo != nil:
		id = m.Photo[len(m.Photo)-1].FileID
	case m.Document != nil:
		id = m.Document.FileID
	}
	data, _, ok := w.File(id)
	if !ok {
		t.Fatalf("%+v carries nothing", m)
	}
	return data
}

func TestSayShowsAPictureAboveTheWords(t *testing.T) {
	w := begun(t)
	asked := question
	asked.Picture = card
	for range 2 { // the second time the bot's name is known
		m := w.shown(t, w.must(t, chat.Answer{Words: []chat.Words{asked}}))
		if m.Caption != "Setuju?" || m.Photo == nil || m.Inline == nil || len(m.Inline.Rows) != 2 {
			t.Fatalf("%+v", m)
		}
		want := "Ya & setuju | Rp16.800 | <31> Desember | t.me/" + w.Bot().Username + "?start=klaim-A_1"
		if got := picture.Words(w.sent(t, m)); got != want {
			t.Errorf("the picture says %q", got)
		}
	}
	if n := len(w.called("getMe")); n != 1 {
		t.Errorf("asked %d times who the bot is", n)
	}
}

func TestSayDrawsInTheLanguageOfTheReader(t *testing.T) {
	w := begun(t)
	hello := &chat.Picture{Title: chat.MessageWith("hello", chat.Args{"Name": chat.Literal("<Siti>")})}
	w.must(t, chat.Answer{Language: "en", Words: []chat.Words{{Key: "other", Picture: hello}}})
	if got := picture.Words(w.sent(t, w.all()[0])); got != "Hello <Siti>" {
		t.Errorf("%q", got)
	}
	if len(w.called("getMe")) > 0 {
		t.Error("asked who the bot is although no link is shown")
	}
}

func TestSayPutsLongWordsBelowThePicture(t *testing.T) {
	w := begun(t)
	long := chat.Words{Key: "long", Picture: card, Options: question.Options} // 1200 units
	said := w.must(t, chat.Answer{Words: []chat.Words{long}})
	all := w.all()
	if len(all) != 2 || all[0].Photo == nil || all[0].Caption != "" || all[0].Inline != nil || units(all[1].Text) != 1200 || all[1].Inline == nil {
		t.Fatalf("%+v", all)
	}
	if said.Shown != strconv.Itoa(all[1].ID) {
		t.Errorf("shows %s, the buttons are on %d", said.Shown, all[1].ID)
	}
	just := chat.Words{Key: "free", Args: chat.Args{"Text": chat.Literal(strings.Repeat("<", 1024))}, Picture: card, Keyboard: chat.KeyboardContact}
	w.must(t, chat.Answer{Words: []chat.Words{just}})
	if m := w.siti.Chat().Last(); units(m.Caption) != 1024 || w.siti.Chat().Keyboard() == nil {
		t.Errorf("%d units under the picture", units(m.Caption))
	}
	just.Args["Text"] = chat.Literal(strings.Repeat("<", 1025))
	w.must(t, chat.Answer{Words: []chat.Words{just}})
	if m := w.siti.Chat().Last(); units(m.Text) != 1025 || len(w.called("sendPhoto")) != 3 {
		t.Errorf("%d units below the picture, which was sent %d times", units(m.Text), len(w.called("sendPhoto"))-2)
	}
}

func TestSaySendsATextFile(t *testing.T) {
	w := begun(t)
	w.must(t, chat.Answer{Words: []chat.Words{{Key: "other", Paper: copied, Options: question.Options}}})
	m := w.all()[0]
	if m.Document == nil || m.Document.FileName != "data-saya.txt" || m.Caption != "Lain" || m.Inline == nil {
		t.Fatalf("%+v", m)
	}
	if got := string(w.sent(t, m)); got != "\ufeffLain\r\n\r\nSiti <i> é 🙂\r\n=1+1\r\n" {
		t.Errorf("%q", got)
	}
}

func TestSaySendsAStoredFile(t *testing.T) {
	w := begun(t)
	w.p.options.Files = kept{"hasil": "PK\x03\x04\x00 content"}
	w.must(t, chat.Answer{Words: []chat.Words{{Key: "other", Document: "hasil"}}})
	if m := w.all()[0]; m.Document == nil || m.Document.FileName != "hasil.xlsx" || string(w.sent(t, m)) != "PK\x03\x04\x00 content" {
		t.Errorf("%+v", m)
	}
	if said, err := w.say(t, chat.Answer{Words: []chat.Words{{Key: "other"}, {Key: "other", Document: "away"}}}); !errors.Is(err, errAway) ||
		errors.Is(err, chat.ErrRefused) || said.Words != 0 || len(w.all()) != 1 {
		t.Errorf("said %+v although the store was away: %v", said, err)
	}
}

func TestSayShowsAgainWhatSomebodySent(t *testing.T) {
	w := begun(t)
	receipt, scan := w.siti.Photo([]byte("receipt"), ""), w.siti.Document("scan.pdf", "application/pdf", []byte("scan"), "")
	w.must(t, chat.Answer{Words: []chat.Words{
		{Key: "question", Photo: "tg:" + receipt.Photo[1].FileID, Options: question.Options}, {Key: "other", Photo: "tg:" + scan.Document.FileID},
	}})
	all := w.all()
	if len(all) != 2 || all[0].Caption != "Setuju?" || all[0].Inline == nil || all[1].Caption != "Lain" {
		t.Fatalf("%+v", all)
	}
	if string(w.sent(t, all[0])) != "receipt" || all[1].Document == nil || string(w.sent(t, all[1])) != "scan" {
		t.Errorf("%+v", all)
	}
}

func TestSaySaysTheWordsWithoutWhatCannotBeSent(t *testing.T) {
	const alone = "Setuju?\n\n(Berkasnya tidak ada lagi.)"
	unwritten := chat.Message("unwritten")
	for name, broken := range map[string]chat.Words{
		"no such file":     {Document: "lost"},
		"an empty file":    {Document: "empty"},
		"too large a file": {Document: "large"},
		"a lost photo":     {Photo: "lost"},
		"no such photo":    {Photo: "tg:AgACAgUAAxkBAAIC"},
		"another platform": {Photo: "wa:1"},
		"unwritten":        {Picture: &chat.Picture{Title: unwritten}},
		"a blank picture":  {Picture: &chat.Picture{Title: chat.Literal(" ")}},
		"a blank paper":    {Paper: &chat.Paper{Name: "a", Lines: []chat.Arg{unwritten}}},
		"a refused photo":  {Picture: card},

		"a file refused as too large": {Paper: copied},
	} {
		t.Run(name, func(t *testing.T) {
			w := begun(t)
			w.p.options.Files = kept{"empty": "", "large": strings.Repeat("x", uploadLimit+1)}
			if broken.Photo == "lost" {
				m := w.siti.Photo([]byte("receipt"), "")
				w.LoseFile(m.Photo[0].FileID)
				broken.Photo = "tg:" + m.Photo[0].FileID
			}
			switch name {
			case "a refused photo":
				w.p = w.platform(t, refusing{"sendPhoto", http.StatusBadRequest, w.Server})
			case "a file refused as too large":
				w.p = w.platform(t, refusing{"sendDocument", http.StatusRequestEntityTooLarge, w.Server})
			case "too large a file":
				files := w.p.options.Files
				w.p = w.platform(t, refusing{"sendDocument", http.StatusBadGateway, w.Server}) // where nobody should ask it
				w.p.options.Files = files
			}
			broken.Key, broken.Options = "question", question.Options
			m := w.shown(t, w.must(t, chat.Answer{Words: []chat.Words{broken}}))
			if m.Text != alone || m.Inline == nil || len(w.all()) != 1 {
				t.Errorf("%+v", m)
			}
		})
	}
}

// refusing is Telegram, which refuses one method.
type refusing struct {
	method string
	code   int
	http.Handler
}

func (r refusing) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	if strings.HasSuffix(req.URL.Path, r.method) {
		w.WriteHeader(r.code)
		fmt.Fprintf(w, `{"ok":false,"error_code":%d,"description":"Bad Request: not enough rights to send photos to the chat"}`, r.code)
		return
	}
	r.Handler.ServeHTTP(w, req)
}

func TestSayNeverSendsAPictureTwiceByItself(t *testing.T) {
	for kind, arrived := range map[faketelegram.FaultKind]int{faketelegram.DropBefore: 0, faketelegram.DropAfter: 1} {
		for method, words := range map[string]chat.Words{
			"sendPhoto": {Key: "other", Picture: card}, "sendDocument": {Key: "other", Paper: copied},
		} {
			w := begun(t)
			w.Inject(faketelegram.Fault{Method: method, Kind: kind, Next: 1})
			said, err := w.say(t, chat.Answer{Words: []chat.Words{words, {Key: "other"}}})
			if !errors.Is(err, ErrUncertain) || said.Words != 0 || len(w.all()) != arrived || len(w.called(method)) != 1 {
				t.Errorf("%s, %s: said %+v, arrived %d: %v", method, kind, said, len(w.all()), err)
			}
		}
	}
}

func TestSaySendsTheWholePictureAfterAWait(t *testing.T) {
	w := begun(t)
	var waited []time.Duration
	w.p.wait = noteWaits(&waited)
	w.Inject(faketelegram.Fault{Method: "sendPhoto", Kind: faketelegram.TooMany, RetryAfter: 2, Next: 1})
	w.must(t, chat.Answer{Words: []chat.Words{{Key: "broken", Args: chat.Args{"Name": chat.Literal("<S>")}, Picture: card}}})
	m := w.all()[0]
	if len(waited) != 1 || m.Caption != secretWord+" <S>" || picture.Words(w.sent(t, m)) == "" {
		t.Errorf("waited %v, then said %+v", waited, m)
	}
}

func TestSayWaitsForTheNameInALink(t *testing.T) {
	w := begun(t)
	w.Inject(faketelegram.Fault{Method: "getMe", Kind: faketelegram.BadGateway, Next: 1})
	a := chat.Answer{Words: []chat.Words{{Key: "other"}, {Key: "other", Picture: card}}}
	if said, err := w.say(t, a); err == nil || errors.Is(err, chat.ErrRefused) || said.Words != 0 || len(w.all()) > 0 {
		t.Errorf("said %+v before it knew: %v", said, err)
	}
	w.must(t, a)
}

func TestSayPutsNoPictureInThePlaceOfAText(t *testing.T) {
	w := begun(t)
	first := w.must(t, chat.Answer{Words: []chat.Words{question}})
	pictured := question
	pictured.Picture = card
	second := w.must(t, chat.Answer{Edit: first.Shown, Words: []chat.Words{pictured}})
	if w.shown(t, first).Inline != nil || w.shown(t, second).Photo == nil || len(w.called("editMessageText")) > 0 {
		t.Errorf("%+v, %+v", w.shown(t, first), w.shown(t, second))
	}
	third := w.must(t, chat.Answer{Edit: second.Shown, Words: []chat.Words{question}})
	if m := w.shown(t, third); m.Text != "Setuju?" || m.Inline == nil || third.Shown == second.Shown {
		t.Errorf("%+v", m)
	}
	if m := w.shown(t, second); m.Inline != nil || m.Photo == nil {
		t.Errorf("old buttons stay under the picture: %+v", m)
	}
}

func TestSayNamesWhatIsToBeDeletedAgain(t *testing.T) {
	w := begun(t)
	said := w.must(t, chat.Answer{Words: []chat.Words{{Key: "other"}, {Key: "long", Picture: card, Remove: 60}, {Key: "other", Remove: 5}}})
	var want []chat.Passing
	for i, m := range w.all()[1:] {
		want = append(want, chat.Passing{Message: strconv.Itoa(m.ID), After: []int{60, 60, 5}[i]})
	}
	if !cmp.Equal(said.Passing, want) {
		t.Errorf("%+v, want %+v", said.Passing, want)
	}
	w.Inject(faketelegram.Fault{Method: "deleteMessage", Kind: faketelegram.DropAfter, Next: 1})
	for range 2 { // the second time they are gone
		for _, m := range said.Passing {
			if err := w.p.Delete(t.Context(), sitisChat, m.Message); err != nil {
				t.Error(err)
			}
		}
	}
	if n := len(w.all()); n != 1 {
		t.Errorf("%d messages stay", n)
	}
}

func TestDeleteSaysWhatStays(t *testing.T) {
	w := begun(t)
	w.p = w.platform(t, refusing{"deleteMessage", http.StatusBadRequest, w.Server})
	for chatName, message := range map[string]string{sitisChat: "1", "wa:1": "1", "tg:900000102": "one"} {
		if err := w.p.Delete(t.Context(), chatName, message); !errors.Is(err, chat.ErrRefused) {
			t.Errorf("%s in %s: %v", message, chatName, err)
		}
	}
}
