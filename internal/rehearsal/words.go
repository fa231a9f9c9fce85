package rehearsal

import (
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
	"jagaetam/internal/reminder"
)

// uncoded stands where the code of the day's reminders will, which is drawn when they are said.
const uncoded = record.Code("???-???")

// Words are what the reminder would be told with on the day, alone, as if it were about him only: he is called by the first of his names.
// Through a helper it is the helper's list.
func (r Rehearsal) Words(day civil.Date, a About, tariff jamsostek.Tariff) chat.Words {
	due, _ := r.Calendar.Check(a.ReminderKey, a.Worker, tariff, day) // it is due, as it was said
	e := a.Worker
	e.Name, _, _ = strings.Cut(strings.TrimSpace(e.Name), " ")
	if a.Account.Relation == record.RelationHelper {
		return r.Calendar.List([]reminder.Due{due}, []record.Enrolled{e}, tariff, uncoded, day)
	}
	return r.Calendar.Own(due, e, tariff, uncoded, day)
}
