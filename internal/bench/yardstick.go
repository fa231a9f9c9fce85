package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/pprof"
	"os"
	"sync/atomic"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// tuned keeps as many connections to Telegram open as can be in use; the standard transport keeps two.
func tuned() *http.Transport {
	return &http.Transport{MaxIdleConnsPerHost: 256, IdleConnTimeout: 50 * time.Second, DialContext: (&net.Dialer{Timeout: 5 * time.Second}).DialContext}
}

// webhookSetting has Telegram deliver as much at once as it does.
func webhookSetting() []byte {
	setting, _ := json.Marshal(map[string]any{ // texts and a number always encode
		"url": os.Getenv("WEBHOOK_URL"), "secret_token": os.Getenv("WEBHOOK_SECRET"), "max_connections": 100,
	})
	return setting
}

// RunEcho is the bare echo, with the service's own settings from the environment, until ctx ends. It says to a text that text, and to
// a tap, which it answers, what the button says.
func RunEcho(ctx context.Context) error {
	echo, err := bot.New(os.Getenv("TELEGRAM_TOKEN"), bot.WithSkipGetMe(), bot.WithServerURL(os.Getenv("TELEGRAM_API_URL")),
		bot.WithHTTPClient(50*time.Second, &http.Client{Transport: tuned()}), bot.WithWebhookSecretToken(os.Getenv("WEBHOOK_SECRET")),
		bot.WithDefaultHandler(say))
	if err != nil {
		return err
	}
	if os.Getenv("TELEGRAM_MODE") == "webhook" {
		go echo.StartWebhook(ctx)
		return serveYardstick(ctx, echo.WebhookHandler(), func() error {
			_, err := echo.SetWebhook(ctx, &bot.SetWebhookParams{URL: os.Getenv("WEBHOOK_URL"), SecretToken: os.Getenv("WEBHOOK_SECRET"), MaxConnections: 100})
			return err
		})
	}
	return serveYardstick(ctx, nil, func() error { echo.Start(ctx); return nil })
}

// say is what the echo does with an update.
func say(ctx context.Context, b *bot.Bot, u *models.Update) {
	params := &bot.SendMessageParams{}
	switch {
	case u.CallbackQuery != nil && u.CallbackQuery.Message.Message != nil:
		if _, err := b.AnswerCallbackQuery(ctx, &bot.AnswerCallbackQueryParams{CallbackQueryID: u.CallbackQuery.ID}); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		params.ChatID, params.Text = u.CallbackQuery.Message.Message.Chat.ID, u.CallbackQuery.Data
	case u.Message != nil && u.Message.Contact != nil:
		params.ChatID, params.Text = u.Message.Chat.ID, u.Message.Contact.PhoneNumber
	case u.Message != nil:
		params.ChatID, params.Text = u.Message.Chat.ID, u.Message.Text
	default:
		return
	}
	if _, err := b.SendMessage(ctx, params); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}

// serveYardstick serves a webhook, if there is one, and the pages that the bench asks for, and does the rest of the bot's work, until ctx ends.
func serveYardstick(ctx context.Context, hook http.Handler, work func() error) error {
	var ready atomic.Bool
	ops := http.NewServeMux()
	ops.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if !ready.Load() {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	ops.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	failed := make(chan error, 3)
	listen := func(address string, handler http.Handler) {
		server := &http.Server{Addr: address, Handler: handler, ReadHeaderTimeout: 5 * time.Second}
		go func() { failed <- server.ListenAndServe() }()
		context.AfterFunc(ctx, func() { _ = server.Close() })
	}
	listen(os.Getenv("OPS_LISTEN"), ops)
	if hook != nil {
		listen(os.Getenv("WEBHOOK_LISTEN"), hook)
		if err := work(); err != nil {
			return err
		}
	} else {
		go func() {
			if err := work(); err != nil {
				failed <- err
			}
		}()
	}
	ready.Store(true)
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		return nil
	}
}
