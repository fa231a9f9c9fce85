package broadcast

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/record"
	"jagaetam/internal/sheet"
	"jagaetam/locales"
)

const (
	xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	// reportKept is how long the file of an ended broadcast can be sent.
	reportKept = 7 * 24 * time.Hour
)

// finish reports a broadcast for which nobody waits any more. The file of an attempt that is broken off is never sent, and expires.
func (c *Conductor) finish(ctx context.Context, b record.Broadcast) error {
	tallies, err := c.Store.VillageTallies(ctx, b.Number)
	if err != nil {
		return err
	}
	data, err := c.report(tallies)
	if err != nil {
		return err
	}
	now := c.Now()
	kept, err := c.Store.KeepFile(ctx, record.KeptFile{
		Name: "siaran-" + b.Number.String() + ".xlsx", Type: xlsx, Data: data, Expires: now.Add(reportKept),
	})
	if err != nil {
		return err
	}
	return c.conduct(ctx, b, func(b record.Broadcast, _ []record.Officer) record.BroadcastTurn { return b.Finished(now, kept) })
}

// report is a workbook with what has become of the recipients of each village, in the order of the villages' codes, and the sum of all.
func (c *Conductor) report(tallies []record.VillageTally) ([]byte, error) {
	villages, sum := map[string]*record.Tally{}, &record.Tally{}
	for _, v := range tallies {
		if villages[v.Village] == nil {
			villages[v.Village] = &record.Tally{}
		}
		for _, t := range []*record.Tally{villages[v.Village], sum} {
			t.Planned += v.Count
			t.Count(v.State, v.Reason, v.Count)
		}
	}
	var out bytes.Buffer
	heading, err := c.words("code", "village", "planned", "sent", "failed", "skipped", "unknown", "reasons", "elsewhere", "total")
	if err != nil {
		return nil, err
	}
	elsewhere, total := heading[8], heading[9]
	w, err := sheet.NewWriter(&out, sheet.XLSX, sheet.Layout{Heading: heading[:8]})
	if err != nil {
		return nil, err
	}
	for _, code := range slices.Sorted(maps.Keys(villages)) {
		village, known := c.Region.Village(code)
		name := elsewhere
		if known {
			name = village.String()
		}
		err = errors.Join(err, c.row(w, code, name, *villages[code]))
	}
	err = errors.Join(err, c.row(w, "", total, *sum), w.Close())
	return out.Bytes(), err
}

func (c *Conductor) row(w *sheet.Writer, code, name string, t record.Tally) error {
	var reasons []string
	for _, why := range slices.Sorted(maps.Keys(t.Reasons)) {
		reason, err := c.Texts.Render(locales.Indonesian, "broadcast.why."+why, nil, nil)
		if err != nil {
			return err
		}
		reasons = append(reasons, reason+": "+strconv.Itoa(t.Reasons[why]))
	}
	cells := []sheet.Cell{text(code), text(name)}
	for _, n := range []int{t.Planned, t.Sent, t.Failed, t.Skipped, t.Unknown} {
		cells = append(cells, sheet.Cell{Kind: sheet.Number, Raw: strconv.Itoa(n)})
	}
	return w.Write(append(cells, text(strings.Join(reasons, "; ")))...)
}

func text(s string) sheet.Cell { return sheet.Cell{Kind: sheet.Text, Raw: s} }

// words are the words of a sheet in the language of the office.
func (c *Conductor) words(names ...string) ([]string, error) {
	var words []string
	for _, name := range names {
		word, err := c.Texts.Render(locales.Indonesian, "broadcast.sheet."+name, nil, nil)
		if err != nil {
			return nil, err
		}
		words = append(words, word)
	}
	return words, nil
}

// counted tells the writer how far a broadcast reaches, who is left out and why, and when it would begin and end, with the buttons that go
// on from there.
func (c *Conductor) counted(b record.Broadcast, begins, ends time.Time) chat.Words {
	var left []chat.Arg
	for _, why := range slices.Sorted(maps.Keys(b.Reach.Left)) {
		left = append(left, chat.MessageWith("broadcast.counted.left", chat.Args{
			"Why": chat.Message("broadcast.why." + why), "Count": chat.Number(b.Reach.Left[why]),
		}))
	}
	args := chat.Args{
		"Left": chat.Message("broadcast.counted.nobody"), "Second": chat.Literal(""),
		"Ends": chat.MessageWith("broadcast.counted.ends", chat.Args{"Begins": c.moment(begins), "Ends": c.moment(ends)}),
	}
	if len(left) > 0 {
		args["Left"] = chat.Lines(left...)
	}
	if above := c.Programme.Broadcast.SecondOfficerAbove; b.Reach.Planned > above {
		args["Second"] = chat.MessageWith("broadcast.counted.second", chat.Args{"Above": chat.Number(above)})
	}
	return b.CountedWords(args)
}

// moment is a time of the office's zone, in words.
func (c *Conductor) moment(t time.Time) chat.Arg {
	here := t.In(c.Programme.Zone())
	return chat.MessageWith("broadcast.counted.moment", chat.Args{
		"Date": chat.Day(civil.DateOf(here)), "Clock": chat.Literal(here.Format("15.04")), "Zone": chat.Literal(c.Programme.ZoneName),
	})
}
