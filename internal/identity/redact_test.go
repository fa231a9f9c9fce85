package identity

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"testing"
	"testing/slogtest"
)

// synthetic is a bot token of the right shape that belongs to nobody.
const synthetic = "123456789:AAExampleExampleExampleExample_-12345"

func TestRedact(t *testing.T) {
	for text, want := range map[string]string{
		"nik 6402051204859001 sent":                           "nik [number] sent",
		"6402 0512 0485 9001":                                 "[number]",
		"64.02.05-120485-9001":                                "[number]",
		"6402051204859001 6402051506129001":                   "[number]",
		"64020512048590012":                                   "[number]",
		"call 0812-3456-7890 now":                             "call [phone] now",
		"+62 812 3456 7890":                                   "[phone]",
		"(+62) 812-3456-7890.":                                "([phone].",
		"tel:6281234567890":                                   "tel:[phone]",
		"[0811234567]":                                        "[[phone]]",
		"0812\u00a03456\u20117890":                            "[phone]",
		"https://api.telegram.org/bot" + synthetic + "/getMe": "https://api.telegram.org/bot[token]/getMe",
		// What must stay readable: ids, codes, times, amounts.
		"telegram:8123456789 update 987654321":      "telegram:8123456789 update 987654321",
		"chat -1001234567890 village 64.02.01.2001": "chat -1001234567890 village 64.02.01.2001",
		"2026-11-23T08:00:00.123456789+08:00":       "2026-11-23T08:00:00.123456789+08:00",
		"10.0.0.12:5432 Rp42.000.000 🙏":             "10.0.0.12:5432 Rp42.000.000 🙏",
	} {
		if got := Redact(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

type worker struct {
	NIK    string
	hidden string
}

type plainNumber string

func (p plainNumber) String() string { return "number " + string(p) }

type lateNumber string

func (l lateNumber) LogValue() slog.Value {
	return slog.GroupValue(slog.String("inner", string(l)), slog.Any("deeper", []string{string(l)}))
}

func TestRedactHandlerLeavesNoDigits(t *testing.T) {
	const nik, phone = "6402051204859001", "081234567890"
	for name, newHandler := range handlers {
		var out bytes.Buffer
		log := slog.New(RedactHandler(newHandler(&out)))
		log.With("with", nik).WithGroup("group").With("phone", phone).Info(
			"message "+nik+" of "+phone+" by "+synthetic,
			"string", "6402 0512 0485 9001",
			"error", fmt.Errorf("insert: %w", errors.New("duplicate key (nik)=("+nik+")")),
			"stringer", plainNumber(nik),
			"url", &url.URL{Scheme: "https", Host: "api.telegram.org", Path: "/bot" + synthetic + "/sendMessage"},
			"struct", worker{nik, phone},
			"pointer", &worker{nik, phone},
			"map", map[string]any{"nik": nik},
			"slice", []string{nik, phone},
			"bytes", []byte(nik),
			"raw", json.RawMessage(`{"nik":"`+nik+`"}`),
			"int", int64(6402051204859001),
			"uint", uint64(6281234567890),
			"float", float64(6402051204859001),
			"late", lateNumber(nik),
			slog.Group("a", slog.Group("b", "c", phone)),
			"secret", Secret(synthetic),
		)
		for _, leak := range []string{nik, phone, synthetic, "812345678", "6402 0512", "AAExample", "NjQwMjA1"} {
			if strings.Contains(out.String(), leak) {
				t.Errorf("%s: %s is in\n%s", name, leak, out.String())
			}
		}
		if !strings.Contains(out.String(), "[number]") || !strings.Contains(out.String(), "[phone]") {
			t.Errorf("%s: nothing is said to be left out:\n%s", name, out.String())
		}
	}
}

func TestRedactHandlerLeavesIDsAsTheyAre(t *testing.T) {
	var out bytes.Buffer
	log := slog.New(RedactHandler(handlers["json"](&out)))
	log.Info("sent", "who", "telegram:8123456789", "chat", int64(8123456789), "rate", 0.5, "ok", true, "none", nil, "bytes", []byte("too many"))
	for _, want := range []string{`"who":"telegram:8123456789"`, `"chat":8123456789`, `"rate":0.5`, `"ok":true`, `"none":null`, `"bytes":"too many"`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s is not in %s", want, out.String())
		}
	}
}

func TestRedactHandlerIsAHandler(t *testing.T) {
	var out bytes.Buffer
	slogtest.Run(t, func(*testing.T) slog.Handler {
		out.Reset()
		return RedactHandler(handlers["json"](&out))
	}, func(t *testing.T) map[string]any {
		var record map[string]any
		if err := json.Unmarshal(out.Bytes(), &record); err != nil {
			t.Fatal(err)
		}
		return record
	})
}

func TestRedactHandlerKeepsTheLevel(t *testing.T) {
	quiet := slog.NewTextHandler(&bytes.Buffer{}, &slog.HandlerOptions{Level: slog.LevelWarn})
	if log := slog.New(RedactHandler(quiet)); log.Enabled(t.Context(), slog.LevelInfo) || !log.Enabled(t.Context(), slog.LevelWarn) {
		t.Error("the level of the handler below is lost")
	}
}

var handlers = map[string]func(*bytes.Buffer) slog.Handler{
	"json": func(out *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(out, nil) },
	"text": func(out *bytes.Buffer) slog.Handler { return slog.NewTextHandler(out, nil) },
}

func TestSecretKeepsItself(t *testing.T) {
	secret := Secret(synthetic)
	if out := shown(t, secret) + secret.String(); strings.Contains(out, "AAExample") || !strings.Contains(out, "[secret]") {
		t.Error(out)
	}
	if secret.Reveal() != synthetic {
		t.Error("the secret is lost")
	}
}

func FuzzRedact(f *testing.F) {
	f.Add("nik ", " sent")
	f.Add("1", "0812")
	f.Add("0812-3456-7890 ", synthetic)
	f.Fuzz(func(t *testing.T, before, after string) {
		const nik = "6402051204859001"
		once := Redact(before + nik + after)
		if strings.Contains(once, nik) {
			t.Errorf("left in %q", once)
		}
	})
}

func TestRedactHandlerLeavesItsOwnIDs(t *testing.T) {
	var out strings.Builder
	log := slog.New(RedactHandler(slog.NewTextHandler(&out, nil), "key"))
	log.With("key", "tg:1:6402065205859001").Info("again", "key", "tg:2:6402065205859001", "other", "6402065205859001")
	if got := out.String(); strings.Count(got, "6402065205859001") != 2 || strings.Contains(got, "other=6402") {
		t.Errorf("logged %s", got)
	}
}
