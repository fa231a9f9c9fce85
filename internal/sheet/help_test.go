package sheet_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"jagaetam/internal/civil"
	"jagaetam/internal/reading"
	"jagaetam/internal/sheet"
)

// columns are what the tests ask for.
var columns = []sheet.Column{
	{ID: "nik", Names: []string{"NIK", "Nomor KTP"}, Required: true},
	{ID: "name", Names: []string{"Nama", "Nama Lengkap"}, Required: true},
	{ID: "birth", Names: []string{"Tanggal Lahir", "Tgl Lahir"}},
	{ID: "paid", Names: []string{"Iuran"}},
}

var (
	births = reading.Between{First: day("1936-11-24"), Last: day("2011-11-24")}
	months = reading.Between{First: day("2025-01-01"), Last: day("2027-12-31")}
)

const (
	nik  = "6402065205859001"
	nik2 = "6402060101709002"
)

func day(iso string) civil.Date {
	d, err := civil.ParseDate(iso)
	if err != nil {
		panic(err)
	}
	return d
}

func open(data []byte, name string) (*sheet.Table, error) {
	return sheet.Open(bytes.NewReader(data), int64(len(data)), name)
}

func mustOpen(t testing.TB, data []byte) *sheet.Table {
	t.Helper()
	table, err := open(data, "")
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// rows are all rows under the heading with the columns asked for.
func rows(t testing.TB, data []byte) []sheet.Row {
	t.Helper()
	table := mustOpen(t, data)
	m, err := table.Match(columns)
	if err != nil {
		t.Fatal(err)
	}
	return all(t, table, m)
}

func all(t testing.TB, table *sheet.Table, m sheet.Mapping) []sheet.Row {
	t.Helper()
	var rows []sheet.Row
	for row, err := range table.Rows(m) {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	return rows
}

// grid is a workbook made of the values from A1 on, and of what else is done to its file.
func grid(t testing.TB, values [][]any, more func(*excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range values {
		ref, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow("Sheet1", ref, &row); err != nil {
			t.Fatal(err)
		}
	}
	if more != nil {
		more(f)
	}
	var data bytes.Buffer
	if err := f.Write(&data); err != nil {
		t.Fatal(err)
	}
	return data.Bytes()
}

// must fails on an error of excelize.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// raw is a workbook of one sheet written by hand, with what excelize would not write. More has further parts by name.
func raw(t testing.TB, sheetXML string, more map[string]string) []byte {
	t.Helper()
	const types = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	parts := map[string]string{
		"[Content_Types].xml": `<Types/>`,
		"_rels/.rels":         `<Relationships><Relationship Id="r" Type="` + types + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":     `<workbook xmlns:r="` + types + `"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="` + types + `/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="` + types + `/sharedStrings" Target="/xl/sharedStrings.xml"/>` +
			`<Relationship Id="rId3" Type="` + types + `/styles" Target="styles.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml": sheetXML,
	}
	for name, text := range more {
		parts[name] = text
	}
	var data bytes.Buffer
	archive := zip.NewWriter(&data)
	for name, text := range parts {
		w, err := archive.Create(name)
		must(t, err)
		_, err = io.WriteString(w, text)
		must(t, err)
	}
	must(t, archive.Close())
	return data.Bytes()
}

// heading is the first row of a sheet written by hand.
const heading = `<row r="1"><c r="A1" t="inlineStr"><is><t>NIK</t></is></c><c r="B1" t="inlineStr"><is><t>Nama</t></is></c>` +
	`<c r="C1" t="str"><v>Tgl. Lahir</v></c><c r="D1" t="str"><v>IURAN (Rp)</v></c></row>`

func sheetOf(body string) string {
	return `<worksheet><sheetData>` + heading + body + `</sheetData></worksheet>`
}

func wantReason(t testing.TB, what string, err error, want sheet.Reason) {
	t.Helper()
	if got := sheet.ReasonOf(err); got != want || want == "" && err != nil {
		t.Errorf("%s: %v, want %q", what, err, want)
	}
}

func csvOf(lines ...string) []byte { return []byte(strings.Join(lines, "\n") + "\n") }

func noon(iso string) time.Time { return day(iso).In(time.UTC).Add(12 * time.Hour) }
