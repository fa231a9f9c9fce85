//go:build race

package main

// Under the race detector, which makes everything several times slower, fewer people register.
const crashWorkers, crashRegistrations = 40, 2

const newsRecipients, newsRate, newsKills, newsAskers = 600, 30, 2, 5

// newsUsed is how much of the rate is to be used: on a machine that does much else at the same time it says little.
const newsUsed = 0.5

// mostMemory is what the service may take under garbage, in bytes; the race detector keeps several times of it.
const mostMemory = 1 << 30
