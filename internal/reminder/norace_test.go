//go:build !race

package reminder_test

const people = 2000
