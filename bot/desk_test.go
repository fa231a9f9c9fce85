package bot_test

import (
	"context"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/memory"
	"jagaetam/internal/record"
)

// officers are a world with a group, an officer who has made it theirs, and a person's case in its topic.
type officers struct {
	*world
	store *memory.Store
	case1 record.CaseNumber
}

const (
	office = "test:officers"
	rina   = "test:rina"
)

func newOfficers(t *testing.T) officers {
	w := newWorld(t)
	store := w.records.(*memory.Store)
	o := officers{world: w, store: store}
	_, texts := openBook(t)
	w.bot.Desk, w.bot.Office = openDesk(t, texts), store
	token, err := store.InviteOfficer(t.Context(), []record.Role{record.RoleAdmin}, nil, "test", w.now)
	if err != nil {
		t.Fatal(err)
	}
	o.apply("join", record.JoinOffice{By: chat.Person{ID: rina}, At: w.now, Token: token})
	o.handle(o.group("", chat.Command{Name: "kantor"}))
	outcome := o.apply("open", record.OpenCase{
		By: chat.Person{ID: worker}, At: w.now, Matter: record.MatterData, DueAt: w.now.Add(time.Hour), Said: []record.CaseMessage{{Text: "halo"}},
	})
	o.case1 = outcome.Case
	if _, err := store.SetTopic(t.Context(), o.case1, office, "7"); err != nil {
		t.Fatal(err)
	}
	o.hears("desk.set")
	return o
}

func (o officers) apply(key string, effect record.Effect) record.Outcome {
	o.t.Helper()
	outcome, err := o.store.Apply(o.t.Context(), key, []record.Effect{effect})
	if err != nil {
		o.t.Fatal(err)
	}
	return outcome
}

// group is the next message of the officer in the group.
func (o officers) group(topic string, content chat.Content) chat.Incoming {
	in := o.incoming(content)
	in.Chat, in.From, in.Group, in.Topic = office, chat.Person{ID: rina}, true, topic
	return in
}

func (o officers) taps(act record.CaseAct) chat.Incoming {
	return o.group("7", chat.Tap{Query: "q", Press: record.CasePress(act, o.case1)})
}

// notices demands that exactly these were shown over the chat.
func (o officers) notices(keys ...string) {
	o.t.Helper()
	var got []string
	for _, a := range o.take() {
		if a.Chat != office || a.Topic != "7" || a.Tap != "q" {
			o.t.Errorf("said %+v", a)
		}
		got = append(got, a.Notice.Key)
	}
	if len(got) != len(keys) {
		o.t.Fatalf("%q were shown, want %q", got, keys)
	}
	for i := range keys {
		if got[i] != keys[i] {
			o.t.Errorf("%q was shown, want %q", got[i], keys[i])
		}
	}
}

// An act that was performed before the work on it was cut off is told as what it was, whatever has changed until it is delivered again: the
// officer is none any more, or the case is over.
func TestActDeliveredAgainIsToldAsItWas(t *testing.T) {
	for name, change := range map[string]func(o officers){
		"removed": func(o officers) {
			if err := o.store.RemoveOfficer(t.Context(), rina, "test", o.now); err != nil {
				t.Fatal(err)
			}
		},
		"closed": func(o officers) {
			o.apply("settle", record.SettleCase{By: chat.Person{ID: worker}, At: o.now, Case: o.case1, Settled: true})
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOfficers(t)
			in := o.taps(record.ActTake)
			o.cut.call, o.cut.after, o.cut.armed = "apply", true, true
			if err := o.bot.Handle(t.Context(), in); err == nil {
				t.Fatal("no error")
			}
			o.cut.armed = false
			o.notices()
			change(o)
			o.handle(in)
			o.notices("desk.taken")
			o.handle(in)
			o.notices()
			o.handle(o.taps(record.ActTake))
			want := map[string]string{"removed": "desk.not-allowed", "closed": "desk.stale"}[name]
			o.notices(want)
		})
	}
}

// What an officer writes is relayed once, however often it is delivered, and nothing is said to it in the group.
func TestAnswerIsRelayedOnce(t *testing.T) {
	o := newOfficers(t)
	in := o.group("7", chat.Text{Text: "Besok, Bu."})
	for range 3 {
		o.handle(in)
	}
	if heard := o.heard(); len(heard) > 0 {
		t.Errorf("the group hears %q", heard)
	}
	relayed := 0
	for _, tell := range o.store.Outbox() {
		if tell.To == worker {
			relayed++
		}
	}
	if relayed != 1 {
		t.Errorf("relayed %d times", relayed)
	}
}

// A group that the bot has no desk for is not answered at all.
func TestNoDeskNoGroup(t *testing.T) {
	o := newOfficers(t)
	o.bot.Desk = nil
	o.handle(o.taps(record.ActTake))
	if len(o.take()) > 0 {
		t.Error("answers in a group without a desk")
	}
}

// A notice that could not be shown is shown by the sweep, and a group that is gone is no person who cannot be reached.
func TestNoticesAreSweptUp(t *testing.T) {
	o := newOfficers(t)
	o.cut.call, o.cut.armed = "say", true
	if err := o.bot.Handle(t.Context(), o.taps(record.ActTake)); err == nil {
		t.Fatal("no error")
	}
	o.cut.armed = false
	o.sweepLater(time.Minute)
	o.notices("desk.taken")
	o.say = func(context.Context, chat.Answer) (chat.Said, error) { return chat.Said{}, chat.ErrUnreachable }
	o.calls = nil
	in := o.group("7", chat.Tap{Query: "q"})
	o.handle(in)
	if o.called("apply") {
		t.Error("it is written down that a group cannot be reached, as if it were a person")
	}
}
