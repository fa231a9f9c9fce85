package exchange

import (
	"bytes"
	"context"
	"fmt"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/record"
	"jagaetam/internal/rehearsal"
	"jagaetam/internal/sheet"
)

// stepKinds are the kinds into which a rehearsal puts the steps, by the ends of the keys of their names.
var stepKinds = []struct {
	name  string
	steps []record.ReminderStep
}{
	{"ends", []record.ReminderStep{record.StepEnds60, record.StepEnds30, record.StepEnds7, record.StepEndsNow}},
	{"due", []record.ReminderStep{record.StepBefore, record.StepOn, record.StepAfter}},
	{"unpaid", []record.ReminderStep{record.StepUnpaid1, record.StepUnpaid2, record.StepLast}},
	{"again", []record.ReminderStep{record.StepAgain}},
}

// rehearseReminders plays what the workers of the officer's districts would be reminded of in the months ahead, and says it week by week, with a file.
// Nothing in either is about one person.
func (e *Engine) rehearseReminders(ctx context.Context, w record.ExportWork, say func(string, chat.Words) record.Effect) error {
	today := record.Dated(e.Now(), e.Zone)
	r := rehearsal.Rehearsal{
		Calendar: e.Calendar, Today: today, From: today, To: monthsAhead(today, w.Months), Districts: w.Districts,
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var t rehearsal.Table
	heard := t.Heard()
	heard.Day = func(civil.Date) { // a year of 60,000 workers takes minutes
		if err := e.Store.HoldExport(ctx, w, e.Now(), lease); err != nil {
			cancel(err)
		}
	}
	if err := r.Play(ctx, e.Store, heard); err != nil {
		if cause := context.Cause(ctx); cause != nil {
			return cause
		}
		return err
	}
	args := chat.Args{"From": chat.Day(r.From), "To": chat.Day(r.To)}
	total, weeks := t.Total(), t.Weeks()
	if w.Rows = len(weeks); w.Rows == 0 {
		return e.Store.EndExport(ctx, w, e.Now(), say("none", chat.Words{Key: "rehearsal.none", Args: args}))
	}
	file, err := e.rehearsalFile(weeks)
	if err != nil {
		return err
	}
	kept, err := e.Store.KeepFile(ctx, record.KeptFile{
		Name: fmt.Sprintf("gladi-%s-%s.csv", r.From, r.To), Type: "text/csv", Data: file, Expires: e.Now().Add(listKept),
	})
	if err != nil {
		return err
	}
	var lines []chat.Arg
	for _, week := range weeks {
		lines = append(lines, chat.MessageWith("rehearsal.week", chat.Args{
			"Day": chat.Day(week.Day), "Messages": chat.Number(week.Messages), "Kinds": kindsOf(week),
		}))
	}
	args["Messages"], args["Weeks"] = chat.Number(total.Messages), chat.Lines(lines...)
	left := 0
	for _, n := range t.Left {
		left += n
	}
	if left > 0 {
		args["Left"] = chat.MessageWith("rehearsal.left", chat.Args{"Count": chat.Number(left)})
	} else {
		args["Left"] = chat.Arg{}
	}
	return e.Store.EndExport(ctx, w, e.Now(),
		say("table", chat.Words{Key: "rehearsal.table", Args: args}), say("list", chat.Words{Key: "rehearsal.file", Document: kept}))
}

// monthsAhead is the day before the one so many months on.
func monthsAhead(today civil.Date, months int) civil.Date {
	last := today.MonthOf().Add(months).Last()
	if day := (civil.Date{Year: last.Year, Month: last.Month, Day: today.Day}); day.Day <= last.Day {
		return day.AddDays(-1)
	}
	return last
}

// kindsOf are the kinds of a week that are said, with how many workers are told each.
func kindsOf(week rehearsal.Row) chat.Arg {
	var all []chat.Arg
	for _, kind := range stepKinds {
		n := 0
		for _, step := range kind.steps {
			n += week.Steps[step]
		}
		if n > 0 {
			all = append(all, chat.MessageWith("rehearsal.kind."+kind.name, chat.Args{"Count": chat.Number(n)}))
		}
	}
	joined := all[0]
	for _, one := range all[1:] {
		joined = chat.MessageWith("rehearsal.and", chat.Args{"Kinds": joined, "Kind": one})
	}
	return joined
}

// rehearsalFile has a row for each week and a column for each step.
func (e *Engine) rehearsalFile(weeks []rehearsal.Row) ([]byte, error) {
	var layout sheet.Layout
	for _, key := range []string{"rehearsal.column.week", "rehearsal.column.messages"} {
		heading, err := e.say(key, nil)
		if err != nil {
			return nil, err
		}
		layout.Heading = append(layout.Heading, heading)
	}
	for _, step := range record.ReminderSteps {
		heading, err := e.say("calling.step."+string(step), nil)
		if err != nil {
			return nil, err
		}
		layout.Heading = append(layout.Heading, heading)
	}
	var out bytes.Buffer
	writer, err := sheet.NewWriter(&out, sheet.CSV, layout)
	if err != nil {
		return nil, err
	}
	for _, week := range weeks {
		cells := []sheet.Cell{sheet.DateCell(week.Day), sheet.NumberCell(int64(week.Messages))}
		for _, step := range record.ReminderSteps {
			cells = append(cells, sheet.NumberCell(int64(week.Steps[step])))
		}
		if err := writer.Write(cells...); err != nil {
			return nil, err
		}
	}
	err = writer.Close()
	return out.Bytes(), err
}
