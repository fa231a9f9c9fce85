package outreach

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/programme"
	"jagaetam/internal/record"
)

// Cases are what Watch looks after.
type Cases interface {
	DueCases(ctx context.Context, now time.Time) ([]record.Case, error)
	OpenCases(ctx context.Context) ([]record.Case, error)
	Officers(ctx context.Context) ([]record.Officer, error)
	Apply(ctx context.Context, key string, effects []record.Effect) (record.Outcome, error)
}

// Watch sees to it that promises are kept: it reminds whoever has a case when its promise is due, tells the supervisors half an hour of
// office time later, gives the case back to the desk when the time of another answer has passed in silence, and closes cases of people who
// were asked whether they are settled and say nothing. In the morning it lists the open cases to the office. Each step has a key, so that
// however often and wherever it is taken it is taken once.
type Watch struct {
	Cases     Cases
	Programme programme.Programme
	Now       func() time.Time
}

const (
	// lateAfter is how much office time after a broken promise the supervisors are told.
	lateAfter = 30 * time.Minute
	// digestFrom and digestUntil are the hours of the day between which the morning's list is said, if the office is open on it.
	digestFrom, digestUntil = 8, 12
	// digestLines is how many cases the list names.
	digestLines = 30
)

// Look takes all steps that are due. One that fails does not hold up the others.
func (w Watch) Look(ctx context.Context) error {
	now := w.Now()
	officers, err := w.Cases.Officers(ctx)
	if err != nil {
		return err
	}
	due, err := w.Cases.DueCases(ctx, now)
	if err != nil {
		return err
	}
	var failures []error
	for _, c := range due {
		for _, step := range w.steps(c, officers, now) {
			_, err := w.Cases.Apply(ctx, step.key, step.effects)
			failures = append(failures, err)
		}
	}
	return errors.Join(append(failures, w.digest(ctx, now))...)
}

// step is something that is done once.
type step struct {
	key     string
	effects []record.Effect
}

// steps are those that are due in a case, whether they were taken before or not. Each is taken once for a promise: who takes a late case
// up does not lose it at the next look.
func (w Watch) steps(c record.Case, officers []record.Officer, now time.Time) (steps []step) {
	add := func(name string, since time.Time, effects ...record.Effect) {
		if len(effects) > 0 {
			steps = append(steps, step{fmt.Sprintf("%s:%d:%d", name, c.Number, since.Unix()), effects})
		}
	}
	if c.State == record.CaseClosing && !now.Before(w.Programme.ClosesAt(c.AskedAt)) {
		add("case lapses", c.AskedAt, record.LapseCase{At: now, Case: c.Number, AskedAt: c.AskedAt})
	}
	if c.DueAt.IsZero() || now.Before(c.DueAt) {
		return steps
	}
	add("case is due", c.DueAt, duty(c, now))
	if !now.Before(w.Programme.AfterOfficeTime(c.DueAt, lateAfter)) {
		add("case is late", c.DueAt, alarms(c, officers, now)...)
	}
	if c.State == record.CaseTaken && !now.Before(w.Programme.NextAnswerBy(c.DueAt)) {
		add("case returns", c.DueAt, record.ReturnCase{At: now, Case: c.Number, Taker: c.Taker, DueAt: c.DueAt})
	}
	return steps
}

// duty tells who has the case, or in its topic all.
func duty(c record.Case, now time.Time) record.Effect {
	if c.Taker == "" {
		return record.Say{Tell: record.Tell{Case: c.Number, Words: c.Words("case.due-desk"), At: now}}
	}
	return record.Say{Tell: record.Tell{To: c.Taker, Words: c.Words("case.due"), At: now}}
}

// alarms tell those who watch over the case's district.
func alarms(c record.Case, officers []record.Officer, now time.Time) (effects []record.Effect) {
	for _, officer := range officers {
		if officer.May(record.RoleSupervisor) && officer.MayHandle(c) {
			effects = append(effects, record.Say{Tell: record.Tell{To: officer.Contact, Words: c.Words("case.late"), At: now}})
		}
	}
	return effects
}

// digest lists the cases that were open this morning, on a day on which the office is open.
func (w Watch) digest(ctx context.Context, now time.Time) error {
	here := now.In(w.Programme.Zone())
	from := time.Date(here.Year(), here.Month(), here.Day(), digestFrom, 0, 0, 0, here.Location())
	today := civil.DateOf(here)
	if here.Before(from) || here.Hour() >= digestUntil || civil.DateOf(w.Programme.NextOpen(from).In(here.Location())) != today {
		return nil
	}
	cases, err := w.Cases.OpenCases(ctx)
	if err != nil {
		return err
	}
	cases = slices.DeleteFunc(cases, func(c record.Case) bool { return !c.OpenedAt.Before(from) })
	if len(cases) == 0 {
		return nil
	}
	say := record.Say{Tell: record.Tell{Office: true, Words: digestOf(cases, now, here.Location()), At: now}}
	_, err = w.Cases.Apply(ctx, "digest:"+today.String(), []record.Effect{say})
	return err
}

// digestOf lists cases, late ones first and then the oldest.
func digestOf(cases []record.Case, now time.Time, zone *time.Location) chat.Words {
	late := func(c record.Case) int {
		if c.Mark(now) == record.MarkLate {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(cases, func(a, b record.Case) int { return cmp.Or(late(a)-late(b), a.OpenedAt.Compare(b.OpenedAt)) })
	lateOnes := 0
	var lines []chat.Arg
	for i, c := range cases {
		lateOnes += 1 - late(c)
		if i < digestLines {
			args := c.Words("").Args
			args["Mark"], args["Since"] = chat.Message("desk.mark."+string(c.Mark(now))), chat.Day(record.Dated(c.OpenedAt, zone))
			lines = append(lines, chat.MessageWith("case.digest.line", args))
		}
	}
	if more := len(cases) - digestLines; more > 0 {
		lines = append(lines, chat.MessageWith("case.digest.more", chat.Args{"More": chat.Number(more)}))
	}
	return chat.Words{Key: "case.digest", Args: chat.Args{
		"Open": chat.Number(len(cases)), "Late": chat.Number(lateOnes), "Lines": chat.Lines(lines...),
	}}
}
