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
// 40 ms, and 200 people who answer at once; and 2,000 people by webhook who take their time, beside the echo. Full has 2,000 people
// everywhere too. Workers, where it is not 0, is the number of people instead of 200, and the 2,000 are left out.
func Plan(full bool, workers int) []Trial {
	var plan []Trial
	add := func(t Trial, bots ...Kind) {
		t.Manner.Within = 5 * time.Minute
		for _, t.Bot = range bots {
			plan = append(plan, t)
		}
	}
	few := workers
	if few == 0 {
		few = crowd
	}
	for _, webhook := range []bool{true, false} {
		for _, latency := range []time.Duration{0, telegramTakes} {
			add(Trial{Webhook: webhook, Latency: latency, Workers: few}, Service, Echo, Raw)
			if full && workers == 0 {
				add(Trial{Webhook: webhook, Latency: latency, Workers: multitude}, Service, Echo, Raw)
			}
		}
	}
	if workers == 0 {
		add(Trial{Webhook: true, Latency: telegramTakes, Workers: multitude, Think: thinks}, Service, Echo)
	}
	return plan
}
