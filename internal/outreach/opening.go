package outreach

import (
	"context"
	"errors"
	"fmt"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/programme"
	"jagaetam/internal/record"
)

// Line is what Openings looks after.
type Line interface {
	Decrees(ctx context.Context) ([]record.Decree, error)
	Line(ctx context.Context) ([]record.Waiting, error)
	Apply(ctx context.Context, key string, effects []record.Effect) (record.Outcome, error)
}

// Openings tells those who wait in line that registration is open: in the order in which they asked, each once, within the hours in which
// people may be written to, and no more of them than there are places that are not kept for others already. Who does not register within
// record.PlaceHolds makes room for the next. Who cannot be reached keeps his place, and holds up nobody.
type Openings struct {
	Line      Line
	Programme programme.Programme
	Now       func() time.Time
}

// Look tells all whose turn it is. One who cannot be told now does not hold up the others.
func (o Openings) Look(ctx context.Context) error {
	now := o.Now()
	if o.Programme.NextSending(now).After(now) {
		return nil
	}
	line, err := o.Line.Line(ctx)
	if err != nil || record.StillWaiting(line) == 0 {
		return err
	}
	decrees, err := o.Line.Decrees(ctx)
	if err != nil {
		return err
	}
	intake := record.IntakeOn(decrees, record.Dated(now, o.Programme.Zone()))
	var failures []error
	for _, w := range turns(line, intake, now) {
		tell := record.TellOpening{Place: w.Place, At: now, Words: o.words(w, intake, now)}
		_, err := o.Line.Apply(ctx, fmt.Sprintf("opening:%d:%d", w.Place, w.ToldAt.Unix()), []record.Effect{tell})
		failures = append(failures, err)
	}
	return errors.Join(failures...)
}

// turns are those whose turn it is.
func turns(line []record.Waiting, intake record.Intake, now time.Time) []record.Waiting {
	if intake.State != record.IntakeOpen {
		return nil
	}
	free := intake.Room
	for _, w := range line {
		if w.Holds(now) && free != record.NoLimit {
			free = max(0, free-1)
		}
	}
	var turns []record.Waiting
	for _, w := range line {
		if !w.Told() && w.Reachable && (free == record.NoLimit || len(turns) < free) {
			turns = append(turns, w)
		}
	}
	return turns
}

// words tell somebody to register, or that his application is there already.
func (o Openings) words(w record.Waiting, intake record.Intake, now time.Time) chat.Words {
	if w.State.Examinable() {
		return chat.Words{Key: "opening.filed", Args: chat.Args{"Receipt": chat.Literal(w.Receipt.String())}}
	}
	args := chat.Args{"Closes": chat.Lines(), "Until": chat.Lines()}
	if !intake.Closes.IsZero() {
		args["Closes"] = chat.Day(intake.Closes)
	}
	if intake.Room != record.NoLimit {
		args["Until"] = chat.Day(record.Dated(now.Add(record.PlaceHolds), o.Programme.Zone()))
	}
	return chat.Words{Key: "opening.register", Args: args, Options: []chat.Option{
		{Label: chat.Message("open.register"), Press: chat.Press{Kind: chat.PressOpen, Flow: "register"}},
	}}
}
