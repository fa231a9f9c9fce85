package bench

import (
	"context"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
	"time"
)

// avoid is how long a balancer sends nothing to a replica that has not answered.
const avoid = time.Second

// Balancer spreads deliveries over replicas, as one in front of them does: in turn, past those that did not answer a moment ago.
type Balancer struct {
	backends []*backend
	next     atomic.Uint64
	proxy    httputil.ReverseProxy
}

type backend struct {
	address string
	failed  atomic.Int64 // when, in nanoseconds
	taken   atomic.Int64
}

// NewBalancer is one in front of those addresses. It answers 502 where the chosen one is down, or has not answered for so long.
func NewBalancer(addresses []string, giveUp time.Duration) *Balancer {
	b := &Balancer{}
	for _, address := range addresses {
		b.backends = append(b.backends, &backend{address: address})
	}
	b.proxy = httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(&url.URL{Scheme: "http", Host: r.In.Context().Value(chosen{}).(*backend).address})
		},
		ErrorHandler: func(w http.ResponseWriter, r *http.Request, _ error) {
			r.Context().Value(chosen{}).(*backend).failed.Store(time.Now().UnixNano())
			w.WriteHeader(http.StatusBadGateway)
		},
		ModifyResponse: func(response *http.Response) error {
			response.Request.Context().Value(chosen{}).(*backend).taken.Add(1)
			return nil
		},
		Transport: &http.Transport{
			DialContext: (&net.Dialer{Timeout: time.Second}).DialContext, MaxIdleConnsPerHost: 100, ResponseHeaderTimeout: giveUp,
		},
	}
	return b
}

// chosen is the key under which a request knows its backend.
type chosen struct{}

// ServeHTTP hands a delivery on.
func (b *Balancer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.proxy.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), chosen{}, b.choose())))
}

func (b *Balancer) choose() *backend {
	turn := b.next.Add(1)
	for n := range uint64(len(b.backends)) {
		candidate := b.backends[(turn+n)%uint64(len(b.backends))]
		if time.Since(time.Unix(0, candidate.failed.Load())) > avoid {
			return candidate
		}
	}
	return b.backends[turn%uint64(len(b.backends))]
}

// Shares are how many deliveries each has answered.
func (b *Balancer) Shares() []int64 {
	var shares []int64
	for _, one := range b.backends {
		shares = append(shares, one.taken.Load())
	}
	return shares
}

// Close lets go of the idle connections.
func (b *Balancer) Close() { b.proxy.Transport.(*http.Transport).CloseIdleConnections() }
