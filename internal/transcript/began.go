package transcript

import "time"

// Began is when every transcript begins: a Monday morning at nine in Kutai Kartanegara.
var Began = time.Date(2026, time.November, 23, 9, 0, 0, 0, time.FixedZone("WITA", 8*60*60))

// Pause is how long people in transcripts think between two doings, on players whose clock is their own.
const Pause = 10 * time.Second
