//go:build race

package main

// Under the race detector, which makes everything several times slower, fewer people register.
const crashWorkers, crashRegistrations = 40, 2
