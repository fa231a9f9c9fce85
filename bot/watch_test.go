package bot_test

import (
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
		"words":   {menu, []bot.Stage{bot.Arrived, bot.Claimed, bot.Advanced, bot.Committed, bot.Said}},
		"effects": {english, []bot.Stage{bot.Arrived, bot.Claimed, bot.Advanced, bot.Applied, bot.Committed, bot.Said}},
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
			want := append(test.want, bot.Arrived, bot.Claimed)
			if diff := cmp.Diff(want, seen); diff != "" {
				t.Errorf("expected (-), seen (+):\n%s", diff)
			}
		})
	}
}
