package main

import (
	"os"
	"testing"

	"jagaetam/internal/postgres"
	"jagaetam/internal/testservices"
)

// TestMain lets the test binary stand in for the program: the demo starts "serve" as a process of its own, and the crash test a
// replica that kills itself.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case "serve", "demo", "bench", "keys":
			os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
		case replicaCommand:
			os.Exit(runReplica())
		}
	}
	testservices.Main(m, postgres.Migrate)
}
