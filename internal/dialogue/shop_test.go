package dialogue_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// wita is the zone of the tests' programme.
var wita = time.FixedZone("WITA", 8*60*60)

// noon is when the tests begin: noon by the programme's clock, told by another.
var noon = time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC)

// morning puts off reminders to eight in the morning.
func morning(t time.Time) time.Time {
	t = t.In(wita)
	if t.Hour() >= 8 {
		return t
	}
	return time.Date(t.Year(), t.Month(), t.Day(), 8, 0, 0, 0, wita)
}

const shopWords = machine + `
words.unread: Belum terbaca. / We cannot read that.
words.sure: {Value}, benar? / {Value}, right?
choice.unread: Pilih satu. / Choose one.
open.menu: Menu / Menu
open.order: Pesan / Order
open.visit: Kunjungan / Visit
open.letter: Surat / Letter
open.gift: Hadiah / Gift
open.about: Tentang kami / About us
open.news: Kabar / News
open.tongue: Bahasa / Language
open.help: Bantuan / Help
menu: Silakan pilih. / Please choose.
about: Kami toko kecil. / We are a small shop.
news: Ada {Count} kabar. / There are {Count} news.
tongue: Pilih bahasa. / Choose a language.
tongue.set: Baik. / Fine.
help: Ketik menu. / Type menu.
order.sort: Apa? / What?
order.sort.tea: Teh / Tea
order.sort.cakes: Kue / Cakes
order.sort.nothing: Tidak jadi pesan / Nothing after all
order.name: Nama? / Name?
order.name.help: Nama panggilan. / What they call you.
order.name.noted: Tercatat: {Value} / Noted: {Value}
order.district: Di mana? / Where?
order.street: Jalan apa di {District}? / Which street in {District}?
order.number: Nomor kartu? / Card number?
order.taken: Kartu orang lain. Lanjut? / Another's card. Go on?
order.taken.stop: Berhenti saja / Let it be
order.taken.on: Teruskan / Go on
order.phone: Nomor HP? / Phone number?
order.confirm: {Name}, {District}. Kirim? / {Name}, {District}. Send?
order.confirm.send: Kirim / Send it
order.confirm.change: Ubah isian / Change something
order.field: Ubah apa? / Change what?
order.field.name: Nama / The name
order.field.district: Daerah / The district
order.field.number: Nomor / The number
order.none: Baik, tidak jadi. / Nothing then.
order.done: Terkirim {Receipt}. / Sent {Receipt}.
order.raised: Kami periksa. / We look into it.
order.own: Sudah pernah. / You did already.
order.stopped: Berhenti. / Stopped.
visit.day: Hari apa? / Which day?
visit.hour: Jam berapa? / What time?
visit.done: Sampai jumpa. / See you.
letter.text: Isi surat? / What does it say?
letter.done: Surat dikirim. / The letter is sent.
gift.what: Hadiah apa? / Which gift?
gift.done: Hadiah dikirim. / The gift is sent.
`

var shopTexts = catalogue(shopWords)

// districts are so many that they need three pages.
var districts = []string{
	"Anggana", "Kembang Janggut", "Kenohan", "Kota Bangun", "Kota Bangun Darat", "Loa Janan", "Loa Kulu", "Marang Kayu", "Muara Badak",
	"Muara Jawa", "Muara Kaman", "Muara Muntai", "Muara Wis", "Samboja", "Samboja Barat", "Sanga-Sanga", "Sebulu", "Tabang", "Tenggarong",
}

func shopSetting() dialogue.Setting {
	return dialogue.Setting{Zone: wita, Texts: dialogue.Texts{Catalogue: shopTexts}, Home: "menu", Nudge: morning}
}

// shop is a small service with everything that a flow can have.
func shop() *dialogue.Book { return dialogue.New(shopSetting(), shopFlows()...) }

func shopFlows() []dialogue.Flow {
	return []dialogue.Flow{
		order(), visit(), oneQuestion("letter", "text"), oneQuestion("gift", "what"), menu(), about(), news(), tongue(), help(),
	}
}

func order() dialogue.Flow {
	return dialogue.Flow{
		ID: "order",
		Open: append(append(dialogue.Commands("pesan"), dialogue.Intents(reading.Register)...),
			dialogue.Opening{Start: "from-"}),
		Begin: func(c dialogue.Context) dialogue.Answers {
			if c.Payload == "" {
				return dialogue.Answers{}
			}
			return dialogue.Answers{"district": {Value: c.Payload, At: c.Now}}
		},
		Steps: []dialogue.Step{
			{ID: "sort", Ask: "order.sort", Accept: choose("order.sort", "tea", "cakes", "nothing"),
				Next: dialogue.Routes(dialogue.On("nothing", dialogue.End("order.none", "visit", "menu")), dialogue.To("name"))},
			{ID: "name", Ask: "order.name", Accept: words{}, Noted: "order.name.noted", Keeps: []reading.Intent{reading.Officer},
				Next: dialogue.To("district")},
			{ID: "district", Ask: "order.district", Accept: listOf(districts...), Forgets: []string{"street"}, Next: dialogue.To("street")},
			{ID: "street", Ask: "order.street", Args: orderArgs, Accept: words{}, Next: dialogue.To("number")},
			{ID: "number", Ask: "order.number", Accept: number{}, Secret: true,
				Next: dialogue.Routes(dialogue.OnFlag("taken", dialogue.To("taken")), dialogue.To("phone"))},
			{ID: "taken", Ask: "order.taken", Accept: choose("order.taken", "stop", "on"),
				Next: dialogue.Routes(dialogue.On("stop", dialogue.End("order.stopped", "menu")), dialogue.On("on", dialogue.Perform("anyway")))},
			{ID: "phone", Ask: "order.phone", Accept: shared{}, Next: dialogue.To("confirm")},
			{ID: "confirm", Ask: "order.confirm", Args: orderArgs, Accept: choose("order.confirm", "send", "change"),
				Next: dialogue.Routes(dialogue.On("send", dialogue.Perform("send")), dialogue.To("field"))},
			{ID: "field", Ask: "order.field", Accept: choose("order.field", "name", "district", "number"), Next: dialogue.Redo("confirm", "field")},
		},
		Finishes: map[string]dialogue.Finish{"send": {
			Effects: func(c dialogue.Context) []record.Effect { return []record.Effect{sent{Run: c.Run}.effect(c)} },
			Outcomes: map[record.OutcomeName]dialogue.Next{
				record.OutcomeFiled: dialogue.End("order.done", "visit", "menu"),
				record.OutcomeOwn:   dialogue.End("order.own", "menu"),
				record.OutcomeTaken: dialogue.Flag("number", "taken"),
			},
		}, "anyway": {
			Effects:  func(c dialogue.Context) []record.Effect { return []record.Effect{sent{Run: c.Run}.effect(c)} },
			Outcomes: map[record.OutcomeName]dialogue.Next{record.OutcomeRaised: dialogue.End("order.raised", "menu")},
		}},
		Args: func(_ dialogue.Context, outcome record.Outcome) chat.Args {
			return chat.Args{"Receipt": chat.Literal(outcome.Receipt.String())}
		},
	}
}

func orderArgs(c dialogue.Context) chat.Args {
	return chat.Args{"Name": chat.Literal(c.Value("name")), "District": chat.Literal(c.Value("district"))}
}

// sent is what the tests' flows have performed: the answers, under the name of the run, in an effect that exists.
type sent struct{ Run string }

func (s sent) effect(c dialogue.Context) record.Effect {
	return record.SetLanguage{By: c.Person, Language: s.Run + " " + valuesOf(c.Answers)}
}

// valuesOf writes answers out in the order of their names.
func valuesOf(answers dialogue.Answers) string {
	var all []string
	for name, answer := range answers {
		all = append(all, name+"="+answer.Value)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

func visit() dialogue.Flow {
	return dialogue.Flow{
		ID: "visit", Open: dialogue.Commands("kunjung"),
		Steps: []dialogue.Step{
			{ID: "day", Ask: "visit.day", Accept: words{}, Next: dialogue.To("hour")},
			{ID: "hour", Ask: "visit.hour", Accept: words{}, Next: dialogue.End("visit.done", "menu")},
		},
	}
}

func oneQuestion(flow, step string) dialogue.Flow {
	return dialogue.Flow{
		ID: flow, Open: dialogue.Commands(flow),
		Steps: []dialogue.Step{{ID: step, Ask: flow + "." + step, Accept: words{}, Next: dialogue.End(flow+".done", "menu")}},
	}
}

func opening(flow, value string) chat.Option {
	return chat.Option{Label: chat.Message("open." + flow), Press: chat.Press{Kind: chat.PressOpen, Flow: flow, Value: value}}
}

func menu() dialogue.Flow {
	return dialogue.Flow{
		ID: "menu", Open: append(dialogue.Commands("start", "menu"), dialogue.Intents(reading.Menu, reading.Greeting)...), Says: []string{"menu"},
		Tell: func(dialogue.Context) dialogue.Told {
			return dialogue.Told{Words: []chat.Words{{Key: "menu", Options: []chat.Option{opening("order", ""), opening("visit", ""), opening("about", "")}}}}
		},
	}
}

func about() dialogue.Flow {
	return dialogue.Flow{
		ID: "about", Open: append(dialogue.Commands("tentang"), dialogue.Intents(reading.Officer)...), Says: []string{"about"},
		Tell: func(dialogue.Context) dialogue.Told { return dialogue.Told{Words: []chat.Words{{Key: "about"}}} },
	}
}

func news() dialogue.Flow {
	return dialogue.Flow{
		ID: "news", Open: append(dialogue.Commands("kabar"), dialogue.Intents(reading.Status)...), Says: []string{"news"}, Facts: func(dialogue.Context) record.Query { return record.Query{Applications: true} },
		Tell: func(c dialogue.Context) dialogue.Told {
			args := chat.Args{"Count": chat.Literal(fmt.Sprint(len(c.Facts.Applications)))}
			return dialogue.Told{Words: []chat.Words{{Key: "news", Args: args, Options: []chat.Option{opening("menu", ""), opening("about", "")}}}}
		},
	}
}

func tongue() dialogue.Flow {
	return dialogue.Flow{
		ID: "tongue", Open: append(dialogue.Commands("bahasa"), dialogue.Opening{Command: "english", Payload: "en"}), Says: []string{"tongue", "tongue.set"},
		Tell: func(c dialogue.Context) dialogue.Told {
			return dialogue.Told{
				Words: []chat.Words{{Key: "tongue.set"}}, Language: c.Payload,
				Effects: []record.Effect{record.SetLanguage{By: c.Person, Language: c.Payload}},
			}
		},
	}
}

func help() dialogue.Flow {
	return dialogue.Flow{
		ID: "help", Open: append(dialogue.Commands("bantuan"), dialogue.Intents(reading.Help)...), Says: []string{"help"},
		Tell: func(c dialogue.Context) dialogue.Told {
			if c.Help != "" {
				return dialogue.Told{Words: []chat.Words{{Key: c.Help}}}
			}
			return dialogue.Told{Words: []chat.Words{{Key: "help"}}}
		},
	}
}
