package exchange_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"jagaetam/internal/chat"
	"jagaetam/internal/exchange"
	"jagaetam/internal/record"
	"jagaetam/internal/sheet"
)

// knowing knows of every number below 100.
type knowing struct{ exchange.Knower }

func (knowing) Facts(_ context.Context, query record.Query) (*record.Facts, error) {
	facts := &record.Facts{}
	for _, receipt := range record.ParseNumbers(query.Numbers) {
		if receipt >= 100 {
			facts.Unknown = append(facts.Unknown, receipt)
		}
	}
	return facts, nil
}

// holding fetches always the same.
type holding []byte

func (h holding) Fetch(_ context.Context, _ string, w io.Writer, limit int64) error {
	if int64(len(h)) > limit {
		return chat.ErrGone
	}
	_, err := w.Write(h)
	return err
}

func listed(t *testing.T, fetch exchange.Fetcher) record.List {
	t.Helper()
	facts, err := exchange.Lists{Knower: knowing{}, Fetch: fetch}.Facts(t.Context(), record.Query{List: chat.File{ID: "tg:BQAC"}})
	if err != nil {
		t.Fatal(err)
	}
	return facts.List
}

func number(n record.Receipt) string { return n.String() }

func TestListsOfReceiptNumbers(t *testing.T) {
	var book bytes.Buffer
	w, err := sheet.NewWriter(&book, sheet.XLSX, sheet.Layout{Heading: []string{"Nama", "No. pengajuan"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range [][2]string{{"Siti", number(17)}, {"Udin", number(18)}, {"Ani", ""}, {"Budi", number(117)}, {"Siti", number(17)}} {
		if err := w.Write(sheet.TextCell(row[0]), sheet.TextCell(row[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	text := "Nama;Nomor\r\nSiti;" + number(17) + "\r\nUdin;" + number(18) + "\r\nAni;\r\n\r\nBudi;" + number(117) + "\r\n"
	for name, data := range map[string][]byte{"xlsx": book.Bytes(), "csv": []byte(text), "with a mark": []byte("\uFEFF" + text)} {
		list := listed(t, holding(data))
		wrong := []record.WrongLine{{Line: 4}, {Number: number(117)}}
		if !slices.Equal(list.Receipts, []record.Receipt{17, 18}) || !slices.Equal(list.Wrong, wrong) || list.Unread {
			t.Errorf("%s is read as %+v", name, list)
		}
	}
}

type failing struct{}

func (failing) Fetch(context.Context, string, io.Writer, int64) error { return errors.New("away") }

// What cannot be had or read is said to be so: a list of nobody would mean everybody.
func TestListsThatCannotBeRead(t *testing.T) {
	for name, fetch := range map[string]exchange.Fetcher{
		"away": failing{}, "too large": holding(make([]byte, 3<<20)), "a picture": holding("\x89PNG\r\n\x1a\n\x00\x00"), "no fetcher": nil,
		"a broken workbook": holding("PK\x03\x04 and no more"),
	} {
		if list := listed(t, fetch); !list.Unread || len(list.Receipts) > 0 {
			t.Errorf("%s is read as %+v", name, list)
		}
	}
	if list := listed(t, holding(strings.Repeat("x\n", 10))); list.Unread || len(list.Wrong) == 0 {
		t.Errorf("a text without numbers is read as %+v", list)
	}
}
