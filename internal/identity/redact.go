package identity

import (
	"context"
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strconv"
)

// RedactHandler passes records on with everything that looks like an identity number, a telephone number or a bot token taken
// out of the message and of every attribute, groups and errors included. It is the last net: what is known to be personal has
// no business in a log in the first place. The attributes named in ids hold ids of the program's own making, of which some look the
// same; they are left as they are.
func RedactHandler(next slog.Handler, ids ...string) slog.Handler { return redactor{next, ids} }

type redactor struct {
	next slog.Handler
	ids  []string
}

func (r redactor) Enabled(ctx context.Context, level slog.Level) bool {
	return r.next.Enabled(ctx, level)
}

func (r redactor) Handle(ctx context.Context, record slog.Record) error {
	clean := slog.NewRecord(record.Time, record.Level, Redact(record.Message), record.PC)
	record.Attrs(func(a slog.Attr) bool {
		clean.AddAttrs(r.redact(a))
		return true
	})
	return r.next.Handle(ctx, clean)
}

func (r redactor) WithAttrs(attrs []slog.Attr) slog.Handler {
	return redactor{r.next.WithAttrs(r.redactAll(attrs)), r.ids}
}

func (r redactor) WithGroup(name string) slog.Handler {
	return redactor{r.next.WithGroup(name), r.ids}
}

func (r redactor) redactAll(attrs []slog.Attr) []slog.Attr {
	clean := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		clean[i] = r.redact(a)
	}
	return clean
}

func (r redactor) redact(a slog.Attr) slog.Attr {
	if slices.Contains(r.ids, a.Key) {
		return a
	}
	return slog.Attr{Key: a.Key, Value: r.redactValue(a.Value.Resolve())}
}

func (r redactor) redactValue(v slog.Value) slog.Value {
	switch v.Kind() {
	case slog.KindGroup:
		return slog.GroupValue(r.redactAll(v.Group())...)
	case slog.KindString:
		return slog.StringValue(Redact(v.String()))
	case slog.KindInt64, slog.KindUint64:
		if text := v.String(); Redact(text) != text {
			return slog.StringValue(Redact(text))
		}
		return v
	case slog.KindFloat64:
		return redactFloat(v)
	case slog.KindAny:
		return redactAny(v)
	default: // a truth value, a time or a duration
		return v
	}
}

// redactFloat is there for numbers that came through JSON, which has no other.
func redactFloat(v slog.Value) slog.Value {
	text := strconv.FormatFloat(v.Float64(), 'f', -1, 64)
	if Redact(text) != text {
		return slog.StringValue(Redact(text))
	}
	return v
}

// redactAny turns the value into text, as only what is text now cannot turn out otherwise in the handler below.
func redactAny(v slog.Value) slog.Value {
	switch value := v.Any().(type) {
	case nil:
		return v
	case []byte:
		return slog.StringValue(Redact(string(value)))
	default:
		return slog.StringValue(Redact(fmt.Sprintf("%+v", value)))
	}
}

// Redact takes out of a text everything that looks like an identity number, a telephone number or a bot token.
func Redact(text string) string {
	text = tokens.ReplaceAllLiteralString(text, "[token]")
	text = longNumbers.ReplaceAllLiteralString(text, "[number]")
	return phones.ReplaceAllString(text, "${1}[phone]")
}

// gap is what people put between the digits of one number.
const gap = `[\s.()\x{a0}\x{2010}-\x{2015}-]{0,3}`

var (
	// tokens are the Telegram Bot API's, as they also stand in its addresses.
	tokens = regexp.MustCompile(`\d+:[A-Za-z0-9_-]{30,}`)
	// longNumbers have sixteen digits or more: two numbers run together are no less personal than one.
	longNumbers = regexp.MustCompile(`\d(?:` + gap + `\d){15,}`)
	// phones are mobile numbers written with +62, 62 or 0. A bare 8 is left, as ten digits from 8 on are Telegram user ids.
	phones = regexp.MustCompile(`(^|\D)(?:\+?` + gap + `62` + gap + `0?|0)` + gap + `8` + gap + `[1-9](?:` + gap + `\d){7,10}`)
)
