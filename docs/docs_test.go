// Package docs_test holds the documents to the program: what can be drawn or listed from the source is, and -update writes it.
package docs_test

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"jagaetam/flows"
	"jagaetam/internal/programme"
	"jagaetam/internal/region"
	"jagaetam/locales"
)

var update = flag.Bool("update", false, "write the documents anew")

// compare holds a file to what it should be.
func compare(t *testing.T, path, want string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have := read(t, path)
	if have == want {
		return
	}
	for line := range strings.Lines(want) {
		if !strings.Contains("\n"+have, "\n"+line) {
			t.Errorf("%s lacks: %s", path, line)
		}
	}
	for line := range strings.Lines(have) {
		if !strings.Contains("\n"+want, "\n"+line) {
			t.Errorf("%s is not so any more: %s", path, line)
		}
	}
	t.Fatalf("%s is out of date; where the change is meant, run: go test ./docs -update", path)
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestImports keeps the rooms of the program apart: a new arrow between them is a decision, not an accident.
func TestImports(t *testing.T) {
	var arrows []string
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (path == "../tools" || strings.HasPrefix(entry.Name(), ".") && path != ".." || entry.Name() == "testdata"):
			return fs.SkipDir
		case entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, imported := range file.Imports {
			to, _ := strconv.Unquote(imported.Path.Value) // the compiler has read it
			if ours, ok := strings.CutPrefix(to, "jagaetam/"); ok {
				arrows = append(arrows, strings.TrimPrefix(filepath.ToSlash(filepath.Dir(path)), "../")+" -> "+ours+"\n")
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(arrows)
	compare(t, "imports.txt", strings.Join(slices.Compact(arrows), ""))
}

// TestFlows holds the charts to what jagaetam graph prints.
func TestFlows(t *testing.T) {
	p := programme.Default()
	texts, err := locales.Load(p.Globals())
	if err != nil {
		t.Fatal(err)
	}
	r, err := region.Load(p.RegencyCode)
	if err != nil {
		t.Fatal(err)
	}
	book := flows.Book(flows.Setting{Programme: p, Region: r, Texts: texts})
	compare(t, "flows.md", "# The conversations\n\nDrawn by `jagaetam graph` from the flows themselves.\n\n"+book.Graph())
}

// setting is one of the program's settings, as its -h prints it.
type setting struct{ name, help, standard string }

// settings are read from the struct that the program reads its environment into.
func settings(t *testing.T) []setting {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../cmd/jagaetam/settings.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []setting
	ast.Inspect(file, func(node ast.Node) bool {
		if field, ok := node.(*ast.Field); ok && field.Tag != nil {
			text, _ := strconv.Unquote(field.Tag.Value) // the compiler has read it
			tag := reflect.StructTag(text)
			all = append(all, setting{tag.Get("env"), tag.Get("help"), tag.Get("envDefault")})
		}
		return true
	})
	return all
}

var settingsTable = regexp.MustCompile(`(?s)\| Setting \|.*?\n\n`)

func TestReadmeListsTheSettings(t *testing.T) {
	table := "| Setting | Meaning | Default |\n|---|---|---|\n"
	for _, s := range settings(t) {
		standard := s.standard
		if standard != "" {
			standard = "`" + standard + "`"
		}
		table += "| `" + s.name + "` | " + s.help + " | " + standard + " |\n"
	}
	readme := read(t, "../README.md")
	if !settingsTable.MatchString(readme) {
		t.Fatal("README.md has no table of settings")
	}
	compare(t, "../README.md", settingsTable.ReplaceAllLiteralString(readme, table+"\n"))
}

var unitSetting = regexp.MustCompile(`(?m)^(?:#  )? *Environment=([A-Z_]+?)(?:_FILE)?=`)

// TestUnitNamesSettings finds a setting that the service's unit gives and the program does not know.
func TestUnitNamesSettings(t *testing.T) {
	found := unitSetting.FindAllStringSubmatch(read(t, "../deploy/jagaetam.service"), -1)
	if len(found) < 4 {
		t.Fatalf("the unit gives %d settings only", len(found))
	}
	for _, match := range found {
		if !slices.ContainsFunc(settings(t), func(s setting) bool { return s.name == match[1] || s.name == match[1]+"_FILE" }) {
			t.Errorf("deploy/jagaetam.service: the program has no setting %s", match[1])
		}
	}
}

var (
	link     = regexp.MustCompile(`[^!]\[[^\]]*\]\(([^)#]+)[^)]*\)`)
	external = regexp.MustCompile(`^[a-z]+:`)
)

// quotedLog finds what the documents say that the log says: in the runbook's table of it, and in sentences.
var quotedLog = []*regexp.Regexp{
	regexp.MustCompile("(?:log says|log's|Look for) `([^`]+)`"),
	regexp.MustCompile("(?m)^\\| `…? ?([^`]+)`(?:, `([^`]+)`)? \\| .+ \\|$"),
}

// TestRunbookQuotesTheLog looks in the program for the words by which the runbook has people look for something in the log.
func TestRunbookQuotesTheLog(t *testing.T) {
	var program strings.Builder
	err := filepath.WalkDir("..", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		program.Write(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	runbook, err := os.ReadFile("runbook.md")
	if err != nil {
		t.Fatal(err)
	}
	text := string(runbook)
	_, table, _ := strings.Cut(text, "| In the log | Means |")
	table, _, _ = strings.Cut(table, "\n\n")
	quotes := append(quotedLog[0].FindAllStringSubmatch(text, -1), quotedLog[1].FindAllStringSubmatch(table, -1)...)
	if len(quotes) < 20 {
		t.Fatalf("only %d quotes: this shows nothing", len(quotes))
	}
	for _, quote := range quotes {
		for _, said := range quote[1:] {
			if !strings.Contains(program.String(), said) {
				t.Errorf("no part of the program says %q", said)
			}
		}
	}
}

// TestLinksLead finds links within the documents that lead nowhere.
func TestLinksLead(t *testing.T) {
	below, _ := filepath.Glob("*.md")
	above, _ := filepath.Glob("../*.md")
	for _, document := range slices.Concat(below, above) {
		for _, match := range link.FindAllStringSubmatch(read(t, document), -1) {
			target := filepath.Join(filepath.Dir(document), match[1])
			if _, err := os.Stat(target); err != nil && !external.MatchString(match[1]) {
				t.Errorf("%s: %s is not there", document, match[1])
			}
		}
	}
}
