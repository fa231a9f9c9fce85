package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/go-telegram/bot"

	"jagaetam/internal/chat"
)

var (
	// ErrToken says that Telegram does not know the bot's token.
	ErrToken = errors.New("the bot token is refused: copy it again from @BotFather (/mybots, API Token) into the settings")
	// ErrUncertain says that the connection broke after the request had left: Telegram may have done what was asked. It has no
	// key by which a repeated message is recognised, so to say it again risks saying it twice. It is chat.ErrUncertain.
	ErrUncertain = chat.ErrUncertain
)

// StatusError is an answer of something on the way to Telegram, or of Telegram in trouble; the call may be tried again.
type StatusError struct{ Code int }

func (e *StatusError) Error() string {
	return fmt.Sprintf("Telegram answers %d %s", e.Code, http.StatusText(e.Code))
}

// IsOutage says whether err is a network's or a deadline's, or Telegram's wish to wait.
func IsOutage(err error) bool {
	var network net.Error
	var later *chat.WaitError
	return errors.As(err, &network) || errors.As(err, &later) || errors.Is(err, context.Canceled) ||
		errors.Is(err, context.DeadlineExceeded) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed)
}

const (
	callWithin   = 10 * time.Second // for Telegram to answer a call
	shortPenance = 3 * time.Second  // the longest wish to wait that is waited out inside a call
)

// call calls one method of the Bot API and says its error in the terms of chat. A short wish to wait is waited out.
func call[T any](ctx context.Context, p *Platform, method func(context.Context) (T, error)) (T, error) {
	return callFor(ctx, p, patience{callWithin, shortPenance}, method)
}

// patience is how long Telegram may take to answer, and the longest wish to wait that is waited out.
type patience struct{ answer, wish time.Duration }

// callFor is call with another patience.
func callFor[T any](ctx context.Context, p *Platform, with patience, method func(context.Context) (T, error)) (T, error) {
	for {
		limited, cancel := context.WithTimeout(ctx, with.answer)
		result, err := method(limited)
		cancel()
		err = explain(err)
		later, ok := errors.AsType[*chat.WaitError](err)
		if !ok || later.After > with.wish || !timeFor(ctx, later.After) {
			return result, err
		}
		if err := p.wait(ctx, later.After); err != nil {
			return result, later
		}
	}
}

// timeFor says whether ctx lasts longer than d.
func timeFor(ctx context.Context, d time.Duration) bool {
	deadline, ok := ctx.Deadline()
	return !ok || time.Until(deadline) > d
}

// with makes a method with parameters one that call takes.
func with[P, T any](method func(context.Context, P) (T, error), params P) func(context.Context) (T, error) {
	return func(ctx context.Context) (T, error) { return method(ctx, params) }
}

// explain turns the library's error into ours.
func explain(err error) error {
	if err == nil {
		return nil
	}
	if later, ok := errors.AsType[*bot.TooManyRequestsError](err); ok {
		return &chat.WaitError{After: time.Duration(max(later.RetryAfter, 1)) * time.Second}
	}
	if moved, ok := errors.AsType[*bot.MigrateError](err); ok {
		return fmt.Errorf("%w: %w", chat.ErrRefused, &chat.MovedError{To: name(int64(moved.MigrateToChatID))})
	}
	switch {
	case errors.Is(err, bot.ErrorUnauthorized), errors.Is(err, bot.ErrorNotFound):
		return ErrToken
	case errors.Is(err, bot.ErrorForbidden), says(err, "chat not found"):
		return fmt.Errorf("%w: %w", chat.ErrUnreachable, err)
	case errors.Is(err, bot.ErrorBadRequest) && saysAny(err, "message thread not found", "TOPIC_DELETED", "TOPIC_ID_INVALID"):
		return fmt.Errorf("%w: %w: %w", chat.ErrRefused, chat.ErrTopicGone, err)
	case errors.Is(err, bot.ErrorBadRequest) && saysAny(err, "not enough rights", "have no rights", "CHAT_ADMIN_REQUIRED", "the chat is not a forum"):
		return fmt.Errorf("%w: %w: %w", chat.ErrRefused, chat.ErrNoRight, err)
	case errors.Is(err, bot.ErrorBadRequest), says(err, ", 413 "): // the library has no kind of error for what is too large
		return fmt.Errorf("%w: %w", chat.ErrRefused, err)
	case strings.HasPrefix(err.Error(), "error decode response result"):
		// Telegram said ok and described what it did in words that this version does not know: it is done.
		return nil
	case strings.HasPrefix(err.Error(), "error decode response body"), strings.HasPrefix(err.Error(), "error read response body"):
		// The library's error quotes the answer, which quotes the message.
		return fmt.Errorf("%w: its answer is not whole", ErrUncertain)
	}
	return err
}

// says looks for a part of Telegram's description, the only thing that tells its refusals apart.
func says(err error, part string) bool { return err != nil && strings.Contains(err.Error(), part) }

func saysAny(err error, parts ...string) bool {
	return slices.ContainsFunc(parts, func(part string) bool { return says(err, part) })
}
