package telegram

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/faketelegram"
)

// photographed is the name of a photo of Siti's.
func (w *world) photographed(content string) string {
	return "tg:" + w.siti.Photo([]byte(content), "").Photo[0].FileID
}

func TestFetchGetsWhatWasSent(t *testing.T) {
	w := begun(t)
	m := w.siti.Document("daftar é & 1.xlsx", "", []byte(strings.Repeat("PK\x00", 1000)), "")
	var got bytes.Buffer
	if err := w.p.Fetch(t.Context(), "tg:"+m.Document.FileID, &got, 3000); err != nil || got.String() != strings.Repeat("PK\x00", 1000) {
		t.Errorf("%d bytes: %v", got.Len(), err)
	}
}

func TestFetchSaysWhatIsGone(t *testing.T) {
	w := begun(t)
	lost, large := w.photographed("lost"), w.photographed(strings.Repeat("x", fetchLimit+1))
	w.LoseFile(strings.TrimPrefix(lost, "tg:"))
	for name, c := range map[string]struct {
		file  string
		limit int64
	}{
		"unknown": {"tg:AgAC", 1 << 30}, "lost": {lost, 1 << 30}, "too large for Telegram": {large, 1 << 30},
		"too large for us": {w.photographed("123"), 2}, "another platform's": {"wa:1", 9}, "nothing": {"", 9},
	} {
		var got bytes.Buffer
		if err := w.p.Fetch(t.Context(), c.file, &got, c.limit); !errors.Is(err, chat.ErrGone) || got.Len() > 0 {
			t.Errorf("%s: %d bytes, %v", name, got.Len(), err)
		}
	}
}

func TestFetchTriesAgain(t *testing.T) {
	w := begun(t)
	name := w.photographed("receipt")
	w.Inject(faketelegram.Fault{Method: "getFile", Kind: faketelegram.DropBefore, Next: 1})
	w.p = w.platform(t, newShaky(w.Server, 1))
	var got bytes.Buffer
	if err := w.p.Fetch(t.Context(), name, &got, 9); err != nil || got.String() != "receipt" {
		t.Errorf("%q: %v", got.String(), err)
	}
	w.p = w.platform(t, newShaky(w.Server, 9))
	got.Reset()
	err := w.p.Fetch(t.Context(), name, &got, 9)
	if err == nil || errors.Is(err, chat.ErrGone) || got.Len() > 0 || strings.Contains(err.Error(), "AAfake") {
		t.Errorf("%q: %v", got.String(), err)
	}
}

// shaky is a Telegram whose first downloads break off in the middle.
type shaky struct {
	http.Handler
	broken atomic.Int32 // how many more
}

func newShaky(h http.Handler, broken int32) *shaky {
	s := &shaky{Handler: h}
	s.broken.Store(broken)
	return s
}

func (s *shaky) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !strings.HasPrefix(r.URL.Path, "/file/") || s.broken.Add(-1) < 0 {
		s.Handler.ServeHTTP(w, r)
		return
	}
	w.Header().Set("Content-Length", "7")
	_, _ = io.WriteString(w, "rec")
	panic(http.ErrAbortHandler)
}

func TestFetchLeavesLongWaitsToTheCaller(t *testing.T) {
	w := begun(t)
	var waited []time.Duration
	w.p.wait = noteWaits(&waited)
	w.Inject(faketelegram.Fault{Method: "getFile", Kind: faketelegram.TooMany, RetryAfter: 60, Next: 1})
	err := w.p.Fetch(t.Context(), w.photographed("receipt"), io.Discard, 9)
	if later, ok := errors.AsType[*chat.WaitError](err); !ok || later.After != time.Minute || len(waited) > 0 {
		t.Errorf("waited %v: %v", waited, err)
	}
}

func TestFetchEndsWithItsContext(t *testing.T) {
	w := begun(t)
	name := w.photographed("receipt")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := w.p.Fetch(ctx, name, io.Discard, 9); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestFetchKeepsTheTokenToItself(t *testing.T) {
	w := begun(t)
	name := w.photographed("receipt")
	for status, want := range map[int]error{http.StatusNotFound: chat.ErrGone, http.StatusBadGateway: &StatusError{Code: 502}, http.StatusUnauthorized: &StatusError{Code: 401}} {
		w.p = w.platform(t, http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.URL.Path, "/file/") {
				http.Error(rw, r.URL.Path, status)
				return
			}
			w.ServeHTTP(rw, r)
		}))
		err := w.p.Fetch(t.Context(), name, io.Discard, 9)
		if err == nil || strings.Contains(err.Error(), "AAfake") || !errors.Is(err, want) && err.Error() != "fetch file: "+want.Error() {
			t.Errorf("%d: %v", status, err)
		}
	}
}

func TestFetchNeverReadsMoreThanItMay(t *testing.T) {
	w := begun(t)
	for told, want := range map[string]int{`"file_size":3,`: 0, ``: 1} { // Telegram need not tell the size
		downloads := 0
		w.p = w.platform(t, http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.URL.Path, "/file/") {
				downloads++
				_, _ = io.WriteString(rw, "123")
				return
			}
			_, _ = io.WriteString(rw, `{"ok":true,"result":{"file_id":"a","file_unique_id":"a",`+told+`"file_path":"photos/a b.jpg"}}`)
		}))
		for limit, gone := range map[int64]bool{2: true, 3: false} {
			downloads = 0
			var got bytes.Buffer
			err := w.p.Fetch(t.Context(), "tg:a", &got, limit)
			if errors.Is(err, chat.ErrGone) != gone || gone != (got.Len() == 0) || gone && downloads != want {
				t.Errorf("told %q, limit %d: %d bytes after %d downloads: %v", told, limit, got.Len(), downloads, err)
			}
		}
	}
}
