package sheet_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"jagaetam/internal/sheet"
)

// FuzzOpen opens anything, and where it is a table reads it twice: the same both times, and within all bounds.
func FuzzOpen(f *testing.F) {
	for _, path := range []string{"semicolons", "title", "quotes", "windows1252", "utf16"} {
		data, err := os.ReadFile("testdata/" + path + ".csv")
		must(f, err)
		f.Add(data)
	}
	f.Add(grid(f, [][]any{headings, {nik, "Siti", noon("1985-05-12"), 16800}}, nil))
	f.Add(raw(f, sheetOf(`<row r="2" hidden="1"><c r="A2"><f t="array" ref="A2:B3"/></c></row>`), nil))
	f.Fuzz(func(t *testing.T, data []byte) { reads(t, data) })
}

// FuzzWorksheet opens anything as the sheet of a workbook, which FuzzOpen hardly finds under the checksums of an archive.
func FuzzWorksheet(f *testing.F) {
	f.Add(sheetOf(`<row r="2" hidden="1"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><v>31179</v></c></row>`))
	f.Add(`<worksheet><cols><col min="1" max="3" hidden="1"/></cols><sheetData>` + heading + `<row ht="0"><c><f t="array" ref="A2:B3">x</f><v>1</v></c><c t="e"/></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`)
	more := map[string]string{
		"xl/sharedStrings.xml": `<sst><si><t>a_x000D_b</t></si></sst>`,
		"xl/styles.xml":        `<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
	}
	f.Fuzz(func(t *testing.T, xml string) { reads(t, raw(t, xml, more)) })
}

func reads(t *testing.T, data []byte) {
	table, err := open(data, "")
	if err != nil {
		if sheet.ReasonOf(err) == "" {
			t.Fatalf("%v has no reason", err)
		}
		return
	}
	m, err := table.Match(columns)
	if err != nil {
		if sheet.ReasonOf(err) == "" {
			t.Fatalf("%v has no reason", err)
		}
		m = sheet.Mapping{Headings: make([]string, sheet.MaxColumns)}
	}
	first := all(t, table, m)
	if len(first) > sheet.MaxRows {
		t.Fatalf("%d rows", len(first))
	}
	for i, row := range all(t, table, m) {
		if i >= len(first) || row.Number != first[i].Number || !slices.Equal(row.Cells(), first[i].Cells()) {
			t.Fatalf("row %d is another when read again", row.Number)
		}
		if i > 0 && row.Number <= first[i-1].Number {
			t.Fatalf("row %d comes after row %d", row.Number, first[i-1].Number)
		}
		for _, c := range row.Cells() {
			reasons(t, c)
		}
	}
}

// reasons reads a cell as everything. A refused cell must have a reason whatever it is read as.
func reasons(t *testing.T, c sheet.Cell) {
	_, text := c.Text(sheet.MaxText)
	_, digits := c.Digits(1, 30)
	_, date := c.Date(births)
	_, month := c.Month(months)
	_, rupiah := c.Rupiah()
	for _, err := range []error{text, digits, date, month, rupiah} {
		if c.Kind == sheet.Refused && sheet.ReasonOf(err) == "" {
			t.Fatalf("a refused cell is read (%v)", err)
		}
		if err != nil && sheet.ReasonOf(err) == "" {
			t.Fatalf("%v has no reason", err)
		}
	}
}

var (
	runs    = regexp.MustCompile(`[0-9]+`)
	signs   = regexp.MustCompile(`^(?i:rp|idr)|[.,\s-]`)
	decimal = regexp.MustCompile(`[.,]0{1,2}([.,]-+)?\s*$`)
)

// FuzzCells reads any text as any value: a value never says anything that does not stand in the text.
func FuzzCells(f *testing.F) {
	for _, text := range []string{nik, "'" + nik, "+62 812-9999-0000", "12 Mei 1985", "31/12/85", "1985-12-31", "12/31/1985", "Jan-26", "2026-01",
		"01/2026", "Rp16.800,-", "16,800.00", "6.40203E+15", "31179", "kemarin", "Januari 2026", "120585", "1.680,0", "16.800-"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, kind := range []sheet.Kind{sheet.Text, sheet.Number} {
			checkCell(t, sheet.Cell{Kind: kind, Raw: text})
		}
	})
}

func checkCell(t *testing.T, c sheet.Cell) {
	reasons(t, c)
	if digits, err := c.Digits(1, 30); err == nil {
		standing := strings.Join(runs.FindAllString(c.Raw, -1), "")
		if digits != standing || c.Kind == sheet.Number && len(strings.TrimLeft(digits, "0")) > 15 {
			t.Fatalf("%s %q is read as the digits %q", c.Kind, c.Raw, digits)
		}
	}
	if date, err := c.Date(births); err == nil {
		if date.Before(births.First) || births.Last.Before(date) {
			t.Fatalf("%q is read as %s, out of the bounds", c.Raw, date)
		}
		if c.Kind == sheet.Text && !strings.ContainsFunc(c.Raw, unicode.IsLetter) {
			for _, part := range []int{date.Day, int(date.Month), date.Year % 100} {
				if two := strconv.Itoa(100 + part)[1:]; !strings.Contains(ascii(c.Raw), strconv.Itoa(part)) && !strings.Contains(ascii(c.Raw), two) {
					t.Fatalf("%q is read as %s", c.Raw, date)
				}
			}
		}
	}
	if month, err := c.Month(months); err == nil && (month.First().Before(months.First) || months.Last.Before(month.First())) {
		t.Fatalf("%q is read as %s, out of the bounds", c.Raw, month)
	}
	if rupiah, err := c.Rupiah(); err == nil {
		plain := signs.ReplaceAllString(decimal.ReplaceAllString(strings.TrimSpace(c.Raw), ""), "")
		if want := strings.TrimLeft(plain, "0"); want != strconv.FormatInt(rupiah, 10) && !(rupiah == 0 && want == "") {
			t.Fatalf("%s %q is read as Rp%d", c.Kind, c.Raw, rupiah)
		}
	}
}

// ascii has the digits of all scripts as 0 to 9.
func ascii(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) && r > '9' {
			for zero := r; ; zero-- {
				if !unicode.IsDigit(zero - 1) {
					return '0' + (r-zero)%10
				}
			}
		}
		return r
	}, text)
}

// FuzzRecords holds the records of a text to those of encoding/csv wherever that finds nothing wrong.
func FuzzRecords(f *testing.F) {
	f.Add("NIK;Nama\n1;\"a;\"\"b\"\n;\n\n\"x\ny\";z\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		text = "a;b;c\n" + strings.Map(func(r rune) rune { // what the cells of a table may not begin with or have
			if unicode.IsControl(r) && r != '\n' || strings.ContainsRune("='\ufeff\ufffd\ufffe\uffff,", r) {
				return 'x'
			}
			return r
		}, strings.ToValidUTF8(text, "x"))
		reader := csv.NewReader(strings.NewReader(text))
		reader.Comma, reader.FieldsPerRecord = ';', -1
		want, err := reader.ReadAll()
		if err != nil || len(text) > 500 {
			return
		}
		table, err := open([]byte(text), "")
		must(t, err)
		var filled [][]string
		for _, record := range want[1:] {
			if strings.TrimSpace(strings.Join(record, "")) != "" {
				filled = append(filled, record)
			}
		}
		for i, row := range all(t, table, sheet.Mapping{Row: 1, Headings: make([]string, 100)}) {
			for at, cell := range row.Cells() {
				field := ""
				if at < len(filled[i]) {
					field = filled[i][at]
				}
				if strings.TrimSpace(field) != strings.TrimSpace(cell.Raw) {
					t.Fatalf("row %d, cell %d is %q, want %q", row.Number, at, cell.Raw, field)
				}
			}
		}
	})
}

// TestPackedInAnUnknownWay is here because a fuzzer does not find it: a part that is packed in a way nobody unpacks.
func TestPackedInAnUnknownWay(t *testing.T) {
	var data bytes.Buffer
	archive := zip.NewWriter(&data)
	w, err := archive.CreateRaw(&zip.FileHeader{Name: "[Content_Types].xml", Method: 99, CompressedSize64: 1, UncompressedSize64: 1})
	must(t, err)
	_, err = io.WriteString(w, "x")
	must(t, err)
	must(t, archive.Close())
	_, err = open(data.Bytes(), "")
	wantReason(t, "unknown packing", err, sheet.Broken)
}
