package telegram

import (
	"bytes"
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"

	"github.com/go-telegram/bot"
	"golang.org/x/sync/singleflight"

	"jagaetam/internal/identity"
)

// updateLimit is the most bytes that an update may have; Telegram's largest are a small part of it.
const updateLimit = 1 << 20

// Webhook is where Telegram delivers updates. It answers 200 with an empty body after the update is handled, ignored on purpose
// or safe in quarantine, and 503 with Retry-After otherwise, upon which Telegram delivers it again. Whoever does not know the
// secret gets 401; with an empty secret that is everybody.
func (p *Platform) Webhook(handler Handler, quarantine Quarantine, secret identity.Secret) http.Handler {
	in := &intake{Platform: p, handler: handler, quarantine: quarantine}
	var underWay singleflight.Group // delivered again while it is being said, an answer would be said twice
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if status := admit(r, secret); status != http.StatusOK {
			http.Error(w, http.StatusText(status), status)
			return
		}
		raw, err := readAll(http.MaxBytesReader(w, r.Body, updateLimit), r.ContentLength)
		if err != nil {
			status := unread(err)
			http.Error(w, http.StatusText(status), status)
			return
		}
		d := unpack(raw)
		_, err, _ = underWay.Do(d.key(), func() (any, error) { return nil, in.deliver(r.Context(), d) })
		if err != nil {
			p.log.Warn("update to be delivered again", "key", d.key(), "err", err)
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
}

// admit is the status for a request before its body is read.
func admit(r *http.Request, secret identity.Secret) int {
	if r.Method != http.MethodPost {
		return http.StatusMethodNotAllowed
	}
	given := r.Header.Get("X-Telegram-Bot-Api-Secret-Token")
	if secret == "" || subtle.ConstantTimeCompare([]byte(given), []byte(secret.Reveal())) != 1 {
		return http.StatusUnauthorized
	}
	return http.StatusOK
}

// readAll is io.ReadAll for what is said to have so many bytes: it takes the room for them at once.
func readAll(from io.Reader, length int64) ([]byte, error) {
	var all bytes.Buffer
	all.Grow(int(min(max(length, 0), updateLimit)) + bytes.MinRead)
	_, err := all.ReadFrom(from)
	return all.Bytes(), err
}

// unread is the status for a body that could not be read.
func unread(err error) int {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return http.StatusRequestEntityTooLarge
	}
	return http.StatusBadRequest
}

// SetWebhook has Telegram deliver to url, with the secret in each request. The first call of a program always tells Telegram,
// because it does not say what secret it has, and to tell it the same again changes nothing; later calls only when Telegram's
// settings have come to differ. Updates that wait are kept.
func (p *Platform) SetWebhook(ctx context.Context, url string, secret identity.Secret) error {
	want := &bot.SetWebhookParams{
		URL: url, SecretToken: secret.Reveal(), AllowedUpdates: allowed, MaxConnections: p.options.Concurrency,
	}
	if p.hooked.Load() {
		has, err := call(ctx, p, p.api.GetWebhookInfo)
		if err != nil {
			return fmt.Errorf("ask for the webhook: %w", err)
		}
		if has.URL == want.URL && has.MaxConnections == want.MaxConnections && sameSet(has.AllowedUpdates, want.AllowedUpdates) {
			return nil
		}
	}
	if _, err := call(ctx, p, with(p.api.SetWebhook, want)); err != nil {
		return fmt.Errorf("set the webhook: %w", err)
	}
	p.hooked.Store(true)
	return nil
}

func sameSet(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// dropWebhook has Telegram deliver to nobody, so that it can be polled. Updates that wait are kept.
func (p *Platform) dropWebhook(ctx context.Context) error {
	has, err := call(ctx, p, p.api.GetWebhookInfo)
	if err != nil {
		return fmt.Errorf("ask for the webhook: %w", err)
	}
	if has.URL == "" {
		return nil
	}
	if _, err := call(ctx, p, with(p.api.DeleteWebhook, &bot.DeleteWebhookParams{})); err != nil {
		return fmt.Errorf("drop the webhook: %w", err)
	}
	return nil
}
