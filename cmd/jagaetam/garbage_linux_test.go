package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"jagaetam/internal/faketelegram"
	"jagaetam/internal/postgres"
)

// rubbish is in everything that is thrown at the webhook, so that it can be looked for where nothing of it may be.
const rubbish = "Karangan-Rekaan"

// TestWebhookUnderGarbage: who throws anything at all at the webhook, and floods it from one account, keeps nobody else from being answered.
// What cannot be read is in quarantine, nothing of it is in the log, and the process neither dies nor grows.
func TestWebhookUnderGarbage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hook := w.hook(t)
	p := w.serve(t)
	p.awaitStatus(t, "/readyz", 200)
	siti := w.people(1)[0]
	awaitAnswers(t, []*faketelegram.Person{siti})

	ctx, stop := context.WithCancel(t.Context())
	var around sync.WaitGroup
	flooder := w.telegram.NewUser(faketelegram.User{LanguageCode: "id"})
	flooder.Start("")
	var update atomic.Int64
	update.Store(700_000_000)
	for range 4 {
		around.Go(func() {
			for ctx.Err() == nil {
				n := update.Add(1)
				hook.post(hook.secret, fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":%d,"chat":{"id":%[4]d,"type":"private"},"from":{"id":%[4]d,"language_code":"id"},"text":"%s"}}`,
					n, n, time.Now().Unix(), flooder.User().ID, rubbish))
			}
		})
	}
	for _, begin := range []string{"POST /in HTTP/1.1\r\nHost: x\r\nX-Slow: ", "POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n" + secretHeader + ": " + hook.secret + "\r\n\r\n"} {
		around.Go(func() {
			if err := dribble(ctx, hook.address, begin); err != nil {
				t.Errorf("whoever sends a byte a second is not cut off: %v", err)
			}
		})
	}
	broken := hook.throwGarbage(t)

	for i := range 30 {
		before := len(fromBot(siti))
		siti.Text("halo")
		await(t, fmt.Sprintf("answer %d while others flood", i+1), func() bool { return len(fromBot(siti)) > before })
	}
	await(t, "the flood to be left alone", func() bool {
		_, figures := p.ask("/metrics")
		found := regexp.MustCompile(`jagaetam_updates_total\{outcome="flooded"\} (\d+)`).FindStringSubmatch(figures)
		return found != nil && found[1] != "0"
	})
	stop()
	around.Wait()
	p.awaitStatus(t, "/readyz", 200)

	store := postgres.New(openPool(t, w.settings["DATABASE_URL"]), readVault(t, w.settings["KEYRING_FILE"]))
	aside, err := store.Quarantined(t.Context())
	if err != nil || len(aside) != broken {
		t.Errorf("%d in quarantine, not %d: %v", len(aside), broken, err)
	}
	if peak := peakMemory(t, p.process.Process.Pid); peak > mostMemory {
		t.Errorf("it took %d MB", peak>>20)
	}
	said := p.said()
	for _, never := range []string{rubbish, hook.secret, "panic", "goroutine "} {
		if strings.Contains(said, never) {
			t.Errorf("%q is in the log", never)
		}
	}
}

// throwGarbage throws one of everything, and says how many of them are to be found in quarantine.
func (h hook) throwGarbage(t *testing.T) (broken int) {
	t.Helper()
	text := `{"update_id":800000001,"message":{"message_id":1,"date":1795395600,"chat":{"id":900000777,"type":"private"},"from":{"id":900000777},"text":"` + rubbish + `"}}`
	for _, wrong := range []string{"", "x", h.secret + "x", h.secret[:len(h.secret)-1], strings.Repeat(rubbish, 100), strings.ToUpper(h.secret)} {
		if got := h.post(wrong, text); got != http.StatusUnauthorized {
			t.Errorf("with the secret %q the status is %d", wrong, got)
		}
	}
	if got := h.post(strings.Repeat(rubbish, 4000), text); got != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("with a header of 60 KB the status is %d", got)
	}
	large := strings.Repeat(rubbish, (10<<20)/len(rubbish))
	var all sync.WaitGroup
	for range 16 { // all at once; who is told so early may not have finished sending, and then sees the connection cut
		all.Go(func() {
			if got := h.post(h.secret, large); got != http.StatusRequestEntityTooLarge && got != 0 {
				t.Errorf("a body of 10 MB: status %d", got)
			}
		})
	}
	all.Wait()
	member := `"chat":{"id":%d,"type":"private"},"from":{"id":%[2]d},"date":1795395600`
	undecodable := []string{
		"", "{", "null", "[]", `"` + rubbish, "\x00\xff" + rubbish, `{"update_id":-5}`, `{"update_id":99999999999999999999,"x":"` + rubbish + `"}`,
		`{"update_id":800000002,"message":"` + rubbish + `"}`, `{"update_id":800000003,"callback_query":{"data":"` + rubbish + `"}}`,
		`{"update_id":800000004,"message":` + strings.Repeat(`{"reply_to_message":`, 50_000), `{"update_id":800000005,"message":{"chat":` + strings.Repeat(`[`, 500_000),
		`{"update_id":800000006,"message":{"message_id":1,"date":1,"chat":{"type":"private"},"from":{},"text":"` + rubbish + `"}}`,
		fmt.Sprintf(`{"update_id":800000007,"message":{"message_id":1,`+member+`,"text":"%s"}}`, 900000785, 900000785, strings.Repeat(rubbish+" \u202e", 50_000)),
	}
	for _, body := range undecodable {
		if got := h.post(h.secret, body); got != http.StatusOK {
			t.Errorf("%.60q: status %d", body, got)
		}
	}
	for _, body := range []string{
		`{"update_id":800000010,"poll":{"question":"` + rubbish + `"}}`, `{"update_id":800000011,"` + rubbish + `":{}}`,
		fmt.Sprintf(`{"update_id":800000012,"channel_post":{"text":"%s"}}`, rubbish),
		fmt.Sprintf(`{"update_id":800000013,"message":{"message_id":-1,`+member+`,"text":"%s"}}`, -5, -7, rubbish),
		fmt.Sprintf(`{"update_id":800000014,"message":{"message_id":1,`+member+`,"text":"%s"}}`, 900000778, 900000779, rubbish),
		fmt.Sprintf(`{"update_id":800000015,"edited_message":{"message_id":1,"edit_date":-1,`+member+`,"text":"%s"}}`, 900000780, 900000780, rubbish),
		`{"update_id":800000016,"callback_query":{"id":"1","from":{"id":900000781},"data":"` + strings.Repeat(rubbish, 50) + `"}}`,
		`{"update_id":800000017,"message":{"message_id":1,"date":-99999999999,"chat":{"id":900000782,"type":"` + rubbish + `"},"from":{"id":900000782},"text":"x"}}`,
		fmt.Sprintf(`{"update_id":800000018,"message":{"message_id":1,`+member+`,"text":"%s","entities":[{"type":"bot_command","offset":-5,"length":99999}]}}`, 900000783, 900000783, "/"+rubbish),
		fmt.Sprintf(`{"update_id":800000019,"message":{"message_id":1,`+member+`,"text":"%s"}}`, 900000784, 900000784, strings.Repeat(rubbish+" \u202e", 850)),
	} {
		if got := h.post(h.secret, body); got != http.StatusOK {
			t.Errorf("%.80q: status %d", body, got)
		}
	}
	return len(undecodable)
}

// dribble begins a request and goes on by a byte a second until the other end closes it.
func dribble(ctx context.Context, address, begin string) error {
	connection, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
	if err != nil {
		return err
	}
	defer connection.Close()
	if _, err := io.WriteString(connection, begin); err != nil {
		return err
	}
	cut := make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, connection)
		close(cut)
	}()
	second, late := time.NewTicker(time.Second), time.After(patience)
	defer second.Stop()
	for {
		select {
		case <-cut:
			return nil
		case <-late:
			return fmt.Errorf("still there after %s", patience)
		case <-second.C:
			_, _ = io.WriteString(connection, "a") // that it is closed is seen by who reads
		}
	}
}

// fromBot are the messages that the bot has said to somebody.
func fromBot(p *faketelegram.Person) (said []faketelegram.Message) {
	for _, m := range p.Chat().Messages() {
		if m.From.IsBot {
			said = append(said, m)
		}
	}
	return said
}

var peakLine = regexp.MustCompile(`(?m)^VmHWM:\s+(\d+) kB$`)

// peakMemory is the most memory that a process has had, in bytes.
func peakMemory(t *testing.T, process int) int64 {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", process))
	if err != nil {
		t.Fatal(err)
	}
	found := peakLine.FindSubmatch(status)
	if found == nil {
		t.Fatalf("no peak in %s", status)
	}
	kilobytes, err := strconv.ParseInt(string(found[1]), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return kilobytes << 10
}
