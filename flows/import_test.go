package flows_test

import (
	"fmt"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/memory"
	"jagaetam/internal/record"
)

// desk is one account's chat over records in memory, in which there is a decree.
type desk struct {
	t       *testing.T
	book    *dialogue.Book
	records *memory.Store
	state   dialogue.State
	now     time.Time
	n       int
	turn    dialogue.Turn
}

func newDesk(t *testing.T) *desk {
	b, _ := book(t)
	d := &desk{t: t, book: b, records: memory.New(), now: time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)}
	_, err := d.records.AddDecree(t.Context(), record.Decree{
		Number: "560/91/2026", Sponsor: jamsostek.Regency, First: civil.Month{Year: 2026, Month: 1}, Last: civil.Month{Year: 2026, Month: 12},
	}, "officer:1", d.now)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// officerDesk is a desk of a verifier, who joined by an invitation.
func officerDesk(t *testing.T) *desk { return deskOf(t, record.RoleVerifier) }

func deskOf(t *testing.T, role record.Role) *desk {
	d := newDesk(t)
	token, err := d.records.InviteOfficer(t.Context(), []record.Role{role}, nil, "command line", d.now)
	if err != nil {
		t.Fatal(err)
	}
	d.does(chat.Command{Name: "start", Payload: "petugas-" + token}, "join.sure")
	d.taps("yes", "join.done")
	return d
}

// does has something happen and wants the bot to end with that message.
func (d *desk) does(content chat.Content, want string) {
	d.t.Helper()
	d.n++
	d.now = d.now.Add(time.Minute)
	event := dialogue.Event{Now: d.now, In: chat.Incoming{
		Key: fmt.Sprint("tg:", d.n), Chat: "tg:1", From: chat.Person{ID: "tg:1"}, At: d.now, Content: content,
	}}
	turn, _, err := d.book.Lead(d.state, event, func(q record.Query) (*record.Facts, error) { return d.records.Facts(d.t.Context(), q) })
	if err != nil {
		d.t.Fatal(err)
	}
	if len(turn.Effects) > 0 {
		outcome, err := d.records.Apply(d.t.Context(), event.In.Key, turn.Effects)
		if err != nil {
			d.t.Fatal(err)
		}
		turn = turn.Conclude(outcome)
	}
	d.state, d.turn = turn.State, turn
	var keys []string
	for _, words := range turn.Words {
		if words.Key == want {
			return
		}
		keys = append(keys, words.Key)
	}
	d.t.Fatalf("after %+v it says %v, not %s", content, keys, want)
}

// taps presses the button of an answer to the question on the screen.
func (d *desk) taps(value, want string) {
	d.t.Helper()
	for _, words := range d.turn.Words {
		for _, option := range words.Options {
			if option.Press.Kind == chat.PressAnswer && option.Press.Value == value {
				d.does(chat.Tap{Query: "q", Press: option.Press}, want)
				return
			}
		}
	}
	d.t.Fatalf("there is no button for %q", value)
}

func (d *desk) imported() record.Import {
	d.t.Helper()
	facts, err := d.records.Facts(d.t.Context(), record.Query{Person: chat.Person{ID: "tg:1"}, Import: 1})
	if err != nil {
		d.t.Fatal(err)
	}
	return facts.Import
}

var document = chat.Media{Kind: chat.MediaDocument, File: chat.File{ID: "tg:BQAC", Name: "SK 560 lampiran.xlsx", Size: 4_711}}

func TestAnOfficerSendsAFile(t *testing.T) {
	d := officerDesk(t)
	d.does(document, "import.kind")
	d.taps("decree", "import.decree")
	d.taps("1", "import.begun")
	got := d.imported()
	if got.Kind != record.FileDecree || got.Decree != 1 || got.File != document.File || got.By != "tg:1" {
		t.Errorf("begun is %+v", got)
	}
	d.does(document, "import.kind")
	d.does(chat.Text{Text: "bnba"}, "import.begun")
	d.does(chat.Command{Name: "impor"}, "import.about")
	d.does(chat.Command{Name: "ekspor"}, "export.decree")
	d.does(chat.Text{Text: "560/91/2026"}, "export.begun")
	d.does(chat.Command{Name: "hubungi"}, "calling.begun")
}

func TestASupervisorAsksForARehearsal(t *testing.T) {
	for _, role := range []record.Role{record.RoleSupervisor, record.RoleAdmin} {
		d := deskOf(t, role)
		for _, answer := range []struct {
			said   string
			months int
		}{{"3 bulan", 3}, {"1", 1}, {"enam bulan", 6}} {
			d.does(chat.Command{Name: "gladi"}, "gladi.months")
			d.does(chat.Text{Text: answer.said}, "gladi.begun")
			if got, ok := d.turn.Effects[0].(record.AskExport); !ok || got.Kind != record.FileRehearsal || got.Months != answer.months || !got.At.Equal(d.now) || got.By != "tg:1" {
				t.Errorf("%q asks for %+v", answer.said, d.turn.Effects)
			}
		}
	}
	d := officerDesk(t)
	d.does(chat.Command{Name: "gladi"}, "unforeseen.command")
}

func TestAFileInTheMiddleOfSomethingElseIsNotTaken(t *testing.T) {
	d := officerDesk(t)
	d.does(chat.Command{Name: "ekspor"}, "export.decree")
	d.does(document, "unforeseen.document")
}

func TestFilesAndListsAreForVerifiersOnly(t *testing.T) {
	d := newDesk(t)
	d.does(document, "unforeseen.document")
	d.does(chat.Command{Name: "impor"}, "unforeseen.command")
	d.does(chat.Command{Name: "ekspor"}, "unforeseen.command")
	d.does(chat.Command{Name: "hubungi"}, "unforeseen.command")
	d.does(chat.Command{Name: "gladi"}, "unforeseen.command")
	d.does(chat.Tap{Query: "q", Press: chat.Press{Kind: chat.PressOpen, Flow: "import-answer", Value: "1-yes"}}, "import.gone")
	d.does(chat.Tap{Query: "q", Press: chat.Press{Kind: chat.PressOpen, Flow: "import", Value: document.File.String()}}, "unforeseen.document")
}

// TestAnOfficerWhoIsOneNoMoreBeginsNothing takes the role away between the question and its answer.
func TestAnOfficerWhoIsOneNoMoreBeginsNothing(t *testing.T) {
	d := officerDesk(t)
	d.does(document, "import.kind")
	if err := d.records.RemoveOfficer(t.Context(), "tg:1", "command line", d.now); err != nil {
		t.Fatal(err)
	}
	d.does(chat.Text{Text: "bnba"}, "unforeseen.document")
	if got := d.imported(); got.ID != 0 {
		t.Errorf("begun is %+v", got)
	}
}

func TestAnswersToAFile(t *testing.T) {
	answer := func(value string) chat.Tap {
		return chat.Tap{Query: "q", Press: chat.Press{Kind: chat.PressOpen, Flow: "import-answer", Value: value}}
	}
	d := officerDesk(t)
	d.does(document, "import.kind")
	d.does(chat.Text{Text: "bnba"}, "import.begun")
	d.does(answer("1-yes"), "import.answered") // it is still being read
	d.does(answer("2-yes"), "import.gone")
	d.does(answer("1-perhaps"), "import.gone")
}

func TestAnInvitationHoldsForOne(t *testing.T) {
	d := newDesk(t)
	d.does(chat.Command{Name: "start", Payload: "petugas-wrong"}, "join.sure")
	d.taps("yes", "join.none")
	d.does(chat.Command{Name: "start", Payload: "petugas-undangan-2"}, "join.sure")
	d.taps("no", "join.declined")
}
