package exchange

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jagaetam/internal/record"
	"jagaetam/internal/sheet"
)

func columnsWith(t *testing.T, own string) (*Columns, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "columns.toml")
	if err := os.WriteFile(path, []byte(own), 0o600); err != nil {
		t.Fatal(err)
	}
	return LoadColumns(path)
}

func TestOwnColumnsReplaceWhatTheyName(t *testing.T) {
	c, err := columnsWith(t, `
[columns]
name = ["Nama Warga Binaan"]
[words.status]
accepted = ["lulus"]
refused = ["gugur"]
[[enrolment]]
heading = "Nomor Identitas"
field = "nik"
[[enrolment]]
heading = "Segmen"
value = "BPU"
`)
	if err != nil {
		t.Fatal(err)
	}
	for heading, want := range map[string]string{"Nama Warga Binaan": "name", "Nama Lengkap": "", "No. KTP": "nik"} {
		m, _ := sheet.Match([]string{heading}, c.Of(record.FileProposal)) // columns that are missing do not matter here
		if len(m.Columns) == 0 != (want == "") || want != "" && m.Columns[0].ID != want {
			t.Errorf("%q is taken for %+v, want %q", heading, m.Columns, want)
		}
	}
	if c.lexicons["status"].find("LULUS") != "accepted" || c.lexicons["status"].find("diterima") != "" || c.lexicons["sex"].find("L") != "male" {
		t.Error("the words are not those of the file, or the others are gone")
	}
	if len(c.Enrolment) != 2 {
		t.Errorf("the list has %d columns", len(c.Enrolment))
	}
}

func TestMistakesInColumnsAreNamed(t *testing.T) {
	for own, want := range map[string]string{
		"[column]\nnik = []":                                            "there is no [column",
		"[files.proposal]\nneeds = [\"name\"]":                          "files.proposal: needs no nik",
		"[files.other]\nneeds = [\"nik\"]":                              "files.other: there is no such kind of file",
		"[files.decree]\nneeds = [\"nik\", \"colour\"]":                 `the column "colour" has no heading`,
		"[columns]\nname = [\"NIK\"]":                                   `"NIK" is the heading of two columns`,
		"[words.status]\nmaybe = [\"mungkin\"]":                         `words.status: there is no "maybe"`,
		"[[enrolment]]\nheading = \"A\"\nfield = \"shoe\"":              `there is no field "shoe"`,
		"[[enrolment]]\nheading = \"A\"":                                "has neither a field nor a value",
		"[[enrolment]]\nheading = \"A\"\nfield = \"nik\"\nform = \"x\"": `there is no form "x"`,
		"[columns": "read columns",
	} {
		if _, err := columnsWith(t, own); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want that %s", own, err, want)
		}
	}
	if _, err := LoadColumns(filepath.Join(t.TempDir(), "none.toml")); err == nil {
		t.Error("a file that is not there is read")
	}
}

func TestWordsAreUnderstood(t *testing.T) {
	c, err := LoadColumns("")
	if err != nil {
		t.Fatal(err)
	}
	for about, words := range map[string]map[string]string{
		"status": {
			"Diterima": "accepted", "BERHASIL": "accepted", "Aktif": "accepted", "Ditolak": "refused", "Gagal upload": "refused", "tidak aktif": "refused",
			"Non-Aktif": "refused", "belum diterima": "", "Data tidak valid": "refused", "sedang diproses": "pending", "mungkin": "", "": "",
		},
		"match": {
			"SESUAI": "agrees", "tidak sesuai": "", "Nama tidak sesuai": "name-differs", "Tgl lahir berbeda": "birth-differs",
			"NIK tidak ditemukan": "not-found", "ditemukan": "agrees", "Sudah meninggal dunia": "died", "pindah domisili": "moved", "kurang cocok": "",
		},
		"sponsor": {"APBD Provinsi": "province", "APBD": "regency", "CSR PT Rekaan": "company", "Mandiri": "self", "pak RT": ""},
	} {
		for text, want := range words {
			if got := c.lexicons[about].find(text); got != want {
				t.Errorf("%s %q means %q, want %q", about, text, got, want)
			}
		}
	}
	for reason, want := range map[string]string{
		"NIK tidak valid": "nik", "Nama tidak sesuai dengan data Dukcapil": "name", "Tgl lahir beda": "birth", "NIK & nama tidak sesuai": "nik",
		"Usia di atas 65": "birth", "No HP sudah dipakai": "phone", "sedang gangguan": "", "": "",
	} {
		if got := c.lexicons["field"].first(reason); got != want {
			t.Errorf("%q is about %q, want %q", reason, got, want)
		}
	}
}
