package sheet_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"jagaetam/internal/sheet"
)

var formats = []sheet.Format{sheet.XLSX, sheet.CSV}

// written is a file of the cells under the headings c1, c2 and so on.
func written(t testing.TB, format sheet.Format, rows ...[]sheet.Cell) []byte {
	t.Helper()
	var data bytes.Buffer
	w, err := sheet.NewWriter(&data, format, sheet.Layout{Sheet: "Hasil", Heading: []string{"c1", "c2", "c3", "c4", "c5"}})
	must(t, err)
	for _, row := range rows {
		must(t, w.Write(row...))
	}
	must(t, w.Close())
	return data.Bytes()
}

// reread are the cells of the rows of such a file.
func reread(t testing.TB, data []byte) [][]sheet.Cell {
	t.Helper()
	table := mustOpen(t, data)
	m, err := table.Match([]sheet.Column{{ID: "first", Names: []string{"c1"}}})
	must(t, err)
	var rows [][]sheet.Cell
	for _, row := range all(t, table, m) {
		must(t, row.Err())
		rows = append(rows, row.Cells())
	}
	return rows
}

var visible = cmpopts.IgnoreUnexported(sheet.Cell{})

func TestWhatIsWrittenIsRead(t *testing.T) {
	row := []sheet.Cell{sheet.TextCell(nik), sheet.NumberCell(16_800), date("1985-05-12"), {Kind: sheet.Bool, Raw: "TRUE"}, {}}
	if diff := cmp.Diff([][]sheet.Cell{row}, reread(t, written(t, sheet.XLSX, row)), visible); diff != "" {
		t.Error(diff)
	}
	text := []sheet.Cell{sheet.TextCell(nik), sheet.TextCell("16800"), sheet.TextCell("12-05-1985"), sheet.TextCell("TRUE"), {}}
	if diff := cmp.Diff([][]sheet.Cell{text}, reread(t, written(t, sheet.CSV, row)), visible); diff != "" {
		t.Error(diff)
	}
}

// TestAnyTextIsReadAsItWasWritten writes again what was read, too: a list that was sent back is sent in once more.
func TestAnyTextIsReadAsItWasWritten(t *testing.T) {
	cells := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) sheet.Cell {
		begin := rapid.SampledFrom([]string{"", "=", "+", "-", "@", "\t", "'", "''", " =", "\"", ";", "_x000D_", "0", "\n", "\ufeff"}).Draw(t, "begin")
		return sheet.TextCell(begin + rapid.StringN(0, 40, -1).Draw(t, "text"))
	}), 5, 5)
	rapid.Check(t, func(r *rapid.T) {
		row := cells.Draw(r, "row")
		row[4] = sheet.TextCell("x")
		for _, format := range formats {
			got := reread(t, written(t, format, row))
			if diff := cmp.Diff([][]sheet.Cell{row}, got, visible); diff != "" {
				r.Fatalf("%s: %s", format, diff)
			}
			if again := reread(t, written(t, format, got[0])); !cmp.Equal(got, again, visible) {
				r.Fatalf("%s: written again it is %v", format, again)
			}
		}
	})
}

// TestNothingWrittenIsReckoned looks at the files as a spreadsheet does.
func TestNothingWrittenIsReckoned(t *testing.T) {
	for _, text := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "=cmd|' /C calc'!A0", nik, "081299990000", "05/06"} {
		row := []sheet.Cell{sheet.TextCell(text)}
		second := strings.Split(string(written(t, sheet.CSV, row)), "\r\n")[1]
		if !strings.HasPrefix(strings.TrimPrefix(second, `"`), "'") {
			t.Errorf("a spreadsheet makes something else of the text: %s", second)
		}
		f, err := excelize.OpenReader(bytes.NewReader(written(t, sheet.XLSX, row)))
		must(t, err)
		formula, _ := f.GetCellFormula("Hasil", "A2")
		kind, _ := f.GetCellType("Hasil", "A2")
		if formula != "" || kind != excelize.CellTypeInlineString {
			t.Errorf("%q in a workbook has the formula %q and the type %d", text, formula, kind)
		}
	}
}

// TestNumbersThatLostDigits are never text in what is written, since a text would be read.
func TestNumbersThatLostDigits(t *testing.T) {
	for _, lost := range []string{"6402065205859001", "6402065205859000", "6.402065205859E+15", "16.125"} {
		for _, format := range formats {
			cell := reread(t, written(t, format, []sheet.Cell{number(lost), sheet.TextCell("x")}))[0][0]
			if digits, err := cell.Digits(1, 20); err == nil {
				t.Errorf("%s: %s is read as %s", format, lost, digits)
			}
			if amount, err := cell.Rupiah(); err == nil {
				t.Errorf("%s: %s is read as Rp%d", format, lost, amount)
			}
		}
	}
}

func TestRefusedCellsAreWrittenEmpty(t *testing.T) {
	table := mustOpen(t, grid(t, [][]any{{"c1", "c2"}, {"x", ""}}, func(f *excelize.File) {
		must(t, f.SetCellFormula("Sheet1", "B2", "=A2"))
	}))
	m, err := table.Match([]sheet.Column{{ID: "first", Names: []string{"c1"}}})
	must(t, err)
	row := append(all(t, table, m)[0].Cells(), sheet.TextCell("rumus di kolom B"))
	for _, format := range formats {
		got := reread(t, written(t, format, row))[0]
		if got[1].Kind != sheet.Blank || got[2].Raw != "rumus di kolom B" {
			t.Errorf("%s: %v", format, got)
		}
	}
}

func TestLookOfAWorkbook(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(written(t, sheet.XLSX, []sheet.Cell{sheet.TextCell(nik), {}, date("1985-05-12")})))
	must(t, err)
	if shown, _ := f.GetCellValue("Hasil", "C2"); shown != "12-05-1985" {
		t.Errorf("a date is shown as %s", shown)
	}
	if panes, _ := f.GetPanes("Hasil"); !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the heading is not frozen: %+v", panes)
	}
	if width, _ := f.GetColWidth("Hasil", "A"); width < 17 {
		t.Errorf("a NIK does not fit into %.1f", width)
	}
	// What an officer types into an empty cell is text.
	id, _ := f.GetColStyle("Hasil", "B")
	if style, _ := f.GetStyle(id); style == nil || style.NumFmt != 49 {
		t.Errorf("an empty column has the style %+v", style)
	}
}

func TestPassword(t *testing.T) {
	path := filepath.Join(t.TempDir(), "iuran.xlsx")
	file, err := os.Create(path)
	must(t, err)
	w, err := sheet.NewWriter(file, sheet.XLSX, sheet.Layout{Sheet: "Hasil", Heading: []string{"NIK"}, Password: "sandi-Ékspor"})
	must(t, err)
	must(t, w.Write(sheet.TextCell(nik)))
	must(t, w.Close())
	must(t, file.Close())
	for _, password := range []string{"", "salah"} {
		if f, err := excelize.OpenFile(path, excelize.Options{Password: password}); err == nil {
			f.Close()
			t.Errorf("it opens with the password %q", password)
		}
	}
	f, err := excelize.OpenFile(path, excelize.Options{Password: "sandi-Ékspor"})
	must(t, err)
	defer f.Close()
	if got, _ := f.GetCellValue("Hasil", "A2"); got != nik {
		t.Errorf("the cell is %q", got)
	}
	data, err := os.ReadFile(path)
	must(t, err)
	if bytes.Contains(data, []byte(nik)) || bytes.Contains(data, []byte("worksheets")) {
		t.Error("something stands in the file in the clear")
	}
}

func TestWriterThatRefuses(t *testing.T) {
	heading := []string{"NIK"}
	for _, c := range []struct {
		format sheet.Format
		layout sheet.Layout
	}{
		{sheet.XLSX, sheet.Layout{}},
		{sheet.XLSX, sheet.Layout{Heading: make([]string, sheet.MaxColumns+1)}},
		{sheet.XLSX, sheet.Layout{Heading: heading, Sheet: "a/b"}},
		{sheet.CSV, sheet.Layout{Heading: heading, Password: "sandi"}},
		{"ods", sheet.Layout{Heading: heading}},
	} {
		if _, err := sheet.NewWriter(new(bytes.Buffer), c.format, c.layout); err == nil {
			t.Errorf("%s with %+v is begun", c.format, c.layout)
		}
	}
	for _, format := range formats {
		w, err := sheet.NewWriter(new(bytes.Buffer), format, sheet.Layout{Heading: heading})
		must(t, err)
		if err := w.Write(sheet.TextCell("a"), sheet.TextCell("b")); err == nil {
			t.Error("a row is longer than its heading")
		}
		if err := w.Close(); err == nil {
			t.Error("a file that lacks a row is whole")
		}
	}
}

// TestRowsThatCannotBeReadBack: a file with more rows would be refused when it is sent in again.
func TestRowsThatCannotBeReadBack(t *testing.T) {
	var data bytes.Buffer
	w, err := sheet.NewWriter(&data, sheet.CSV, sheet.Layout{Heading: []string{"NIK"}})
	must(t, err)
	for range sheet.MaxRows - 1 {
		must(t, w.Write(sheet.TextCell("a")))
	}
	if err := w.Write(sheet.TextCell("a")); err == nil {
		t.Error("one row too many is written")
	}
	mustOpen(t, data.Bytes())
}

// TestDaysThatExcelCannotCount are written as text.
func TestDaysThatExcelCannotCount(t *testing.T) {
	for _, iso := range []string{"1899-12-31", "1900-02-28", "1900-03-01"} {
		cell := reread(t, written(t, sheet.XLSX, []sheet.Cell{date(iso), sheet.TextCell("x")}))[0][0]
		if cell.Raw != iso {
			t.Errorf("%s is read as %s", iso, cell.Raw)
		}
	}
}

// brokenPipe takes nothing.
type brokenPipe struct{}

var errPipe = errors.New("the pipe is broken")

func (brokenPipe) Write([]byte) (int, error) { return 0, errPipe }

func TestWriteThatFails(t *testing.T) {
	w, err := sheet.NewWriter(brokenPipe{}, sheet.XLSX, sheet.Layout{Heading: []string{"NIK"}})
	must(t, err)
	if err := w.Close(); !errors.Is(err, errPipe) {
		t.Errorf("closing gives %v", err)
	}
	if _, err := sheet.NewWriter(brokenPipe{}, sheet.CSV, sheet.Layout{Heading: []string{"NIK"}}); !errors.Is(err, errPipe) {
		t.Errorf("beginning gives %v", err)
	}
}

// TestNothingIsLeftBehind writes more than excelize keeps in memory.
func TestNothingIsLeftBehind(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	w, err := sheet.NewWriter(new(bytes.Buffer), sheet.XLSX, sheet.Layout{Heading: []string{"a", "b"}})
	must(t, err)
	long := sheet.TextCell(strings.Repeat("a", sheet.MaxText))
	for range 10_000 {
		must(t, w.Write(long, long))
	}
	during := glob(t, folder+"/*")
	if info, err := os.Stat(during[0]); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read %s: %v", fmt.Sprint(info.Mode()), err)
	}
	must(t, w.Close())
	if left, _ := filepath.Glob(folder + "/*"); len(left) > 0 {
		t.Errorf("%s is left", left)
	}
}
