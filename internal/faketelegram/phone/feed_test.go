package phone_test

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"jagaetam/internal/faketelegram"
	"jagaetam/internal/faketelegram/phone"
)

// piece is one server-sent event.
type piece struct {
	id   string
	data struct {
		Kind    string `json:"kind"`
		Message struct {
			Text string `json:"text"`
		} `json:"message"`
	}
}

// stream reads the news after an id, which a browser that connects again sends as a header.
func (w *world) stream(after, lastEventID string) (next func() piece) {
	w.Helper()
	ctx, cancel := context.WithTimeout(w.Context(), patience)
	w.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, w.site.URL+"/events?after="+after, nil)
	if err != nil {
		w.Fatal(err)
	}
	if lastEventID != "" {
		r.Header.Set("Last-Event-ID", lastEventID)
	}
	answer, err := w.site.Client().Do(r)
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() { answer.Body.Close() })
	lines := bufio.NewScanner(answer.Body)
	return func() (p piece) {
		w.Helper()
		for lines.Scan() {
			if id, ok := strings.CutPrefix(lines.Text(), "id: "); ok {
				p.id = id
			}
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				if err := json.Unmarshal([]byte(data), &p.data); err != nil {
					w.Fatal(err)
				}
				return p
			}
		}
		w.Fatalf("the stream ended: %v", lines.Err())
		return p
	}
}

// last is the id that the state is up to date with.
func (w *world) last() string {
	w.Helper()
	answer, err := w.site.Client().Get(w.site.URL + "/state")
	if err != nil {
		w.Fatal(err)
	}
	defer answer.Body.Close()
	var state struct {
		Last string `json:"last"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&state); err != nil {
		w.Fatal(err)
	}
	return state.Last
}

// texts reads from a stream until so many messages came.
func texts(next func() piece, n int) (said, ids []string) {
	for len(said) < n {
		if p := next(); p.data.Kind == "message_new" {
			said, ids = append(said, p.data.Message.Text), append(ids, p.id)
		}
	}
	return said, ids
}

func TestStreamGoesOnAfterTheLastThatWasSeen(t *testing.T) {
	w := newWorld(t, phone.Options{})
	start := w.last()
	for _, text := range []string{"satu", "dua", "tiga"} {
		w.server.Person(siti).Text(text)
	}
	said, ids := texts(w.stream(start, ""), 3)
	if strings.Join(said, " ") != "satu dua tiga" {
		t.Fatalf("the stream says %q", said)
	}
	if said, _ := texts(w.stream(start, ids[0]), 2); strings.Join(said, " ") != "dua tiga" {
		t.Errorf("after the first, the stream says %q", said)
	}
}

func TestStreamSaysThatNewsAreGone(t *testing.T) {
	w := newWorld(t, phone.Options{})
	start := w.last()
	epoch, _, _ := strings.Cut(start, ".")
	for name, after := range map[string]string{
		"none": "", "nonsense": "x", "of another feed": "abc.0", "ahead": epoch + ".7", "negative": epoch + ".-1",
	} {
		if p := w.stream(after, "")(); p.data.Kind != "gap" {
			t.Errorf("after %s: got %q, want a gap", name, p.data.Kind)
		}
	}
}

func TestOtherSitesCannotAct(t *testing.T) {
	w := newWorld(t, phone.Options{Restart: func() error { t.Error("another site restarted the bot"); return nil }, Clock: &handClock{}})
	for _, path := range []string{"/phones/7100000001/text", "/restart", "/clock"} {
		form := url.Values{"text": {"halo"}, "hours": {"1"}}
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.site.URL+path, strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		if status := w.status(r); status != http.StatusForbidden {
			t.Errorf("%s: status %d, want 403", path, status)
		}
		r, _ = http.NewRequestWithContext(t.Context(), http.MethodGet, w.site.URL+path+"?text=halo&hours=1", nil)
		if status := w.status(r); status < 400 {
			t.Errorf("GET %s: status %d", path, status)
		}
	}
	if got := w.server.Chat(siti).Messages(); len(got) != 0 {
		t.Errorf("another site wrote %d messages", len(got))
	}
}

func TestActsThatCannotBe(t *testing.T) {
	w := newWorld(t, phone.Options{Clock: &handClock{}})
	w.server.NewUser(faketelegram.User{ID: 7_100_000_009})
	for path, want := range map[string]int{
		"/phones/7100000001/fly":                     http.StatusConflict,
		"/phones/7100000009/start":                   http.StatusNotFound, // exists, but has no phone here
		"/phones/x/start":                            http.StatusNotFound,
		"/phones/7100000001/text":                    http.StatusConflict, // says nothing
		"/phones/7100000001/text?text=a&chat=-100":   http.StatusConflict,
		"/phones/7100000001/text?text=a&reply_to=99": http.StatusConflict,
		"/phones/7100000001/tap?message=x&data=y":    http.StatusConflict,
		"/clock?hours=-24":                           http.StatusBadRequest,
		"/clock?hours=2":                             http.StatusBadRequest,
		"/restart":                                   http.StatusMethodNotAllowed, // there is none
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.site.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if status := w.status(r); status != want {
			t.Errorf("%s: status %d, want %d", path, status, want)
		}
	}
}

func TestPageIsGuarded(t *testing.T) {
	w := newWorld(t, phone.Options{})
	answer, err := w.site.Client().Get(w.site.URL)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	for header, want := range map[string]string{
		"Content-Security-Policy": "script-src 'self'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
	} {
		if got := answer.Header.Get(header); !strings.Contains(got, want) || strings.Contains(got, "unsafe") {
			t.Errorf("%s: %q, want %q in it", header, got, want)
		}
	}
}

// status makes a request and gives the status of the answer.
func (w *world) status(r *http.Request) int {
	w.Helper()
	answer, err := w.site.Client().Do(r)
	if err != nil {
		w.Fatal(err)
	}
	answer.Body.Close()
	return answer.StatusCode
}
