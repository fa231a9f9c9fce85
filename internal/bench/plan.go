package bench

import "time"

const (
	// crowd and multitude are how many people register at once where a plan says nothing else.
	crowd, multitude = 200, 2000
	// telegramTakes is about what a call of the real Bot API takes from Indonesia.
	telegramTakes = 40 * time.Millisecond
	// thinks is how long people take over an answer who do not answer at once: 2,000 of them make 400 updates a second.
	thinks = 5 * time.Second
)

// Plan is what is measured. In short: the three bots, by webhook and by polling, with a Telegram that takes no time and one that takes
// 40 ms, and 200 people; and by webhook 2,000 people at once. Full adds the 2,000 everywhere, and people who think. Workers, where it is
// not 0, is the number of people instead of 200, and 2,000 are left out.
func Plan(full bool, workers int) []Trial {
	var plan []Trial
	add := func(webhook bool, latency time.Duration, workers int, think time.Duration) {
		for _, bot := range []Kind{Service, Echo, Raw} {
			plan = append(plan, Trial{
				Bot: bot, Webhook: webhook, Latency: latency, Workers: workers, Think: think, Manner: Manner{Within: 5 * time.Minute},
			})
		}
	}
	few := workers
	if few == 0 {
		few = crowd
	}
	for _, webhook := range []bool{true, false} {
		for _, latency := range []time.Duration{0, telegramTakes} {
			add(webhook, latency, few, 0)
			if workers == 0 && (full || webhook && latency > 0) {
				add(webhook, latency, multitude, 0)
			}
		}
	}
	if full && workers == 0 {
		add(true, telegramTakes, multitude, thinks)
	}
	return plan
}
