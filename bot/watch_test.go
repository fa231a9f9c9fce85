package bot_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jagaetam/bot"
	"jagaetam/internal/chat"
)

func TestWatchSeesTheStagesInOrder(t *testing.T) {
	for name, test := range map[string]struct {
		content chat.Content
		want    []bot.Stage
	}{
		"words":   {menu, []bot.Stage{bot.Arrived, bot.Claimed, bot.Advanced, bot.Committed, bot.Said, bot.Ended}},
		"effects": {english, []bot.Stage{bot.Arrived, bot.Claimed, bot.Advanced, bot.Applied, bot.Committed, bot.Said, bot.Ended}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			var seen []bot.Stage
			in := w.incoming(test.content)
			w.bot.Watch = func(m bot.Moment) {
				if m.Chat != in.Chat || m.Key != in.Key || m.Since < 0 || m.Detail == nil {
					t.Errorf("%+v", m)
				}
				seen = append(seen, m.Stage)
			}
			w.handle(in)
			w.handle(in) // a second delivery goes no further than the claim
			want := append(test.want, bot.Arrived, bot.Claimed, bot.Ended)
			if diff := cmp.Diff(want, seen); diff != "" {
				t.Errorf("expected (-), seen (+):\n%s", diff)
			}
		})
	}
}

// TestOneLineAMessage has messages end in each of the ways there are.
func TestOneLineAMessage(t *testing.T) {
	w := newWorld(t)
	var ends []bot.End
	w.bot.Watch = func(m bot.Moment) {
		if end, ok := m.Detail.(bot.End); ok {
			ends = append(ends, end)
		}
	}
	handle := func(in chat.Incoming) {
		defer func() { _ = recover() }()
		_ = w.bot.Handle(t.Context(), in)
	}
	register := w.incoming(chat.Text{Text: "daftar"})
	handle(register)
	handle(register)
	w.say = func(context.Context, chat.Answer) (chat.Said, error) { panic("x") }
	handle(w.incoming(menu))
	w.say = nil
	w.cut.call, w.cut.armed = "commit", true
	handle(w.incoming(english))
	w.cut.armed = false
	handle(w.incoming(menu)) // the chat is leased still
	want := []bot.End{
		{Kind: "text", Flow: "register", Step: "consent", Outcome: bot.Answered},
		{Kind: "text", Outcome: bot.Again},
		{Kind: "command", Flow: "register", Step: "consent", Outcome: bot.Panicked},
		{Kind: "command", Flow: "register", Step: "consent", Outcome: bot.Failed},
		{Kind: "command", Outcome: bot.Busy},
	}
	if diff := cmp.Diff(want, ends); diff != "" {
		t.Errorf("expected (-), seen (+):\n%s", diff)
	}
	var lines []string
	for line := range strings.Lines(w.log.String()) {
		if strings.Contains(line, `"msg":"message"`) {
			lines = append(lines, line)
		}
	}
	if len(lines) != len(want) {
		t.Fatalf("%d lines for %d messages: %v", len(lines), len(want), lines)
	}
	for _, field := range []string{`"level":"INFO"`, `"key":"update:1"`, `"kind":"text"`, `"flow":"register"`, `"step":"consent"`, `"outcome":"answered"`, `"ms":`} {
		if !strings.Contains(lines[0], field) {
			t.Errorf("the line lacks %s: %s", field, lines[0])
		}
	}
}
