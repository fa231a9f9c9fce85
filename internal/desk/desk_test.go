package desk_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/chat"
	"jagaetam/internal/desk"
	"jagaetam/internal/identity"
	"jagaetam/internal/programme"
	"jagaetam/internal/record"
	"jagaetam/internal/region"
	"jagaetam/locales"
)

const (
	group = "tg:-1001"
	topic = "7"
)

var (
	now  = time.Date(2026, time.November, 23, 2, 0, 0, 0, time.UTC)
	open = record.Case{
		Number: 17, Matter: record.MatterData, State: record.CaseTaken, Chat: "tg:9", Language: "id", Receipt: 17, First: "Siti", District: "64.02.06",
		Topic: topic, Taker: "tg:1", TakerName: "1",
	}
	everybody = []record.Officer{officer("tg:1", record.RoleOperator), officer("tg:2", record.RoleOperator), officer("tg:3", record.RoleAdmin)}
)

func officer(contact string, roles ...record.Role) record.Officer {
	return record.Officer{Contact: contact, Roles: roles}
}

func newDesk(t testing.TB) (*desk.Desk, *locales.Catalogue) {
	t.Helper()
	p := programme.Default()
	texts, err := locales.Load(p.Globals())
	if err != nil {
		t.Fatal(err)
	}
	r, err := region.Load(p.RegencyCode)
	if err != nil {
		t.Fatal(err)
	}
	return desk.New(p, r, texts), texts
}

func in(content chat.Content) chat.Incoming {
	return chat.Incoming{Key: "k", Chat: group, Group: true, Topic: topic, From: chat.Person{ID: "tg:1"}, Message: "5", Content: content}
}

func tap(act record.CaseAct, number record.CaseNumber) chat.Incoming {
	return in(chat.Tap{Query: "q", Press: record.CasePress(act, number)})
}

func known(by record.Officer, c record.Case) desk.Known {
	return desk.Known{Facts: &record.Facts{Officer: by, Office: record.Office{Chat: group, Member: true, Topics: true}, Case: c}, Officers: everybody}
}

// acts are everything that an officer can do with a case, and the effect that it has.
var acts = map[string]struct {
	in     chat.Incoming
	effect record.Effect
}{
	"take":    {tap(record.ActTake, 17), record.TakeCase{}},
	"pass to": {tap(record.ActPass.With("tg.2"), 17), record.PassCase{}},
	"back":    {tap(record.ActPass.With("0"), 17), record.PassCase{}},
	"quick":   {tap(record.ActQuick.With("wait"), 17), record.AnswerCase{}},
	"look":    {tap(record.ActLook.With("claim"), 17), record.LookInto{}},
	"typed":   {in(chat.Text{Text: "Lihat: mencocokkan nama di SK"}), record.LookInto{}},
	"close":   {tap(record.ActClose, 17), record.CloseCase{}},
	"answer":  {in(chat.Text{Text: "Besok, Bu."}), record.AnswerCase{}},
	"photo":   {in(chat.Media{Kind: chat.MediaPhoto, File: chat.File{ID: "tg:AgAC"}}), record.AnswerCase{}},
	"place":   {in(chat.Place{Latitude: -0.4, Longitude: 117}), record.AnswerCase{}},
	"edit":    {in(chat.Edited{Text: "Lusa, Bu."}), record.AnswerCase{}},
	"note":    {in(chat.Text{Text: "// salah ketik"}), record.NoteCase{}},
	"note 2":  {in(chat.Text{Text: "Catatan: salah ketik"}), record.NoteCase{}},
	"note 3":  {in(chat.Command{Name: "/salah", Payload: "ketik"}), record.NoteCase{}},
}

func kinds(effects []record.Effect) []string {
	var all []string
	for _, effect := range effects {
		all = append(all, strings.TrimPrefix(reflect.TypeOf(effect).String(), "record."))
	}
	return all
}

// Every act is open to operators, supervisors and admins who work for the district, and to nobody else: not to verifiers, not to officers of
// another district, not to who is no officer or not any more.
func TestActsByRole(t *testing.T) {
	d, _ := newDesk(t)
	elsewhere := officer("tg:1", record.RoleOperator)
	elsewhere.Districts = []string{"64.02.01"}
	here := officer("tg:1", record.RoleOperator)
	here.Districts = []string{"64.02.06"}
	for name, who := range map[string]struct {
		officer record.Officer
		may     bool
	}{
		"operator": {officer("tg:1", record.RoleOperator), true}, "supervisor": {officer("tg:1", record.RoleSupervisor), true},
		"admin": {officer("tg:1", record.RoleAdmin), true}, "of the district": {here, true},
		"verifier": {officer("tg:1", record.RoleVerifier), false}, "of another district": {elsewhere, false}, "removed": {record.Officer{}, false},
	} {
		for act, does := range acts {
			turn := d.Act(does.in, known(who.officer, open), now)
			var done []string
			for _, kind := range kinds(turn.Effects) {
				if kind != "Say" {
					done = append(done, kind)
				}
			}
			want := []string{kinds([]record.Effect{does.effect})[0]}
			if !who.may {
				want = nil
			}
			if diff := cmp.Diff(want, done); diff != "" {
				t.Errorf("%s by %s: %s", act, name, diff)
			}
			if who.may {
				continue
			}
			for _, effect := range turn.Effects {
				if say := effect.(record.Say); say.Words.Key != "desk.stranger" {
					t.Errorf("%s by %s: says %s", act, name, say.Words.Key)
				}
			}
		}
	}
}

// What an act writes down is done by the one who did it, to the case of the topic, and nothing else.
func TestActsSayWhoActs(t *testing.T) {
	d, _ := newDesk(t)
	for name, does := range acts {
		for _, effect := range d.Act(does.in, known(officer("tg:1", record.RoleOperator), open), now).Effects {
			if e, ok := effect.(record.CaseEffect); ok {
				if actor := e.Actor(); actor.Officer != "tg:1" || actor.Case != 17 || !actor.At.Equal(now) || actor.Person.ID != "" {
					t.Errorf("%s: %+v", name, actor)
				}
			}
		}
	}
}

func TestButtonsThatDoNotHold(t *testing.T) {
	d, _ := newDesk(t)
	closed := open
	closed.State = record.CaseClosed
	for name, test := range map[string]struct {
		in   chat.Incoming
		c    record.Case
		want string
	}{
		"of another case":    {tap(record.ActTake, 18), open, "desk.stale"},
		"of a closed case":   {tap(record.ActClose, 17), closed, "desk.stale"},
		"in General":         {tap(record.ActTake, 17), record.Case{}, "desk.stale"},
		"unheard of":         {tap("fly", 17), open, "desk.stale"},
		"a person's":         {tap(record.ActSettled, 17), open, "desk.stale"},
		"a person's stars":   {tap("5", 17), open, "desk.stale"},
		"not ours":           {in(chat.Tap{Query: "q"}), open, "desk.stale"},
		"of a flow":          {in(chat.Tap{Query: "q", Press: chat.Press{Kind: chat.PressOpen, Flow: "menu"}}), open, "desk.stale"},
		"to no officer":      {tap(record.ActPass.With("tg.99"), 17), open, "desk.stale"},
		"no such answer":     {tap(record.ActQuick.With("x"), 17), open, "desk.stale"},
		"no such reason":     {tap(record.ActLook.With("x"), 17), open, "desk.stale"},
		"how a note is made": {tap(record.ActNote, 17), open, "desk.note.how"},
	} {
		turn := d.Act(test.in, known(officer("tg:1", record.RoleOperator), test.c), now)
		if got := turn.Answer(test.in, record.Outcome{}); got.Notice.Key != test.want || len(turn.Effects) > 0 || got.Tap != "q" {
			t.Errorf("%s: %+v, %v", name, got, turn.Effects)
		}
	}
}

// What has become of an act is said over the chat; it fits there in every language.
func TestNotices(t *testing.T) {
	d, texts := newDesk(t)
	for _, outcome := range []record.OutcomeName{
		record.OutcomeAnswered, record.OutcomeRelayed, record.OutcomeTaken, record.OutcomeNoMatch, record.OutcomeNotAllowed, record.OutcomeSame, "",
	} {
		seen := map[string]bool{}
		for name, does := range acts {
			if _, tapped := does.in.Content.(chat.Tap); !tapped {
				continue
			}
			answer := d.Act(does.in, known(officer("tg:1", record.RoleOperator), open), now).Answer(does.in, record.Outcome{Name: outcome})
			seen[answer.Notice.Key] = true
			for _, lang := range texts.Languages() {
				text, err := texts.Arg(lang, answer.Notice, nil)
				if err != nil || text == "" || len([]rune(text)) > 200 {
					t.Errorf("%s: %q, %v", name, text, err)
				}
			}
		}
		if done := len(seen) > 1; done != (outcome == "" || outcome == record.OutcomeAnswered || outcome == record.OutcomeRelayed) {
			t.Errorf("%q: %v", outcome, seen)
		}
	}
}

func TestOtherGroupsAreNotHeard(t *testing.T) {
	d, _ := newDesk(t)
	admin := officer("tg:1", record.RoleAdmin)
	for name, does := range acts {
		k := known(admin, open)
		k.Facts.Office.Chat = "tg:-1002"
		if turn := d.Act(does.in, k, now); len(turn.Effects)+len(turn.Words) > 0 || turn.Notice != nil {
			t.Errorf("%s is obeyed in another group: %+v", name, turn)
		}
	}
	kantor := in(chat.Command{Name: "kantor"})
	for _, by := range []record.Officer{admin, officer("tg:1", record.RoleOperator), officer("tg:1", record.RoleSupervisor), {}} {
		turn := d.Act(kantor, desk.Known{Facts: &record.Facts{Officer: by}}, now)
		want := []record.Effect{record.SetOffice{By: "tg:1", At: now, Chat: group}}
		if !by.May(record.RoleAdmin) {
			want = nil
		}
		if diff := cmp.Diff(want, turn.Effects); diff != "" {
			t.Errorf("%v: %s", by.Roles, diff)
		}
		if words := turn.Answer(kantor, record.Outcome{Name: record.OutcomeNotAllowed}).Words; len(words) > 0 {
			t.Errorf("says %v though it was not allowed", words)
		}
	}
}

func TestWhatHappensToTheGroup(t *testing.T) {
	d, _ := newDesk(t)
	for _, test := range []struct {
		content chat.Content
		want    record.Effect
	}{
		{chat.Moved{To: "tg:-1003"}, record.MoveOffice{At: now, From: group, To: "tg:-1003"}},
		{chat.Standing{Member: true}, record.OfficeStanding{At: now, Chat: group, Member: true}},
		{chat.Left{Who: "tg:2"}, record.LeaveOffice{Who: "tg:2", At: now}},
	} {
		if diff := cmp.Diff([]record.Effect{test.want}, d.Act(in(test.content), known(record.Officer{}, record.Case{}), now).Effects); diff != "" {
			t.Errorf("%T: %s", test.content, diff)
		}
	}
}

func TestStrangersAreReportedOnce(t *testing.T) {
	d, _ := newDesk(t)
	stranger := func(content chat.Content) record.Say {
		t.Helper()
		turn := d.Act(in(content), known(record.Officer{}, open), now)
		if len(turn.Effects) != 1 || len(turn.Words) > 0 {
			t.Fatalf("%+v", turn)
		}
		return turn.Effects[0].(record.Say)
	}
	first, again := stranger(chat.Text{Text: "halo"}), stranger(chat.Text{Text: "siapa?"})
	if first.To != "tg:3" || first.Once == "" || first.Once != again.Once || strings.Contains(fmt.Sprint(first.Words), "halo") {
		t.Errorf("%+v, %+v", first, again)
	}
}

func TestGeneralIsForCommands(t *testing.T) {
	d, texts := newDesk(t)
	general := func(content chat.Content) desk.Turn {
		k := known(officer("tg:1", record.RoleOperator), record.Case{})
		for i := range 40 {
			c := open
			c.Number, c.DueAt = record.CaseNumber(i+1), now.Add(time.Duration(i)*time.Hour)
			k.Queue = append(k.Queue, c)
		}
		message := in(content)
		message.Topic = ""
		return d.Act(message, k, now)
	}
	if turn := general(chat.Text{Text: "selamat pagi semua"}); len(turn.Effects)+len(turn.Words) > 0 {
		t.Errorf("%+v", turn)
	}
	turn := general(chat.Command{Name: "antrean"})
	text, err := texts.Arg("id", chat.MessageWith(turn.Words[0].Key, turn.Words[0].Args), nil)
	if err != nil || strings.Count(text, "KS-") != 30 || !strings.Contains(text, "dan 10 lagi") || !strings.Contains(text, "🔴 KS-000001") {
		t.Errorf("%s, %v", text, err)
	}
}

// The worker's data go to the private chat of the one officer alone, masked, and are deleted after a minute; the group learns nothing.
func TestLookGoesToOneOfficerAlone(t *testing.T) {
	d, texts := newDesk(t)
	k := known(officer("tg:1", record.RoleOperator), open)
	nik, _ := identity.ParseNIK("6402065205859001")
	phone, _ := identity.ParsePhone("081299990000")
	k.Kept = []record.Kept{
		{Receipt: 18, Worker: record.Worker{Name: "Bukan Dia"}},
		{Receipt: 17, Worker: record.Worker{NIK: nik, Name: "Siti Nur'aini", Phone: phone, Village: "64.02.06.1001", Address: "Jl. Pesut 5"}},
	}
	k.History = []record.CaseEntry{
		{Side: record.SideWorker, Said: record.CaseMessage{Text: "HP saya 0812-9999-0002"}}, {Side: record.SideWorker, Said: record.CaseMessage{Text: "biasa"}},
		{Side: record.SideWorker, Said: record.CaseMessage{Text: "NIK 6402065205859001"}},
	}
	for _, name := range []string{"look", "typed"} {
		turn := d.Act(acts[name].in, k, now)
		say := turn.Effects[0].(record.Say)
		text, err := texts.Arg("id", chat.MessageWith(say.Words.Key, say.Words.Args), nil)
		if err != nil || say.To != "tg:1" || say.Words.Remove != 60 {
			t.Fatalf("%+v, %v", say, err)
		}
		for _, must := range []string{"Siti Nur'aini", nik.Mask(), phone.Mask(), "JE-000017-4", "0812-9999-0002"} {
			if !strings.Contains(text, must) {
				t.Errorf("%s: %q is not shown:\n%s", name, must, text)
			}
		}
		for _, never := range []string{"6402065205859001", "Bukan Dia", "Jl. Pesut", "biasa"} {
			if strings.Contains(text, never) {
				t.Errorf("%s: %q is shown:\n%s", name, never, text)
			}
		}
		look := turn.Effects[1].(record.LookInto)
		if look.Reason == "" || look.Check() != nil {
			t.Errorf("%s: no reason", name)
		}
		if answer := turn.Answer(acts[name].in, record.Outcome{}); len(answer.Words) > 0 {
			t.Errorf("%s: the group sees %v", name, answer.Words)
		}
	}
	for _, text := range []string{"lihat:", "lihat: x"} {
		if turn := d.Act(in(chat.Text{Text: text}), k, now); len(turn.Effects) > 0 || turn.Words[0].Key != "desk.look.reason" {
			t.Errorf("%q: %+v", text, turn)
		}
	}
}

func TestReadyAnswersAreTheOfficesOwn(t *testing.T) {
	d, texts := newDesk(t)
	if err := texts.Overlay(map[string]map[string]string{"id": {"office.quick.wait": "Sabar ya, {{.Name}}."}}); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ first, language, want string }{
		{"Siti", "id", "Sabar ya, Bapak/Ibu Siti."}, {"", "", "Sabar ya, Bapak/Ibu."}, {"Siti", "en", "Dear Siti, we have read your message."},
	} {
		c := open
		c.First, c.Language = test.first, test.language
		answer := d.Act(acts["quick"].in, known(officer("tg:1", record.RoleOperator), c), now).Effects[0].(record.AnswerCase)
		if !strings.HasPrefix(answer.Said.Text, test.want) {
			t.Errorf("%q", answer.Said.Text)
		}
	}
}

func TestNothingIsPassedOnFromAClosedCase(t *testing.T) {
	d, _ := newDesk(t)
	c := open
	c.State = record.CaseClosed
	if turn := d.Act(in(chat.Text{Text: "Besok."}), known(officer("tg:1", record.RoleOperator), c), now); len(turn.Effects) > 0 || turn.Words[0].Key != "desk.over" {
		t.Errorf("%+v", turn)
	}
}
