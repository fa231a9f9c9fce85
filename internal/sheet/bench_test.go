package sheet_test

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"

	"jagaetam/internal/sheet"
)

const benchRows = 100_000

// person is one of many rows with twelve cells, nearly all of them different.
func person(n int) []sheet.Cell {
	cells := []sheet.Cell{
		sheet.TextCell(fmt.Sprintf("64020652058%05d", n)), sheet.TextCell(fmt.Sprintf("Siti Aminah %d", n)), date("1985-05-12"),
		sheet.TextCell(fmt.Sprintf("Jl. Mangkuraja Gang %d RT 05", n)), sheet.TextCell("Tenggarong"), sheet.TextCell("Loa Ipuh"),
		sheet.TextCell(fmt.Sprintf("0812%08d", n)), sheet.NumberCell(int64(16_800 + n)), sheet.TextCell("2026-01"),
		sheet.TextCell(fmt.Sprintf("64020112%08d", n)), sheet.TextCell("petani"), sheet.TextCell(fmt.Sprintf("catatan ke-%d", n)),
	}
	return cells
}

func many(w io.Writer, format sheet.Format, rows int) error {
	heading := []string{"NIK", "Nama", "Tanggal Lahir", "Alamat", "Kecamatan", "Desa", "HP", "Iuran", "Bulan", "KK", "Pekerjaan", "Catatan"}
	out, err := sheet.NewWriter(w, format, sheet.Layout{Heading: heading})
	if err != nil {
		return err
	}
	for n := range rows {
		if err := out.Write(person(n)...); err != nil {
			return err
		}
	}
	return out.Close()
}

func BenchmarkWrite(b *testing.B) {
	for _, format := range formats {
		b.Run(string(format), func(b *testing.B) {
			for b.Loop() {
				peak := peakOf(func(look func()) {
					out := lookingWriter{look}
					if err := many(out, format, benchRows); err != nil {
						b.Fatal(err)
					}
				})
				b.ReportMetric(peak, "peak-MB")
			}
		})
	}
}

// lookingWriter looks at the memory whenever something is written.
type lookingWriter struct{ look func() }

func (w lookingWriter) Write(p []byte) (int, error) {
	w.look()
	return len(p), nil
}

func BenchmarkRead(b *testing.B) {
	for _, format := range formats {
		var data bytes.Buffer
		if err := many(&data, format, benchRows); err != nil {
			b.Fatal(err)
		}
		b.Run(string(format), func(b *testing.B) {
			b.SetBytes(int64(data.Len()))
			for b.Loop() {
				b.ReportMetric(peakOf(func(look func()) { readAll(b, data.Bytes(), look) }), "peak-MB")
			}
		})
	}
}

// BenchmarkReadShared reads what Excel itself writes, where texts stand in a part of their own.
func BenchmarkReadShared(b *testing.B) {
	var sheetXML, texts strings.Builder
	texts.WriteString("<sst><si><t>NIK</t></si><si><t>Nama</t></si>")
	sheetXML.WriteString(`<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>`)
	count := 2
	for n := range benchRows {
		fmt.Fprintf(&sheetXML, `<row r="%d">`, n+2)
		for i, c := range person(n) {
			fmt.Fprintf(&texts, "<si><t>%s</t></si>", c.Raw)
			fmt.Fprintf(&sheetXML, `<c r="%s%d" s="1" t="s"><v>%d</v></c>`, string(rune('A'+i)), n+2, count)
			count++
		}
		sheetXML.WriteString("</row>")
	}
	data := raw(b, sheetXML.String()+"</sheetData></worksheet>", map[string]string{"xl/sharedStrings.xml": texts.String() + "</sst>"})
	sheetXML.Reset()
	texts.Reset()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		b.ReportMetric(peakOf(func(look func()) { readAll(b, data, look) }), "peak-MB")
	}
}

func readAll(t testing.TB, data []byte, look func()) {
	table := mustOpen(t, data)
	look()
	m, err := table.Match(columns)
	must(t, err)
	n := 0
	for row, err := range table.Rows(m) {
		must(t, err)
		must(t, row.Err())
		if n++; n%1000 == 0 {
			look()
		}
	}
	if n != benchRows {
		t.Fatalf("%d rows", n)
	}
}

// peakOf is by how many MB the memory taken from the system has grown while the work was done, which is never less than what was
// held at once.
func peakOf(work func(look func())) float64 {
	debug.FreeOSMemory()
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	var peak uint64
	look := func() {
		runtime.ReadMemStats(&now)
		peak = max(peak, now.Sys-now.HeapReleased)
	}
	work(look)
	look()
	return float64(peak-min(peak, before.Sys-before.HeapReleased)) / (1 << 20)
}
