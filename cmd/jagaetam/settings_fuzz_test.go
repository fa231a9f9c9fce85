package main

import (
	"slices"
	"strings"
	"testing"
)

// planted is in every secret of these settings and in nothing else.
const planted = "planted-"

// FuzzSettings lets anything stand in the settings: they are taken or it is said which of them is wrong, and no secret is told either way.
func FuzzSettings(f *testing.F) {
	f.Add("TELEGRAM_TOKEN=2000000001:planted-token\nDATABASE_URL=postgres://jaga:planted-word@127.0.0.1/jaga\nREDIS_URL=redis://:planted-word@127.0.0.1:6379/0")
	f.Add("TELEGRAM_MODE=webhook\nWEBHOOK_URL=https://a.example/in\nWEBHOOK_SECRET=planted-secret-of-the-webhook")
	f.Add("DATABASE_URL=postgres://jaga:planted-word@%zz/\nREDIS_URL=redis://:planted-word@host:port:1")
	f.Add("BULK_RATE=99999999999999999999\nLOG_LEVEL=\nOPS_LISTEN=::\nALLOW_PAID_BROADCAST=2\nTELEGRAM_API_URL=\x7f")
	f.Add("DATABASE_URL=host=/x password=planted-word port=abc\nREDIS_URL=redis+sentinel://:planted-word@")
	f.Fuzz(func(t *testing.T, text string) {
		given := map[string]string{}
		for line := range strings.SplitSeq(text, "\n") {
			if name, value, ok := strings.Cut(line, "="); ok && !strings.HasSuffix(name, "_FILE") { // files of this machine are no part of it
				if !slices.Contains(secretFiles, name) {
					value = strings.ReplaceAll(value, planted, "")
				}
				given[name] = value
			}
		}
		_, err := readSettings(given)
		if err != nil && strings.Contains(err.Error(), planted) {
			t.Errorf("a secret is told: %v", err)
		}
	})
}
