package programme

import (
	"errors"
	"fmt"
	"strings"
)

// Broadcast is what news of the office to many are bound by. kutai-kartanegara.toml says what each setting means.
type Broadcast struct {
	Links              []string `toml:"links"`
	NewsPerWeek        int      `toml:"news_per_week"`
	SecondOfficerAbove int      `toml:"second_officer_above"`
	PauseFailures      float64  `toml:"pause_failures"`
	PauseLast          int      `toml:"pause_last"`
	PauseAfter         int      `toml:"pause_after"`
}

// usualBroadcast is that of a programme that says nothing else: links to nowhere.
var usualBroadcast = Broadcast{NewsPerWeek: 2, SecondOfficerAbove: 500, PauseFailures: 0.05, PauseLast: 200, PauseAfter: 50}

// Fails says whether so many failures among the last messages are more than a broadcast goes on with.
func (b Broadcast) Fails(tried, failed int) bool {
	return tried >= b.PauseAfter && float64(failed) > b.PauseFailures*float64(tried)
}

func (b Broadcast) validate() []error {
	var wrong []error
	for _, host := range b.Links {
		if host == "" || strings.ContainsAny(host, "/:@ ") || !strings.Contains(host, ".") {
			wrong = append(wrong, fmt.Errorf("broadcast.links: %q is no host like kukarkab.go.id", host))
		}
	}
	if b.NewsPerWeek < 1 {
		wrong = append(wrong, errors.New("broadcast.news_per_week must be at least 1"))
	}
	if b.SecondOfficerAbove < 0 {
		wrong = append(wrong, errors.New("broadcast.second_officer_above must not be below 0"))
	}
	if b.PauseFailures <= 0 || b.PauseFailures > 1 {
		wrong = append(wrong, errors.New("broadcast.pause_failures must be above 0 and at most 1"))
	}
	if b.PauseAfter < 1 || b.PauseLast < b.PauseAfter {
		wrong = append(wrong, errors.New("broadcast.pause_after must be at least 1, and pause_last not below it"))
	}
	return wrong
}
