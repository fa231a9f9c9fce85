// Package faultproxy stands between a client and a server, in a test or the bench, and breaks their connection on demand.
package faultproxy

import (
	"errors"
	"fmt"
	"net"
	"sync"
	"time"
)

// Proxy passes on what comes to Addr, until it is told otherwise. Its methods may be called from any goroutine.
type Proxy struct {
	listener         net.Listener
	network, address string // of the server

	mu      sync.Mutex
	refuses bool
	delay   time.Duration
	stalled chan struct{} // closed when bytes may pass
	conns   map[net.Conn]bool
	all     sync.WaitGroup
}

// Test is what New needs of a testing.TB, so that a program that is no test can use the proxy too.
type Test interface {
	Helper()
	Fatal(args ...any)
	Cleanup(func())
}

// New is Listen for a test, with which the proxy ends.
func New(t Test, network, address string) *Proxy {
	t.Helper()
	p, err := Listen(network, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

// Listen listens on a port of this machine, for a server at a "tcp" address or a "unix" path, until Close.
func Listen(network, address string) (*Proxy, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen for fault proxy: %w", err)
	}
	p := &Proxy{listener: listener, network: network, address: address, conns: map[net.Conn]bool{}, stalled: make(chan struct{})}
	close(p.stalled)
	p.all.Go(p.accept)
	return p, nil
}

// Addr is where clients connect: host and port.
func (p *Proxy) Addr() string { return p.listener.Addr().String() }

// Cut resets the connections there are; new ones are served.
func (p *Proxy) Cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for conn := range p.conns {
		reset(conn)
	}
}

// Refuse cuts the connections there are and resets new ones as they come.
func (p *Proxy) Refuse() {
	p.mu.Lock()
	p.refuses = true
	p.mu.Unlock()
	p.Cut()
}

// Stall keeps connections open, new ones too, and lets nothing pass either way.
func (p *Proxy) Stall() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.open() {
		p.stalled = make(chan struct{})
	}
}

// Slow holds back every piece of data, either way, for a while.
func (p *Proxy) Slow(delay time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.delay = delay
}

// Restore ends Refuse, Stall and Slow. What was stalled passes now.
func (p *Proxy) Restore() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.refuses, p.delay = false, 0
	if !p.open() {
		close(p.stalled)
	}
}

func (p *Proxy) open() bool {
	select {
	case <-p.stalled:
		return true
	default:
		return false
	}
}

func (p *Proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err == nil {
			p.serve(client)
		}
	}
}

func (p *Proxy) serve(client net.Conn) {
	server, err := net.Dial(p.network, p.address)
	if err != nil {
		reset(client)
		return
	}
	if !p.keep(client, server) {
		reset(client)
		reset(server)
		return
	}
	p.all.Go(func() { p.pass(client, server) })
	p.all.Go(func() { p.pass(server, client) })
}

func (p *Proxy) keep(conns ...net.Conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.refuses {
		return false
	}
	for _, conn := range conns {
		p.conns[conn] = true
	}
	return true
}

// pass copies from one end to the other until either is gone, and then takes both away.
func (p *Proxy) pass(from, to net.Conn) {
	piece := make([]byte, 32<<10)
	for {
		n, err := from.Read(piece)
		if err == nil {
			p.hold()
			_, err = to.Write(piece[:n])
		}
		if err != nil {
			p.drop(from, to)
			return
		}
	}
}

func (p *Proxy) hold() {
	p.mu.Lock()
	stalled, delay := p.stalled, p.delay
	p.mu.Unlock()
	<-stalled
	if delay > 0 {
		<-time.After(delay)
	}
}

func (p *Proxy) drop(conns ...net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, conn := range conns {
		delete(p.conns, conn)
		conn.Close()
	}
}

// Close resets all connections and takes no more.
func (p *Proxy) Close() {
	p.Restore()
	p.listener.Close()
	p.Refuse()
	p.all.Wait()
}

// reset closes a connection without the farewell that would look like an orderly end.
func reset(conn net.Conn) {
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // it fails on a connection that is closed already
	}
	conn.Close()
}
