package flows_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
)

// asOperator are the facts of an officer who may write broadcasts.
func asOperator(districts ...string) *record.Facts {
	return &record.Facts{Officer: record.Officer{Contact: "tg:1", Roles: []record.Role{record.RoleOperator}, Districts: districts}}
}

// keysOf are the keys of what a turn says.
func keysOf(turn dialogue.Turn) []string {
	var all []string
	for _, words := range turn.Words {
		all = append(all, words.Key)
	}
	return all
}

// opened is the turn that a button of that flow leads to.
func opened(t *testing.T, known *record.Facts, state dialogue.State, flow, value string) dialogue.Turn {
	t.Helper()
	b, _ := book(t)
	at := state.Touched.Add(time.Minute)
	if state.Touched.IsZero() {
		at = time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	}
	turn, _, err := b.Lead(state, dialogue.Event{
		In:  chat.Incoming{Key: "tap", Chat: "tg:1", From: chat.Person{ID: "tg:1"}, At: at, Message: "5", Content: chat.Tap{Query: "q", Press: opensFlow(flow, value)}},
		Now: at,
	}, func(record.Query) (*record.Facts, error) { return known, nil })
	if err != nil {
		t.Fatal(err)
	}
	return turn
}

// written is the broadcast that a turn wants kept.
func written(t *testing.T, turn dialogue.Turn) record.WriteBroadcast {
	t.Helper()
	if len(turn.Effects) != 1 {
		t.Fatalf("it wants %+v, and says %v", turn.Effects, keysOf(turn))
	}
	write, ok := turn.Effects[0].(record.WriteBroadcast)
	if !ok {
		t.Fatalf("it wants %+v", turn.Effects[0])
	}
	return write
}

func TestBroadcastOfFewAnswers(t *testing.T) {
	write := written(t, talk(t, dialogue.State{}, asOperator(), "/siaran", "lanjut", "Pasar murah", "Yth. {nama},\nbesok ada pasar murah.", "simpan"))
	want := record.Broadcast{Title: "Pasar murah", Texts: map[string]string{"id": "Yth. {nama},\nbesok ada pasar murah."}}
	if diff := cmp.Diff(want, write.Broadcast, cmpopts.EquateEmpty()); diff != "" || write.Number != 0 || write.Run == "" || write.By.ID != "tg:1" {
		t.Errorf("%+v is kept: %s", write, diff)
	}
}

func TestBroadcastOfAllAnswers(t *testing.T) {
	write := written(t, talk(t, dialogue.State{}, asOperator(), "/siaran",
		"keadaan iuran", "iuran tertunggak", "iuran bulan ini belum dibayar", "selesai",
		"akhir perlindungan", "November sampai Desember 2026",
		"kecamatan", "Tenggarong, Loa Kulu", "selesai",
		"desa", "Maluhu", "Rempanga dan Jembayan", "selesai",
		"pekerjaan", "petani, nelayan", "selesai",
		"tahap pengajuan", "Masuk SK Bupati", "selesai",
		"sektor", "di luar angkutan", "selesai",
		"pekerja / pembantu", "pekerja sendiri", "selesai",
		"bahasa", "Bahasa Indonesia", "selesai",
		"nomor pengajuan", "JE-000017-4\nJE-000018-2", "selesai",
		"lanjut", "Iuran Desember", "Iuran {jumlah} untuk {nomor}, berlaku sampai {sampai}, desa {desa}.",
		"tombol", "cek status saya", "bicara dengan petugas", "selesai",
		"waktu kirim", "besok jam 9",
		"teks inggris", "Dear {nama}, pay {jumlah}.",
		"simpan"))
	zone := write.At.Location()
	want := record.Broadcast{
		Audience: record.Audience{
			States: []record.ApplicationState{record.StateDecreed}, Covers: []jamsostek.CoverState{jamsostek.CoverUnpaid, jamsostek.CoverDue},
			EndsFrom: civil.Month{Year: 2026, Month: 11}, EndsTo: civil.Month{Year: 2026, Month: 12}, Districts: []string{"64.02.06", "64.02.02"},
			Villages: []string{"64.02.06.1011", "64.02.02.2007", "64.02.02.2003"}, Occupations: []string{"farmer", "fisher"},
			Sectors: []jamsostek.Sector{jamsostek.Others}, Languages: []string{"id"}, Relations: []record.Relation{record.RelationSelf},
			Receipts: []record.Receipt{17, 18},
		},
		Title: "Iuran Desember",
		Texts: map[string]string{"id": "Iuran {jumlah} untuk {nomor}, berlaku sampai {sampai}, desa {desa}.", "en": "Dear {nama}, pay {jumlah}."},
		Opens: []string{"status", "officer"}, StartAt: time.Date(2026, 11, 24, 9, 0, 0, 0, zone),
	}
	got := write.Broadcast
	got.StartAt = got.StartAt.In(zone)
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
}

// A text is refused as long as it names what is not known of the reader, or leads to a place that is not the office's. Nothing is lost.
func TestBroadcastTextIsHeldToTheRules(t *testing.T) {
	for text, wrong := range map[string]string{
		"Halo {nma}":                                "broadcast.wrong.variable",
		"Isi data di http://hadiah.example/x":       "broadcast.wrong.link",
		"Hubungi @penipu_kukar":                     "broadcast.wrong.link",
		strings.Repeat("Bapak/Ibu yang baik ", 250): "broadcast.wrong.long",
	} {
		turn := talk(t, dialogue.State{}, asOperator(), "/siaran", "lanjut", "Pasar murah", text)
		last := turn.Words[len(turn.Words)-1]
		if last.Key != "siaran.text.wrong" || last.Args["Wrong"].List[0].Key != wrong || turn.State.Talk.Asked != "text" {
			t.Errorf("%.40q is told %v %+v", text, keysOf(turn), last.Args)
		}
		if mended := talk(t, turn.State, asOperator(), "Halo {nama}"); mended.State.Talk.Asked != "look" || mended.State.Talk.Answers["title"].Value != "Pasar murah" {
			t.Errorf("mended it stands at %+v", mended.State.Talk)
		}
	}
}

// Words that mean something elsewhere are a text like any other here.
func TestBroadcastMaySayAnything(t *testing.T) {
	for _, text := range []string{"Ibu Siti jatuh dari pohon, mari waspada", "bantuan", "iuran", "petugas", "data saya"} {
		if turn := talk(t, dialogue.State{}, asOperator(), "/siaran", "lanjut", "Pasar murah", text); turn.State.Talk == nil || turn.State.Talk.Asked != "look" {
			t.Errorf("%q leads to %v", text, keysOf(turn))
		}
	}
}

func TestPictureShortensTheText(t *testing.T) {
	photo := func(state dialogue.State) dialogue.Turn {
		b, _ := book(t)
		at := state.Touched.Add(time.Minute)
		content := chat.Media{Kind: chat.MediaPhoto, File: chat.File{ID: "tg:AgAC", Type: "image/jpeg"}}
		turn, _, err := b.Lead(state, dialogue.Event{In: chat.Incoming{Key: "p", Chat: "tg:1", From: chat.Person{ID: "tg:1"}, At: at, Content: content}, Now: at},
			func(record.Query) (*record.Facts, error) { return asOperator(), nil })
		if err != nil {
			t.Fatal(err)
		}
		return turn
	}
	long := strings.Repeat("Bapak/Ibu ", 90)
	turn := photo(talk(t, dialogue.State{}, asOperator(), "/siaran", "lanjut", "Pasar murah", long, "gambar").State)
	if last := turn.Words[len(turn.Words)-1]; last.Key != "siaran.photo.long" {
		t.Errorf("a picture over a long text is told %v", keysOf(turn))
	}
	turn = photo(talk(t, dialogue.State{}, asOperator(), "/siaran", "lanjut", "Pasar murah", "Pendek saja.", "gambar").State)
	if write := written(t, talk(t, turn.State, asOperator(), "simpan")); write.Broadcast.Photo != "tg:AgAC" {
		t.Errorf("the picture kept is %q", write.Broadcast.Photo)
	}
	back := talk(t, turn.State, asOperator(), "teks", long)
	if last := back.Words[len(back.Words)-1]; last.Key != "siaran.text.wrong" {
		t.Errorf("a long text under a picture is told %v", keysOf(back))
	}
}

func TestWhoMayWriteBroadcasts(t *testing.T) {
	for role, may := range map[record.Role]bool{record.RoleOperator: true, record.RoleSupervisor: true, record.RoleAdmin: true, record.RoleVerifier: false} {
		known := &record.Facts{Officer: record.Officer{Contact: "tg:1", Roles: []record.Role{role}}}
		if turn := talk(t, dialogue.State{}, known, "/siaran"); (turn.State.Talk != nil) != may {
			t.Errorf("a %s is told %v", role, keysOf(turn))
		}
		for _, flow := range []string{"siaran-daftar", "siaran-kartu", "siaran-act"} {
			if turn := opened(t, known, dialogue.State{}, flow, "start.17.3"); (turn.Words[0].Key != "unforeseen.command") != may {
				t.Errorf("%s tells a %s %v", flow, role, keysOf(turn))
			}
		}
	}
	// Who loses his office in the middle keeps nothing.
	turn := talk(t, dialogue.State{}, asOperator(), "/siaran", "lanjut", "Pasar murah", "Halo")
	if turn = talk(t, turn.State, &record.Facts{}, "simpan"); len(turn.Effects) > 0 || turn.State.Talk != nil {
		t.Errorf("an officer no more goes on with %+v and %v", turn.Effects, keysOf(turn))
	}
}

func TestOfficerOfADistrictWritesToIt(t *testing.T) {
	known := asOperator("64.02.06")
	write := written(t, talk(t, dialogue.State{}, known, "/siaran", "lanjut", "Pasar murah", "Halo", "simpan"))
	if !slices.Equal(write.Broadcast.Audience.Districts, []string{"64.02.06"}) {
		t.Errorf("it goes to %v", write.Broadcast.Audience.Districts)
	}
	turn := talk(t, dialogue.State{}, known, "/siaran", "kecamatan", "Loa Kulu")
	if last := turn.Words[len(turn.Words)-1]; last.Key != "siaran.district.other" {
		t.Errorf("another district is told %v", keysOf(turn))
	}
}

// broadcastNow is a broadcast that the officer knows of.
func broadcastNow(state record.BroadcastState) record.Broadcast {
	return record.Broadcast{
		Number: 17, Revision: 3, State: state, Writer: "tg:1", Title: "Pasar murah", Texts: map[string]string{"id": "Halo {nama}", "en": "Dear {nama}"},
		Audience: record.Audience{
			Covers: []jamsostek.CoverState{jamsostek.CoverDue}, EndsTo: civil.Month{Year: 2026, Month: 12}, EndsFrom: civil.Month{Year: 2026, Month: 11},
			Districts: []string{"64.02.06"}, Villages: []string{"64.02.06.1011"}, Receipts: []record.Receipt{17, 4711},
		},
		Opens: []string{"status"}, Photo: "tg:AgAC", StartAt: time.Date(2026, 11, 25, 1, 0, 0, 0, time.UTC), CountedAt: time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC),
		Reach: record.Reach{Planned: 480},
	}
}

// Whoever changes one part leaves all others as they were.
func TestBroadcastIsChangedInOnePart(t *testing.T) {
	known := asOperator()
	known.Broadcast = broadcastNow(record.BroadcastSubmitted)
	turn := opened(t, known, dialogue.State{}, "siaran", "17.3")
	if turn.State.Talk == nil || turn.State.Talk.Asked != "look" {
		t.Fatalf("it begins with %v", keysOf(turn))
	}
	write := written(t, talk(t, turn.State, known, "teks", "Halo {nama}, besok.", "simpan"))
	want := known.Broadcast
	got := write.Broadcast
	got.StartAt = got.StartAt.UTC()
	if write.Number != 17 || got.Texts["id"] != "Halo {nama}, besok." || got.Texts["en"] != want.Texts["en"] || got.Title != want.Title || got.Photo != want.Photo ||
		!got.StartAt.Equal(want.StartAt) || !slices.Equal(got.Opens, want.Opens) || !cmp.Equal(got.Audience, want.Audience, cmpopts.EquateEmpty()) {
		t.Errorf("it is changed to %+v", write)
	}
	if ended := talk(t, turn.State, known, "simpan").Conclude(record.Outcome{Name: record.OutcomeBegun, Broadcast: 17}); ended.Words[0].Key != "siaran.changed" {
		t.Errorf("changed it says %v", keysOf(ended))
	}
	known.Broadcast.BeganAt = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	if turn = talk(t, turn.State, known, "simpan"); len(turn.Effects) > 0 || turn.Words[0].Key != "siaran.begun" {
		t.Errorf("begun it wants %+v and says %v", turn.Effects, keysOf(turn))
	}
}

func TestBroadcastForReceipts(t *testing.T) {
	known := asOperator()
	known.Unknown = []record.Receipt{19}
	asked := talk(t, dialogue.State{}, known, "/siaran", "nomor pengajuan")
	turn := talk(t, asked.State, known, "JE-000017-4\nJE-000018-3\nSiti Nur'aini\n"+record.Receipt(19).String())
	last := turn.Words[len(turn.Words)-1]
	wrong := last.Args["Wrong"].List
	if last.Key != "input.receipts.some" || len(wrong) != 3 || wrong[0].Key != "input.receipts.number" || wrong[1].Key != "input.receipts.line" || wrong[2].Key != "input.receipts.unknown" {
		t.Fatalf("it says %v: %+v", keysOf(turn), last.Args)
	}
	write := written(t, talk(t, turn.State, known, "ya", record.Receipt(21).String(), "selesai", "lanjut", "Pasar murah", "Halo", "simpan"))
	if !slices.Equal(write.Broadcast.Audience.Receipts, []record.Receipt{17, 21}) {
		t.Errorf("it is for %v", write.Broadcast.Audience.Receipts)
	}
	if refused := talk(t, turn.State, known, "tidak"); refused.State.Talk.Asked != "receipts" || refused.State.Talk.Answers["receipts"].Value != "" {
		t.Errorf("refused, it keeps %+v", refused.State.Talk)
	}
}

func TestBroadcastButtonsThatAreForged(t *testing.T) {
	known := asOperator()
	known.Broadcast = broadcastNow(record.BroadcastDraft)
	for _, payload := range []string{"", "17", "start", "start.17", "start.017.3", "start.18.3", "start.-17.3", "begin.17.3", "start.17.3.no", "start.17.x", "start.17.0", "start.17.3.yes.yes"} {
		turn := opened(t, known, dialogue.State{}, "siaran-act", payload)
		if len(turn.Effects) > 0 || turn.Words[0].Key != "siaran.gone" {
			t.Errorf("%q wants %+v and says %v", payload, turn.Effects, keysOf(turn))
		}
	}
	for _, payload := range []string{"18", "x", "17x"} {
		for _, flow := range []string{"siaran-kartu", "siaran"} {
			if turn := opened(t, known, dialogue.State{}, flow, payload); turn.State.Talk != nil || turn.Words[0].Key != "siaran.gone" {
				t.Errorf("%s %q says %v", flow, payload, keysOf(turn))
			}
		}
	}
}

func TestActsOnBroadcasts(t *testing.T) {
	known := asOperator()
	known.Broadcast = broadcastNow(record.BroadcastDraft)
	if turn := opened(t, known, dialogue.State{}, "siaran-act", "start.17.2"); len(turn.Effects) > 0 || turn.Words[0].Key != "siaran.why.changed" {
		t.Errorf("of an older revision it wants %+v and says %v", turn.Effects, keysOf(turn))
	}
	for _, act := range []string{"start", "cancel"} {
		turn := opened(t, known, dialogue.State{}, "siaran-act", act+".17.3")
		if len(turn.Effects) > 0 || turn.Words[0].Key != "siaran.sure."+act {
			t.Errorf("%s wants %+v and says %v at once", act, turn.Effects, keysOf(turn))
		}
		sure := talk(t, turn.State, known, "ya")
		want := record.TurnBroadcast{By: chat.Person{ID: "tg:1"}, Number: 17, Revision: 3, Act: record.BroadcastAct(act), Above: 500}
		if got, _ := sure.Effects[0].(record.TurnBroadcast); !got.At.IsZero() {
			got.At = time.Time{}
			if got != want {
				t.Errorf("a yes wants %+v, not %+v", got, want)
			}
		}
		if no := talk(t, turn.State, known, "tidak"); len(no.Effects) > 0 || no.Words[0].Key != "siaran.card" {
			t.Errorf("a no wants %+v and says %v", no.Effects, keysOf(no))
		}
	}
	known.Broadcast.Reach.Planned = 20
	if turn := opened(t, known, dialogue.State{}, "siaran-act", "start.17.3"); len(turn.Effects) != 1 {
		t.Errorf("a start to few is asked again: %v", keysOf(turn))
	}
}

// Every outcome of every act has words of its own, that name the broadcast.
func TestOutcomesOfActsAreTold(t *testing.T) {
	known := asOperator()
	known.Broadcast = broadcastNow(record.BroadcastDraft)
	whys := []string{record.WhyChanged, record.WhyOwn, record.WhyNotCounted, record.WhyNobodyThere, record.WhyNobodyToApprove, record.WhyBegun, record.WhyNotBegun, record.WhyOver}
	for _, act := range record.BroadcastActs {
		turn := opened(t, known, dialogue.State{}, "siaran-act", string(act)+".17.3.yes")
		say := func(outcome record.Outcome) string { return keysOf(turn.Conclude(outcome))[0] }
		if got := say(record.Outcome{Name: record.OutcomeAnswered}); got != "siaran.did."+string(act) {
			t.Errorf("%s done says %s", act, got)
		}
		for _, why := range whys {
			if got := say(record.Outcome{Name: record.OutcomeRefused, Why: why}); got != "siaran.why."+why {
				t.Errorf("%s refused for %s says %s", act, why, got)
			}
		}
		for name, want := range map[record.OutcomeName]string{
			record.OutcomeAsked: "siaran.asked", record.OutcomeSame: "siaran.same", record.OutcomeNotAllowed: "not-allowed", record.OutcomeNoMatch: "siaran.gone",
		} {
			if got := say(record.Outcome{Name: name}); got != want {
				t.Errorf("%s says %s at %s", act, got, name)
			}
		}
	}
}

// The buttons of a card are those that its state allows.
func TestButtonsOfABroadcast(t *testing.T) {
	for state, want := range map[record.BroadcastState]string{
		record.BroadcastDraft: "start 17.3 cancel", record.BroadcastSubmitted: "17.3 cancel", record.BroadcastScheduled: "pause 17.3 cancel",
		record.BroadcastRunning: "pause cancel", record.BroadcastPaused: "resume cancel", record.BroadcastDone: "retry", record.BroadcastCancelled: "",
	} {
		known := asOperator()
		known.Broadcast = broadcastNow(state)
		known.Broadcast.Tally = record.Tally{Planned: 4, Sent: 1, Failed: 1, Waiting: 2}
		var acts []string
		for _, option := range opened(t, known, dialogue.State{}, "siaran-kartu", "17").Words[0].Options {
			switch option.Press.Flow {
			case "siaran-act":
				act, _, _ := strings.Cut(option.Press.Value, ".")
				acts = append(acts, act)
			case "siaran":
				acts = append(acts, option.Press.Value)
			}
		}
		if got := strings.Join(acts, " "); got != want {
			t.Errorf("%s offers %q, want %q", state, got, want)
		}
	}
	supervisor := &record.Facts{Officer: record.Officer{Contact: "tg:2", Roles: []record.Role{record.RoleSupervisor}}, Broadcast: broadcastNow(record.BroadcastSubmitted)}
	if options := opened(t, supervisor, dialogue.State{}, "siaran-kartu", "17").Words[0].Options; !strings.HasPrefix(options[0].Press.Value, "approve.17.3") {
		t.Errorf("a second officer is offered %+v", options)
	}
}

// typedAfterNews is what people type in answer to news.
var typedAfterNews = []string{"ya", "oke", "berapa?", "1", "2", "terima kasih", "siapa ini", "🙏", "cek status saya", "bicara dengan petugas", "JE-000017-4", "tidak", "?"}

// Whoever answers news is never left without a word, and his answer opens what it means.
func TestAnswersToNews(t *testing.T) {
	b, _ := book(t)
	news := time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)
	answer := func(state dialogue.State, opens []string, text string, at time.Time) dialogue.Turn {
		t.Helper()
		known := &record.Facts{News: record.Sent{Number: 17, Title: "Pasar murah", Opens: opens, At: news}}
		turn, _, err := b.Lead(state, dialogue.Event{
			In: chat.Incoming{Key: fmt.Sprint(text, at), Chat: "tg:1", From: chat.Person{ID: "tg:1"}, At: at, Content: chat.Text{Text: text}}, Now: at,
		}, func(q record.Query) (*record.Facts, error) {
			if !q.News {
				return &record.Facts{}, nil
			}
			return known, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return turn
	}
	soon := news.Add(time.Hour)
	menu := talk(t, dialogue.State{}, &record.Facts{}, "/menu").State
	for _, text := range typedAfterNews {
		for name, state := range map[string]dialogue.State{"silent so far": {}, "before the menu": menu, "in a registration": registered(t, b, 3)} {
			for _, opens := range [][]string{nil, {"status"}, {"status", "officer"}} {
				if turn := answer(state, opens, text, soon); len(turn.Words) == 0 {
					t.Errorf("%q, %s, after news with %v, is left without a word", text, name, opens)
				}
			}
		}
	}
	for text, want := range map[string]string{"ya": "status.none", "oke": "status.none", "1": "status.none", "cek status saya": "status.none", "berapa?": "news.unread", "2": "news.unread"} {
		if got := keysOf(answer(menu, []string{"status"}, text, soon)); got[len(got)-1] != want {
			t.Errorf("%q after news with one button is told %v, want %s", text, got, want)
		}
	}
	if got := keysOf(answer(menu, []string{"officer", "status"}, "2", soon)); got[0] != "status.none" {
		t.Errorf("the second button's place leads to %v", got)
	}
	if got := keysOf(answer(menu, []string{"status", "officer"}, "ya", soon)); got[0] != "news.unread" {
		t.Errorf("a yes to two buttons leads to %v", got)
	}
	// What came before the person's last word is no longer what he answers.
	later := talk(t, dialogue.State{Touched: soon}, &record.Facts{}, "/menu").State
	if got := keysOf(answer(later, []string{"status"}, "1", soon.Add(time.Hour))); got[0] == "status.none" || got[0] == "news.unread" {
		t.Errorf("an hour after the menu its first place leads to %v", got)
	}
}

// A yes after news is not filed as the answer to a question that stands above them.
func TestNewsBetweenAQuestionAndItsAnswer(t *testing.T) {
	b, _ := book(t)
	state := registered(t, b, len(register))
	news := state.Touched.Add(time.Hour)
	known := &record.Facts{News: record.Sent{Number: 17, Title: "Pasar murah", Opens: []string{"status"}, At: news}}
	state.Touched = news.Add(-time.Hour)
	turn := talkAt(t, b, state, known, "ya", news.Add(time.Minute))
	if len(turn.Effects) > 0 || turn.Words[0].Key != "news.which" || turn.State.Talk.Asked != "confirm" {
		t.Fatalf("a yes wants %+v and says %v", turn.Effects, keysOf(turn))
	}
	if again := talkAt(t, b, turn.State, known, "ya", news.Add(2*time.Minute)); len(again.Effects) != 1 {
		t.Errorf("a yes to the question that was asked again says %v", keysOf(again))
	}
	if status := talkAt(t, b, state, known, "cek status saya", news.Add(time.Minute)); status.Words[0].Key != "status.unfinished" || status.State.Talk == nil {
		t.Errorf("the label of the button says %v", keysOf(status))
	}
}

// talkAt has the account type something at a moment.
func talkAt(t *testing.T, b *dialogue.Book, state dialogue.State, known *record.Facts, text string, at time.Time) dialogue.Turn {
	t.Helper()
	turn, _, err := b.Lead(state, dialogue.Event{
		In: chat.Incoming{Key: "k" + at.String(), Chat: "tg:1", From: chat.Person{ID: "tg:1"}, At: at, Content: chat.Text{Text: text}}, Now: at,
	}, func(record.Query) (*record.Facts, error) { return known, nil })
	if err != nil {
		t.Fatal(err)
	}
	return turn
}
