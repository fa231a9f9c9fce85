package sheet_test

import (
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"jagaetam/internal/sheet"
)

// headings is the first row of the workbooks that excelize writes here.
var headings = []any{"NIK", "Nama", "Tanggal Lahir", "Iuran"}

func TestCellsOfAWorkbook(t *testing.T) {
	dmy, monthYear, text := "dd/mm/yyyy", "mmm-yy", `0 "hari"`
	data := grid(t, [][]any{
		headings,
		{nik, "Siti", noon("1985-05-12"), 16800},
		{6402065205859001, "Angka", 29000, 16.8},
		{"'" + nik2, true, "12 Mei 1985", "Rp16.800,-"},
		{nik2},
	}, func(f *excelize.File) {
		style := func(cell string, format string) {
			id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
			must(t, err)
			must(t, f.SetCellStyle("Sheet1", cell, cell, id))
		}
		style("C2", dmy)
		style("C3", text)
		must(t, f.SetCellRichText("Sheet1", "B5", []excelize.RichTextRun{{Text: "Budi "}, {Text: "Santoso", Font: &excelize.Font{Bold: true}}}))
		must(t, f.SetCellValue("Sheet1", "C5", 31413))
		style("C5", monthYear)
		must(t, f.SetCellValue("Sheet1", "D5", "#N/A"))
	})
	got := rows(t, data)
	if len(got) != 4 {
		t.Fatalf("%d rows", len(got))
	}
	for _, c := range []struct {
		row  int
		id   string
		kind sheet.Kind
		raw  string
	}{
		{0, "nik", sheet.Text, nik}, {0, "name", sheet.Text, "Siti"}, {0, "birth", sheet.Date, "1985-05-12"}, {0, "paid", sheet.Number, "16800"},
		{1, "nik", sheet.Number, "6402065205859001"}, {1, "birth", sheet.Number, "29000"}, {1, "paid", sheet.Number, "16.8"},
		{2, "nik", sheet.Text, "'" + nik2}, {2, "name", sheet.Bool, "TRUE"}, {2, "birth", sheet.Text, "12 Mei 1985"},
		{3, "name", sheet.Text, "Budi Santoso"}, {3, "birth", sheet.Date, "1986-01-01"}, {3, "other", sheet.Blank, ""},
	} {
		if cell := got[c.row].Cell(c.id); cell.Kind != c.kind || cell.Raw != c.raw {
			t.Errorf("row %d, %s is %s %q, want %s %q", got[c.row].Number, c.id, cell.Kind, cell.Raw, c.kind, c.raw)
		}
	}
	_, err := got[1].Cell("nik").Digits(16, 16)
	wantReason(t, "a NIK as a number", err, sheet.NumberForm)
	if e := err.(*sheet.Error); e.Row != 3 || e.Column != "nik" {
		t.Errorf("the error is about row %d, column %s", e.Row, e.Column)
	}
	if digits, err := got[2].Cell("nik").Digits(16, 16); digits != nik2 {
		t.Errorf("an apostrophe before a NIK: %q, %v", digits, err)
	}
}

func TestFormulasAreRefused(t *testing.T) {
	data := grid(t, [][]any{headings, {nik, "Siti"}, {nik2, "Budi"}}, func(f *excelize.File) {
		must(t, f.SetCellFormula("Sheet1", "A2", `"6402065205859001"`))
		must(t, f.SetCellFormula("Sheet1", "D2", "=1+1"))
	})
	row := rows(t, data)[0]
	for _, id := range []string{"nik", "paid"} {
		if row.Cell(id).IsEmpty() {
			t.Errorf("the formula in %s passes for nothing", id)
		}
		_, err := row.Cell(id).Text(100)
		wantReason(t, id, err, sheet.Formula)
	}
	// One formula fills A2 to A3; the second cell shows its value only. A shared formula stands in both.
	for _, formula := range []string{`<f t="array" ref="A2:A3">x</f>`, `<f t="shared" ref="A2:A4" si="0">x</f>`} {
		second := map[bool]string{true: "", false: `<f t="shared" si="0"/>`}[strings.Contains(formula, "array")]
		got := rows(t, raw(t, sheetOf(`<row r="2"><c r="A2">`+formula+`<v>1</v></c></row><row r="3"><c r="A3">`+second+`<v>1</v></c></row><row r="4"><c r="A4"><v>1</v></c></row>`), nil))
		for i, want := range []sheet.Reason{sheet.Formula, sheet.Formula, ""} {
			_, err := got[i].Cell("nik").Text(100)
			wantReason(t, formula, err, want)
		}
	}
}

func TestMergedCellsAreRefused(t *testing.T) {
	data := grid(t, [][]any{
		{"DAFTAR PEKERJA"},
		{"NIK", "Nama", "Kecamatan", "Kelahiran"},
		{"", "", "", "Tanggal"},
		{nik, "Siti", "Tenggarong"},
		{nik2, "Budi"},
		{nik2, "Ani", "Loa Kulu"},
	}, func(f *excelize.File) {
		must(t, f.MergeCell("Sheet1", "A1", "D1"))
		must(t, f.MergeCell("Sheet1", "A2", "A3")) // a heading of two rows
		must(t, f.MergeCell("Sheet1", "C4", "C5"))
		must(t, f.MergeCell("Sheet1", "A20", "D30"))
		must(t, f.SetSheetRow("Sheet1", "A31", &[]any{nik2, "Umi", "Tenggarong"}))
	})
	table := mustOpen(t, data)
	m, err := table.Match(append(columns[:2:2], sheet.Column{ID: "district", Names: []string{"Kecamatan"}}))
	must(t, err)
	got := all(t, table, m)
	if len(got) != 4 || got[0].Number != 4 {
		t.Fatalf("%d rows, the first is %d", len(got), got[0].Number)
	}
	for i, want := range []sheet.Reason{sheet.Merged, sheet.Merged, "", ""} {
		_, err := got[i].Cell("district").Text(20)
		wantReason(t, "a district for two rows", err, want)
		_, err = got[i].Cell("name").Text(20)
		wantReason(t, "the name beside it", err, "")
	}
}

func TestHiddenRowsAndColumns(t *testing.T) {
	data := grid(t, [][]any{{"NIK", "Nama", "Catatan"}, {nik, "Siti"}, {nik2, "Budi"}}, func(f *excelize.File) {
		must(t, f.SetRowVisible("Sheet1", 3, false))
		must(t, f.SetColVisible("Sheet1", "C", false))
	})
	table := mustOpen(t, data)
	m, err := table.Match(columns)
	must(t, err)
	got := all(t, table, m)
	wantReason(t, "visible row", got[0].Err(), "")
	wantReason(t, "hidden row", got[1].Err(), sheet.HiddenRow)
	_, err = got[1].Cell("nik").Digits(16, 16)
	wantReason(t, "cell of a hidden row", err, sheet.HiddenRow)
	if got[1].Cells()[1].Raw != "Budi" {
		t.Error("a hidden row cannot be written back")
	}
	if len(table.Notes) != 1 || table.Notes[0] != (sheet.Note{Kind: sheet.NoteHiddenColumn, Name: "C"}) {
		t.Errorf("notes are %v", table.Notes)
	}
	_, err = table.Match(append(columns[:2:2], sheet.Column{ID: "note", Names: []string{"Catatan"}}))
	wantReason(t, "hidden column", err, sheet.HiddenHeading)
	flat := rows(t, raw(t, sheetOf(`<row r="2" ht="0" customHeight="1"><c r="A2"><v>1</v></c></row>`), nil))
	wantReason(t, "row without height", flat[0].Err(), sheet.HiddenRow)
}

func TestDaysSince1900And1904(t *testing.T) {
	styles := map[string]string{"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[$-421]dd\ mmmm\ yyyy;@"/>` +
		`<numFmt numFmtId="171" formatCode="#,##0.00_);[Red]&quot;hari&quot;"/><numFmt numFmtId="14" formatCode="0.00"/></numFmts>` +
		`<cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="14"/></cellXfs></styleSheet>`}
	cell := func(style, value string) string {
		return sheetOf(`<row r="2"><c r="C2" s="` + style + `"><v>` + value + `</v></c></row>`)
	}
	mac := map[string]string{"xl/workbook.xml": `<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="1"/><sheets><sheet name="Data" r:id="rId1"/></sheets></workbook>`}
	for _, c := range []struct {
		style, value string
		mac          bool
		kind         sheet.Kind
		raw          string
	}{
		{"2", "31179", false, sheet.Date, "1985-05-12"},
		{"1", "31179.75", false, sheet.Date, "1985-05-12"},
		{"2", "29717", true, sheet.Date, "1985-05-12"},
		{"2", "1", false, sheet.Date, "1900-01-01"},
		{"2", "59", false, sheet.Date, "1900-02-28"},
		{"2", "61", false, sheet.Date, "1900-03-01"},
		{"2", "60", false, sheet.Refused, ""}, // 29 February 1900
		{"2", "0.5", false, sheet.Refused, ""},
		{"2", "-3", false, sheet.Refused, ""},
		{"2", "1E+300", false, sheet.Refused, ""},
		{"3", "31179", false, sheet.Number, "31179"},
		{"4", "31179", false, sheet.Number, "31179"}, // the file's own format 14
		{"0", "31179", false, sheet.Number, "31179"},
		{"99", "31179", false, sheet.Number, "31179"},
		{"0", "NaN", false, sheet.Refused, ""},
		{"0", "0x10", false, sheet.Refused, ""},
	} {
		parts := map[string]string{"xl/styles.xml": styles["xl/styles.xml"]}
		if c.mac {
			parts["xl/workbook.xml"] = mac["xl/workbook.xml"]
		}
		got := rows(t, raw(t, cell(c.style, c.value), parts))[0].Cell("birth")
		if got.Kind != c.kind || got.Raw != c.raw {
			t.Errorf("%s in style %s is %s %q, want %s %q", c.value, c.style, got.Kind, got.Raw, c.kind, c.raw)
		}
	}
	bare := rows(t, raw(t, cell("0", "29717"), mac))[0].Cell("birth")
	if got, err := bare.Date(births); err != nil || got != day("1985-05-12") {
		t.Errorf("a bare number counted from 1904 is %s, %v", got, err)
	}
	if got := rows(t, raw(t, sheetOf(`<row r="2"><c r="C2" t="d"><v>1985-05-12T00:00:00</v></c></row>`), nil))[0].Cell("birth"); got.Raw != "1985-05-12" {
		t.Errorf("a date in the form of ISO 8601 is %q", got.Raw)
	}
}

func TestOddCells(t *testing.T) {
	long := strings.Repeat("a", sheet.MaxText+1)
	data := raw(t, sheetOf(
		`<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="e"><v>#REF!</v></c><c t="inlineStr"><is><t>`+long+`</t></is></c></row>`+
			`<row r="7"><c r="A7" s="3"/><c r="CZ7" s="3"/></row><row r="9"><c r="B9" t="inlineStr"><is><r><t>Si</t></r><r><t>ti</t></r><rPh><t>x</t></rPh></is></c></row>`+
			`<row r="1048576" spans="1:3"><c r="A1048576"/></row>`),
		map[string]string{"xl/sharedStrings.xml": `<sst><si><t xml:space="preserve"> a_x000D_b_x005F_x000D_ </t></si><si><t/></si></sst>`})
	got := rows(t, data)
	if len(got) != 2 || got[1].Number != 9 {
		t.Fatalf("%d rows", len(got))
	}
	if raw := got[0].Cell("nik").Raw; raw != " a\nb_x000D_ " {
		t.Errorf("escaped characters read %q", raw)
	}
	if !got[0].Cell("name").IsEmpty() || got[1].Cell("name").Raw != "Siti" {
		t.Errorf("names are %q and %q", got[0].Cell("name").Raw, got[1].Cell("name").Raw)
	}
	_, err := got[0].Cell("birth").Date(births)
	wantReason(t, "error", err, sheet.ErrorValue)
	_, err = got[0].Cell("paid").Text(10)
	wantReason(t, "long text", err, sheet.TooLong)
	if e := err.(*sheet.Error); e.Found != sheet.MaxText+1 {
		t.Errorf("%d characters", e.Found)
	}
}

// TestDaysAreExcelizes holds the days to those of excelize, which counts them from a time.
func TestDaysAreExcelizes(t *testing.T) {
	for day := day("1900-03-01"); day.Year < 2100; day = day.AddDays(997) {
		serial := rows(t, grid(t, [][]any{headings, {nik, "Siti", day.In(time.UTC)}}, nil))[0].Cell("birth")
		if serial.Raw != day.String() {
			t.Fatalf("%s is read as %s", day, serial.Raw)
		}
	}
}
