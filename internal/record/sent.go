package record

import "time"

// NewsHolds is how long after news have been said somebody who writes may mean them.
const NewsHolds = 7 * 24 * time.Hour

// Sent are news that an account was sent. The zero Sent is none.
type Sent struct {
	Number BroadcastNumber
	Title  string
	// Opens are the flows whose buttons stand under them.
	Opens []string
	At    time.Time
}
