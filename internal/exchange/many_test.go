package exchange

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"jagaetam/internal/record"
	"jagaetam/internal/sheet"
)

// nikOf is a made-up number that no register gives out, of a man born in 1970 and after, serial 9000 and more.
func nikOf(i int) string {
	day, serial := i/1000, 9000+i%1000
	return fmt.Sprintf("640206%02d%02d%02d%04d", day%28+1, day/28%12+1, 70+day/336, serial)
}

func birthOf(i int) string {
	day := i / 1000
	return fmt.Sprintf("%02d-%02d-19%02d", day%28+1, day/28%12+1, 70+day/336)
}

var letters = strings.Fields("Ani Budi Citra Dedi Eka Fajar Gita Hadi Indah Joko")

// nameOf spells the digits of i, for a name has none.
func nameOf(i int) string {
	var words []string
	for _, digit := range fmt.Sprint(i) {
		words = append(words, letters[digit-'0'])
	}
	return strings.Join(words, " ") + " Rekaan"
}

// proposals is a village's list of so many people, from the first on.
func proposals(t testing.TB, format sheet.Format, first, n int) []byte {
	return tableOf(t, format, []string{"NIK", "Nama Lengkap", "Tgl Lahir", "Desa", "Kecamatan", "Alamat", "RT", "RW", "Pekerjaan", "No HP"}, n, func(i int) []string {
		i += first
		return []string{
			nikOf(i), nameOf(i), birthOf(i), "Maluhu", "Tenggarong", "Jl. Pesut", "3", "1", "Petani", fmt.Sprintf("0812999%05d", i%100_000),
		}
	})
}

// lists has the NIKs of so many people, with what else there is to say of each.
func lists(t testing.TB, first, n int, headings []string, more func(i int) []string) []byte {
	return tableOf(t, sheet.CSV, append([]string{"NIK"}, headings...), n, func(i int) []string {
		row := []string{nikOf(first + i)}
		if more != nil {
			row = append(row, more(first+i)...)
		}
		return row
	})
}

func tableOf(t testing.TB, format sheet.Format, headings []string, n int, row func(i int) []string) []byte {
	t.Helper()
	var out bytes.Buffer
	writer, err := sheet.NewWriter(&out, format, sheet.Layout{Heading: headings})
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		var cells []sheet.Cell
		for _, text := range row(i) {
			cells = append(cells, sheet.TextCell(text))
		}
		if err := writer.Write(cells...); err != nil {
			t.Fatal(err)
		}
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestTwoThousandRows takes a list of a kecamatan's size from the chat to the officer's own rows with what became of each.
func TestTwoThousandRows(t *testing.T) {
	w := newWorld(t)
	done := w.take(t, record.FileProposal, 0, "bnba.xlsx", proposals(t, sheet.XLSX, 0, 2_000))
	if want := (record.Counts{New: 2_000}); done.Counts != want {
		t.Errorf("%+v, want %+v: %+v", done.Counts, want, done.Reasons)
	}
	if n := strings.Count(w.result(t, done.ID), ";baru;"); n != 2_000 {
		t.Errorf("%d rows are new in the result", n)
	}
	var workers, applications int
	if err := w.pool.QueryRow(t.Context(), `select (select count(*) from workers), (select count(*) from applications)`).Scan(&workers, &applications); err != nil {
		t.Fatal(err)
	}
	if workers != 2_000 || applications != 2_000 {
		t.Errorf("%d workers with %d applications", workers, applications)
	}
	said := w.said(t)
	for _, once := range []string{"reading:25", "reading:50", "reading:75", "asks", "writing:25", "writing:50", "writing:75", "done"} {
		if _, ok := said[fmt.Sprintf("import:%d:%s", done.ID, once)]; !ok {
			t.Errorf("nothing is said at %s", once)
		}
	}
	w.sendResultAgain(t, said[fmt.Sprintf("import:%d:done", done.ID)].Document)
}

// sendResultAgain sends an officer's rows back as he got them, with the columns that were added, which changes nothing.
func (w *world) sendResultAgain(t *testing.T, document string) {
	t.Helper()
	_, _, data, err := w.store.ReadFile(t.Context(), document)
	if err != nil {
		t.Fatal(err)
	}
	again := w.take(t, record.FileProposal, 0, "hasil.xlsx", data)
	if want := (record.Counts{Same: 2_000}); again.Counts != want {
		t.Errorf("again: %+v, want %+v", again.Counts, want)
	}
	heading, _, _ := strings.Cut(w.result(t, again.ID), "\n")
	if n := strings.Count(heading, "Hasil Jaga Etam"); n != 1 {
		t.Errorf("the result's columns are there %d times: %s", n, heading)
	}
}
