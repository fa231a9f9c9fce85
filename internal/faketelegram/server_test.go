package faketelegram_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-telegram/bot"
	"go.uber.org/goleak"

	"jagaetam/internal/faketelegram"
	"jagaetam/internal/faketelegram/conformance"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// params of a raw call.
type params map[string]any

// result of a raw call, whatever it was.
type result struct {
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
	header http.Header
	broken error
}

func (r result) into(t *testing.T, v any) {
	t.Helper()
	if !r.OK {
		t.Fatalf("%d %s %v", r.Code, r.Description, r.broken)
	}
	if err := json.Unmarshal(r.Result, v); err != nil {
		t.Fatal(err)
	}
}

func (r result) messageID(t *testing.T) int {
	t.Helper()
	var m faketelegram.Message
	r.into(t, &m)
	return m.ID
}

// start gives a server that is closed with the test.
func start(t *testing.T, o faketelegram.Options) *faketelegram.Server {
	t.Helper()
	s := faketelegram.New(o)
	t.Cleanup(s.Close)
	return s
}

// call makes a raw call in process.
func call(t *testing.T, s *faketelegram.Server, method string, p params) result {
	t.Helper()
	return callCtx(t.Context(), s, method, p)
}

func callCtx(ctx context.Context, s *faketelegram.Server, method string, p params) result {
	body, err := json.Marshal(p)
	if err != nil {
		return result{broken: err}
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://api/bot"+s.Token()+"/"+method, bytes.NewReader(body))
	if err != nil {
		return result{broken: err}
	}
	r.Header.Set("Content-Type", "application/json")
	return do(faketelegram.InProcess(s), r)
}

func do(t http.RoundTripper, r *http.Request) result {
	resp, err := t.RoundTrip(r)
	if err != nil {
		return result{broken: err}
	}
	defer resp.Body.Close()
	answer := result{header: resp.Header}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		answer.broken = fmt.Errorf("%s: %w", resp.Status, err)
	}
	return answer
}

// wantError checks code and words of a refusal.
func wantError(t *testing.T, r result, code int, text string) {
	t.Helper()
	if r.OK || r.Code != code || r.Description != text {
		t.Errorf("answer is ok %t, %d %q, want %d %q", r.OK, r.Code, r.Description, code, text)
	}
}

// library gives the client that the project uses, over a real connection; each of its calls must conform.
func library(t *testing.T, o faketelegram.Options, options ...bot.Option) (*faketelegram.Server, *bot.Bot) {
	t.Helper()
	d := conformance.ForTest(t)
	o.OnCall = func(c faketelegram.Call) {
		for _, complaint := range d.Check(c.Method, c.Params) {
			t.Error(complaint)
		}
	}
	s := start(t, o)
	web := httptest.NewServer(s)
	t.Cleanup(web.Close)
	b, err := bot.New(s.Token(), append(options, bot.WithServerURL(web.URL), bot.WithHTTPClient(5*time.Second, web.Client()))...)
	if err != nil {
		t.Fatal(err)
	}
	return s, b
}

func TestTokenAndMethodAreChecked(t *testing.T) {
	s := start(t, faketelegram.Options{})
	for path, want := range map[string]result{
		"/bot1:wrong/getMe":                {Code: 401, Description: "Unauthorized"},
		"/bot" + s.Token() + "/sendPost":   {Code: 404, Description: "Not Found"},
		"/file/bot1:wrong/photos/file.jpg": {Code: 401, Description: "Unauthorized"},
		"/file/bot" + s.Token() + "/x":     {Code: 404, Description: "Not Found"},
		"/":                                {Code: 401, Description: "Unauthorized"},
	} {
		got := do(faketelegram.InProcess(s), httptest.NewRequest(http.MethodGet, path, nil))
		wantError(t, got, want.Code, want.Description)
	}
}

func TestParametersComeInAnyForm(t *testing.T) {
	s := start(t, faketelegram.Options{})
	u := s.NewUser(faketelegram.User{})
	u.Start("")
	const multipart = "--B\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n%d\r\n--B\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nhalo\r\n--B--\r\n"
	base := "/bot" + s.Token() + "/SENDMESSAGE"
	for name, r := range map[string]*http.Request{
		"query":      httptest.NewRequest(http.MethodGet, fmt.Sprintf("%s?chat_id=%d&text=halo", base, u.User().ID), nil),
		"urlencoded": withType(base, "application/x-www-form-urlencoded", fmt.Sprintf("chat_id=%d&text=halo", u.User().ID)),
		"multipart":  withType(base, "multipart/form-data; boundary=B", fmt.Sprintf(multipart, u.User().ID)),
		"JSON":       withType(base, "application/json", fmt.Sprintf(`{"chat_id":%d,"text":"halo","parse_mode":null}`, u.User().ID)),
		"JSON text":  withType(base, "application/json; charset=utf-8", fmt.Sprintf(`{"chat_id":"%d","text":"halo"}`, u.User().ID)),
	} {
		if got := do(faketelegram.InProcess(s), r); !got.OK {
			t.Errorf("%s: %d %s", name, got.Code, got.Description)
		}
	}
	if n := len(u.Chat().Messages()); n != 6 {
		t.Errorf("the chat shows %d messages, want /start and 5", n)
	}
}

func withType(path, contentType, body string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", contentType)
	return r
}

func TestAMalformedBodyIsRefused(t *testing.T) {
	s := start(t, faketelegram.Options{})
	r := withType("/bot"+s.Token()+"/sendMessage", "application/json", `{"chat_id":`)
	if got := do(faketelegram.InProcess(s), r); got.Code != 400 {
		t.Errorf("answer is %+v, want 400", got)
	}
}
