package exchange

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/record"
	"jagaetam/internal/sheet"
	"jagaetam/locales"
)

const (
	listPage        = 500
	passwordRemoved = 10 * 60 // seconds after which the message with the password is deleted
)

// givenOut are how each kind of list is named, as a file and by the beginning of the keys of what is said about it.
var givenOut = map[record.FileKind]struct{ file, key string }{
	record.FileEnrolment: {"pendaftaran-kolektif", "export"}, record.FileCalling: {"hubungi", "calling"},
}

// send makes a list and sends it to who asked, if he may have it now, with its password in a message of its own.
func (e *Engine) send(ctx context.Context, w record.ExportWork) error {
	say := func(what string, words chat.Words) record.Effect {
		return record.Say{Tell: record.Tell{To: w.By, Words: words, Once: fmt.Sprintf("export:%d:%s", w.ID, what)}}
	}
	facts, err := e.Store.Facts(ctx, record.Query{Person: chat.Person{ID: w.By}, Officer: true})
	switch {
	case err != nil:
		return err
	case !facts.Officer.May(w.Kind.Role()):
		return e.lost(w, e.Store.EndExport(ctx, w, e.Now(), say("refused", chat.Words{Key: "export.refused"})))
	case w.Attempts > patience:
		return e.lost(w, e.Store.EndExport(ctx, w, e.Now(), say("stuck", chat.Words{Key: "export.stuck"})))
	}
	w.Districts = facts.Officer.Districts
	if w.Kind == record.FileRehearsal {
		return e.lost(w, e.rehearseReminders(ctx, w, say))
	}
	var list bytes.Buffer
	password := NewPassword()
	if w.Kind == record.FileCalling {
		w, err = e.Call(ctx, w, &list, sheet.XLSX, password)
	} else {
		w, err = e.Enrol(ctx, w, &list, password)
	}
	if err != nil {
		return e.lost(w, err)
	}
	named := givenOut[w.Kind]
	if w.Rows == 0 {
		return e.lost(w, e.Store.EndExport(ctx, w, e.Now(), say("none", chat.Words{Key: named.key + ".none"})))
	}
	kept, err := e.Store.KeepFile(ctx, record.KeptFile{
		Name: fmt.Sprintf("%s-%d.xlsx", named.file, w.ID), Type: xlsx, Data: list.Bytes(), Expires: e.Now().Add(listKept),
	})
	if err != nil {
		return err
	}
	return e.lost(w, e.Store.EndExport(ctx, w, e.Now(),
		say("list", chat.Words{
			Key: named.key + ".list", Args: chat.Args{"Rows": chat.Number(w.Rows)}, Document: kept, Remove: int(listKept.Seconds()),
		}),
		say("password", chat.Words{Key: "export.password", Args: chat.Args{"Password": chat.Literal(password)}, Remove: passwordRemoved}),
	))
}

// lost is nil where a list went into another's hand, who does the rest.
func (e *Engine) lost(w record.ExportWork, err error) error {
	if errors.Is(err, record.ErrLost) {
		e.Log.Info("a list went into another's hand", "export", w.ID)
		return nil
	}
	return err
}

// NewPassword is a password that nobody can guess and that can be typed: 60 bits, in groups of four.
func NewPassword() string {
	text := rand.Text()
	return strings.Join([]string{text[0:4], text[4:8], text[8:12]}, "-")
}

// Enrol writes the list of the decree's workers whom BPJS has not accepted yet, as a workbook that opens with the password only. Nothing
// is kept of it but which rows are on it; Store.EndExport says that somebody has it. With no row there is no file.
func (e *Engine) Enrol(ctx context.Context, w record.ExportWork, out io.Writer, password string) (record.ExportWork, error) {
	rows, err := e.Store.MarkExport(ctx, w)
	if err != nil || rows == 0 {
		return w, err
	}
	layout := sheet.Layout{Sheet: "Pendaftaran", Password: password}
	for _, column := range e.Columns.Enrolment {
		layout.Heading = append(layout.Heading, column.Heading)
	}
	writer, err := sheet.NewWriter(out, sheet.XLSX, layout)
	if err != nil {
		return w, err
	}
	w.Rows, err = e.enrol(ctx, w, writer)
	return w, errors.Join(err, writer.Close())
}

func (e *Engine) enrol(ctx context.Context, w record.ExportWork, writer *sheet.Writer) (int, error) {
	n, after := 0, int64(0)
	for {
		page, err := e.Store.EnrolmentRows(ctx, w, after, listPage)
		if err != nil || len(page) == 0 {
			return n, err
		}
		for _, row := range page {
			n++
			cells, err := e.cells(n, row)
			if err != nil {
				return n, err
			}
			if err := writer.Write(cells...); err != nil {
				return n, err
			}
			after = row.ID
		}
		w.Rows = n
		if err := e.Store.HoldExport(ctx, w, e.Now(), lease); err != nil {
			return n, err
		}
	}
}

// cells are a worker's, in the order of the columns.
func (e *Engine) cells(n int, row record.EnrolmentRow) ([]sheet.Cell, error) {
	cells := make([]sheet.Cell, len(e.Columns.Enrolment))
	for i, column := range e.Columns.Enrolment {
		if column.Field == "" {
			cells[i] = sheet.TextCell(column.Value)
			continue
		}
		cell, err := e.cell(column, n, row)
		if err != nil {
			return nil, err
		}
		if column.Form == "capitals" {
			cell = sheet.TextCell(strings.ToUpper(cell.Raw))
		}
		cells[i] = cell
	}
	return cells, nil
}

func (e *Engine) cell(column Outgoing, n int, row record.EnrolmentRow) (sheet.Cell, error) {
	worker := row.Worker
	district, _ := e.Region.District(worker.District)
	switch column.Field {
	case "number":
		return sheet.NumberCell(int64(n)), nil
	case "nik":
		return sheet.TextCell(worker.NIK.Reveal()), nil
	case "name":
		return sheet.TextCell(string(worker.Name)), nil
	case "birth":
		return dateCell(worker.Birth, column.Form), nil
	case "sex":
		return sheet.TextCell(e.word("sex", string(worker.Sex))), nil
	case "phone":
		return sheet.TextCell(strings.Replace(worker.Phone.Reveal(), "+62", "0", 1)), nil
	case "address":
		return sheet.TextCell(worker.Address), nil
	case "neighbourhood":
		return sheet.TextCell(worker.Neighbourhood), nil
	case "village":
		village, known := e.Region.Village(worker.Village)
		if !known {
			return sheet.TextCell(worker.VillageText), nil
		}
		return sheet.TextCell(village.Name), nil
	case "district":
		return sheet.TextCell(district.Name), nil
	case "occupation":
		return e.trade(worker)
	case "workplace":
		return sheet.TextCell(worker.Workplace), nil
	case "income":
		if worker.Income == 0 {
			return sheet.Cell{}, nil
		}
		return sheet.NumberCell(worker.Income), nil
	case "decree":
		return sheet.TextCell(row.Decree.Number), nil
	case "first":
		return sheet.TextCell(row.Decree.First.String()), nil
	case "last":
		return sheet.TextCell(row.Decree.Last.String()), nil
	case "months":
		return sheet.NumberCell(int64(row.Decree.Last.Sub(row.Decree.First) + 1)), nil
	}
	return sheet.Cell{}, fmt.Errorf("write the list: there is no field %q", column.Field)
}

// word is the first of the words that mean it.
func (e *Engine) word(about, meaning string) string {
	if words := e.Columns.Words[about][meaning]; len(words) > 0 {
		return words[0]
	}
	return ""
}

func (e *Engine) trade(worker record.Worker) (sheet.Cell, error) {
	if worker.OccupationText != "" || worker.Occupation == "" {
		return sheet.TextCell(worker.OccupationText), nil
	}
	word, err := e.Texts.Render(locales.Indonesian, "occupation."+worker.Occupation, nil, nil)
	return sheet.TextCell(word), err
}

func dateCell(day civil.Date, form string) sheet.Cell {
	switch {
	case day.IsZero():
		return sheet.Cell{}
	case form == "dd-mm-yyyy":
		return sheet.TextCell(fmt.Sprintf("%02d-%02d-%04d", day.Day, day.Month, day.Year))
	case form == "yyyy-mm-dd":
		return sheet.TextCell(day.String())
	}
	return sheet.DateCell(day)
}
