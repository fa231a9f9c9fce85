package session

import (
	"io"
	"net"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/testservices"
)

// The reply to a commit is lost on the way, and go-redis sends it again: that is one commit, and no error.
func TestCommitWhoseReplyIsLost(t *testing.T) {
	line := newCutLine(t, testservices.RedisURL(t))
	w := newWorld(t, line.url, Options{})
	w.turn(someone, "0") // Redis knows the scripts from now on
	c := w.claim(worker, "1")
	line.loseReply()
	w.commit(c, Next{State: dialogue.State{Count: 1}, Answer: answer(worker, "1")})
	if n := line.lost.Load(); n != 1 {
		t.Fatalf("%d replies were lost", n)
	}
	if again := w.claim(worker, "1"); !again.Seen || again.Version != 1 {
		t.Errorf("the commit came back as %+v", again)
	}
}

// Others go on before it is sent again.
func TestCommitSentAgainAfterOthers(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		c := w.claim(worker, "1")
		next := Next{State: dialogue.State{Count: 1}, Answer: answer(worker, "1")}
		w.commit(c, next)
		w.said(w.turn(worker, "2"), chat.Said{Words: 2, Shown: "71"})
		underWay := w.claim(worker, "3")
		before := w.dump()
		w.commit(c, next)
		if w.dump() != before {
			t.Error("a commit sent again had an effect")
		}
		w.commit(underWay, next)
	})
}

// Another process took the delivery over and committed it: the first must not believe that the commit was its own.
func TestCommitOfADeliveryTakenOver(t *testing.T) {
	onAll(t, Options{}, func(t *testing.T, w *world) {
		first := w.claim(worker, "1")
		w.commit(w.claim(worker, "1"), Next{})
		w.moved(first)
	})
}

// cutLine is a connection to Redis that can lose a reply: it swallows it and hangs up.
type cutLine struct {
	url   string
	armed atomic.Bool
	lost  atomic.Int64
}

func (l *cutLine) loseReply() { l.armed.Store(true) }

func newCutLine(t *testing.T, redisURL string) *cutLine {
	t.Helper()
	u, err := url.Parse(redisURL)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	network, address, db := "tcp", u.Host, u.Path
	if u.Scheme == "unix" {
		network, address, db = "unix", u.Path, "/"+u.Query().Get("db")
	}
	l := &cutLine{url: "redis://" + listener.Addr().String() + db}
	var open sync.WaitGroup
	t.Cleanup(func() { _ = listener.Close(); open.Wait() })
	open.Go(func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial(network, address)
			if err != nil {
				t.Error(err)
				_ = client.Close()
				return
			}
			open.Go(func() { _, _ = io.Copy(server, client); _ = server.Close() })
			open.Go(func() { l.answer(client, server); _ = client.Close() })
		}
	})
	return l
}

// answer passes replies on until it is to lose one.
func (l *cutLine) answer(client io.Writer, server io.Reader) {
	buffer := make([]byte, 64<<10)
	for {
		n, err := server.Read(buffer)
		if err != nil {
			return
		}
		if l.armed.CompareAndSwap(true, false) {
			l.lost.Add(1)
			return
		}
		if _, err := client.Write(buffer[:n]); err != nil {
			return
		}
	}
}
