package faultproxy

import (
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// echo is a server that says everything again.
func echo(t *testing.T, network, address string) string {
	t.Helper()
	listener, err := net.Listen(network, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				_, _ = io.Copy(conn, conn) // ends with the connection
			}()
		}
	}()
	return listener.Addr().String()
}

func dial(t *testing.T, p *Proxy) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", p.Addr())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

// say sends a word and gives what comes back within the time.
func say(conn net.Conn, word string, within time.Duration) (string, error) {
	if _, err := io.WriteString(conn, word); err != nil {
		return "", err
	}
	return hear(conn, len(word), within)
}

func hear(conn net.Conn, n int, within time.Duration) (string, error) {
	if err := conn.SetReadDeadline(time.Now().Add(within)); err != nil {
		return "", err
	}
	answer := make([]byte, n)
	_, err := io.ReadFull(conn, answer)
	return string(answer), err
}

func mustEcho(t *testing.T, conn net.Conn) {
	t.Helper()
	if got, err := say(conn, "halo", 10*time.Second); got != "halo" || err != nil {
		t.Errorf("got %q, error %v", got, err)
	}
}

// mustBeReset connects, which fails or is undone at once, as the kernel pleases.
func mustBeReset(t *testing.T, p *Proxy) {
	t.Helper()
	conn, err := net.Dial("tcp", p.Addr())
	if err == nil {
		defer conn.Close()
		_, err = hear(conn, 1, 10*time.Second)
	}
	if !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("%v, want a reset", err)
	}
}

func TestPasses(t *testing.T) {
	mustEcho(t, dial(t, New(t, "tcp", echo(t, "tcp", "127.0.0.1:0"))))
	mustEcho(t, dial(t, New(t, "unix", echo(t, "unix", filepath.Join(t.TempDir(), "s")))))
}

func TestCutResetsWhatIsOpen(t *testing.T) {
	p := New(t, "tcp", echo(t, "tcp", "127.0.0.1:0"))
	conn := dial(t, p)
	mustEcho(t, conn)
	p.Cut()
	if _, err := hear(conn, 1, 10*time.Second); !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("after Cut: %v, want a reset", err)
	}
	mustEcho(t, dial(t, p))
}

func TestRefuseResetsWhatComes(t *testing.T) {
	p := New(t, "tcp", echo(t, "tcp", "127.0.0.1:0"))
	p.Refuse()
	mustBeReset(t, p)
	p.Restore()
	mustEcho(t, dial(t, p))
}

func TestStallHoldsBackUntilRestored(t *testing.T) {
	p := New(t, "tcp", echo(t, "tcp", "127.0.0.1:0"))
	conn := dial(t, p)
	p.Stall()
	if got, err := say(conn, "halo", 50*time.Millisecond); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("while stalled: %q, error %v", got, err)
	}
	p.Restore()
	if got, err := hear(conn, 4, 10*time.Second); got != "halo" || err != nil {
		t.Errorf("after the stall: %q, error %v", got, err)
	}
}

func TestSlowTakesItsTime(t *testing.T) {
	p := New(t, "tcp", echo(t, "tcp", "127.0.0.1:0"))
	p.Slow(30 * time.Millisecond)
	start := time.Now()
	mustEcho(t, dial(t, p))
	if took := time.Since(start); took < 60*time.Millisecond {
		t.Errorf("there and back took %v", took)
	}
}

func TestDeadServerResets(t *testing.T) {
	p := New(t, "unix", filepath.Join(t.TempDir(), "nobody"))
	mustBeReset(t, p)
}
