package jamsostek

import (
	"strings"
	"testing"
)

func TestReadHolidays(t *testing.T) {
	holidays, err := ReadHolidays(strings.NewReader("\ufeffdate,name\r\n2027-03-10,\"Idulfitri, hari pertama\"\r\n2027-03-10,Nyepi\r\n\r\n2027-03-15,Cuti bersama\r\n"))
	if err != nil || len(holidays) != 2 || !holidays[date(t, "2027-03-10")] {
		t.Errorf("%v (%v)", holidays, err)
	}
	if got := Due(month(t, "2027-03"), FixedHolidays().With(holidays)); got != date(t, "2027-03-16") {
		t.Errorf("March is due on %s", got)
	}
	if holidays, err := ReadHolidays(strings.NewReader("date,name\n")); err != nil || len(holidays) != 0 {
		t.Errorf("a table without holidays: %v (%v)", holidays, err)
	}
}

func TestReadWrongHolidays(t *testing.T) {
	for text, want := range map[string]string{
		"":                                   "read holidays: line 1: the heading date,name is missing",
		"2027-03-10,Idulfitri\n":             `read holidays: line 1: the heading is "2027-03-10,Idulfitri", not date,name`,
		"date;name\n":                        `read holidays: line 1: the heading is "date;name", not date,name`,
		"date,name\n2027-03-10,x\n10/3/27,y": `read holidays: line 3: date "10/3/27" is not of the form 2006-01-02`,
		"date,name\n2027-02-29,x":            `read holidays: line 2: date "2027-02-29" is not of the form 2006-01-02`,
		"date,name\n\n\n2027-03-10":          "read holidays: line 4: fields: 1, and not the two of a date and a name",
		"date,name\n2027-03-10,x,y":          "read holidays: line 2: fields: 3, and not the two of a date and a name",
		"date,name\n2027-03-10, ":            "read holidays: line 2: the holiday on 2027-03-10 has no name",
		"date,name\n2027-03-10,\"x":          `read holidays: parse error on line 2, column 14: extraneous or missing " in quoted-field`,
		"\"date":                             `read holidays: parse error on line 1, column 6: extraneous or missing " in quoted-field`,
	} {
		if holidays, err := ReadHolidays(strings.NewReader(text)); err == nil || err.Error() != want || holidays != nil {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
