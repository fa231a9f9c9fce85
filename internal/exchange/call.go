package exchange

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
	"jagaetam/internal/reminder"
	"jagaetam/internal/sheet"
	"jagaetam/locales"
)

const (
	// callAhead is how many days of reminders a list for calling has, and callBack for how many it has those that reached nobody.
	callAhead = 30
	callBack  = 30
)

// callColumns are the columns of a list for calling, by the ends of the keys of their headings.
var callColumns = []string{"district", "village", "neighbourhood", "name", "phone", "owner", "why", "step", "until", "amount", "by", "text"}

// Why somebody is on a list for calling, by the ends of the keys that say so.
const (
	callNoAccount   = "no-account"
	callUnreachable = "unreachable"
	callOthersPhone = "others-phone"
	callHelper      = "helper"
)

// called is a worker who is to be called.
type called struct {
	record.Enrolled
	worker record.Worker
	why    string
	due    reminder.Due
	brief  reminder.Brief
}

// Call writes the list of the workers of the districts whom no message reaches and who are to be reminded of something from today until 30
// days on, or were in the 30 days before in vain, by village, with what to tell them. No district is all. A workbook opens with the password only; a text has none. There is no
// identity number in it. With nobody to call there is no file; Store.EndExport says that somebody has it.
func (e *Engine) Call(ctx context.Context, w record.ExportWork, out io.Writer, format sheet.Format, password string) (record.ExportWork, error) {
	all, err := e.toCall(ctx, w)
	if err != nil || len(all) == 0 {
		return w, err
	}
	slices.SortStableFunc(all, func(a, b called) int {
		return cmp.Or(cmp.Compare(e.placeOf(a), e.placeOf(b)), cmp.Compare(a.worker.Neighbourhood, b.worker.Neighbourhood), cmp.Compare(a.worker.Name, b.worker.Name))
	})
	layout := sheet.Layout{Sheet: "Hubungi", Password: password}
	for _, column := range callColumns {
		heading, err := e.say("calling.column."+column, nil)
		if err != nil {
			return w, err
		}
		layout.Heading = append(layout.Heading, heading)
	}
	writer, err := sheet.NewWriter(out, format, layout)
	if err != nil {
		return w, err
	}
	for _, one := range all {
		cells, err := e.callCells(one)
		if err == nil {
			err = writer.Write(cells...)
		}
		if err != nil {
			return w, errors.Join(err, writer.Close())
		}
	}
	w.Rows = len(all)
	return w, writer.Close()
}

// toCall goes through the roll, and keeps the list in hand meanwhile.
func (e *Engine) toCall(ctx context.Context, w record.ExportWork) ([]called, error) {
	rates, err := e.Store.Rates(ctx)
	if err != nil {
		return nil, err
	}
	tariff, today := rates.Tariff(), record.Dated(e.Now(), e.Zone)
	missed, err := e.Store.Unreached(ctx, today.AddDays(-callBack))
	if err != nil {
		return nil, err
	}
	var all []called
	for after := int64(0); ; {
		page, err := e.Store.Roll(ctx, after, listPage)
		if err != nil || len(page) == 0 {
			return all, err
		}
		after = page[len(page)-1].ID
		var some []called
		for _, enrolled := range page {
			if len(w.Districts) > 0 && !slices.Contains(w.Districts, enrolled.District) {
				continue
			}
			if one, ok := e.call(enrolled, missed[enrolled.ID], tariff, today); ok {
				some = append(some, one)
			}
		}
		if some, err = e.withParticulars(ctx, some); err != nil {
			return all, err
		}
		all = append(all, some...)
		if err := e.Store.HoldExport(ctx, w, e.Now(), lease); err != nil {
			return all, err
		}
	}
}

// call says whether the worker is to be called, and with what.
func (e *Engine) call(enrolled record.Enrolled, missed record.PlannedReminder, tariff jamsostek.Tariff, today civil.Date) (called, bool) {
	one := called{Enrolled: enrolled, why: unreached(enrolled)}
	if one.why == "" || enrolled.Unreminded {
		return one, false
	}
	due, day, ok := e.toTell(enrolled, missed, tariff, today)
	if ok {
		one.due, one.brief = due, e.Calendar.Brief(due, enrolled, tariff, day)
	}
	return one, ok
}

// toTell is what the worker is to be told, by how things are today, and the day for which it is worded: what falls due today, else what does
// next, else what reached nobody and is still so.
func (e *Engine) toTell(
	enrolled record.Enrolled, missed record.PlannedReminder, tariff jamsostek.Tariff, today civil.Date,
) (reminder.Due, civil.Date, bool) {
	if now := e.Calendar.Due(enrolled, tariff, today); len(now) > 0 {
		return now[0], today, true
	}
	next, ok := e.Calendar.Next(enrolled.Insured().Known, tariff, today)
	if ok && !today.AddDays(callAhead).Before(next.Day) {
		return next, next.Day, true
	}
	if missed.Day.IsZero() {
		return reminder.Due{}, today, false
	}
	for _, d := range e.Calendar.Due(enrolled, tariff, missed.Day) {
		if d.Step == missed.Step && d.Month == missed.Month {
			return d, today, true
		}
	}
	return reminder.Due{}, today, false
}

// unreached is why no message reaches the worker; empty where one does, or where he does not want any. A helper who wants none has not said
// so for the workers he helps.
func unreached(e record.Enrolled) string {
	account, bound := e.Account()
	switch {
	case !bound:
		return callNoAccount
	case account.Relation == record.RelationSelf && !account.Wants(record.Contribution):
		return ""
	case !account.Reachable:
		return callUnreachable
	case !account.Wants(record.Contribution):
		return callHelper
	case account.Relation == record.RelationSelf && e.PhoneOwner != "" && e.PhoneOwner != record.PhoneOwn:
		return callOthersPhone
	}
	return ""
}

// withParticulars adds what the roll does not have: full names and numbers.
func (e *Engine) withParticulars(ctx context.Context, some []called) ([]called, error) {
	ids := make([]int64, len(some))
	for i, one := range some {
		ids[i] = one.ID
	}
	workers, err := e.Store.Particulars(ctx, ids)
	if err != nil {
		return nil, err
	}
	kept := some[:0]
	for _, one := range some {
		if worker, ok := workers[one.ID]; ok {
			one.worker = worker
			kept = append(kept, one)
		}
	}
	return kept, nil
}

// placeOf is the district and the village by their names, for the order.
func (e *Engine) placeOf(one called) string {
	district, village := e.namesOf(one)
	return district + "\n" + village
}

func (e *Engine) namesOf(one called) (district, village string) {
	in, _ := e.Region.District(one.District)
	of, known := e.Region.Village(one.Village)
	if !known {
		return in.Name, one.worker.VillageText
	}
	return in.Name, of.Name
}

// callCells are a worker's, in the order of callColumns.
func (e *Engine) callCells(one called) ([]sheet.Cell, error) {
	var failures []error
	said := func(key string, args chat.Args) sheet.Cell {
		text, err := e.say(key, args)
		failures = append(failures, err)
		return sheet.TextCell(text)
	}
	district, village := e.namesOf(one)
	owner, until := sheet.Cell{}, sheet.Cell{}
	if one.worker.PhoneOwner != "" {
		owner = said("register.phone-owner."+string(one.worker.PhoneOwner), nil)
	}
	if !one.due.Cover.Until.IsZero() {
		until = sheet.TextCell(locales.Month(locales.Indonesian, one.due.Cover.Until))
	}
	cells := []sheet.Cell{
		sheet.TextCell(district), sheet.TextCell(village), sheet.TextCell(one.worker.Neighbourhood), sheet.TextCell(string(one.worker.Name)),
		sheet.TextCell(strings.Replace(one.worker.Phone.Reveal(), "+62", "0", 1)), owner, said("calling.why."+one.why, nil),
		said("calling.step."+string(one.due.Step), nil), until, sheet.NumberCell(one.brief.Amount), dateCell(one.brief.By, ""),
		said(one.brief.Words.Key, one.brief.Words.Args),
	}
	return cells, errors.Join(failures...)
}

// say is a text as it stands in a list: in Indonesian, and with letters that an SMS has.
func (e *Engine) say(key string, args chat.Args) (string, error) {
	text, err := e.Texts.Render(locales.Indonesian, key, args, locales.Escape)
	if err != nil {
		return "", fmt.Errorf("write the list: %w", err)
	}
	return plainLetters.Replace(locales.Plain(text)), nil
}

// plainLetters are what stands in the place of letters that would make an SMS of 160 letters one of 70 (GSM 03.38).
var plainLetters = strings.NewReplacer("–", "-", "’", "'", "“", `"`, "”", `"`, "×", "x")
