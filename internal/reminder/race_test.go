//go:build race

package reminder_test

// Under the race detector, which makes everything several times slower, there are fewer people: two of each kind.
const people = 480
