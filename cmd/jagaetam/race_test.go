//go:build race

package main

// Under the race detector, which makes everything several times slower, fewer people register.
const crashWorkers, crashRegistrations = 40, 2

const newsRecipients, newsRate, newsKills, newsAskers = 600, 30, 2, 5

// newsUsed is how much of the rate is to be used: on a machine that does much else at the same time it says little.
const newsUsed = 0.5
