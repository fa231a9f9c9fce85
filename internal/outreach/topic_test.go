package outreach_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/outreach"
	"jagaetam/internal/pace"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
)

const group = "tg:-1001"

// desk is a world with an officers' group, an officer tg:90 and an admin tg:91.
func desk(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.joins(t, 90, record.RoleOperator)
	w.joins(t, 91, record.RoleAdmin)
	w.apply(t, record.SetOffice{By: record.CommandLine, At: w.now, Chat: group})
	return w
}

func (w *world) joins(t *testing.T, n int, roles ...record.Role) string {
	t.Helper()
	token, err := w.InviteOfficer(t.Context(), roles, nil, "test", w.now)
	if err != nil {
		t.Fatal(err)
	}
	who := recordtest.Account(n)
	w.apply(t, record.JoinOffice{By: who, At: w.now, Token: token})
	return who.ID
}

// opens has the account turn to the officers.
func (w *world) opens(t *testing.T, n int, text string) record.CaseNumber {
	t.Helper()
	return w.apply(t, record.OpenCase{
		By: recordtest.Account(n), At: w.now, Matter: record.MatterOther, DueAt: w.now.Add(2 * time.Hour),
		Said: []record.CaseMessage{{Message: fmt.Sprint(n, "-1"), Text: text}},
	}).Case
}

func (w *world) cards() *outreach.Sender {
	s := w.sender()
	s.Card = func(c record.Case, now time.Time) chat.Words {
		return chat.Words{Key: "card", Args: chat.Args{"Text": chat.Literal(string(c.State) + " " + string(c.Mark(now)) + " " + c.Taker)}}
	}
	return s
}

// settle drains as often as it takes until nothing more is to be said.
func (w *world) settle(t *testing.T, s *outreach.Sender) {
	t.Helper()
	for quiet := false; !quiet; {
		n, err := s.Drain(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		quiet = n == 0
		w.now = w.now.Add(time.Second)
	}
}

// lines are what was said since the last call: where, the key, the text.
func (w *world) lines() (all []string) {
	for _, a := range w.said {
		line := fmt.Sprintf("%s/%s %s %s", a.Chat, a.Topic, a.Words[0].Key, a.Words[0].Args["Text"].Text)
		if a.Reply != "" {
			line += " > " + a.Reply
		}
		all = append(all, strings.TrimSpace(line))
	}
	w.said = nil
	return all
}

func (w *world) wantLines(t *testing.T, want ...string) {
	t.Helper()
	if got := w.lines(); !slices.Equal(got, want) {
		t.Errorf("said\n%q, want\n%q", got, want)
	}
}

func TestCaseIsRelayedBothWays(t *testing.T) {
	w := desk(t)
	s := w.cards()
	number := w.opens(t, 1, "NIK saya 6402065205859001, HP 081299990000")
	w.settle(t, s)
	in := group + "/100 "
	w.wantLines(t, in+"card open in-time", in+"case.opened", in+"case.from-worker NIK saya [number], HP [phone]")
	if want := number.String(); len(w.topics) != 1 || w.topics[0] != want {
		t.Errorf("topics %q, want %q", w.topics, want)
	}
	w.apply(t, record.AnswerCase{By: "tg:90", At: w.now, Case: number, Said: record.CaseMessage{
		Message: "t1", Reply: "m3", Kind: chat.MediaPhoto, File: chat.File{ID: "tg:file"}, Text: "ini suratnya",
	}})
	w.settle(t, s)
	if got := w.said[0].Words[0].Relay; got.File.ID != "tg:file" || got.Kind != chat.MediaPhoto {
		t.Errorf("relayed is %+v", got)
	}
	w.wantLines(t, "tg:1/ case.from-officer ini suratnya > 1-1")
	if last := w.edited[len(w.edited)-1]; last.Edit != "m1" || last.Words[0].Args["Text"].Text != "taken waiting tg:90" {
		t.Errorf("the card was edited to %+v", last)
	}
	w.edited = nil
	w.apply(t, record.AnswerCase{By: "tg:90", At: w.now, Case: number, Edited: true, Said: record.CaseMessage{Message: "t1", Text: "itu suratnya"}})
	w.settle(t, s)
	w.wantLines(t)
	if len(w.edited) != 1 || w.edited[0].Chat != "tg:1" || w.edited[0].Edit != "m4" {
		t.Errorf("edited is %+v", w.edited)
	}
	w.edit = func(chat.Answer) error { return chat.ErrRefused } // it is too old
	w.apply(t, record.AnswerCase{By: "tg:90", At: w.now, Case: number, Edited: true, Said: record.CaseMessage{Message: "t1", Text: "surat baru"}})
	w.settle(t, s)
	w.wantLines(t, "tg:1/ case.from-officer surat baru > m4")
}

func TestTopicThatIsGoneIsOpenedAnew(t *testing.T) {
	w := desk(t)
	s := w.cards()
	number := w.opens(t, 1, "halo")
	w.settle(t, s)
	w.apply(t, record.AnswerCase{By: "tg:90", At: w.now, Case: number, Said: record.CaseMessage{Message: "t1", Text: "ya, 081299990000"}})
	w.settle(t, s)
	w.lines()
	w.say = func(_ context.Context, a chat.Answer) (chat.Said, error) {
		if a.Topic == "100" {
			return chat.Said{}, fmt.Errorf("%w: %w", chat.ErrRefused, chat.ErrTopicGone)
		}
		w.message++
		return chat.Said{Words: 1, Messages: []string{fmt.Sprint("m", w.message)}}, nil
	}
	w.apply(t, record.SayInCase{By: recordtest.Account(1), At: w.now, DueAt: w.now.Add(2 * time.Hour), Said: record.CaseMessage{Message: "1-2", Text: "lagi"}})
	w.settle(t, s)
	in := group + "/200 "
	w.wantLines(t, group+"/100 case.from-worker lagi", in+"card taken in-time tg:90", in+"case.history", in+"case.from-worker lagi")
	if len(w.topics) != 2 {
		t.Errorf("topics %q", w.topics)
	}
}

func TestGroupMovesAndLosesTheBot(t *testing.T) {
	w := desk(t)
	s := w.cards()
	w.opens(t, 1, "halo")
	w.open = func() (string, error) {
		if len(w.topics) == 1 {
			return "", fmt.Errorf("%w: %w", chat.ErrRefused, &chat.MovedError{To: "tg:-1002"})
		}
		return "7", nil
	}
	w.settle(t, s)
	in := "tg:-1002/7 "
	w.wantLines(t, in+"card open in-time", in+"case.opened", in+"case.from-worker halo")

	right := false
	w.say = func(_ context.Context, a chat.Answer) (chat.Said, error) {
		if a.Topic != "" && !right {
			return chat.Said{}, fmt.Errorf("%w: %w", chat.ErrRefused, chat.ErrNoRight)
		}
		return chat.Said{Words: 1, Messages: []string{"m9"}}, nil
	}
	w.apply(t, record.SayInCase{By: recordtest.Account(1), At: w.now, DueAt: w.now.Add(2 * time.Hour), Said: record.CaseMessage{Message: "1-2", Text: "lagi"}})
	w.tell(t, "tg:5", "k")
	w.settle(t, s)
	got := w.lines()
	slices.Sort(got) // they are on their way at the same time
	if want := []string{in + "case.from-worker lagi", "tg:5/ k", "tg:91/ desk.lost"}; !slices.Equal(got, want) {
		t.Errorf("said %q, want %q: people are told all the same", got, want)
	}
	w.now = w.now.Add(11 * time.Minute)
	w.settle(t, s)
	w.wantLines(t, in+"case.from-worker lagi") // tried again, and nobody is told twice
	right = true
	w.apply(t, record.OfficeStanding{At: w.now, Chat: "tg:-1002", Member: true, Topics: true})
	w.settle(t, s)
	w.wantLines(t, in+"case.from-worker lagi")
}

func TestGroupTakesTwentyAMinute(t *testing.T) {
	w := desk(t)
	w.pace = limiter(t, pace.Options{Rate: 1000})
	s := w.cards()
	for n := range 10 {
		w.opens(t, 100+n, "halo")
	}
	began := time.Now()
	for n := range 5 {
		w.tell(t, fmt.Sprint("tg:", 50+n), "k")
		for range 2 {
			if _, err := s.Drain(t.Context()); err != nil {
				t.Fatal(err)
			}
			w.now = w.now.Add(500 * time.Millisecond)
		}
	}
	inGroup, people := len(w.topics)+len(w.edited), 0
	for _, a := range w.said {
		if a.Chat == group {
			inGroup++
		} else {
			people++
		}
	}
	if most := 5 + int(time.Since(began)/(4*time.Second)); inGroup > most || inGroup < 5 {
		t.Errorf("%d messages in the group at once, want 5 to %d", inGroup, most)
	}
	if people != 5 {
		t.Errorf("%d people were told, want all 5", people)
	}
}

// TestGroupThatAsksToWait does not hold up people.
func TestGroupThatAsksToWait(t *testing.T) {
	w := desk(t)
	w.pace = limiter(t, pace.Options{Rate: 1000})
	s := w.cards()
	w.opens(t, 1, "halo")
	w.settle(t, s)
	w.lines()
	w.say = func(_ context.Context, a chat.Answer) (chat.Said, error) {
		if a.Chat == group {
			return chat.Said{}, &chat.WaitError{After: time.Minute}
		}
		return chat.Said{Words: 1}, nil
	}
	w.apply(t, record.SayInCase{By: recordtest.Account(1), At: w.now, DueAt: w.now.Add(2 * time.Hour), Said: record.CaseMessage{Text: "lagi"}})
	for n := range 5 {
		if _, err := s.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.tell(t, fmt.Sprint("tg:", 50+n), "k")
		w.now = w.now.Add(time.Second)
	}
	w.drain(t, s)
	if got := w.lines(); len(got) != 6 {
		t.Errorf("said %q, want the group tried once and five people told", got)
	}
	moment, err := w.pace.Take(t.Context(), pace.Ask{Lane: "another", Chat: group, Group: true})
	if err != nil || moment.Given || moment.Wait < 50*time.Second || moment.Wait > time.Minute {
		t.Errorf("the group is given %+v, %v", moment, err)
	}
}

// mortal is a process that dies at its n-th call to the records or the platform: before it takes place, or right after.
type mortal struct {
	*world
	left  int
	after bool
}

// call does something, unless the process is dead by then.
func (m *mortal) call(do func() error) error {
	m.left--
	if m.left < 0 || m.left == 0 && !m.after {
		return errKilled
	}
	err := do()
	if m.left == 0 {
		return errKilled
	}
	return err
}

func (m *mortal) ClaimLetters(ctx context.Context, now time.Time, lease time.Duration, limit int) (l []record.Letter, err error) {
	err = m.call(func() error { l, err = m.world.ClaimLetters(ctx, now, lease, limit); return err })
	return l, err
}

func (m *mortal) BeginLetter(ctx context.Context, letter record.Letter, now time.Time) (ok bool, err error) {
	err = m.call(func() error { ok, err = m.world.BeginLetter(ctx, letter, now); return err })
	return ok, err
}

func (m *mortal) EndLetter(ctx context.Context, d record.Delivery) error {
	return m.call(func() error { return m.world.EndLetter(ctx, d) })
}

func (m *mortal) SetTopic(ctx context.Context, number record.CaseNumber, group, topic string) (kept string, err error) {
	err = m.call(func() error { kept, err = m.world.SetTopic(ctx, number, group, topic); return err })
	return kept, err
}

func (m *mortal) ShowCard(ctx context.Context, card record.Card, message string, mark record.Mark) error {
	return m.call(func() error { return m.world.ShowCard(ctx, card, message, mark) })
}

func (m *mortal) ClaimCards(ctx context.Context, now time.Time, lease time.Duration, limit int) (c []record.Card, err error) {
	err = m.call(func() error { c, err = m.world.ClaimCards(ctx, now, lease, limit); return err })
	return c, err
}

func (m *mortal) Take(context.Context, pace.Ask) (pace.Moment, error) {
	return pace.Moment{Given: true}, m.call(func() error { return nil })
}

func (m *mortal) Frozen(context.Context, string) time.Duration { return 0 }

func (m *mortal) Freeze(context.Context, string, time.Duration) error {
	return m.call(func() error { return nil })
}

func (m *mortal) Apply(ctx context.Context, key string, effects []record.Effect) (o record.Outcome, err error) {
	err = m.call(func() error { o, err = m.world.Apply(ctx, key, effects); return err })
	return o, err
}

func (m *mortal) Say(ctx context.Context, a chat.Answer) (said chat.Said, err error) {
	err = m.call(func() error { said, err = m.world.Say(ctx, a); return err })
	return said, err
}

func (m *mortal) EditWords(ctx context.Context, a chat.Answer) error {
	return m.call(func() error { return m.world.EditWords(ctx, a) })
}

func (m *mortal) OpenTopic(ctx context.Context, chat, name string) (topic string, err error) {
	err = m.call(func() error { topic, err = m.world.OpenTopic(ctx, chat, name); return err })
	return topic, err
}

func (m *mortal) Pin(context.Context, string, string) error {
	return m.call(func() error { return nil })
}

func (m *mortal) CloseTopic(ctx context.Context, chat, topic string) error {
	return m.call(func() error { return m.world.CloseTopic(ctx, chat, topic) })
}

// TestProcessDiesOverACase kills the process at each call of the way of a case, before it and after it, and has another go on. What people
// and officers wrote is said once. Where it died while the platform had it in hand it is not known to be said, and then that stands.
func TestProcessDiesOverACase(t *testing.T) {
	for _, after := range []bool{false, true} {
		for n := 1; ; n++ {
			name := fmt.Sprintf("at call %d", n)
			if after {
				name = fmt.Sprintf("after call %d", n)
			}
			outlived := false
			t.Run(name, func(t *testing.T) { outlived = dies(t, n, after) })
			if outlived {
				break
			}
		}
	}
}

// dies plays a case with a process that dies at its n-th call, and reports whether it outlived the case.
func dies(t *testing.T, n int, after bool) bool {
	w := desk(t)
	m := &mortal{world: w, left: n, after: after}
	dying := w.cards()
	dying.Records, dying.Platform, dying.Pace = m, m, m
	heir := w.cards()
	number := w.opens(t, 1, "pertama")
	w.run(t, dying, m)
	w.apply(t, record.AnswerCase{By: "tg:90", At: w.now, Case: number, Said: record.CaseMessage{Message: "t1", Text: "jawaban"}})
	w.run(t, dying, m)
	w.apply(t, record.CloseCase{By: "tg:90", At: w.now, Case: number})
	w.run(t, dying, m)
	w.apply(t, record.SettleCase{By: recordtest.Account(1), At: w.now, Case: number, Settled: true})
	w.run(t, dying, m)
	outlived := m.left > 0
	w.now = w.now.Add(3 * time.Minute) // its leases end
	w.settle(t, heir)
	said := map[string]int{}
	for _, a := range w.said {
		said[a.Words[0].Key]++
	}
	counts, err := w.LetterCounts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	unsaid := 0
	for _, key := range []string{"case.opened", "case.from-worker", "case.from-officer", "case.asked", "case.settled-desk"} {
		if said[key] > 1 {
			t.Errorf("%s is said %d times", key, said[key])
		}
		unsaid += 1 - said[key]
	}
	if unsaid > counts[record.LetterUnknown] || counts[record.LetterUnknown] > 1 || counts[record.LetterWaiting] != 0 {
		t.Errorf("%d letters are unsaid, %v", unsaid, counts)
	}
	if len(w.topics) > 2 || said["card"] > 2 {
		t.Errorf("%d topics and %d cards", len(w.topics), said["card"])
	}
	card, err := w.CaseCard(t.Context(), number)
	if err != nil || card.Topic == "" || card.Card == "" || card.State != record.CaseClosed {
		t.Errorf("the case is %+v, %v", card, err)
	}
	if left, err := w.ClaimCards(t.Context(), w.now, time.Second, 9); err != nil || len(left) != 0 {
		t.Errorf("cards are left to be shown: %+v, %v", left, err)
	}
	return outlived
}

// run has a process work until there is nothing to do, or it is dead.
func (w *world) run(t *testing.T, s *outreach.Sender, m *mortal) {
	t.Helper()
	for range 6 {
		if _, err := s.Drain(t.Context()); err != nil && m.left > 0 {
			t.Fatal(err)
		}
		w.now = w.now.Add(time.Second)
	}
}
