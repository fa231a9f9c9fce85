package docs_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// licences are those that the program's own (Apache 2.0) goes together with, by words that only their texts have, without
// commas, in the order in which they are looked for.
var licences = []struct{ name, words string }{
	{"Apache-2.0", "apache license version 2.0"},
	{"MPL-2.0", "mozilla public license version 2.0"},
	{"BSD-3-Clause", "neither the name of"},
	{"BSD-2-Clause", "redistributions in binary form must reproduce"},
	{"ISC", "permission to use copy modify and/or distribute this software for any purpose"},
	{"MIT", "permission is hereby granted free of charge to any person obtaining a copy"},
}

// reciprocal are licences of files that may be linked as they are; whoever changes such a file has to publish it.
var reciprocal = []string{"MPL-2.0"}

// TestDependencies lists what is linked into the program, with versions and licences. One whose licence is not known to go together with the
// program's is an error, so that a new one is a decision.
func TestDependencies(t *testing.T) {
	list := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{with .Module}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}", "jagaetam/cmd/jagaetam")
	list.Env = append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0")
	var failed bytes.Buffer
	list.Stderr = &failed
	printed, err := list.Output()
	if err != nil {
		t.Fatalf("list what is linked: %v: %s", err, &failed)
	}
	var rows []string
	for _, line := range slices.Compact(slices.Sorted(strings.Lines(string(printed)))) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		if len(fields) < 3 { // the standard library, and the program itself
			continue
		}
		licence, err := licenceOf(fields[2])
		if err != nil {
			t.Errorf("%s: %v", fields[0], err)
		}
		if slices.Contains(reciprocal, licence) {
			licence += " (unchanged)"
		}
		rows = append(rows, fmt.Sprintf("| %s | %s | %s |\n", fields[0], fields[1], licence))
	}
	if len(rows) < 20 {
		t.Fatalf("only %d modules are linked: this shows nothing", len(rows))
	}
	compare(t, "dependencies.md", "# What is linked into the program\n\nListed by `go test ./docs -update` from what the compiler takes in, for Linux. "+
		"The program is licensed under Apache 2.0,\nwhich each of these goes together with.\n\n| Module | Version | Licence |\n|---|---|---|\n"+
		strings.Join(rows, ""))
}

// licenceOf reads the licence in a module's folder, or in one above it where several modules are in one repository.
func licenceOf(dir string) (string, error) {
	for range 3 {
		files, err := filepath.Glob(filepath.Join(dir, "[LC][IiOo][CcPp][EeYy]*"))
		if err != nil {
			return "", err
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				continue // a folder of that name
			}
			plain := strings.Join(strings.Fields(strings.ReplaceAll(strings.ToLower(string(text)), ",", " ")), " ")
			for _, licence := range licences {
				if strings.Contains(plain, licence.words) {
					return licence.name, nil
				}
			}
		}
		dir = filepath.Dir(dir)
	}
	return "", errors.New("no licence is found that is known to go together with ours; look at it and add it to the list")
}
