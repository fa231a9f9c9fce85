package record

import "time"

// MissesFree is how many misses in a row cost no wait: the next one does.
const MissesFree = 2

// waits are how long nothing more is answered after the third miss in a row, the fourth, and so on; the last is for all that follow.
// Three tries are enough to mend a slip of the thumb; a thousand tries take three years.
var waits = []time.Duration{15 * time.Minute, time.Hour, 6 * time.Hour, 24 * time.Hour}

// WaitAfter is how long somebody has to wait after so many misses in a row: 15 minutes after the third, then 1, 6 and 24 hours.
func WaitAfter(misses int) time.Duration {
	if misses <= MissesFree {
		return 0
	}
	return waits[min(misses-MissesFree, len(waits))-1]
}

// MissesForgottenAfter is how long after the last miss, or the end of the wait it cost, a row of misses is forgotten.
const MissesForgottenAfter = 7 * 24 * time.Hour

// Attempts are the misses in a row of one account, or with one number.
type Attempts struct {
	Misses int
	// Until is the end of the wait.
	Until time.Time
}

// At are the attempts as they count at t.
func (a Attempts) At(t time.Time) Attempts {
	if t.Sub(a.Until) > MissesForgottenAfter {
		return Attempts{}
	}
	return a
}

// Missed are the attempts after a miss at t.
func (a Attempts) Missed(t time.Time) Attempts {
	a = a.At(t)
	a.Misses++
	a.Until = t.Add(WaitAfter(a.Misses))
	return a
}
