package flows_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
	"jagaetam/locales"
)

// largest is the most bytes that the state of one chat may take in the session store.
const largest = 16 << 10

// typed is what people type: answers to every question, words that mean something anywhere, slips, and things that no question is
// about.
var typed = strings.Split(`ya|tidak|iya pak|kada|belum|sudah|setuju|1|2|3|8|9|12|lainnya|sebelumnya|nomor 2|yang ketiga|terakhir|6402065205859001
6402 0652 0585 9001|64O2O65205859001|6402061205120001|6402060000000000|1111111111111111|640206520585900|NIK: 6402065205859001|3374064505909002
Siti Nur'aini|Suparman|H. Ma'ruf Al-Amin, S.Pd|12 Mei 1985|12-05-85|31-02-1985|120585|01-07-1961|2012-01-02|41 tahun|1985|kemarin|Tenggarong|tenggarng
loa|muara|Loa Kulu|Rempanga|Maluhu|Sumber Sari|tidak ada|tidak ada di daftar|desa baru|RT 03 RW 01|3/1|rt3|-|Jl. Pesut Gg. 5, dekat masjid
0812-3456-7890|+62 812 3456 7890|0541 123456|anak saya|milik sendiri|petani|tukang ojek|operator|admin|juru kunci makam|lain|pekerjaan lain
Rp 1.500.000|1,5jt|1.500|500|50-60rb|100rb sehari|sekali panen 5 juta|tidak ada penghasilan|0|999999999999|bukan|pns|karyawan|tidak tahu|kirim|ubah
ini gratis?|bayar kah|kenapa harus nik|lupa nik|data saya aman?|masih banyak|nanti saja|maksudnya?|tadi salah|kapan cair|sinyal jelek|gang apa
batal|kembali|ulang|stop|menu|bantuan|petugas|status|daftar|bahasa|english|privasi|halo|p|terima kasih|lanjut|suami saya jatuh dari pohon
ibu meninggal|kecelakaan|iuran|sudah bayar|blm bayar|bukti bayar|manfaat|12 bulan|3|januari 2027|beberapa bulan|tanpa foto|siti|hitung iuran
lanjut|lanjut sendiri|tidak sekarang|dengan jht|pengingat|jangan kirim lagi|kabar dari dinas|resmi?|ini penipuan ya pak|K7M-3QP|k7m3qp ini benar?|tidak ada kode|data saya|hapus data|tarik persetujuan|perbaiki data|cek orang lain|jadi pembantu|daftarkan warga|warga saya|klaim|7k2p 9xqo|ya, hapus|akhiri|hal lain|tadi pagi|kemarin jam 3|besok|tidak tahu pasti|ya, hubungi saya|suami saya jatuh lagi, kakinya patah|sudah beres|belum|4|🙏|👍|😀😀😀|<b>tebal</b> & "kutip"|{{.NIK}}|'; drop table|ابنة|龍|   ||?|a|/|.`, "|")

var commands = []string{
	"start", "menu", "daftar", "status", "batal", "kembali", "ulang", "bantuan", "bahasa", "english", "indonesia", "lapor", "petugas", "privasi",
	"saldo", "iuran", "bayar", "manfaat", "lunas", "hitung", "cek", "pembantu", "bantu", "warga", "klaim", "data", "berkas", "lanjut", "pengingat", "resmi", "",
}

var payloads = []string{"", "klaim-7K2P-9XQ0", "klaim-x", "klaim-", "resmi-K7M3QP", "resmi-x", "resmi-", "daftar-6402062005", "daftar-0000000000", "daftar-", "x", strings.Repeat("daftar-", 700)}

var kinds = []chat.MediaKind{
	chat.MediaPhoto, chat.MediaVoice, chat.MediaVideo, chat.MediaSticker, chat.MediaDocument, chat.MediaOther,
}

// outcomes are what may come of effects, even where it makes no sense.
var outcomes = []record.Outcome{
	{Name: record.OutcomeFiled, Receipt: 17}, {Name: record.OutcomeOwn, Receipt: 18}, {Name: record.OutcomeTaken},
	{Name: record.OutcomeRaised, Case: 19}, {Name: record.OutcomeReported}, {Name: record.OutcomeSame}, {Name: record.OutcomeNoMatch}, {},
	{Name: record.OutcomeNotAllowed}, {Name: record.OutcomeLooked, Looked: record.Looked{State: jamsostek.CoverSelf, Until: civil.Month{Year: 2026, Month: 12}}},
	{Name: record.OutcomeLooked}, {Name: record.OutcomeWait, Until: time.Date(2026, 11, 23, 2, 15, 0, 0, time.UTC)}, {Name: record.OutcomeAnswered, Receipt: 17},
	{Name: record.OutcomeAsked, Request: 17, Helper: 17, Until: time.Date(2026, 11, 26, 2, 0, 0, 0, time.UTC)}, {Name: record.OutcomeClaimed, Receipt: 17},
	{Name: record.OutcomeCorrected}, {Name: record.OutcomeOpened, Case: 17, Until: time.Date(2026, 11, 23, 2, 15, 0, 0, time.UTC)},
	{Name: record.OutcomeRelayed, Case: 17}, {Name: record.OutcomeSame, Case: 17},
	{Name: "unheard of"},
}

// script plays a person who may do anything at any time.
type script struct {
	*rapid.T
	book   *dialogue.Book
	texts  *locales.Catalogue
	now    time.Time
	state  dialogue.State
	shown  []chat.Press
	before []chat.Press
	steps  int
}

// text draws something typed: mostly what people type, else anything at all.
func (s *script) text() string {
	switch rapid.IntRange(0, 9).Draw(s.T, "sort of text") {
	case 0:
		return rapid.String().Draw(s.T, "text")
	case 1:
		return strings.Repeat(rapid.SampledFrom(typed).Draw(s.T, "typed")+" ", rapid.IntRange(1, 300).Draw(s.T, "times"))
	case 2:
		return rapid.StringMatching(`[0-9]{16}|[0-9 .-]{10,30}`).Draw(s.T, "text")
	case 3:
		return rapid.SampledFrom([]string{"", "NIK saya ", "RT 3, "}).Draw(s.T, "before") + "6402065205859001"
	case 4:
		return strings.Repeat("a", rapid.IntRange(1, 5000).Draw(s.T, "letters"))
	}
	return rapid.SampledFrom(typed).Draw(s.T, "typed")
}

// tap draws a button: one on the screen, an older one, one made up.
func (s *script) tap() chat.Tap {
	press := chat.Press{}
	switch sort := rapid.IntRange(0, 5).Draw(s.T, "sort of tap"); {
	case sort < 3 && len(s.shown) > 0:
		press = rapid.SampledFrom(s.shown).Draw(s.T, "button")
	case sort == 3 && len(s.before) > 0:
		press = rapid.SampledFrom(s.before).Draw(s.T, "old button")
	case sort == 4:
		press, _ = chat.ParsePress(rapid.StringMatching(`[apor]:[0-9]{1,3}:(register|menu|x):(nik|village|confirm|x):(send|yes|none|-?[0-9]{1,3})`).Draw(s.T, "forged"))
	case sort == 5:
		flow := rapid.SampledFrom([]string{"register", "menu", "status", "language", "emergency", "officer", "iuran", "paid", "benefit", "estimate", "nowhere",
			"others", "claim", "end-help", "helper", "become", "assist", "people", "card", "data", "correct", "consents", "withdraw", "agree", "erase",
			"details", "documents", "case-talk", "case-settled"}).Draw(s.T, "flow")
		press = chat.Press{Kind: chat.PressOpen, Flow: flow, Value: rapid.SampledFrom([]string{"", "en", "death", "x", "JE-000017-4", "JE-000018-2.12", "JE-000017-4.12.jht", "JE-000019-0",
			"JE-000017-4-nik", "JE-000018-2-village", "JE-000017-4-x", "see-JE-000017-4", "copy-JE-000018-2", "on-JE-000017-4", "off-JE-000017-4", "-JE-000017-4", "fix",
			"8", "-8", "7K2P-9XQ0", "accident", "accident-0-3", "death-511-8", "death-99999-1", "settled:KS-000017-4", "5:KS-000017-4"}).Draw(s.T, "value")}
	}
	if rapid.IntRange(0, 9).Draw(s.T, "about a case") == 0 {
		press = record.CasePress(rapid.SampledFrom([]record.CaseAct{record.ActSettled, record.ActUnsettled, "3", "9", record.ActTake}).Draw(s.T, "act"), 17)
	}
	return chat.Tap{Query: "q", Press: press}
}

func (s *script) content() chat.Content {
	switch sort := rapid.IntRange(0, 20).Draw(s.T, "sort"); {
	case sort < 9:
		return chat.Text{Text: s.text()}
	case sort < 14:
		return s.tap()
	case sort == 14:
		return chat.Command{Name: rapid.SampledFrom(commands).Draw(s.T, "command"), Payload: rapid.SampledFrom(payloads).Draw(s.T, "payload")}
	case sort == 15:
		file := rapid.SampledFrom([]chat.File{{}, {ID: "tg:AgAC"}, {ID: "tg:BQAC", Name: "struk é 1.pdf", Type: "application/pdf", Size: 1 << 20}}).Draw(s.T, "file")
		return chat.Media{Kind: rapid.SampledFrom(kinds).Draw(s.T, "kind"), File: file}
	case sort == 16:
		return chat.Contact{Phone: rapid.SampledFrom([]string{"6281234567890", "+1 202 555 0100", "", "x"}).Draw(s.T, "phone"), Own: rapid.Bool().Draw(s.T, "own")}
	case sort == 17:
		return chat.Place{Latitude: rapid.Float64().Draw(s.T, "latitude")}
	case sort == 19:
		return chat.Edited{Text: s.text()}
	case sort == 18:
		return chat.Reach{Reachable: rapid.Bool().Draw(s.T, "reachable")}
	}
	return chat.Due{}
}

func (s *script) facts() record.Facts {
	facts := record.Facts{NIK: record.Registration(rapid.IntRange(0, 2).Draw(s.T, "registered"))}
	if facts.NIK == record.RegisteredByAsker {
		facts.NIKReceipt = 17
	}
	for i := range rapid.IntRange(0, 2).Draw(s.T, "applications") {
		state := rapid.SampledFrom(record.ApplicationStates).Draw(s.T, "state")
		facts.Applications = append(facts.Applications, record.Application{
			Receipt: record.Receipt(i + 17), Name: "Siti", State: state, Since: s.now, History: []record.Moved{{State: state, At: s.now}},
		})
	}
	for i := range rapid.IntRange(0, 3).Draw(s.T, "insured") {
		facts.Insured = append(facts.Insured, record.Insured{
			Receipt: record.Receipt(i + 17), Name: rapid.SampledFrom([]string{"Siti", "Udin", "<b>"}).Draw(s.T, "name"),
			Relation: rapid.SampledFrom([]record.Relation{"", record.RelationSelf, record.RelationHelper}).Draw(s.T, "relation"),
			Known:    s.known(), Decree: rapid.SampledFrom([]string{"", "12/2026"}).Draw(s.T, "decree"),
			Correct: rapid.SampledFrom(append([]record.Field{"", ""}, record.Fields...)).Draw(s.T, "correct"),
		})
	}
	s.rights(&facts)
	facts.Case = s.openCase()
	facts.Desk = record.Desk{Waiting: rapid.IntRange(0, 50).Draw(s.T, "waiting"), Officers: rapid.IntRange(0, 3).Draw(s.T, "officers")}
	return facts
}

// openCase draws a case that is open, or none.
func (s *script) openCase() record.Case {
	if rapid.Bool().Draw(s.T, "no case") {
		return record.Case{}
	}
	return record.Case{
		Number: 17, Chat: "tg:1", Urgent: rapid.Bool().Draw(s.T, "urgent"),
		Matter: rapid.SampledFrom(append([]record.Matter{record.MatterAccident, record.MatterDeath}, record.Matters...)).Draw(s.T, "matter"),
		State:  rapid.SampledFrom([]record.CaseState{record.CaseOpen, record.CaseTaken, record.CaseClosing}).Draw(s.T, "state of the case"),
	}
}

// known draws a standing, mostly one that can be.
func (s *script) known() jamsostek.Known {
	now := civil.DateOf(s.now).MonthOf()
	month := func(name string) civil.Month { return now.Add(rapid.IntRange(-15, 15).Draw(s.T, name)) }
	known := jamsostek.Known{
		Stage: rapid.SampledFrom(jamsostek.Stages).Draw(s.T, "stage"),
		Terms: jamsostek.Terms{
			Sector: rapid.SampledFrom([]jamsostek.Sector{"", jamsostek.Others, jamsostek.Transport}).Draw(s.T, "sector"),
			Income: rapid.Int64Range(-1, 30_000_000).Draw(s.T, "income"),
		},
	}
	for range rapid.IntRange(0, 3).Draw(s.T, "spans") {
		first := month("first")
		known.Spans = append(known.Spans, jamsostek.Span{
			Sponsor: rapid.SampledFrom(jamsostek.Sponsors).Draw(s.T, "sponsor"), First: first, Last: first.Add(rapid.IntRange(0, 12).Draw(s.T, "months")),
			State: rapid.SampledFrom([]jamsostek.SpanState{jamsostek.SpanListed, jamsostek.SpanActive, jamsostek.SpanRefused}).Draw(s.T, "span"),
		})
	}
	for range rapid.IntRange(0, 4).Draw(s.T, "paid") {
		known.Paid = append(known.Paid, jamsostek.Paid{Month: month("month"), Confirmed: rapid.Bool().Draw(s.T, "confirmed")})
	}
	if rapid.IntRange(0, 3).Draw(s.T, "left") == 0 {
		known.Left, known.LeftOn = rapid.SampledFrom(jamsostek.Leavings).Draw(s.T, "leaving"), month("left on").First()
	}
	if rapid.Bool().Draw(s.T, "data") {
		known.AsOf = civil.DateOf(s.now)
	}
	return known
}

// pauses are what lies between two messages of one person.
var pauses = []time.Duration{0, time.Second, time.Minute, time.Minute, time.Hour, 25 * time.Hour, 31 * 24 * time.Hour}

// step lets one thing happen, and holds the turn against everything that must always hold.
func (s *script) step() {
	s.steps++
	s.now = s.now.Add(rapid.SampledFrom(pauses).Draw(s.T, "pause"))
	content := s.content()
	event := dialogue.Event{
		In:  chat.Incoming{Key: fmt.Sprint("tg:", s.steps), Chat: "tg:1", From: chat.Person{ID: "tg:1"}, At: s.now, Content: content},
		Now: s.now,
	}
	turn := s.book.Advance(s.state, event)
	if !turn.Wants.IsZero() {
		facts := s.facts()
		event.Facts = &facts
		if turn = s.book.Advance(s.state, event); !turn.Wants.IsZero() {
			s.Fatalf("it wants %+v after it was told", turn.Wants)
		}
	}
	if again := s.book.Advance(s.state, event); !reflect.DeepEqual(again.State, turn.State) || !reflect.DeepEqual(again.Words, turn.Words) {
		s.Fatalf("the same message leads to another turn")
	}
	s.says(content, turn)
	if len(turn.Effects) > 0 {
		turn = turn.Conclude(rapid.SampledFrom(outcomes).Draw(s.T, "outcome"))
		s.says(content, turn)
	}
	s.keep(turn.State)
	s.before = append(s.before, s.shown...)
	s.shown = nil
	for _, words := range turn.Words {
		for _, option := range words.Options {
			s.shown = append(s.shown, option.Press)
		}
	}
}

// identityNumber is sixteen digits in the clear.
var identityNumber = regexp.MustCompile(`\d{4}[ .-]?\d{4}[ .-]?\d{4}[ .-]?\d{4}`)

// says holds what is said against the rules: a person is never left without a word, every word can be written, no number leaks.
func (s *script) says(content chat.Content, turn dialogue.Turn) {
	if len(turn.Words) == 0 && turn.Notice.IsZero() && len(turn.Effects) == 0 {
		switch content.(type) {
		case chat.Due, chat.Reach:
		default:
			s.Fatalf("%+v is left without a word", content)
		}
	}
	for _, lang := range s.texts.Languages() {
		s.write(lang, turn.Notice)
		for _, words := range turn.Words {
			text := s.write(lang, chat.MessageWith(words.Key, words.Args))
			if number := identityNumber.FindString(text); number != "" && words.Key != "register.nik.help" {
				s.Fatalf("%s shows the number %s", words.Key, number)
			}
			if strings.TrimSpace(text) == "" {
				s.Fatalf("%s is empty in %s", words.Key, lang)
			}
			s.shows(lang, words, text)
			if picture := words.Picture; picture != nil {
				text := s.write(lang, chat.Lines(append(picture.Lines, picture.Title, picture.Big)...))
				if identityNumber.MatchString(text) || strings.Contains(text, "\n\n") {
					s.Fatalf("the card of %s shows a number, or an empty line: %s", words.Key, text)
				}
			}
			for _, option := range words.Options {
				if s.write(lang, option.Label) == "" {
					s.Fatalf("a button of %s has no label in %s", words.Key, lang)
				}
				if n := len(option.Press.String()); n > chat.PressLimit || n == 0 {
					s.Fatalf("a button of %s carries %d bytes", words.Key, n)
				}
			}
		}
	}
}

func (s *script) write(lang string, arg chat.Arg) string {
	if arg.IsZero() {
		return ""
	}
	text, err := s.texts.Arg(lang, arg, nil)
	if err != nil {
		s.Fatal(err)
	}
	return text
}

// keep puts the state through JSON, and holds it against what a state must be.
func (s *script) keep(state dialogue.State) {
	text, err := json.Marshal(state)
	if err != nil {
		s.Fatal(err)
	}
	if len(text) > largest {
		s.Fatalf("the state takes %d bytes: %s", len(text), text)
	}
	var kept dialogue.State
	if err := json.Unmarshal(text, &kept); err != nil {
		s.Fatal(err)
	}
	if again, err := json.Marshal(kept); err != nil || string(again) != string(text) {
		s.Fatalf("the state comes back changed, %v:\n%s\n%s", err, text, again)
	}
	switch {
	case kept.Count < s.state.Count:
		s.Fatalf("the count went from %d back to %d", s.state.Count, kept.Count)
	case kept.Talk != nil && kept.Talk.Asked == "":
		s.Fatalf("a talk is under way and asks nothing: %s", text)
	case kept.Talk != nil && kept.Talk.Count > kept.Count:
		s.Fatalf("the question on the screen has a number to come: %s", text)
	case kept.Talk == nil && len(kept.Aside) > 0:
		s.Fatalf("talks lie aside though none is under way: %s", text)
	case len(kept.Aside) > 3:
		s.Fatalf("%d talks lie aside", len(kept.Aside))
	}
	s.state = kept
}

// everything is the rule that whatever a person does in whatever order, the machine keeps its promises.
func everything(t testing.TB) func(*rapid.T) {
	b, texts := book(t)
	return func(r *rapid.T) {
		s := &script{T: r, book: b, texts: texts, now: time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)}
		for range rapid.IntRange(1, 60).Draw(r, "steps") {
			s.step()
		}
	}
}

func TestWhateverAPersonDoes(t *testing.T) { rapid.Check(t, everything(t)) }

func FuzzAdvance(f *testing.F) { f.Fuzz(rapid.MakeFuzz(everything(f))) }

func TestWhateverAPersonDoesDeepInARegistration(t *testing.T) {
	b, texts := book(t)
	rapid.Check(t, func(r *rapid.T) {
		s := &script{T: r, book: b, texts: texts, now: time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)}
		for i := range rapid.IntRange(0, len(register)).Draw(r, "answered") {
			s.now = s.now.Add(time.Minute)
			s.keep(b.Advance(s.state, said(s.now, i)).State)
		}
		for range rapid.IntRange(1, 30).Draw(r, "steps") {
			s.step()
		}
	})
}

// register is a registration from its command to its summary.
var register = []string{
	"daftar", "setuju", "6402065205859001", "Siti", "12 Mei 1985", "Tenggarong", "Maluhu", "3/1", "Jl. Pesut", "0812 3456 7890", "sendiri",
	"petani", "sawah di Maluhu", "1,5jt", "belum", "bukan",
}

// said is the i-th message of a registration.
func said(at time.Time, i int) dialogue.Event {
	return dialogue.Event{
		In:  chat.Incoming{Key: fmt.Sprint("tg:", i), Chat: "tg:1", From: chat.Person{ID: "tg:1"}, At: at, Content: chat.Text{Text: register[i]}},
		Now: at, Facts: &record.Facts{},
	}
}

// registered is the state after the first n messages of a registration.
func registered(t testing.TB, b *dialogue.Book, n int) dialogue.State {
	t.Helper()
	var state dialogue.State
	now := time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	for i := range n {
		now = now.Add(time.Minute)
		state = b.Advance(state, said(now, i)).State
	}
	return state
}

func TestRegistrationComesToItsSummary(t *testing.T) {
	b, _ := book(t)
	state := registered(t, b, len(register))
	if state.Talk == nil || state.Talk.Asked != "confirm" {
		t.Fatalf("after %d messages it stands at %+v", len(register), state.Talk)
	}
}

func TestNoTwoReadersShareABook(t *testing.T) {
	b, _ := book(t)
	state := registered(t, b, 5)
	done := make(chan dialogue.Turn)
	for range 4 {
		go func() {
			for range 50 {
				b.Advance(state, said(time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC), 5))
			}
			done <- b.Advance(state, said(time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC), 5))
		}()
	}
	for range 4 {
		if turn := <-done; turn.State.Talk.Asked != "village" {
			t.Errorf("it stands at %s", turn.State.Talk.Asked)
		}
	}
}

func BenchmarkAdvance(b *testing.B) {
	book, _ := book(b)
	state := registered(b, book, 3)
	event := said(time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC), 3)
	b.ReportAllocs()
	for b.Loop() {
		if turn := book.Advance(state, event); turn.State.Talk.Asked != "birth" {
			b.Fatal("the name was not understood")
		}
	}
}

func BenchmarkWalk(b *testing.B) {
	book, _ := book(b)
	for b.Loop() {
		if _, found := book.Walk(time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)); len(found) > 0 {
			b.Fatal(found)
		}
	}
}
