package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRulesSay(t *testing.T) {
	setEnviron(t)
	for line, said := range map[string]string{
		"contribution -month 2027-01 -sector other -payer self -income 1000000 -months 1 -json": `{"total":16800,"parts":[{"month":"2027-01","jkk":10000,"jkm":6800,"jht":0}]}`,
		"contribution -month 2027-01 -sector transport -payer self -income 1000000 -json":       `{"total":8400,"parts":[{"month":"2027-01","jkk":5000,"jkm":3400,"jht":0}]}`,
		"contribution -month 2027-01 -sector transport -payer apbd -income 0 -jht -json":        `{"total":36800,"parts":[{"month":"2027-01","jkk":10000,"jkm":6800,"jht":20000}]}`,
		"contribution -month 2026-11 -sector other -payer self -income 1000000 -months 3": `2026-11: JKK Rp5.000, JKM Rp3.400, JHT Rp0
2026-12: JKK Rp5.000, JKM Rp3.400, JHT Rp0
2027-01: JKK Rp10.000, JKM Rp6.800, JHT Rp0
Total: Rp33.600`,
		"due -month 2027-01": "2027-01-15",
		"due -month 2026-08": "2026-08-18", // a Saturday before 17 August
		"nik 6402065205859001": `NIK: 6402••••••••9001
First registered in: 64.02.06, Kecamatan Tenggarong, Kabupaten Kutai Kartanegara
Sex: female
Born: 1985-05-12
Warnings: none`,
		"nik 6402 0612 0520 9001": `NIK: 6402••••••••9001
First registered in: 64.02.06, Kecamatan Tenggarong, Kabupaten Kutai Kartanegara
Sex: male
Born: 1920-05-12 or 2020-05-12
Warnings: looks_like_kk`,
		"nik 6402993002859001": `NIK: 6402••••••••9001
First registered in: 64.02.99, Kabupaten Kutai Kartanegara
Sex: male
Born: on a day that is not in the calendar
Warnings: none`,
		"nik 3301011205859001": `NIK: 3301••••••••9001
First registered in: 33.01.01
Sex: male
Born: 1985-05-12
Warnings: none`,
	} {
		t.Run(line, func(t *testing.T) {
			got := runCommand(strings.Fields(line)...)
			got.expect(t, 0)
			if diff := cmp.Diff(said+"\n", got.out); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The holidays of the programme in the settings put a due date off.
func TestDueGoesByTheProgrammesHolidays(t *testing.T) {
	holidays := writeFile(t, "holidays.csv", "date,name\n2027-01-15,Isra Mikraj\n")
	text, err := os.ReadFile("../../internal/programme/kutai-kartanegara.toml")
	if err != nil {
		t.Fatal(err)
	}
	settings := strings.Replace(string(text), `holidays_file = ""`, fmt.Sprintf("holidays_file = %q", holidays), 1)
	setEnviron(t, "PROGRAMME_FILE="+writeFile(t, "programme.toml", settings))
	for month, want := range map[string]string{"2027-01": "2027-01-18", "2026-08": "2026-08-18"} {
		got := runCommand("due", "-month", month)
		got.expect(t, 0)
		if got.out != want+"\n" {
			t.Errorf("%s is due on %s, want %s", month, got.out, want)
		}
	}
	setEnviron(t, "PROGRAMME_FILE="+writeFile(t, "wrong.toml", `holidays_file = "none"`))
	runCommand("due", "-month", "2027-01").expect(t, exitFailed, "holidays_file: open none")
}

func TestRulesWrongUsage(t *testing.T) {
	const sixteen = "expected are sixteen digits: six of the region, birth date as DDMMYY with 40 added to a woman's day, serial"
	for line, said := range map[string]string{
		"contribution":                                                                      "contribution: say -month, such as 2027-01",
		"contribution -month 2027-1 -income 1":                                              `contribution: invalid value "2027-1" for flag -month: month "2027-1" is not of the form 2006-01`,
		"contribution -month 2027-01 -sector other -payer self":                             "contribution: say -income in whole rupiah, such as 1000000",
		"contribution -month 2027-01 -sector other -payer self -income -5":                  "contribution: say -income in whole rupiah, such as 1000000",
		"contribution -month 2027-01 -sector other -payer self -income 1jt":                 `contribution: invalid value "1jt" for flag -income: say whole rupiah, such as 1000000`,
		"contribution -month 2027-01 -payer self -income 1000000":                           `contribution: sector "" is neither transport nor other`,
		"contribution -month 2027-01 -sector other -income 1000000":                         `contribution: payer "" is none of [self apbd apbn company]`,
		"contribution -month 2027-01 -sector other -payer self -income 1000000 -months 2":   "contribution: 2 months cannot be paid at once, only one of [1 3 6 12]",
		"contribution -month 2027-01 -sector other -payer self -income 1000000 -months six": `contribution: invalid value "six" for flag -months: say 1, 3, 6 or 12`,
		"contribution -month 2015-06 -sector other -payer self -income 1000000":             "contribution: there is no tariff for 2015-06",
		"contribution -month 2027-01 please":                                                `contribution: "please" is too much`,
		"due":                                                                               "due: say -month, such as 2027-01",
		"due -month January":                                                                `due: invalid value "January" for flag -month: month "January" is not of the form 2006-01`,
		"due 2027-01":                                                                       `due: "2027-01" is too much`,
		"nik":                                                                               "nik: say the sixteen digits of one NIK",
		"nik -x 6402065205859001":                                                           "nik: say the sixteen digits of one NIK",
		"nik -6402065205859001":                                                             "nik: say the sixteen digits of one NIK",
		"nik 64020652058590011":                                                             "nik: read nik: length (17); " + sixteen,
		"nik 640206520585900x":                                                              "nik: read nik: letters (15); " + sixteen,
		"nik 6402065213859001":                                                              "nik: read nik: month (16); " + sixteen,
	} {
		t.Run(line, func(t *testing.T) {
			got := runCommand(strings.Fields(line)...)
			got.expect(t, exitUsage)
			if diff := cmp.Diff("jagaetam: "+said+"\n", got.errs); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A NIK is not repeated, whether it is a right one or not, as what a command prints ends up in the records of terminals.
func TestRulesRepeatNoNIK(t *testing.T) {
	for _, line := range []string{
		"nik 6402065205859001", "nik 64020652058590011", "nik 6402065213859001", "nik -6402065205859001", "nik --x=6402065205859001", "nik 6402065205859001 -x",
	} {
		got := runCommand(strings.Fields(line)...)
		if said := got.out + got.errs; strings.Contains(said, "64020652") {
			t.Errorf("%s: %s", line, said)
		}
	}
}
