package main

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
)

// figureName finds a figure's name in how a description of it prints itself.
var figureName = regexp.MustCompile(`fqName: "([^"]+)"`)

// existing are the names of the figures there are, as Prometheus asks for them.
func existing(t *testing.T) []string {
	t.Helper()
	descriptions := make(chan *prometheus.Desc, 1000)
	var histograms []int // their places among the descriptions
	for _, collector := range (&service{figures: newFigures()}).collectors() {
		from := len(descriptions)
		collector.Describe(descriptions)
		if _, ok := collector.(*prometheus.HistogramVec); ok {
			histograms = append(histograms, from)
		}
	}
	close(descriptions)
	var names []string
	place := -1
	for description := range descriptions {
		place++
		found := figureName.FindStringSubmatch(description.String())
		if found == nil {
			t.Fatalf("%s has no name", description)
		}
		names = append(names, found[1])
		if slices.Contains(histograms, place) {
			names = append(names, found[1]+"_bucket", found[1]+"_count", found[1]+"_sum")
		}
	}
	if len(names) < 40 {
		t.Fatalf("only %d figures: this shows nothing", len(names))
	}
	return names
}

var figureUsed = regexp.MustCompile(`\b(?:jagaetam|go|process)_[a-z_]+`)

// used are the names of the service's figures in an expression or a text.
func used(text string) []string { return figureUsed.FindAllString(text, -1) }

// alertRule finds the alerts of docs/alerts.yml with their expressions.
var alertRule = regexp.MustCompile(`- alert: (\w+)\n\s+expr: (.+)\n`)

func TestAlertsAreAboutFiguresThatExist(t *testing.T) {
	names := existing(t)
	rules, runbook := alertRule.FindAllStringSubmatch(readFile(t, "../../docs/alerts.yml"), -1), readFile(t, "../../docs/runbook.md")
	for _, rule := range rules {
		figures := used(rule[2])
		if len(figures) == 0 {
			t.Errorf("%s is about nothing", rule[1])
		}
		for _, name := range figures {
			if !slices.Contains(names, name) {
				t.Errorf("%s is about %s, which there is not", rule[1], name)
			}
		}
		if !strings.Contains(runbook, "`"+rule[1]+"`") {
			t.Errorf("the runbook does not say what to do about %s", rule[1])
		}
	}
	if all := strings.Count(readFile(t, "../../docs/alerts.yml"), "- alert:"); len(rules) != all || all < 10 {
		t.Errorf("%d of %d alerts are read", len(rules), all)
	}
}

func TestDashboardShowsEveryFigure(t *testing.T) {
	names := existing(t)
	var board struct {
		Panels []struct {
			Title   string
			Targets []struct{ Expr string }
		}
	}
	if err := json.Unmarshal([]byte(readFile(t, "../../docs/dashboard.json")), &board); err != nil {
		t.Fatal(err)
	}
	shown := map[string]bool{}
	for _, panel := range board.Panels {
		if panel.Title == "" || len(panel.Targets) == 0 {
			t.Errorf("the panel %q shows nothing", panel.Title)
		}
		for _, target := range panel.Targets {
			for _, name := range used(target.Expr) {
				if !slices.Contains(names, name) {
					t.Errorf("%s shows %s, which there is not", panel.Title, name)
				}
				shown[name] = true
			}
		}
	}
	for _, name := range names {
		histogram := slices.Contains(names, name+"_bucket") || strings.HasSuffix(name, "_count") || strings.HasSuffix(name, "_sum")
		if strings.HasPrefix(name, "jagaetam_") && !histogram && !shown[name] {
			t.Errorf("no panel shows %s", name)
		}
	}
}
