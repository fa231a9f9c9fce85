package sheet_test

import (
	"archive/zip"
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"jagaetam/internal/sheet"
)

var update = flag.Bool("update", false, "write the golden files anew")

var plain = [][]any{{"NIK", "Nama"}, {nik, "Siti Aminah"}}

func TestFilesThatAreRefused(t *testing.T) {
	encrypted := func() []byte {
		var data bytes.Buffer
		w, err := sheet.NewWriter(&data, sheet.XLSX, sheet.Layout{Heading: []string{"NIK"}, Password: "rahasia"})
		must(t, err)
		must(t, w.Write(sheet.TextCell(nik)))
		must(t, w.Close())
		return data.Bytes()
	}
	whole := grid(t, plain, nil)
	for name, c := range map[string]struct {
		data []byte
		want sheet.Reason
	}{
		"too large":           {bytes.Repeat([]byte("a;b\n"), sheet.MaxFile/4+1), sheet.FileTooLarge},
		"nothing":             {nil, sheet.NoData},
		"only spaces":         {[]byte(" \n;;\n"), sheet.NoData},
		"old Excel":           {append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 600)...), sheet.OldExcel},
		"encrypted":           {encrypted(), sheet.Encrypted},
		"PDF":                 {[]byte("%PDF-1.7\n1 0 obj"), sheet.NotTable},
		"rich text":           {[]byte(`{\rtf1 NIK}`), sheet.NotTable},
		"picture":             {[]byte("\x89PNG\r\n\x1a\n\x00\x00"), sheet.NotTable},
		"web page":            {[]byte("\n<html><table><tr><td>NIK"), sheet.WebPage},
		"XML of Excel 2003":   {[]byte("\uFEFF<?xml version=\"1.0\"?><Workbook>"), sheet.WebPage},
		"an archive":          {zipped(t, "foto.jpg", "x"), sheet.NotTable},
		"a text document":     {raw(t, "", map[string]string{"xl/workbook.xml": `<document/>`}), sheet.NotTable},
		"cut archive":         {whole[:len(whole)/2], sheet.Broken},
		"flipped bit":         {flipped(t, whole), sheet.Broken},
		"macros":              {raw(t, sheetOf(""), map[string]string{"xl/vbaProject.bin": "x"}), sheet.Macros},
		"macro sheet":         {raw(t, sheetOf(""), map[string]string{"xl/macrosheets/sheet1.xml": "<x/>"}), sheet.Macros},
		"macro-enabled":       {raw(t, sheetOf(""), map[string]string{"[Content_Types].xml": `<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>`}), sheet.Macros},
		"no sheet":            {raw(t, sheetOf(""), map[string]string{"xl/workbook.xml": `<workbook><sheets/></workbook>`}), sheet.NoData},
		"empty sheet":         {raw(t, `<worksheet><sheetData/></worksheet>`, nil), sheet.NoData},
		"sheet that ends":     {raw(t, strings.TrimSuffix(sheetOf(""), "</sheetData></worksheet>"), nil), sheet.Broken},
		"end mismatched":      {raw(t, sheetOf("<row></c>"), nil), sheet.Broken},
		"rows backwards":      {raw(t, sheetOf(`<row r="5"/><row r="4"/>`), nil), sheet.Broken},
		"row twice":           {raw(t, sheetOf(`<row r="5"/><row r="5"/>`), nil), sheet.Broken},
		"cells backwards":     {raw(t, sheetOf(`<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row>`), nil), sheet.Broken},
		"cell of another row": {raw(t, sheetOf(`<row r="2"><c r="A3"><v>1</v></c></row>`), nil), sheet.Broken},
		"no such text":        {raw(t, sheetOf(`<row r="2"><c r="A2" t="s"><v>7</v></c></row>`), nil), sheet.Broken},
		"unknown type":        {raw(t, sheetOf(`<row r="2"><c r="A2" t="x"><v>7</v></c></row>`), nil), sheet.Broken},
		"merged nonsense":     {raw(t, strings.Replace(sheetOf(""), "</worksheet>", `<mergeCells><mergeCell ref="B9:A1"/></mergeCells></worksheet>`, 1), nil), sheet.Broken},
		"too many columns":    {raw(t, sheetOf(`<row r="2"><c r="CW2"><v>1</v></c></row>`), nil), sheet.TooManyColumns},
		"too many in text":    {[]byte(strings.Repeat(";", 150) + "a\n"), sheet.TooManyColumns},
		"too many rows":       {bytes.Repeat([]byte("a\n"), sheet.MaxRows+1), sheet.TooManyRows},
		"deep":                {raw(t, sheetOf(strings.Repeat("<a>", 100_000)+strings.Repeat("</a>", 100_000)), nil), sheet.Broken},
		"long token":          {raw(t, sheetOf(`<row r="2"><c r="A2"><v>`+strings.Repeat("9", 2<<20)+`</v></c></row>`), nil), sheet.Broken},
	} {
		_, err := open(c.data, "")
		wantReason(t, name, err, c.want)
	}
}

// TestBombs holds what unpacks to far more than was sent to what is said of it, which cannot be less than it is.
func TestBombs(t *testing.T) {
	body := sheetOf(strings.Repeat(`<row><c t="str"><v>a</v></c></row>`, 1000))
	for name, c := range map[string]struct {
		data []byte
		want sheet.Reason
	}{
		"says that it is large": {claiming(t, body, sheet.MaxUnpacked), sheet.FileTooLarge},
		"says that it is small": {claiming(t, body, 500), sheet.Broken},
		"texts":                 {raw(t, sheetOf(""), map[string]string{"xl/sharedStrings.xml": "<sst>" + strings.Repeat("<si/>", 3_000_000) + "</sst>"}), sheet.FileTooLarge},
		"commas":                {bytes.Repeat([]byte(","), sheet.MaxFile), sheet.NoData},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := open(c.data, "")
		runtime.ReadMemStats(&after)
		wantReason(t, name, err, c.want)
		if grown := (int64(after.HeapSys) - int64(before.HeapSys)) >> 20; grown > 150 {
			t.Errorf("%s: %d MB were taken before it was refused", name, grown)
		}
	}
}

// claiming is a workbook whose sheet is said to unpack to so many bytes.
func claiming(t *testing.T, body string, size uint64) []byte {
	t.Helper()
	honest := raw(t, body, nil)
	archive, err := zip.NewReader(bytes.NewReader(honest), int64(len(honest)))
	must(t, err)
	var data bytes.Buffer
	out := zip.NewWriter(&data)
	for _, file := range archive.File {
		header := file.FileHeader
		if file.Name == "xl/worksheets/sheet1.xml" {
			header.UncompressedSize64 = size
		}
		packed, err := file.OpenRaw()
		must(t, err)
		w, err := out.CreateRaw(&header)
		must(t, err)
		_, err = io.Copy(w, packed)
		must(t, err)
	}
	must(t, out.Close())
	return data.Bytes()
}

// TestPartTwice keeps out an archive of which two programs would read two different tables.
func TestPartTwice(t *testing.T) {
	var data bytes.Buffer
	archive := zip.NewWriter(&data)
	for _, name := range []string{"xl/worksheets/sheet1.xml", "xl/worksheets/SHEET1.xml"} {
		w, err := archive.Create(name)
		must(t, err)
		_, err = io.WriteString(w, sheetOf(""))
		must(t, err)
	}
	must(t, archive.Close())
	_, err := open(data.Bytes(), "")
	wantReason(t, "part twice", err, sheet.Broken)
}

func TestSheets(t *testing.T) {
	two := grid(t, plain, func(f *excelize.File) {
		for _, name := range []string{"Kecamatan", "Rahasia", "Kosong"} {
			_, err := f.NewSheet(name)
			must(t, err)
		}
		must(t, f.SetSheetRow("Kecamatan", "A1", &[]any{"NIK", "Nama"}))
		must(t, f.SetSheetRow("Kecamatan", "A2", &[]any{nik2, "Budi"}))
		must(t, f.SetSheetRow("Rahasia", "A1", &[]any{"NIK", "Nama"}))
		must(t, f.SetSheetVisible("Rahasia", false, true))
	})
	_, err := open(two, "")
	wantReason(t, "two sheets", err, sheet.SeveralSheets)
	if names := err.(*sheet.Error).Names; !cmp.Equal(names, []string{"Sheet1", "Kecamatan"}) {
		t.Errorf("the sheets to choose from are %q", names)
	}
	table, err := open(two, "Kecamatan")
	must(t, err)
	m, err := table.Match(columns)
	must(t, err)
	if name, _ := all(t, table, m)[0].Cell("name").Text(20); name != "Budi" || table.Sheet != "Kecamatan" {
		t.Errorf("%s has %s", table.Sheet, name)
	}
	if !cmp.Equal(table.Notes, []sheet.Note{{Kind: sheet.NoteHiddenSheet, Name: "Rahasia"}}) {
		t.Errorf("notes are %v", table.Notes)
	}
	for _, name := range []string{"Rahasia", "Tidak ada"} {
		_, err := open(two, name)
		wantReason(t, name, err, sheet.NoSuchSheet)
	}
}

func TestTextFiles(t *testing.T) {
	for _, path := range glob(t, "testdata/*.csv") {
		data, err := os.ReadFile(path)
		must(t, err)
		table := mustOpen(t, data)
		m, err := table.Match(columns)
		must(t, err)
		var got strings.Builder
		fmt.Fprintf(&got, "notes: %v\nheading in row %d\n%s", table.Notes, m.Row, m)
		for _, row := range all(t, table, m) {
			number, errNIK := row.Cell("nik").Digits(16, 16)
			name, errName := row.Cell("name").Text(60)
			birth, errBirth := row.Cell("birth").Date(births)
			paid, errPaid := row.Cell("paid").Rupiah()
			fmt.Fprintf(&got, "row %d, line %d: %s %q %v %d", row.Number, row.Line, number, name, birth, paid)
			for _, err := range []error{row.Err(), errNIK, errName, errBirth, errPaid} {
				if err != nil {
					fmt.Fprintf(&got, "\n  %v", err)
				}
			}
			got.WriteString("\n")
		}
		golden(t, strings.TrimSuffix(path, ".csv")+".golden", got.String())
	}
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no file is like %s (%v)", pattern, err)
	}
	return paths
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		must(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	must(t, err)
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s; where the change is meant, run with -update\n%s", path, diff)
	}
}

func zipped(t *testing.T, name, text string) []byte {
	t.Helper()
	var data bytes.Buffer
	archive := zip.NewWriter(&data)
	w, err := archive.Create(name)
	must(t, err)
	_, err = io.WriteString(w, text)
	must(t, err)
	must(t, archive.Close())
	return data.Bytes()
}

// flipped changes a byte in the middle of what is packed of the sheet.
func flipped(t *testing.T, data []byte) []byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	for _, file := range archive.File {
		if file.Name == "xl/worksheets/sheet1.xml" {
			at, err := file.DataOffset()
			must(t, err)
			data = bytes.Clone(data)
			data[at+int64(file.CompressedSize64)/2] ^= 0x10
		}
	}
	return data
}
