package bench

import (
	"strings"

	"jagaetam/internal/faketelegram"
)

// Verdict is what became of the answers to one worker, or to many.
type Verdict struct {
	// Lost are messages that the bot should have said and did not.
	Lost int `json:"lost"`
	// Twice are messages that stand on the screen once more.
	Twice int `json:"twice"`
	// Reordered are messages that stand before one that should have come first.
	Reordered int `json:"reordered"`
	// Unexpected are messages that nobody should have got.
	Unexpected int `json:"unexpected"`
	// Kept are identity numbers that still stand in the chat, from which the bot should have taken them.
	Kept int `json:"kept"`
	// Example is one of the unexpected, for people to read.
	Example string `json:"example,omitempty"`
}

func (v *Verdict) add(o Verdict) {
	v.Lost += o.Lost
	v.Twice += o.Twice
	v.Reordered += o.Reordered
	v.Unexpected += o.Unexpected
	v.Kept += o.Kept
	if v.Example == "" {
		v.Example = o.Example
	}
}

// received begins what is said to somebody who has sent the same twice; what he was last told comes after it once more.
const received = "Pesan yang sama"

// judge compares the screen with what should have been said.
func judge(messages []faketelegram.Message, script Script, nik string) Verdict {
	var v Verdict
	var want []Pattern
	for _, step := range script {
		for _, saying := range step.Says {
			want = append(want, saying.Text)
		}
	}
	first := make([]int, len(want)) // where each stands, from 1
	again := 0
	for i, m := range messages {
		if !m.From.IsBot {
			if nik != "" && strings.Contains(m.Text, nik) {
				v.Kept++
			}
			continue
		}
		if strings.HasPrefix(m.Text, received) {
			again++
			continue
		}
		v.place(first, want, m.Text, i+1)
	}
	v.Twice = max(0, v.Twice-again)
	last := 0
	for _, at := range first {
		switch {
		case at == 0:
			v.Lost++
		case at < last:
			v.Reordered++
		default:
			last = at
		}
	}
	return v
}

// place notes where a message stands, which is the first of that wording that was not there yet.
func (v *Verdict) place(first []int, want []Pattern, text string, at int) {
	known := false
	for n, pattern := range want {
		if !pattern.Matches(text) {
			continue
		}
		if first[n] == 0 {
			first[n] = at
			return
		}
		known = true
	}
	if known {
		v.Twice++
		return
	}
	v.Unexpected++
	v.Example = text
}
