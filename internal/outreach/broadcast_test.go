package outreach_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"

	"jagaetam/internal/broadcast"
	"jagaetam/internal/chat"
	"jagaetam/internal/outreach"
	"jagaetam/internal/programme"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
	"jagaetam/internal/region"
	"jagaetam/internal/sheet"
	"jagaetam/locales"
)

// newsroom is a world with so many workers, each with an account of his own, and two supervisors, tg:990 and tg:991.
type newsroom struct {
	*world
	programme programme.Programme
	region    *region.Region
	texts     *locales.Catalogue
}

var writer, second = recordtest.Account(990), recordtest.Account(991)

func newNewsroom(t *testing.T, workers int) *newsroom {
	t.Helper()
	n := &newsroom{world: newWorld(t), programme: programme.Default()}
	var err error
	if n.region, err = region.Load(n.programme.RegencyCode); err != nil {
		t.Fatal(err)
	}
	if n.texts, err = locales.Load(n.programme.Globals()); err != nil {
		t.Fatal(err)
	}
	for i := range workers {
		n.apply(t, recordtest.Filing(t, recordtest.Account(i+1), fmt.Sprint("r", i), recordtest.NIK(t, i)))
	}
	for _, officer := range []chat.Person{writer, second} {
		token, err := n.InviteOfficer(t.Context(), []record.Role{record.RoleSupervisor}, nil, "test", n.now)
		if err != nil {
			t.Fatal(err)
		}
		n.apply(t, record.JoinOffice{By: officer, At: n.now, Token: token})
	}
	return n
}

func (n *newsroom) conductor() *broadcast.Conductor {
	return &broadcast.Conductor{
		Store: n, Programme: n.programme, Region: n.region, Texts: n.texts, Now: n.clock, Log: slog.New(slog.DiscardHandler), Rate: 25,
	}
}

// sender is a new process that says news too.
func (n *newsroom) sender() *outreach.Sender {
	s := n.world.sender()
	s.Lanes = (&outreach.Broadcasts{Records: n, Programme: n.programme, Region: n.region}).Lanes()
	return s
}

// look has the conductor do what there is to do.
func (n *newsroom) look(t *testing.T) {
	t.Helper()
	if err := n.conductor().Look(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func (n *newsroom) write(t *testing.T, text string) record.BroadcastNumber {
	t.Helper()
	number := n.apply(t, record.WriteBroadcast{Run: fmt.Sprint("run", n.key), By: writer, At: n.now, Broadcast: record.Broadcast{
		Title: "Kartu baru", Texts: map[string]string{"id": text}, Opens: []string{"status"},
	}}).Broadcast
	n.look(t)
	return number
}

func (n *newsroom) read(t *testing.T, number record.BroadcastNumber) record.Broadcast {
	t.Helper()
	b, err := n.Broadcast(t.Context(), number)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// turn has an officer act on the revision that stands.
func (n *newsroom) turn(t *testing.T, by chat.Person, number record.BroadcastNumber, act record.BroadcastAct) {
	t.Helper()
	got := n.apply(t, record.TurnBroadcast{
		By: by, At: n.clock(), Number: number, Revision: n.read(t, number).Revision, Act: act, Above: n.programme.Broadcast.SecondOfficerAbove,
	})
	if got.Name != record.OutcomeAnswered && got.Name != record.OutcomeAsked {
		t.Fatalf("%s ends with %+v", act, got)
	}
}

// started is a broadcast to all that has begun, of which nothing is said yet.
func (n *newsroom) started(t *testing.T, text string) record.BroadcastNumber {
	t.Helper()
	number := n.write(t, text)
	n.turn(t, writer, number, record.ActStart)
	n.look(t)
	n.drain(t, n.world.sender()) // what the writer is told
	n.said = nil
	return number
}

func (n *newsroom) wantTally(t *testing.T, number record.BroadcastNumber, want record.Tally) {
	t.Helper()
	if diff := cmp.Diff(want, n.read(t, number).Tally); diff != "" {
		t.Errorf("tally (-want +got):\n%s", diff)
	}
	if err := n.BroadcastArithmetic(t.Context()); err != nil {
		t.Error(err)
	}
}

// news are the chats that were told news, in order.
func (n *newsroom) news() []string {
	var told []string
	for _, answer := range n.said {
		if answer.Words[0].Key == "broadcast.said" && answer.Chat != writer.ID {
			told = append(told, answer.Chat)
		}
	}
	slices.Sort(told)
	return told
}

func TestBroadcastFromWritingToItsEnd(t *testing.T) {
	n := newNewsroom(t, 4)
	n.programme.Broadcast.SecondOfficerAbove = 2
	n.apply(t, record.SetSubscription{By: recordtest.Account(4), At: n.now, Kind: record.News})
	number := n.write(t, "Halo {nama} di {desa}, nomor {nomor}.")
	n.drain(t, n.sender())
	counted := n.said[len(n.said)-1].Words[0]
	n.wantSaid(t, "tg:990 broadcast.said", "tg:990 broadcast.counted")
	text, err := n.texts.Render("id", counted.Key, counted.Args, nil)
	if err != nil {
		t.Fatal(err)
	}
	code := n.read(t, number).Code
	for _, want := range []string{
		"Akan dikirim ke <b>3</b> akun", "tidak mau dikirimi kabar: 1", "selesai kira-kira 23 November 2026 pukul 12.00 WITA", code.String(), "lebih dari 2 akun",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the count does not say %q:\n%s", want, text)
		}
	}
	if len(counted.Options) != 3 || counted.Options[0].Press.Value != fmt.Sprintf("start.%d.1", number) {
		t.Errorf("its buttons are %+v", counted.Options)
	}

	n.turn(t, writer, number, record.ActStart)
	n.drain(t, n.sender())
	n.wantSaid(t, "tg:991 broadcast.said", "tg:991 broadcast.submitted")
	n.look(t)
	n.turn(t, second, number, record.ActApprove)
	n.look(t)
	n.look(t)
	n.wantTally(t, number, record.Tally{Planned: 3, Waiting: 3})
	n.drain(t, n.sender())
	if got := n.news(); !slices.Equal(got, []string{"tg:1", "tg:2", "tg:3"}) {
		t.Errorf("told are %v", got)
	}
	for _, answer := range n.said {
		if answer.Chat != "tg:1" {
			continue
		}
		text, err := n.texts.Render("id", answer.Words[0].Key, answer.Words[0].Args, nil)
		village, _ := n.region.Village("64.02.06.1001")
		if want := fmt.Sprintf("Halo Siti di %s, nomor JE-000001-", village.Name); err != nil || !strings.HasPrefix(text, want) || !strings.Contains(text, code.String()) {
			t.Errorf("the first reads %q, %v; want %q and %s", text, err, want, code)
		}
	}
	n.wantTally(t, number, record.Tally{Planned: 3, Sent: 3})
	n.said = nil
	n.look(t)
	n.look(t)
	n.now = n.now.Add(5 * time.Second)
	n.drain(t, n.sender())
	n.wantSaid(t, "tg:990 broadcast.done")
	n.wantReport(t, number)
	if last := n.edited[len(n.edited)-1]; last.Words[0].Args["State"].Key != "broadcast.state.done" || *last.Words[0].Args["Percent"].Number != 100 {
		t.Errorf("the last card is %+v", last)
	}
	if facts, err := n.Facts(t.Context(), record.Query{Code: code}); err != nil || facts.Announcement.Title != "Kartu baru" || facts.Announcement.Kind != record.News {
		t.Errorf("by its code it is %+v, %v", facts.Announcement, err)
	}
}

// wantReport reads the file that the writer was sent last.
func (n *newsroom) wantReport(t *testing.T, number record.BroadcastNumber) {
	t.Helper()
	var document string
	rows, _ := n.pool.Query(t.Context(), `select id from files`)
	for rows.Next() {
		if err := rows.Scan(&document); err != nil {
			t.Fatal(err)
		}
	}
	name, _, data, err := n.ReadFile(t.Context(), document)
	if err != nil || name != "siaran-"+number.String()+".xlsx" {
		t.Fatalf("the report is %q, %v", name, err)
	}
	table, err := sheet.Open(bytes.NewReader(data), int64(len(data)), "")
	if err != nil {
		t.Fatal(err)
	}
	mapping, err := table.Match([]sheet.Column{{ID: "code", Names: []string{"Kode"}, Required: true}, {ID: "sent", Names: []string{"Terkirim"}, Required: true}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for row, err := range table.Rows(mapping) {
		if err != nil {
			t.Fatal(err)
		}
		var cells []string
		for _, cell := range row.Cells() {
			cells = append(cells, cell.Raw)
		}
		got = append(got, strings.Join(cells, "|"))
	}
	village, _ := n.region.Village("64.02.06.1001")
	want := []string{"64.02.06.1001|" + village.String() + "|3|3|0|0|0", "|Jumlah|3|3|0|0|0"}
	for i, row := range want {
		if len(got) != len(want) || !strings.HasPrefix(got[i], row) {
			t.Fatalf("the report is\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

func TestBroadcastIsRecheckedAtTheMomentOfSaying(t *testing.T) {
	n := newNewsroom(t, 4)
	number := n.started(t, "Halo {nama}")
	n.apply(t, record.SetSubscription{By: recordtest.Account(1), At: n.now, Kind: record.News})
	n.apply(t, record.SetReachable{By: recordtest.Account(2), At: n.now})
	n.say = func(_ context.Context, answer chat.Answer) (chat.Said, error) {
		if answer.Chat == "tg:3" {
			return chat.Said{}, chat.ErrUnreachable
		}
		return chat.Said{Words: 1, Messages: []string{"m"}}, nil
	}
	n.drain(t, n.sender())
	if got := n.news(); !slices.Equal(got, []string{"tg:3", "tg:4"}) {
		t.Errorf("tried are %v", got)
	}
	n.wantTally(t, number, record.Tally{Planned: 4, Sent: 1, Skipped: 3, Reasons: map[string]int{record.SkipStopped: 1, record.SkipUnreachable: 2}})
}

func TestBroadcastHoldsBeforeTheNextMessage(t *testing.T) {
	n := newNewsroom(t, 6)
	number := n.started(t, "Halo {nama}")
	n.say = func(_ context.Context, answer chat.Answer) (chat.Said, error) {
		if answer.Words[0].Key == "broadcast.said" && len(n.news()) == 1 {
			n.mu.Unlock()
			n.turn(t, writer, number, record.ActPause)
			n.mu.Lock()
		}
		return chat.Said{Words: 1, Messages: []string{"m"}}, nil
	}
	s := n.sender()
	s.Platform = oneAtATime{n.world, make(chan struct{}, 1)}
	n.drain(t, s)
	on := n.read(t, number).Tally
	if on.Sent == 0 || on.Sent > 4 || on.Waiting != 6-on.Sent { // up to four were under way when it was paused
		t.Errorf("paused it stands at %+v", on)
	}
	told := len(n.news())
	n.drain(t, n.sender())
	if len(n.news()) != told {
		t.Error("something was said while it was paused")
	}
	n.say = nil
	n.turn(t, writer, number, record.ActResume)
	n.drain(t, n.sender())
	n.wantTally(t, number, record.Tally{Planned: 6, Sent: 6})
	if got := n.news(); len(got) != 6 || len(slices.Compact(got)) != 6 {
		t.Errorf("told are %v", got)
	}
}

// oneAtATime says one thing after the other.
type oneAtATime struct {
	*world
	turn chan struct{}
}

func (o oneAtATime) Say(ctx context.Context, answer chat.Answer) (chat.Said, error) {
	o.turn <- struct{}{}
	defer func() { <-o.turn }()
	return o.world.Say(ctx, answer)
}

func TestBroadcastKeepsTheHours(t *testing.T) {
	n := newNewsroom(t, 2)
	n.now = time.Date(2026, 11, 23, 16, 59, 0, 0, n.programme.Zone())
	number := n.started(t, "Halo {nama}")
	lane := n.sender().Lanes[0].Lane
	parcels, err := lane.Claim(t.Context(), n.now, time.Hour, 1)
	if err != nil || len(parcels) != 1 {
		t.Fatalf("a minute before the end %d are claimed, %v", len(parcels), err)
	}
	n.now = n.now.Add(time.Minute)
	if begun, err := parcels[0].Begin(t.Context(), n.now); begun || err != nil {
		t.Errorf("at the end one begins that was claimed before: %t, %v", begun, err)
	}
	if parcels, err = lane.Claim(t.Context(), n.now, time.Hour, 9); err != nil || len(parcels) > 0 {
		t.Errorf("at the end %d are claimed, %v", len(parcels), err)
	}
	n.drain(t, n.sender())
	n.wantTally(t, number, record.Tally{Planned: 2, Waiting: 2})
	if got := n.said[0].Words[0].Args["State"].Key; got != "broadcast.state.waiting" {
		t.Errorf("the card says %s", got)
	}
	later := n.write(t, "Sekali lagi, {nama}")
	n.turn(t, writer, later, record.ActStart)
	n.look(t)
	if got := n.read(t, later); got.State != record.BroadcastScheduled {
		t.Errorf("after hours one begins: %s", got.State)
	}
	n.now = time.Date(2026, 11, 24, 8, 0, 0, 0, n.programme.Zone())
	n.look(t)
	n.drain(t, n.sender())
	n.wantTally(t, number, record.Tally{Planned: 2, Sent: 2})
	n.wantTally(t, later, record.Tally{Planned: 2, Sent: 2})
	third := n.write(t, "Dan lagi")
	if got := n.read(t, third).Reach; got.Planned != 0 || got.Left[record.SkipCapped] != 2 {
		t.Errorf("a third in a week reaches %+v", got)
	}
}

func TestFailingBroadcastPausesByItself(t *testing.T) {
	n := newNewsroom(t, 12)
	n.programme.Broadcast.PauseAfter, n.programme.Broadcast.PauseFailures = 10, 0.2
	number := n.started(t, "Halo {nama}")
	n.say = func(_ context.Context, answer chat.Answer) (chat.Said, error) {
		if answer.Words[0].Key == "broadcast.said" && slices.Contains([]string{"tg:2", "tg:3", "tg:4"}, answer.Chat) {
			return chat.Said{}, fmt.Errorf("no: %w", chat.ErrRefused)
		}
		return chat.Said{Words: 1, Messages: []string{"m"}}, nil
	}
	slow, err := n.ClaimRecipients(t.Context(), n.now, time.Hour, 1) // by somebody who is slow
	if err != nil || len(slow) != 1 {
		t.Fatal(err)
	}
	n.drain(t, n.sender())
	n.said = nil
	n.look(t)
	n.look(t)
	b := n.read(t, number)
	if b.State != record.BroadcastPaused || b.Why != record.WhyFailures {
		t.Fatalf("it is %s (%s), %+v", b.State, b.Why, b.Tally)
	}
	if begun, err := n.BeginRecipient(t.Context(), slow[0], n.now); begun || err != nil {
		t.Errorf("the slow one begins: %t, %v", begun, err)
	}
	n.now = n.now.Add(time.Second)
	n.drain(t, n.world.sender())
	n.wantSaid(t, "tg:990 broadcast.failing")
	n.turn(t, writer, number, record.ActResume)
	n.look(t)
	if b := n.read(t, number); b.State != record.BroadcastRunning {
		t.Errorf("resumed it is %s: what failed before counts again", b.State)
	}
	n.drain(t, n.sender())
	n.wantTally(t, number, record.Tally{Planned: 12, Sent: 9, Failed: 3, Reasons: map[string]int{record.FailRefused: 3}})
}

func TestRetryTriesOnlyTheFailed(t *testing.T) {
	n := newNewsroom(t, 3)
	number := n.started(t, "Halo {nama}")
	answers := map[string]error{"tg:1": fmt.Errorf("no: %w", chat.ErrRefused), "tg:2": fmt.Errorf("cut: %w", chat.ErrUncertain)}
	n.say = func(_ context.Context, answer chat.Answer) (chat.Said, error) {
		if err := answers[answer.Chat]; err != nil {
			return chat.Said{}, err
		}
		return chat.Said{Words: 1, Messages: []string{"m"}}, nil
	}
	n.drain(t, n.sender())
	n.wantTally(t, number, record.Tally{Planned: 3, Sent: 1, Failed: 1, Unknown: 1, Reasons: map[string]int{
		record.FailRefused: 1, record.UnknownReply: 1,
	}})
	n.look(t)
	n.said, answers = nil, nil
	n.turn(t, writer, number, record.ActRetry)
	n.drain(t, n.sender())
	if got := n.news(); !slices.Equal(got, []string{"tg:1"}) {
		t.Errorf("told again are %v", got)
	}
	n.wantTally(t, number, record.Tally{Planned: 3, Sent: 2, Unknown: 1, Reasons: map[string]int{record.UnknownReply: 1}})
	n.look(t)
	if b := n.read(t, number); b.State != record.BroadcastDone {
		t.Errorf("after all it is %s", b.State)
	}
}

// dyingNews are records that a process loses.
type dyingNews struct {
	*newsroom
	doomed
}

func (d *dyingNews) ClaimRecipients(ctx context.Context, now time.Time, lease time.Duration, limit int) (all []record.Recipient, err error) {
	err = d.die("claim", func() error { all, err = d.newsroom.ClaimRecipients(ctx, now, lease, limit); return err })
	return all, err
}

func (d *dyingNews) BeginRecipient(ctx context.Context, r record.Recipient, now time.Time) (begun bool, err error) {
	err = d.die("begin", func() error { begun, err = d.newsroom.BeginRecipient(ctx, r, now); return err })
	return begun, err
}

func (d *dyingNews) EndRecipient(ctx context.Context, r record.Recipient, delivery record.Delivery) error {
	return d.die("end", func() error { return d.newsroom.EndRecipient(ctx, r, delivery) })
}

func TestBroadcastKilledAnywhere(t *testing.T) {
	for name, kill := range map[string]struct {
		at    string
		after bool
		said  int // before and after the kill
		tally record.Tally
	}{
		"before the claim":        {"claim", false, 1, record.Tally{Planned: 1, Sent: 1}},
		"after the claim":         {"claim", true, 1, record.Tally{Planned: 1, Sent: 1}},
		"before it is begun":      {"begin", false, 1, record.Tally{Planned: 1, Sent: 1}},
		"begun and not said":      {"begin", true, 0, record.Tally{Planned: 1, Unknown: 1, Reasons: map[string]int{record.UnknownCut: 1}}},
		"said and not noted":      {"end", false, 1, record.Tally{Planned: 1, Unknown: 1, Reasons: map[string]int{record.UnknownCut: 1}}},
		"said and noted, just so": {"end", true, 1, record.Tally{Planned: 1, Sent: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			n := newNewsroom(t, 1)
			number := n.started(t, "Halo {nama}")
			s := n.world.sender()
			lanes := outreach.Broadcasts{Records: &dyingNews{n, doomed{at: kill.at, after: kill.after}}, Programme: n.programme, Region: n.region}
			s.Lanes = lanes.Lanes()[:1]
			if _, err := s.Drain(t.Context()); !errors.Is(err, errKilled) {
				t.Fatal(err)
			}
			if err := n.BroadcastArithmetic(t.Context()); err != nil {
				t.Error(err)
			}
			n.now = n.now.Add(time.Hour)
			n.drain(t, n.sender())
			if got := n.news(); len(got) != kill.said {
				t.Errorf("said %d times, want %d", len(got), kill.said)
			}
			n.wantTally(t, number, kill.tally)
			n.look(t)
			if b := n.read(t, number); b.State != record.BroadcastDone {
				t.Errorf("it is %s", b.State)
			}
		})
	}
}

func TestTwoSendersTellEverybodyOnce(t *testing.T) {
	const workers = 60
	n := newNewsroom(t, workers)
	number := n.write(t, "Halo {nama}")
	n.turn(t, writer, number, record.ActStart)
	var both errgroup.Group
	for range 2 {
		both.Go(func() error { return n.conductor().Look(t.Context()) }) // two that begin it at once
	}
	if err := both.Wait(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		s := n.sender()
		both.Go(func() error {
			for {
				if _, err := s.Drain(t.Context()); err != nil {
					return err
				}
				if b, err := n.Broadcast(t.Context(), number); err != nil || b.Tally.Waiting == 0 {
					return err
				}
			}
		})
	}
	if err := both.Wait(); err != nil {
		t.Fatal(err)
	}
	if got := n.news(); len(got) != workers || len(slices.Compact(got)) != workers {
		t.Errorf("%d were told", len(got))
	}
	n.wantTally(t, number, record.Tally{Planned: workers, Sent: workers})
}
