package phone_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"jagaetam/internal/faketelegram"
	"jagaetam/internal/faketelegram/phone"
)

const (
	siti = 7_100_000_001
	adi  = 7_100_000_002
)

// world is a server with two people, a bot, and the page.
type world struct {
	*testing.T
	server *faketelegram.Server
	robot  *robot
	site   *httptest.Server
}

func newWorld(t *testing.T, options phone.Options) *world {
	t.Helper()
	server := faketelegram.New(faketelegram.Options{Name: "Jaga Etam", Seed: 1})
	server.NewUser(faketelegram.User{ID: siti, FirstName: "Siti", LastName: "Aminah", Phone: "+6281200009001"})
	server.NewUser(faketelegram.User{ID: adi, FirstName: "Adi", LastName: "Putra", Phone: "+6281200009002"})
	options.Title = "Jaga Etam"
	options.Users = []int64{siti, adi}
	site := httptest.NewServer(phone.New(server, options))
	w := &world{T: t, server: server, site: site, robot: &robot{
		t: t, base: "http://api/bot" + server.Token() + "/", client: &http.Client{Transport: faketelegram.InProcess(server)},
	}}
	t.Cleanup(func() {
		w.robot.sleep()
		server.Close()
		site.Close()
	})
	return w
}

// robot is a small bot that polls.
type robot struct {
	t      *testing.T
	base   string
	client *http.Client
	stop   context.CancelFunc
	work   sync.WaitGroup

	mu   sync.Mutex
	taps []string // the data of every tap
}

// update is what the robot reads of an update.
type update struct {
	ID      int                   `json:"update_id"`
	Message *faketelegram.Message `json:"message"`
	Tap     *struct {
		ID   string `json:"id"`
		Data string `json:"data"`
	} `json:"callback_query"`
}

// wake lets the robot poll and answer until it sleeps.
func (b *robot) wake() {
	ctx, stop := context.WithCancel(context.Background())
	b.stop = stop
	b.work.Go(func() {
		for offset := 0; ; {
			var updates []update
			if b.ask(ctx, "getUpdates", params{"offset": offset, "timeout": 50}, &updates) != nil {
				return
			}
			for _, u := range updates {
				b.answer(u)
				offset = u.ID + 1
			}
		}
	})
}

func (b *robot) sleep() {
	if b.stop != nil {
		b.stop()
	}
	b.work.Wait()
}

type params map[string]any

// ask makes one call of the Bot API and reads its result.
func (b *robot) ask(ctx context.Context, method string, p params, result any) error {
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, b.base+method, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	answer, err := b.client.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	got := struct {
		OK          bool   `json:"ok"`
		Description string `json:"description"`
		Result      any    `json:"result"`
	}{Result: result}
	if err := json.NewDecoder(answer.Body).Decode(&got); err != nil {
		return err
	}
	if !got.OK {
		return fmt.Errorf("%s: %s", method, got.Description)
	}
	return nil
}

// do makes a call that has to succeed.
func (b *robot) do(method string, p params) (message faketelegram.Message) {
	b.t.Helper()
	var result json.RawMessage
	if err := b.ask(context.Background(), method, p, &result); err != nil {
		b.t.Error(err)
	}
	_ = json.Unmarshal(result, &message) // some methods give no message
	return message
}

// say sends a text, with a keyboard unless that is nil.
func (b *robot) say(chat int64, text string, keyboard any) faketelegram.Message {
	b.t.Helper()
	p := params{"chat_id": chat, "text": text, "parse_mode": "HTML"}
	if keyboard != nil {
		p["reply_markup"] = keyboard
	}
	return b.do("sendMessage", p)
}

var (
	choice = params{"inline_keyboard": []any{[]any{
		params{"text": "Ya, daftar", "callback_data": "yes"}, params{"text": "Tidak", "callback_data": "no"},
	}}}
	askNumber = params{"keyboard": []any{[]any{params{"text": "Bagikan nomor", "request_contact": true}}}, "one_time_keyboard": true}
)

// answer is the robot's script.
func (b *robot) answer(u update) {
	switch m := u.Message; {
	case u.Tap != nil:
		b.mu.Lock()
		b.taps = append(b.taps, u.Tap.Data)
		b.mu.Unlock()
		b.do("answerCallbackQuery", params{"callback_query_id": u.Tap.ID, "text": "Dicatat: " + u.Tap.Data})
	case m == nil:
	case m.Text == "/start":
		b.say(m.Chat.ID, "<b>Selamat datang</b> di <i>Jaga <u>Etam</u></i>. Mau mendaftar?", choice)
	case m.Text == "nomor":
		b.say(m.Chat.ID, "Berapa nomor HP Anda?", askNumber)
	case m.Contact != nil:
		b.say(m.Chat.ID, fmt.Sprintf("Nomor %s milik %d", m.Contact.Phone, m.Contact.UserID), params{"remove_keyboard": true})
	case m.Photo != nil:
		b.say(m.Chat.ID, "Foto diterima", nil)
	default:
		b.do("sendMessage", params{"chat_id": m.Chat.ID, "text": fmt.Sprintf("Anda menulis: %.100s", m.Text)})
	}
}

func (b *robot) tapped() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]string(nil), b.taps...)
}

// handClock is set by hand.
type handClock struct {
	mu     sync.Mutex
	offset time.Duration
	let    chan struct{} // nil where it goes on by itself
}

func (c *handClock) Offset() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.offset
}

// Advance goes half of the way, and then the other half once it is let.
func (c *handClock) Advance(d time.Duration, moved func()) error {
	for range 2 {
		c.mu.Lock()
		c.offset += d / 2
		c.mu.Unlock()
		moved()
		if c.let != nil {
			<-c.let
		}
	}
	return nil
}
