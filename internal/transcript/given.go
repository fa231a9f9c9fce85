package transcript

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

// Given is something that is so without anybody's doing in a chat: a sponsor's decree has a worker on its list, BPJS has heard that
// he has paid, somebody is an officer, or the office has announced something.
type Given struct {
	NIK identity.NIK
	// Decree has the worker on its list; without a number it is First to Last that he has paid himself.
	Decree      string
	Sponsor     jamsostek.Sponsor
	First, Last civil.Month
	// State is what BPJS has said of the row, Field what is wrong with it where it was refused, and Reason its words.
	State  jamsostek.SpanState
	Field  record.Field
	Reason string
	// Who, where set, is an officer with these roles, who works for these districts.
	Who       string
	Roles     []record.Role
	Districts []string
	// Told, where set, is who sees the code of an announcement, and Title what news it was about; empty for reminders.
	Told, Title string
	// Adds, where set, is a decree that nobody is on yet. Where there is one of its number, that gets its terms.
	Adds record.Decree
}

const givenMonths = `(\d{4}-\d\d)(?: to (\d{4}-\d\d))?`

var (
	givenDecree  = regexp.MustCompile(`^(\d{16}) is on decree (\S+) of the (\w+) from ` + givenMonths + `(?:, (active|refused: ([a-z]+)(?: - (.+))?))?$`)
	givenOfficer = regexp.MustCompile(`^(\w+) is an officer \(([a-z ]+)((?:, \d\d\.\d\d\.\d\d)*)\)$`)
	givenNews    = regexp.MustCompile(`^the office (?:reminds (\w+)|tells (\w+) news: (.+))$`)
	givenAdded   = regexp.MustCompile(`^decree (\S+) of the (\w+) from ` + givenMonths + `(?:, (\d+) places?)?(?:, opens (\d{4}-\d\d-\d\d))?(?:, closes (\d{4}-\d\d-\d\d))?$`)
	givenPaid    = regexp.MustCompile(`^(\d{16}) paid ` + givenMonths + `$`)
)

// parseGiven reads what follows "given: ".
func parseGiven(text string) (Given, error) {
	if m := givenOfficer.FindStringSubmatch(text); m != nil {
		return givenAnOfficer(m[1], m[2], m[3])
	}
	if m := givenNews.FindStringSubmatch(text); m != nil {
		return Given{Told: m[1] + m[2], Title: m[3]}, nil
	}
	if m := givenAdded.FindStringSubmatch(text); m != nil {
		return givenADecree(m)
	}
	var g Given
	var nik, first, last string
	if m := givenDecree.FindStringSubmatch(text); m != nil {
		nik, first, last = m[1], m[4], m[5]
		g = Given{Decree: m[2], Sponsor: jamsostek.Sponsor(m[3]), State: jamsostek.SpanListed, Field: record.Field(m[7]), Reason: m[8]}
		switch {
		case m[6] == "active":
			g.State = jamsostek.SpanActive
		case m[6] != "":
			g.State = jamsostek.SpanRefused
		}
	} else if m := givenPaid.FindStringSubmatch(text); m != nil {
		nik, first, last = m[1], m[2], m[3]
	}
	var err error
	if g.NIK, err = identity.ParseNIK(nik); err != nil {
		return g, fmt.Errorf("%q is nothing that can be given", text)
	}
	if g.First, err = civil.ParseMonth(first); err != nil {
		return g, err
	}
	if g.Last = g.First; last != "" {
		g.Last, err = civil.ParseMonth(last)
	}
	return g, err
}

// givenADecree has its number, its sponsor, its months, and then its terms, which may be missing.
func givenADecree(m []string) (g Given, err error) {
	d := record.Decree{Number: m[1], Title: m[1], Sponsor: jamsostek.Sponsor(m[2])}
	d.Quota, _ = strconv.Atoi(m[5]) // digits, or none
	first, last := m[3], cmp.Or(m[4], m[3])
	err = errors.Join(
		d.First.UnmarshalText([]byte(first)), d.Last.UnmarshalText([]byte(last)), d.Opens.UnmarshalText([]byte(m[6])), d.Closes.UnmarshalText([]byte(m[7])),
	)
	return Given{Adds: d}, err
}

// givenAnOfficer has his roles with spaces between them, and a comma before each of his districts.
func givenAnOfficer(who, roles, districts string) (Given, error) {
	g := Given{Who: who}
	for _, role := range strings.Fields(roles) {
		if !slices.Contains(record.Roles, record.Role(role)) {
			return g, fmt.Errorf("%q is no role of an officer", role)
		}
		g.Roles = append(g.Roles, record.Role(role))
	}
	if districts != "" {
		g.Districts = strings.Split(strings.TrimPrefix(districts, ", "), ", ")
	}
	return g, nil
}

// Records is what it takes to bring something about that is given or that an officer does; both stores have it.
type Records interface {
	Decrees(ctx context.Context) ([]record.Decree, error)
	AddDecree(ctx context.Context, d record.Decree, by string, at time.Time) (int64, error)
	ChangeDecree(ctx context.Context, id int64, terms record.DecreeTerms, by string, at time.Time) error
	Apply(ctx context.Context, key string, effects []record.Effect) (record.Outcome, error)
	InviteOfficer(ctx context.Context, roles []record.Role, districts []string, by string, at time.Time) (token string, err error)
	MoveApplication(ctx context.Context, receipt record.Receipt, to record.ApplicationState, reason, by string, at time.Time) error
	Announce(ctx context.Context, a record.Announcement) (record.Announcement, error)
}

// Bring makes it so. Data of BPJS are of the day of at. The contact of a person of the transcript is what his platform calls him.
func (g Given) Bring(ctx context.Context, records Records, contact func(who string) string, at time.Time) error {
	const by = "transcript"
	if g.Who != "" {
		token, err := records.InviteOfficer(ctx, g.Roles, g.Districts, by, at)
		if err != nil {
			return err
		}
		return apply(ctx, records, record.JoinOffice{By: chat.Person{ID: contact(g.Who)}, At: at, Token: token})
	}
	if g.Told != "" {
		return g.announce(ctx, records, contact(g.Told), at)
	}
	if g.Adds.Number != "" {
		id, err := added(ctx, records, g.Adds, by, at)
		if err != nil {
			return err
		}
		return records.ChangeDecree(ctx, id, g.Adds.Terms(), by, at)
	}
	day := civil.DateOf(at)
	if g.Decree == "" {
		return apply(ctx, records, record.ConfirmMonths{
			By: by, At: at, NIK: g.NIK, First: g.First, Months: g.Last.Sub(g.First) + 1, DataDate: day,
		})
	}
	decree, err := added(ctx, records, record.Decree{Number: g.Decree, Title: g.Decree, Sponsor: g.Sponsor, First: g.First, Last: g.Last}, by, at)
	if err != nil {
		return err
	}
	if err := apply(ctx, records, record.ListWorker{By: by, At: at, NIK: g.NIK, Decree: decree, Double: true}); err != nil || g.State == jamsostek.SpanListed {
		return err
	}
	return apply(ctx, records, record.AnswerEnrolment{
		By: by, At: at, NIK: g.NIK, Decree: decree, Accepted: g.State == jamsostek.SpanActive, Field: g.Field, Reason: g.Reason, DataDate: day,
	})
}

// announce announces something, and shows somebody the line with its code that stands under every such message.
func (g Given) announce(ctx context.Context, records Records, contact string, at time.Time) error {
	a := record.Announcement{About: "reminders:" + civil.DateOf(at).String(), Kind: record.Contribution, At: at}
	if g.Title != "" {
		a = record.Announcement{About: "broadcast:" + g.Title, Kind: record.News, Title: g.Title, At: at}
	}
	kept, err := records.Announce(ctx, a)
	if err != nil {
		return err
	}
	words := chat.Words{Key: "reminder.code", Args: chat.Args{"Code": chat.Literal(kept.Code.String())}}
	return apply(ctx, records, record.Say{Tell: record.Tell{To: contact, Words: words, At: at}})
}

// added is the id of the decree, which is added where there is none of that number.
func added(ctx context.Context, records Records, d record.Decree, by string, at time.Time) (int64, error) {
	all, err := records.Decrees(ctx)
	if err != nil {
		return 0, err
	}
	same := func(other record.Decree) bool { return other.Number == d.Number && other.Sponsor == d.Sponsor }
	if i := slices.IndexFunc(all, same); i >= 0 {
		return all[i].ID, nil
	}
	return records.AddDecree(ctx, d, by, at)
}

func apply(ctx context.Context, records Records, effect record.Effect) error {
	outcome, err := records.Apply(ctx, "given:"+rand.Text(), []record.Effect{effect})
	if err == nil && outcome.Name == record.OutcomeRefused {
		err = fmt.Errorf("%T is refused: %s", effect, outcome.Why)
	}
	return err
}
