package phone

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	keptNews  = 4096             // a page that missed more starts anew
	heartbeat = 15 * time.Second // so that a connection that is gone is noticed
	retry     = 500              // milliseconds until the browser connects again
)

// feed keeps the latest news for all open pages and streams them as server-sent events. A page that comes back goes on
// after the last it saw.
type feed struct {
	epoch string // tells the numbers of this feed from those of one before it
	done  chan struct{}

	mu      sync.Mutex
	first   int // number of news[0]
	news    [][]byte
	changed chan struct{} // closed and replaced at every addition
}

func newFeed() *feed {
	return &feed{epoch: strconv.FormatInt(time.Now().UnixNano(), 36), done: make(chan struct{}), changed: make(chan struct{})}
}

// add streams one piece of news to every page.
func (f *feed) add(n news) {
	data, err := json.Marshal(n)
	if err != nil {
		panic(fmt.Sprintf("encode %s: %v", n.Kind, err)) // only types of this package and of the server are sent
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.news = append(f.news, data)
	if over := len(f.news) - keptNews; over > 0 {
		f.news, f.first = f.news[over:], f.first+over
	}
	close(f.changed)
	f.changed = make(chan struct{})
}

// close ends all streams.
func (f *feed) close() { close(f.done) }

// last is the id of the newest piece of news.
func (f *feed) last() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.id(f.first + len(f.news))
}

func (f *feed) id(next int) string { return f.epoch + "." + strconv.Itoa(next) }

// after gives the news after the one with this id and the number of the next; it is false when some are gone.
func (f *feed) after(id string) (next int, ok bool) {
	epoch, number, _ := strings.Cut(id, ".")
	next, err := strconv.Atoi(number)
	f.mu.Lock()
	defer f.mu.Unlock()
	return next, err == nil && epoch == f.epoch && next <= f.first+len(f.news)
}

// since gives the news from number next on, and what closes when there are more; it is false when some of them are gone.
func (f *feed) since(next int) (news [][]byte, changed <-chan struct{}, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if next < f.first {
		return nil, nil, false
	}
	return f.news[next-f.first:], f.changed, true
}

// ServeHTTP streams news from after the Last-Event-ID, or the "after" of the address, on.
func (f *feed) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id := r.Header.Get("Last-Event-ID")
	if id == "" {
		id = r.URL.Query().Get("after")
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	out := &stream{w: w, control: http.NewResponseController(w)}
	out.printf("retry: %d\n\n", retry)

	next, ok := f.after(id)
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for ok && out.err == nil {
		var pieces [][]byte
		var changed <-chan struct{}
		if pieces, changed, ok = f.since(next); !ok {
			break
		}
		for _, piece := range pieces {
			next++
			out.printf("id: %s\ndata: %s\n\n", f.id(next), piece)
		}
		out.flush()
		select {
		case <-changed:
		case <-beat.C:
			out.printf(":\n\n")
		case <-f.done:
			return
		case <-r.Context().Done():
			return
		}
	}
	out.printf("data: {\"kind\":\"gap\"}\n\n")
	out.flush()
}

// stream writes until the first error.
type stream struct {
	w       http.ResponseWriter
	control *http.ResponseController
	err     error
}

func (s *stream) printf(format string, args ...any) {
	if s.err == nil {
		_, s.err = fmt.Fprintf(s.w, format, args...)
	}
}

func (s *stream) flush() {
	if s.err == nil {
		s.err = s.control.Flush()
	}
}
