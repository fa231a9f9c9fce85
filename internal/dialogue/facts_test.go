package dialogue_test

import (
	"errors"
	"testing"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/record"
)

// guarded is a shop in which the news are for officers only, a photo opens an order, and whoever orders has to be known.
func guarded(orderFacts func(dialogue.Context) record.Query) *dialogue.Book {
	flows := shopFlows()
	for i := range flows {
		switch flows[i].ID {
		case "order":
			flows[i].Facts = orderFacts
			flows[i].Open = append(flows[i].Open, dialogue.Opening{Media: chat.MediaPhoto})
			flows[i].May = func(c dialogue.Context) string {
				if c.Facts.Officer.Contact == "" {
					return "about"
				}
				return ""
			}
		case "news":
			flows[i].Facts = func(dialogue.Context) record.Query { return record.Query{Decrees: true} }
		}
	}
	return dialogue.New(shopSetting(), flows...)
}

func askOfficer(dialogue.Context) record.Query { return record.Query{Officer: true} }

// officer knows that the one who asks is an officer, as long as he is.
type officer struct {
	is    bool
	asked []record.Query
}

func (o *officer) know(q record.Query) (*record.Facts, error) {
	o.asked = append(o.asked, q)
	facts := &record.Facts{}
	if o.is {
		facts.Officer = record.Officer{Contact: q.Person.ID, Roles: []record.Role{record.RoleVerifier}}
	}
	return facts, nil
}

func lead(t *testing.T, b *dialogue.Book, s dialogue.State, o *officer, content chat.Content) dialogue.Turn {
	t.Helper()
	turn, _, err := b.Lead(s, dialogue.Event{
		In: chat.Incoming{Key: "k", Chat: "tg:1", From: chat.Person{ID: "tg:1"}, At: noon, Content: content}, Now: noon,
	}, o.know)
	if err != nil {
		t.Fatal(err)
	}
	return turn
}

func TestWhoMayNotIsToldSo(t *testing.T) {
	b, o := guarded(askOfficer), &officer{}
	turn := lead(t, b, dialogue.State{}, o, chat.Command{Name: "pesan"})
	if turn.State.Talk != nil || turn.Words[0].Key != "about" {
		t.Errorf("a stranger is led into %+v with %+v", turn.State.Talk, turn.Words)
	}
	if len(o.asked) != 1 || o.asked[0].Person.ID != "tg:1" {
		t.Errorf("it asked %+v", o.asked)
	}
}

func TestWhoMayNoLongerIsStopped(t *testing.T) {
	b, o := guarded(askOfficer), &officer{is: true}
	turn := lead(t, b, dialogue.State{}, o, chat.Command{Name: "pesan"})
	if turn.State.Talk == nil || turn.State.Talk.Flow != "order" {
		t.Fatalf("an officer is not led: %+v", turn.Words)
	}
	o.is = false
	turn = lead(t, b, turn.State, o, chat.Text{Text: "roti"})
	if turn.State.Talk != nil || turn.Words[0].Key != "about" || len(turn.Effects) > 0 {
		t.Errorf("one who is an officer no more goes on with %+v and is told %+v", turn.State.Talk, turn.Words)
	}
}

// TestFactsOfTwoFlows: in a talk that has to know one thing, a flow is opened that has to know another.
func TestFactsOfTwoFlows(t *testing.T) {
	b, o := guarded(askOfficer), &officer{is: true}
	turn := lead(t, b, dialogue.State{}, o, chat.Command{Name: "pesan"})
	o.asked = nil
	turn = lead(t, b, turn.State, o, chat.Command{Name: "kabar"})
	if len(o.asked) != 1 || !o.asked[0].Decrees || !o.asked[0].Officer {
		t.Errorf("it asked %+v", o.asked)
	}
	if turn.State.Talk == nil || turn.Words[0].Key != "news" {
		t.Errorf("it says %+v", turn.Words)
	}
}

func TestEverMoreQuestionsEnd(t *testing.T) {
	n := 0
	b := guarded(func(dialogue.Context) record.Query { n++; return record.Query{Import: int64(n)} })
	_, _, err := b.Lead(dialogue.State{}, dialogue.Event{
		In: chat.Incoming{Key: "k", From: chat.Person{ID: "tg:1"}, At: noon, Content: chat.Command{Name: "pesan"}}, Now: noon,
	}, (&officer{}).know)
	if err == nil {
		t.Error("it found out everything")
	}
	down := errors.New("down")
	if _, _, err := guarded(askOfficer).Lead(dialogue.State{}, dialogue.Event{
		In: chat.Incoming{Key: "k", From: chat.Person{ID: "tg:1"}, At: noon, Content: chat.Command{Name: "pesan"}}, Now: noon,
	}, func(record.Query) (*record.Facts, error) { return nil, down }); !errors.Is(err, down) {
		t.Errorf("with nobody to ask: %v", err)
	}
}

func TestFileOpensAFlow(t *testing.T) {
	b, o := guarded(askOfficer), &officer{is: true}
	photo := chat.Media{Kind: chat.MediaPhoto, File: chat.File{ID: "tg:abc", Name: "struk bayar.jpg", Type: "image/jpeg", Size: 9}}
	turn := lead(t, b, dialogue.State{}, o, photo)
	if turn.State.Talk == nil || turn.State.Talk.Flow != "order" {
		t.Fatalf("a photo opens %+v", turn.State.Talk)
	}
	if file, ok := chat.ParseFile(turn.State.Talk.Payload); !ok || file != photo.File {
		t.Errorf("the flow is given %q", turn.State.Talk.Payload)
	}
	next := photo
	next.File.ID = "tg:def"
	turn = lead(t, b, turn.State, o, next)
	if file, ok := chat.ParseFile(turn.State.Talk.Payload); !ok || file != next.File {
		t.Errorf("with the next file the flow is given %q", turn.State.Talk.Payload)
	}
	turn = lead(t, b, lead(t, b, turn.State, o, chat.Command{Name: "kunjung"}).State, o, photo)
	if turn.State.Talk.Flow != "visit" || turn.Words[0].Key != "unforeseen.photo" {
		t.Errorf("in the middle of another talk a photo says %+v", turn.Words)
	}
}
