//go:build !race

package main

const crashWorkers, crashRegistrations = 200, 5

const newsRecipients, newsRate, newsKills, newsAskers = 20_000, 150, 10, 20

// newsUsed is how much of the rate is to be used.
const newsUsed = 0.9

// mostMemory is what the service may take under garbage, in bytes.
const mostMemory = 256 << 20
