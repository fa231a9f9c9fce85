package input_test

import (
	"testing"

	"jagaetam/internal/input"
)

func TestCode(t *testing.T) {
	asking{accept: input.Code{}}.reads(t, map[string]string{
		"7K2P-9XQ0":  "7K2P-9XQ0",
		"7k2p9xq0":   "7K2P-9XQ0",
		"7k2p 9xqo":  "7K2P-9XQ0",
		"7K2P 9XQO":  "7K2P-9XQ0",
		"iK2P-9xql":  "1K2P-9XQ1",
		" 7k2p–9xq0": "7K2P-9XQ0",
		"7K2P-9XQ":   "!input.code",
		"7K2P-9XQ01": "!input.code",
		"7K2P-9XU0":  "!input.code",
		"tidak tahu": "!input.code",
		"":           "!input.code",
	})
}

func FuzzCode(f *testing.F) { asking{accept: input.Code{}}.fuzz(f, "7K2P-9XQ0", "7k2p 9xqo") }
