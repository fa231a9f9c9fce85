package reminder

import (
	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

// Brief is a reminder in one sentence or two, for a call or an SMS.
type Brief struct {
	// Words have no buttons and no code: who says them can be asked himself.
	Words chat.Words
	// Amount is what is to be paid, in rupiah, and By the last day to pay it.
	Amount int64
	By     civil.Date
}

// Brief is what somebody is to tell a worker who cannot be written to, if he tells it on the day.
func (c Calendar) Brief(d Due, e record.Enrolled, tariff jamsostek.Tariff, day civil.Date) Brief {
	t := c.tell(d, tariff, day)
	args := t.args()
	args["Name"] = chat.Literal(e.Name)
	return Brief{Words: chat.Words{Key: "reminder.brief." + t.kind(), Args: args}, Amount: total(t.bill), By: t.by}
}
