package reminder

import (
	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

// Own is what a worker is told himself on the day: what is to be paid, how, and by when, by how things are then. The code is that of all
// reminders of the day. Its buttons open the contribution, the report that it is paid or, before a decree ends, the plan to go on alone,
// and the reminders to be stopped.
func (c Calendar) Own(d Due, e record.Enrolled, tariff jamsostek.Tariff, code record.Code, day civil.Date) chat.Words {
	t := c.tell(d, tariff, day)
	args, receipt := t.args(), e.Receipt.String()
	args["Name"], args["Code"] = chat.Literal(e.Name), coded(code)
	args["How"] = chat.MessageWith("reminder.how", chat.Args{"Where": chat.Message("office.pay-where")})
	pay, paid := button("open.iuran", "iuran", receipt), button("open.paid", "paid", receipt)
	options := []chat.Option{pay, paid, stopping()}
	if t.ending() {
		options = []chat.Option{button("open.lanjut", "lanjut", receipt), pay, stopping()}
	}
	return chat.Words{Key: "reminder." + t.kind(), Args: args, Options: options}
}

// List is what a helper is told in one message about several of the workers he helps: who they are, what each has to pay, and by when. The
// reminders and the workers they are about stand at the same places.
func (c Calendar) List(all []Due, of []record.Enrolled, tariff jamsostek.Tariff, code record.Code, day civil.Date) chat.Words {
	var lines []chat.Arg
	for i, d := range all {
		t := c.tell(d, tariff, day)
		args := t.args()
		args["Name"], args["Receipt"] = chat.Literal(of[i].Name), chat.Literal(of[i].Receipt.String())
		lines = append(lines, chat.MessageWith("reminder.line."+t.kind(), args))
	}
	return chat.Words{
		Key: "reminder.list",
		Args: chat.Args{
			"Workers": chat.Lines(lines...), "Where": chat.Message("office.pay-where"),
			"Code": coded(code),
		},
		Options: []chat.Option{button("open.people", "people", ""), stopping()},
	}
}

// coded is the line by which anybody can ask whether the message is the office's.
func coded(code record.Code) chat.Arg {
	return chat.MessageWith("reminder.code", chat.Args{"Code": chat.Literal(code.String())})
}

func stopping() chat.Option {
	return button("open.pengingat", "pengingat", string(record.Contribution))
}

func button(label, flow, value string) chat.Option {
	return chat.Option{Label: chat.Message(label), Press: chat.Press{Kind: chat.PressOpen, Flow: flow, Value: value}}
}
