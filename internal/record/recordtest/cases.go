package recordtest

import (
	"fmt"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
)

// group is the officers' group of these tests.
const group = "tg:-1001"

// join has the account come into office.
func join(t *testing.T, s Store, n int, districts []string, roles ...record.Role) string {
	t.Helper()
	token, err := s.InviteOfficer(t.Context(), roles, districts, "test", Noon)
	if err != nil {
		t.Fatal(err)
	}
	wantOutcome(t, s, fmt.Sprint("join-", n), record.JoinOffice{By: Account(n), At: Noon, Token: token}, record.Outcome{Name: record.OutcomeAnswered})
	return Account(n).ID
}

func openCase(t *testing.T, s Store, key string, by chat.Person, said ...string) record.CaseNumber {
	t.Helper()
	e := record.OpenCase{By: by, At: Noon, Matter: record.MatterPayment, DueAt: Noon.Add(time.Hour)}
	for i, text := range said {
		e.Said = append(e.Said, record.CaseMessage{Message: fmt.Sprint(key, i), Text: text})
	}
	outcome := apply(t, s, key, e)
	if outcome.Case == 0 {
		t.Fatalf("%s: no case: %+v", key, outcome)
	}
	return outcome.Case
}

// wantCase compares what is known of the person's open case, but for what only the store knows.
func wantCase(t *testing.T, s Store, who chat.Person, want record.Case) {
	t.Helper()
	got := facts(t, s, record.Query{Person: who, Case: true}).Case
	if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
		t.Errorf("the case is\n%+v, want\n%+v", got, want)
	}
}

// said drains the outbox as a sender does and gives, for each letter, where it was said, its key and its text. What is said becomes
// messages named after their letters.
func said(t *testing.T, s Store, now time.Time) (all []string) {
	t.Helper()
	for {
		letters, err := s.ClaimLetters(t.Context(), now, time.Minute, 20)
		if err != nil {
			t.Fatal(err)
		}
		if len(letters) == 0 {
			return all
		}
		for _, l := range letters {
			where := l.Chat
			if l.Group {
				where = fmt.Sprintf("%s/%s", l.Chat, l.Topic)
			}
			line := fmt.Sprintf("%s %s %s", where, l.Words.Key, l.Words.Args["Text"].Text)
			if l.Reply != "" {
				line += " > " + l.Reply
			}
			if l.Edit != "" {
				line += " = " + l.Edit
			}
			all = append(all, line)
			if begun, err := s.BeginLetter(t.Context(), l, now); err != nil || !begun {
				t.Fatal(begun, err)
			}
			said := record.Delivery{ID: l.ID, State: record.LetterSaid, At: now, Messages: []string{"copy of " + l.Words.Args["Text"].Text}}
			if l.Edit != "" {
				said.Messages = nil
			}
			if err := s.EndLetter(t.Context(), said); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func wantSaid(t *testing.T, s Store, now time.Time, want ...string) {
	t.Helper()
	if got := said(t, s, now); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("said\n%q, want\n%q", got, want)
	}
}

func testCase(t *testing.T, s Store) {
	siti, budi := Account(1), Account(2)
	receipt := apply(t, s, "file", Filing(t, siti, "r1", NIK(t, 1))).Receipt
	dispute := apply(t, s, "dispute", record.RaiseDispute{Run: "r2", By: budi, At: Noon, NIK: NIK(t, 1)}).Case
	due := Noon.Add(time.Hour)
	open := record.OpenCase{
		By: siti, At: Noon, Matter: record.MatterData, Receipt: receipt, DueAt: due, Troubles: []string{"name.short"},
		Said: []record.CaseMessage{{Message: "11", Text: "Nama saya salah, hubungi 081299990000"}},
	}
	outcome := apply(t, s, "k1", open)
	number := outcome.Case
	if number == 0 || number == dispute {
		t.Fatalf("the case has number %s beside the dispute %s", number, dispute)
	}
	want := record.Case{
		Number: number, Matter: record.MatterData, State: record.CaseOpen, Chat: siti.ID, Receipt: receipt, First: "Siti", Village: "64.02.06.1001",
		District: "64.02.06", Stage: record.StateReceived, Troubles: []string{"name.short"}, OpenedAt: Noon, DueAt: due,
	}
	if outcome != (record.Outcome{Name: record.OutcomeOpened, Case: number, Until: due}) {
		t.Errorf("opening tells %+v", outcome)
	}
	wantCase(t, s, siti, want)
	wantFacts(t, s, record.Query{Person: budi, Case: true}, record.Facts{Desk: record.Desk{Waiting: 1}})
	again := open
	again.At, again.DueAt, again.Said = Noon.Add(time.Minute), due.Add(time.Hour), []record.CaseMessage{{Message: "12", Text: "lagi"}}
	wantOutcome(t, s, "k2", again, record.Outcome{Name: record.OutcomeSame, Case: number, Until: due})
	wantSaid(t, s, Noon.Add(time.Hour)) // there is no group
	admin := join(t, s, 9, nil, record.RoleAdmin)
	wantOutcome(t, s, "k3", record.SetOffice{By: budi.ID, At: Noon, Chat: group}, record.Outcome{Name: record.OutcomeNotAllowed})
	wantOutcome(t, s, "k4", record.SetOffice{By: admin, At: Noon, Chat: group}, record.Outcome{Name: record.OutcomeAnswered})
	wantOutcome(t, s, "k5", record.SetOffice{By: admin, At: Noon, Chat: group}, record.Outcome{Name: record.OutcomeSame})
	wantFacts(t, s, record.Query{Office: true}, record.Facts{Office: record.Office{Chat: group, Member: true, Topics: true}})
	if topic, err := s.SetTopic(t.Context(), number, group, "5"); topic != "5" || err != nil {
		t.Fatalf("topic %q, %v", topic, err)
	}
	if topic, err := s.SetTopic(t.Context(), number, group, "6"); topic != "5" || err != nil {
		t.Errorf("a second topic takes the place of the first: %q, %v", topic, err)
	}
	in := group + "/5 "
	wantSaid(t, s, due, in+"case.opened ", in+"case.from-worker Nama saya salah, hubungi [phone]", in+"case.from-worker lagi")
	want.Topic = "5"
	if got := facts(t, s, record.Query{Topic: "5"}).Case; got.Number != number {
		t.Errorf("the topic's case is %+v", got)
	}

	operator := join(t, s, 8, []string{"64.02.06"}, record.RoleOperator)
	answer := record.AnswerCase{By: operator, At: due, Case: number, Said: record.CaseMessage{Message: "t1", Reply: "copy of lagi", Text: "Mohon foto KTP"}}
	wantOutcome(t, s, "k6", answer, record.Outcome{Name: record.OutcomeRelayed, Case: number, Who: operator})
	want.State, want.Taker, want.TakerName, want.Answered, want.DueAt = record.CaseTaken, operator, "2", true, time.Time{}
	wantCase(t, s, siti, want)
	wantSaid(t, s, due, siti.ID+" case.from-officer Mohon foto KTP > 12")
	say := record.SayInCase{By: siti, At: due, DueAt: due.Add(time.Hour), Said: record.CaseMessage{
		Message: "13", Reply: "copy of Mohon foto KTP", Kind: chat.MediaPhoto, File: chat.File{ID: "tg:a"}, Text: "ini",
	}}
	wantOutcome(t, s, "k7", say, record.Outcome{Name: record.OutcomeRelayed, Case: number, Until: due.Add(time.Hour)})
	wantSaid(t, s, due, in+"case.from-worker ini > t1")
	edit := record.SayInCase{By: siti, At: due, Edited: true, Said: record.CaseMessage{Message: "13", Text: "itu"}}
	wantOutcome(t, s, "k8", edit, record.Outcome{Name: record.OutcomeRelayed, Case: number, Until: due.Add(time.Hour)})
	wantSaid(t, s, due, in+"case.from-worker itu > t1 = copy of ini")
	answer.Edited, answer.Said = true, record.CaseMessage{Message: "t1", Text: "Mohon foto KK"}
	wantOutcome(t, s, "k9", answer, record.Outcome{Name: record.OutcomeRelayed, Case: number, Who: operator})
	wantSaid(t, s, due, siti.ID+" case.from-officer Mohon foto KK > 12 = copy of Mohon foto KTP")
	edit.Said.Message = "99"
	wantOutcome(t, s, "k10", edit, record.Outcome{Name: record.OutcomeSame, Case: number})
	wantSaid(t, s, due)
	testClosing(t, s, number, operator, siti)
}

func testClosing(t *testing.T, s Store, number record.CaseNumber, operator string, siti chat.Person) {
	at := Noon.Add(2 * time.Hour)
	closing := record.CloseCase{By: operator, At: at, Case: number}
	wantOutcome(t, s, "c1", closing, record.Outcome{Name: record.OutcomeAnswered, Case: number})
	wantOutcome(t, s, "c2", closing, record.Outcome{Name: record.OutcomeSame, Case: number})
	wantSaid(t, s, at, siti.ID+" case.asked ")
	settle := record.SettleCase{By: Account(2), At: at, Case: number, DueAt: at.Add(time.Hour)}
	wantOutcome(t, s, "c3", settle, record.Outcome{Name: record.OutcomeNoMatch})
	settle.By = siti
	wantOutcome(t, s, "c4", settle, record.Outcome{Name: record.OutcomeAnswered, Case: number, Until: settle.DueAt})
	if c := facts(t, s, record.Query{Person: siti, Case: true}).Case; c.State != record.CaseTaken || c.Reopened != 1 || !c.DueAt.Equal(settle.DueAt) {
		t.Errorf("what is not settled is %+v", c)
	}
	wantOutcome(t, s, "c5", record.LapseCase{At: at, Case: number, AskedAt: at}, record.Outcome{Name: record.OutcomeNoMatch})
	closing.At = at.Add(time.Minute)
	wantOutcome(t, s, "c6", closing, record.Outcome{Name: record.OutcomeAnswered, Case: number})
	wantOutcome(t, s, "c7", record.LapseCase{At: at, Case: number, AskedAt: at}, record.Outcome{Name: record.OutcomeNoMatch}) // asked anew since
	wantOutcome(t, s, "c8", record.RateCase{By: siti, At: at, Case: number, Stars: 5}, record.Outcome{Name: record.OutcomeNoMatch})
	wantOutcome(t, s, "c9", record.LapseCase{At: at, Case: number, AskedAt: closing.At}, record.Outcome{Name: record.OutcomeAnswered, Case: number})
	wantOutcome(t, s, "c10", record.RateCase{By: siti, At: at, Case: number, Stars: 5}, record.Outcome{Name: record.OutcomeAnswered, Case: number})
	wantCase(t, s, siti, record.Case{})
	wantOutcome(t, s, "c11", record.SayInCase{By: siti, At: at, Said: record.CaseMessage{Text: "halo"}}, record.Outcome{Name: record.OutcomeNoMatch})
	wantOutcome(t, s, "c12", record.AnswerCase{By: operator, At: at, Case: number}, record.Outcome{Name: record.OutcomeNoMatch})
	if next := openCase(t, s, "c13", siti); next == number {
		t.Error("a closed case is opened again")
	}
}

func testWhoMayHandle(t *testing.T, s Store) {
	siti := Account(1)
	receipt := apply(t, s, "file", Filing(t, siti, "r1", NIK(t, 1))).Receipt
	number := apply(t, s, "open", record.OpenCase{By: siti, At: Noon, Matter: record.MatterData, Receipt: receipt, DueAt: Noon.Add(time.Hour)}).Case
	elsewhere := join(t, s, 2, []string{"64.02.07"}, record.RoleOperator)
	verifier := join(t, s, 3, nil, record.RoleVerifier)
	here := join(t, s, 4, []string{"64.02.06"}, record.RoleOperator)
	supervisor := join(t, s, 5, nil, record.RoleSupervisor)
	gone := join(t, s, 6, nil, record.RoleAdmin)
	if err := s.RemoveOfficer(t.Context(), gone, "test", Noon); err != nil {
		t.Fatal(err)
	}
	for _, who := range []string{siti.ID, elsewhere, verifier, gone, ""} {
		for i, e := range []record.Effect{
			record.TakeCase{By: who, At: Noon, Case: number}, record.PassCase{By: who, At: Noon, Case: number},
			record.NoteCase{By: who, At: Noon, Case: number}, record.AnswerCase{By: who, At: Noon, Case: number},
			record.CloseCase{By: who, At: Noon, Case: number}, record.LookInto{By: who, At: Noon, Case: number, Reason: "karena"},
		} {
			wantOutcome(t, s, fmt.Sprint(who, i), e, record.Outcome{Name: record.OutcomeNotAllowed})
		}
	}
	answered := record.Outcome{Name: record.OutcomeAnswered, Case: number}
	wantOutcome(t, s, "k1", record.TakeCase{By: here, At: Noon, Case: number}, answered)
	wantOutcome(t, s, "k2", record.TakeCase{By: here, At: Noon, Case: number}, answered)
	wantOutcome(t, s, "k3", record.TakeCase{By: supervisor, At: Noon, Case: number}, record.Outcome{Name: record.OutcomeTaken, Case: number, Who: here})
	wantOutcome(t, s, "k4", record.PassCase{By: here, At: Noon, Case: number, To: elsewhere}, record.Outcome{Name: record.OutcomeNoMatch})
	wantOutcome(t, s, "k5", record.PassCase{By: here, At: Noon, Case: number, To: supervisor}, answered)
	wantOutcome(t, s, "k6", record.CloseCase{By: here, At: Noon, Case: number}, record.Outcome{Name: record.OutcomeTaken, Case: number, Who: supervisor})
	wantOutcome(t, s, "k7", record.AnswerCase{By: here, At: Noon, Case: number, Said: record.CaseMessage{Text: "ya"}},
		record.Outcome{Name: record.OutcomeRelayed, Case: number, Who: supervisor})
	wantOutcome(t, s, "k8", record.LookInto{By: here, At: Noon, Case: number, Reason: "karena"}, answered)
	wantOutcome(t, s, "k9", record.NoteCase{By: here, At: Noon, Case: number, Said: record.CaseMessage{Text: "catatan"}}, answered)
	wantOutcome(t, s, "k10", record.TakeCase{By: here, At: Noon, Case: number + 1}, record.Outcome{Name: record.OutcomeNoMatch})
	apply(t, s, "k11", record.LeaveOffice{Who: supervisor, At: Noon})
	if c := facts(t, s, record.Query{Person: siti, Case: true}).Case; c.Taker != "" || c.State != record.CaseOpen {
		t.Errorf("the case of who left is %+v", c)
	}
	if who := facts(t, s, record.Query{Person: chat.Person{ID: supervisor}, Officer: true}).Officer; who.Contact != "" {
		t.Errorf("who left is an officer still: %+v", who)
	}
	apply(t, s, "k11b", record.LeaveOffice{Who: "tg:987654", At: Noon}) // who never was one
	wantOutcome(t, s, "k12", record.TakeCase{By: here, At: Noon, Case: number}, answered)
	if err := s.RemoveOfficer(t.Context(), here, "test", Noon); err != nil {
		t.Fatal(err)
	}
	if c := facts(t, s, record.Query{Person: siti, Case: true}).Case; c.Taker != "" || c.State != record.CaseOpen {
		t.Errorf("the case of who was removed is %+v", c)
	}
	if _, err := s.Apply(t.Context(), "k13", []record.Effect{record.LookInto{By: supervisor, At: Noon, Case: number}}); err == nil {
		t.Error("somebody looks without a reason")
	}
}

// testTakenAtOnce has ten officers take a case at the same moment, and two messages open one.
func testTakenAtOnce(t *testing.T, s Store) {
	siti := Account(1)
	var opening errgroup.Group
	numbers := make([]record.CaseNumber, 2)
	for i := range numbers {
		opening.Go(func() error {
			e := record.OpenCase{By: siti, At: Noon, Matter: record.MatterOther, DueAt: Noon.Add(time.Hour)}
			outcome, err := s.Apply(t.Context(), fmt.Sprint("open", i), []record.Effect{e})
			numbers[i] = outcome.Case
			return err
		})
	}
	if err := opening.Wait(); err != nil || numbers[0] != numbers[1] {
		t.Fatalf("two messages open %v, %v", numbers, err)
	}
	const many = 10
	outcomes, officers := make([]record.Outcome, many), make([]string, many)
	for i := range many {
		officers[i] = join(t, s, 20+i, nil, record.RoleOperator)
	}
	var taking errgroup.Group
	for i := range many {
		taking.Go(func() (err error) {
			e := record.TakeCase{By: officers[i], At: Noon, Case: numbers[0]}
			outcomes[i], err = s.Apply(t.Context(), fmt.Sprint("take", i), []record.Effect{e})
			return err
		})
	}
	if err := taking.Wait(); err != nil {
		t.Fatal(err)
	}
	taker := facts(t, s, record.Query{Person: siti, Case: true}).Case.Taker
	for i, outcome := range outcomes {
		want := record.Outcome{Name: record.OutcomeTaken, Case: numbers[0], Who: taker}
		if officers[i] == taker {
			want = record.Outcome{Name: record.OutcomeAnswered, Case: numbers[0]}
		}
		if outcome != want {
			t.Errorf("%s: %+v, want %+v", officers[i], outcome, want)
		}
	}
}

func testCards(t *testing.T, s Store) {
	at := Noon
	first, second := openCase(t, s, "k1", Account(1)), openCase(t, s, "k2", Account(2))
	apply(t, s, "k3", record.OpenCase{By: Account(2), At: at, Urgent: true, DueAt: at.Add(2 * time.Hour)},
		record.SetOffice{By: record.CommandLine, At: at, Chat: group})
	for number, topic := range map[record.CaseNumber]string{first: "1", second: "2"} {
		if _, err := s.SetTopic(t.Context(), number, group, topic); err != nil {
			t.Fatal(err)
		}
	}
	claim := func(at time.Time, want ...record.CaseNumber) []record.Card {
		t.Helper()
		cards, err := s.ClaimCards(t.Context(), at, time.Second, 9)
		var got []record.CaseNumber
		for _, card := range cards {
			got = append(got, card.Number)
		}
		if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("cards to show are %v, want %v, %v", got, want, err)
		}
		return cards
	}
	show := func(at time.Time, cards []record.Card) {
		t.Helper()
		for _, card := range cards {
			if err := s.ShowCard(t.Context(), card, "card"+card.Topic, card.Mark(at)); err != nil {
				t.Fatal(err)
			}
		}
	}
	claim(at) // what people wrote is to be said first
	said(t, s, at)
	cards := claim(at, second, first)
	operator := join(t, s, 9, nil, record.RoleOperator)
	apply(t, s, "k4", record.TakeCase{By: operator, At: at, Case: first}) // while the cards are being shown
	show(at, cards)
	cards = claim(at, first)
	if cards[0].Card != "card1" || cards[0].Group != group || cards[0].Taker != operator {
		t.Errorf("the card is %+v", cards[0])
	}
	show(at, cards)
	claim(at)
	show(at, claim(at.Add(time.Minute), second, first)) // an hour is nearly over
	late := at.Add(time.Hour)
	show(late, claim(late, second, first))
	claim(late.Add(time.Hour))
	if err := s.ForgetTopic(t.Context(), first, "2"); err != nil {
		t.Fatal(err)
	}
	claim(late)
	if err := s.ForgetTopic(t.Context(), first, "1"); err != nil {
		t.Fatal(err)
	}
	if c := facts(t, s, record.Query{Person: Account(1), Case: true}).Case; c.Topic != "" || c.Card != "" {
		t.Errorf("the forgotten topic is still %+v", c)
	}
	apply(t, s, "k5", record.MoveOffice{At: at, From: "tg:-1", To: "tg:-2"}, record.MoveOffice{At: at, From: group, To: "tg:-1002"})
	wantFacts(t, s, record.Query{Office: true}, record.Facts{Office: record.Office{Chat: "tg:-1002", Member: true, Topics: true}})
	admin := join(t, s, 10, nil, record.RoleAdmin)
	lost := record.OfficeStanding{At: at, Chat: "tg:-1002", Member: true}
	apply(t, s, "k6", lost)
	apply(t, s, "k7", lost)
	for i, number := range []record.CaseNumber{first, second} {
		words := chat.Words{Key: "case.due-desk"}
		apply(t, s, fmt.Sprint("meanwhile", i), record.Say{Tell: record.Tell{Case: number, Words: words, At: at}})
	}
	wantSaid(t, s, at, admin+" desk.lost ") // once, and nothing in the group
	apply(t, s, "k8", record.OfficeStanding{At: at, Chat: "tg:-1002", Member: true, Topics: true})
	if got := said(t, s, at); len(got) != 2 {
		t.Errorf("with the right back is said %q", got)
	}
}

func testReturned(t *testing.T, s Store) {
	siti, due := Account(1), Noon.Add(time.Hour)
	number := openCase(t, s, "k1", siti)
	apply(t, s, "k0", record.SetOffice{By: record.CommandLine, At: Noon, Chat: group})
	operator := join(t, s, 9, nil, record.RoleOperator)
	apply(t, s, "k2", record.TakeCase{By: operator, At: Noon, Case: number})
	said(t, s, due)
	none := record.Outcome{Name: record.OutcomeNoMatch}
	wantOutcome(t, s, "k3", record.ReturnCase{At: due, Case: number, Taker: "tg:8", DueAt: due}, none)
	wantOutcome(t, s, "k4", record.ReturnCase{At: due, Case: number, Taker: operator, DueAt: due.Add(time.Minute)}, none)
	back := record.ReturnCase{At: due, Case: number, Taker: operator, DueAt: due}
	wantOutcome(t, s, "k5", back, record.Outcome{Name: record.OutcomeAnswered, Case: number})
	wantOutcome(t, s, "k6", back, none)
	wantSaid(t, s, due, group+"/ case.back ", operator+" case.taken-away ")
	due1, err := s.DueCases(t.Context(), due)
	if err != nil || len(due1) != 1 || due1[0].Number != number || due1[0].Taker != "" {
		t.Errorf("due are %+v, %v", due1, err)
	}
	if none, err := s.DueCases(t.Context(), due.Add(-time.Minute)); err != nil || len(none) != 0 {
		t.Errorf("due before its time are %+v, %v", none, err)
	}
	if open, err := s.OpenCases(t.Context()); err != nil || len(open) != 1 {
		t.Errorf("open are %+v, %v", open, err)
	}
}

// testUndelivered has an officer's message not reach the person, which the officers are told.
func testUndelivered(t *testing.T, s Store) {
	siti := Account(1)
	number := openCase(t, s, "k1", siti, "halo")
	apply(t, s, "k2", record.SetOffice{By: record.CommandLine, At: Noon, Chat: group})
	said(t, s, Noon)
	operator := join(t, s, 9, nil, record.RoleOperator)
	apply(t, s, "k3", record.AnswerCase{By: operator, At: Noon, Case: number, Said: record.CaseMessage{Message: "t1", Text: "ya"}})
	letters, err := s.ClaimLetters(t.Context(), Noon, time.Minute, 9)
	if err != nil || len(letters) != 1 {
		t.Fatalf("%+v, %v", letters, err)
	}
	if err := s.EndLetter(t.Context(), record.Delivery{ID: letters[0].ID, State: record.LetterSkipped, Reason: record.SkipUnreachable, At: Noon}); err != nil {
		t.Fatal(err)
	}
	wantSaid(t, s, Noon, group+"/ case.undelivered ")
}
