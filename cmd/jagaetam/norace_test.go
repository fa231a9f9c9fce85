//go:build !race

package main

const crashWorkers, crashRegistrations = 200, 5
