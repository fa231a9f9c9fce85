package faketelegram

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// webhook is where updates go. Its lanes are drained by a goroutine each, for as long as they hold updates.
type webhook struct {
	url            string
	secret         string
	ip             string
	maxConnections int
	set            time.Time // on the machine's own clock

	ctx         context.Context
	stop        context.CancelFunc
	running     sync.WaitGroup
	loaded      chan struct{} // one token a lane that is being drained: Telegram loads 2 x max_connections
	connections chan struct{} // one token a request on its way

	lastError     string
	lastErrorDate int64
}

// setWebhook (https://core.telegram.org/bots/api#setwebhook) is a no-op when nothing would change, and is allowed once a
// second. Unlike Telegram it takes plain http to this machine.
func (s *Server) setWebhook(q *request) (any, error) {
	if q.text("url") == "" {
		return s.deleteWebhook(q)
	}
	hook, err := newWebhook(q)
	if err != nil {
		return nil, err
	}
	s.rewiring.Lock()
	defer s.rewiring.Unlock()
	s.mu.Lock()
	old := s.webhook
	if old != nil && old.sameAs(hook) && !q.bool("drop_pending_updates") {
		s.allow(q)
		s.mu.Unlock()
		return true, nil
	}
	if old != nil && hook.set.Sub(old.set) < time.Duration(s.scale*float64(time.Second)) {
		s.mu.Unlock()
		return nil, tooMany(1)
	}
	if s.poller != nil {
		s.poller.end(conflict("terminated by setWebhook request"))
		s.poller = nil
	}
	s.mu.Unlock()

	s.endWebhook()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ctx.Err() != nil {
		return nil, errRestart
	}
	hook.ctx, hook.stop = context.WithCancel(s.ctx)
	s.allow(q)
	if q.bool("drop_pending_updates") {
		s.forgetAll()
	}
	s.webhook = hook
	for key, l := range s.inbox.lanes {
		s.startLane(hook, key, l)
	}
	return true, nil
}

// deleteWebhook goes back to getUpdates (https://core.telegram.org/bots/api#deletewebhook).
func (s *Server) deleteWebhook(q *request) (any, error) {
	s.rewiring.Lock()
	defer s.rewiring.Unlock()
	s.endWebhook()
	if q.bool("drop_pending_updates") {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.forgetAll()
	}
	return true, nil
}

// endWebhook waits until nothing is in flight, so that a lane never has two deliveries at once. It runs under rewiring.
func (s *Server) endWebhook() {
	s.mu.Lock()
	hook := s.webhook
	s.webhook = nil
	s.mu.Unlock()
	if hook == nil {
		return
	}
	hook.stop()
	hook.running.Wait()
}

func newWebhook(q *request) (*webhook, error) {
	u, err := url.Parse(q.text("url"))
	if err != nil || u.Host == "" {
		return nil, badRequest("invalid webhook URL specified")
	}
	if err := checkWebhookURL(u); err != nil {
		return nil, err
	}
	secret := q.text("secret_token")
	if len(secret) > 256 {
		return nil, badRequest("secret token is too long")
	}
	if strings.ContainsFunc(secret, notBase64URL) {
		return nil, badRequest("secret token contains unallowed characters")
	}
	n := int(q.int("max_connections"))
	if n == 0 {
		n = 40
	}
	n = min(max(n, 1), 100)
	return &webhook{
		url: u.String(), secret: secret, ip: q.text("ip_address"), maxConnections: n, set: time.Now(),
		loaded: make(chan struct{}, 2*n), connections: make(chan struct{}, n),
	}, nil
}

func checkWebhookURL(u *url.URL) error {
	local := u.Hostname() == "127.0.0.1" || u.Hostname() == "::1" || u.Hostname() == "localhost"
	switch {
	case local && (u.Scheme == "http" || u.Scheme == "https"):
		return nil
	case u.Scheme != "https":
		return badRequest("bad webhook: An HTTPS URL must be provided for webhook")
	case !slices.Contains([]string{"", "443", "80", "88", "8443"}, u.Port()):
		return badRequest("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
	}
	return nil
}

func notBase64URL(r rune) bool {
	return (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '_' && r != '-'
}

func (h *webhook) sameAs(o *webhook) bool {
	return h.url == o.url && h.secret == o.secret && h.ip == o.ip && h.maxConnections == o.maxConnections
}

// getWebhookInfo says where updates go and how it goes (https://core.telegram.org/bots/api#webhookinfo).
func (s *Server) getWebhookInfo(*request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	info := map[string]any{"url": "", "has_custom_certificate": false, "pending_update_count": s.inbox.pending}
	if s.inbox.allowed != nil {
		info["allowed_updates"] = slices.Sorted(maps.Keys(s.inbox.allowed))
	}
	hook := s.webhook
	if hook == nil {
		return info, nil
	}
	info["url"], info["max_connections"] = hook.url, hook.maxConnections
	if hook.ip != "" {
		info["ip_address"] = hook.ip
	}
	if hook.lastErrorDate != 0 {
		info["last_error_date"], info["last_error_message"] = hook.lastErrorDate, hook.lastError
	}
	return info, nil
}

// webhookClient follows no redirect and waits a minute for an answer, as Telegram does.
func webhookClient(t http.RoundTripper) *http.Client {
	if t == nil {
		t = &http.Transport{MaxIdleConnsPerHost: 100, IdleConnTimeout: 30 * time.Second}
	}
	return &http.Client{
		Transport: t, Timeout: time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
