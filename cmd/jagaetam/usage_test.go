package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// Help goes where the output goes, once, with exit status 0.
func TestHelpOfCommands(t *testing.T) {
	setEnviron(t)
	for _, cmd := range commands {
		got := runCommand(cmd.name, "-h")
		got.expect(t, 0, cmd.name)
		if first, _, _ := strings.Cut(got.out, "\n"); strings.Count(got.out, first+"\n") != 1 {
			t.Errorf("the help of %s is printed twice:\n%s", cmd.name, got.out)
		}
	}
	runCommand("demo", "-h").expect(t, 0, "-fresh", "-listen", "-data folder")
	runCommand("application", "list", "--help").expect(t, 0, "jagaetam application set [-reason TEXT] NUMBER STATE")
	runCommand().expect(t, 0, "Usage: jagaetam COMMAND")
}

func TestWrongUsage(t *testing.T) {
	setEnviron(t)
	for line, said := range map[string]string{
		"launch":                              `there is no command "launch"; jagaetam -h lists them`,
		"serve now":                           `serve: "now" is too much`,
		"serve -fast":                         "serve: flag provided but not defined: -fast",
		"demo here":                           `demo: "here" is too much`,
		"migrate down":                        `migrate: "down" is too much`,
		"version 2":                           `version: "2" is too much`,
		"keys":                                "keys: say 'keys new FILE', 'keys add', 'keys rotate', 'keys reseal' or 'keys retire'",
		"keys new":                            "keys: say",
		"keys new a b":                        `keys: "b" is too much`,
		"keys rotate a":                       "keys: say",
		"application":                         "application: say list, show, set or left; application -h explains",
		"application drop":                    "application: say list, show NUMBER, set NUMBER STATE or left NUMBER WHY",
		"application list all":                "application: say list",
		"application list -state lost":        `application: "lost" is no state; there are [received`,
		"application show":                    "application: say",
		"application show JE-000001-2":        "",
		"application set JE-000001-2 lost":    "",
		"application list -colour":            "application: flag provided but not defined: -colour",
		"application left JE-000017-4 bored":  `application: "bored" is no reason to leave; there are [died moved`,
		"application left JE-000017-5 died":   "",
		"application left -on soon JE-1 died": "application: invalid value",
		"office":                              "office: say show or group CHAT",
		"office group 4711":                   "office: say show or group CHAT",
		"audit -since soon":                   "audit: invalid value",
		"audit x":                             `audit: "x" is too much`,
		"decree":                              "decree: say list, add or set; decree -h explains",
		"decree add":                          "decree: it has no number; sponsor",
		"decree add -number 1 -sponsor king":  `decree: sponsor "king" is none of [village regency province company]; its months`,
		"decree add -quota many":              "decree: invalid value",
		"decree add x":                        `decree: "x" is too much`,
		"decree list -quota 1":                "decree: a list takes no flags",
		"payment":                             "payment: say list, confirm NUMBER MONTH or reject NUMBER MONTH; payment -h explains",
		"payment confirm JE-000017-4":         "payment: say list",
		"payment confirm JE-000017-5 2026-11": "",
		"payment confirm JE-000017-4 11-2026": `payment: month "11-2026" is not of the form`,
		"payment reject JE-000017-4 2026-11":  "payment: say -reason, which the worker reads",
		"tariff":                              "tariff: say list or add FILE; tariff -h explains",
		"tariff add":                          "tariff: say list",
		"tariff add /none/such.json":          "tariff: open /none/such.json",
		"text":                                "text: say list, show KEY, set KEY LANGUAGE TEXT or reset KEY; text -h explains",
		"text show":                           "text: say list",
		"text show menu.title":                `text: "menu.title" cannot be written anew; those are [office.`,
		"text set office.pay-where id":        "text: say list",
		"text set office.pay-where id <u>":    `text: text office.pay-where in id: "<u>" is no mark of ours`,
		"text reset menu.title":               "text: ",
		"officer":                             officerUsage,
		"officer invite":                      "officer: say -role; there are [operator verifier",
		"officer invite -role king":           `officer: "king" is no role`,
		"officer invite -role admin -district Tenggarong": `officer: "Tenggarong" is no code of a kecamatan`,
		"officer remove":                      officerUsage,
		"helper":                              helperUsage,
		"helper list -state lost":             `helper: "lost" is no state; there are [asked`,
		"helper praise PB-000017-4":           helperUsage,
		"helper admit PB-000017-5":            "a wrong digit",
		"dispute":                             disputeUsage,
		"dispute decide KS-000017-4":          disputeUsage,
		"dispute decide KS-000017-4 both":     disputeUsage,
		"dispute decide KS-000017-4 keep":     "dispute: say -reason",
		"request":                             requestUsage,
		"request drop PD-000017-4":            requestUsage,
		"request show 17":                     "is not a number like PD-000017-4",
		"request done PD-000017-4":            "request: say -answer",
		"quarantine":                          "quarantine: say list, show ID or remove ID",
		"quarantine list 1":                   "quarantine: say",
		"quarantine show first":               `quarantine: "first" is no ID; quarantine list shows them`,
		"quarantine remove":                   "quarantine: say",
		"application set -reason x JE-1":      "application: say",
		"healthcheck http://127.0.0.1/readyz": "healthcheck: ",
	} {
		t.Run(line, func(t *testing.T) { runCommand(strings.Fields(line)...).expect(t, exitUsage, "jagaetam: ", said) })
	}
}

func TestCheckFindsNoMistakes(t *testing.T) {
	setEnviron(t)
	runCommand("check").expect(t, 0, "No mistakes: ", " languages, ", " ways through the conversations.\n")
	setEnviron(t, "LOG_LEVEL=loud")
	runCommand("check").expect(t, exitFailed, "LOG_LEVEL")
}

func TestGraphIsTheDocument(t *testing.T) {
	setEnviron(t)
	document, err := os.ReadFile("../../docs/flows.md")
	if err != nil {
		t.Fatal(err)
	}
	got := runCommand("graph")
	got.expect(t, 0, "## menu")
	if got.out != string(document) {
		t.Error("docs/flows.md is not what jagaetam graph prints")
	}
}

func TestVersion(t *testing.T) {
	got := runCommand("version")
	got.expect(t, 0)
	if !regexp.MustCompile(`^jagaetam \S+, go\S+ \w+/\w+\n$`).MatchString(got.out) {
		t.Errorf("%q", got.out)
	}
}
