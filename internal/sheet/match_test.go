package sheet_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/sheet"
)

func TestMatch(t *testing.T) {
	for heading, want := range map[string]string{
		"NIK":                          "nik",
		"nik":                          "nik",
		" N.I.K. ":                     "nik",
		"No. NIK":                      "nik",
		"NO_KTP":                       "nik",
		"Nomor KTP (16 digit)":         "nik",
		"NIK *":                        "nik",
		"nama_lengkap":                 "name",
		"NamaLengkap":                  "name",
		"Nama (Ibu Kandung)":           "",
		"Nama Ibu":                     "",
		"TGL. LAHIR (dd/mm/yyyy)":      "birth",
		"Tgl Lahir [hh-bb-tttt]":       "birth",
		"Tanggal-Lahir":                "birth",
		"Tanggal":                      "",
		"Iuran (Rp)":                   "paid",
		"No":                           "",
		"Nomor":                        "",
		"Nama (sesuai KTP, 60 huruf)":  "name",
		"Nama\nLengkap":                "name",
		"Tanggal Lahir (sesuai KTP)":   "",
		"Tanggal Lahir (contoh: 1-12)": "birth",
	} {
		m, _ := sheet.Match([]string{heading}, columns)
		got := ""
		if len(m.Columns) > 0 {
			got = m.Columns[0].ID
		}
		if got != want {
			t.Errorf("%q is the column %q, want %q", heading, got, want)
		}
	}
}

func TestMatchThatIsRefused(t *testing.T) {
	for _, c := range []struct {
		headings []string
		columns  []sheet.Column
		want     sheet.Error
	}{
		{[]string{"NIK", "Alamat"}, columns, sheet.Error{Reason: sheet.Missing, Names: []string{"Nama"}}},
		{[]string{"NIK", "Nama", "No. KTP"}, columns, sheet.Error{Reason: sheet.Duplicate, Column: "nik", Names: []string{"NIK", "No. KTP"}}},
		{[]string{"Nomor"}, []sheet.Column{{ID: "a", Names: []string{"No."}}, {ID: "b", Names: []string{"Nomor"}}},
			sheet.Error{Reason: sheet.Ambiguous, Names: []string{"Nomor", "a", "b"}}},
	} {
		_, err := sheet.Match(c.headings, c.columns)
		if diff := cmp.Diff(&c.want, err); diff != "" {
			t.Errorf("%q: %s", c.headings, diff)
		}
	}
}

func TestMappingIsShown(t *testing.T) {
	m, err := sheet.Match([]string{"No", "", "Nama", "NIK"}, columns)
	must(t, err)
	if got, want := m.String(), "name: C \"Nama\"\nnik: D \"NIK\"\n-: \"No\"\n"; got != want {
		t.Errorf("the mapping is shown as\n%s", got)
	}
	for position, want := range map[int]string{1: "A", 26: "Z", 27: "AA", 52: "AZ", 53: "BA", 702: "ZZ", 703: "AAA"} {
		if got := (sheet.Mapped{Position: position}).Letters(); got != want {
			t.Errorf("column %d is %s, want %s", position, got, want)
		}
	}
}

func TestHeadingIsFound(t *testing.T) {
	title := []string{"PEMERINTAH KABUPATEN", "Nama: Desa Bukit Pariaman;;", ";;", ";;"}
	table := mustOpen(t, csvOf(append(title, "No;NIK;Nama", "1;2;3", "1;"+nik+";Siti")...))
	m, err := table.Match(columns)
	must(t, err)
	if got := all(t, table, m); m.Row != 5 || len(got) != 1 || got[0].Number != 7 {
		t.Errorf("the heading is in row %d, and %d rows under it", m.Row, len(got))
	}
	for name, c := range map[string]struct {
		lines []string
		want  sheet.Reason
	}{
		"none":            {[]string{"a;b", "c;d"}, sheet.NoHeading},
		"too far down":    {[]string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "NIK;Nama"}, sheet.NoHeading},
		"column missing":  {[]string{"NIK;Alamat"}, sheet.Missing},
		"heading doubled": {[]string{"NIK;Nama;Nama"}, sheet.Duplicate},
	} {
		_, err := mustOpen(t, csvOf(c.lines...)).Match(columns)
		wantReason(t, name, err, c.want)
	}
}

func TestRowsMayBeLeft(t *testing.T) {
	for name, data := range map[string][]byte{
		"text": csvOf("NIK;Nama", nik+";Siti", nik2+";Budi"),
		"book": grid(t, [][]any{headings, {nik, "Siti"}, {nik2, "Budi"}}, nil),
	} {
		table := mustOpen(t, data)
		m, err := table.Match(columns)
		must(t, err)
		for row, err := range table.Rows(m) {
			must(t, err)
			if got, _ := row.Cell("name").Text(9); got != "Siti" {
				t.Errorf("%s: the first row has %q", name, got)
			}
			break
		}
		if got := len(all(t, table, m)); got != 2 {
			t.Errorf("%s: %d rows when read again", name, got)
		}
	}
}
