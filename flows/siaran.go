package flows

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/input"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// mostTitle is how many characters the title of a broadcast may have: it stands on buttons.
const mostTitle = 60

// siaranOpens are the flows whose buttons may stand under a broadcast.
var siaranOpens = []string{"status", "iuran", "lanjut", "paid", "benefit", "register", "estimate", "emergency", "officer"}

// changeable parts of a broadcast, in the order of the buttons under its summary.
var siaranParts = []string{"audience", "title", "text", "photo", "opens", "start", "english"}

// siaran has an officer write a broadcast: who it is for, what it is about, the text. All else has a default and is asked only where he wants
// another. It is opened with the number of a broadcast that he wants to change, and then begins with its summary.
func siaran(s Setting) dialogue.Flow {
	choice := input.ChoiceOf
	return dialogue.Flow{
		ID:   "siaran",
		Open: dialogue.Commands("siaran", "broadcast"),
		Facts: func(c dialogue.Context) record.Query {
			return record.Query{Officer: true, Broadcast: broadcastOf(c.Payload)}
		},
		May:   mayWrite,
		Begin: s.writtenBefore,
		Says:  append([]string{"unforeseen.command", "siaran.gone", "siaran.begun", "siaran.look.withdraws"}, audienceKeys...),
		Tries: writingTries,
		Steps: append([]dialogue.Step{
			{ID: "audience", Ask: "siaran.audience", Args: s.chosen, Accept: choice("siaran.audience", slices.Concat([]string{"go"}, siaranFilters, []string{"clear"})...),
				Keeps: []reading.Intent{reading.Language},
				Next: dialogue.Routes(
					dialogue.On("go", dialogue.To("title")),
					dialogue.On("clear", dialogue.Redo(append([]string{"audience"}, siaranFilters...)...)),
					dialogue.Redo("audience"))},
			{ID: "title", Ask: "siaran.title", Accept: input.Text{Key: "siaran.title.unread", Min: 3, Max: mostTitle, Says: true}, Keeps: anyWords, Next: dialogue.To("text")},
			{ID: "text", Ask: "siaran.text", Args: variables, Accept: s.wording(""), Keeps: anyWords, Next: dialogue.To("look")},
			{ID: "look", Ask: "siaran.look", Args: s.look, Accept: choice("siaran.look", append([]string{"save"}, siaranParts...)...).YesNo("save", ""),
				Next: dialogue.Routes(dialogue.On("save", dialogue.Perform("write")), dialogue.Redo("look"))},
			{ID: "photo", Ask: "siaran.photo", Accept: captioned{s: s}},
			{ID: "opens", Ask: "siaran.opens", Accept: input.Several{Of: choice("open", siaranOpens...)}, Keeps: anyWords},
			{ID: "start", Ask: "siaran.start", Args: s.sendingTimes, Accept: input.Start{Next: s.Programme.NextSending}},
			{ID: "english", Ask: "siaran.english", Args: variables, Accept: s.wording("siaran.english.none"), Keeps: anyWords},
		}, s.filterSteps()...),
		Finishes: map[string]dialogue.Finish{"write": {Effects: s.writeBroadcast, Outcomes: map[record.OutcomeName]dialogue.Next{
			record.OutcomeBegun: dialogue.Routes(
				dialogue.If("changed", changesBroadcast, dialogue.End("siaran.changed", "siaran-daftar")),
				dialogue.End("siaran.saved", "siaran-daftar")),
			record.OutcomeNotAllowed: dialogue.End("not-allowed", "office"),
			record.OutcomeNoMatch:    dialogue.End("siaran.gone", "siaran-daftar"),
			record.OutcomeRefused:    dialogue.End("siaran.begun", "siaran-daftar"),
		}}},
		Args: func(c dialogue.Context, outcome record.Outcome) chat.Args {
			return chat.Args{"Number": chat.Literal(cmp.Or(outcome.Broadcast, broadcastOf(c.Payload)).String())}
		},
	}
}

// anyWords are those that mean something elsewhere, and in a broadcast nothing but what they say.
var anyWords = []reading.Intent{
	reading.Accident, reading.Death, reading.Help, reading.Officer, reading.Greeting, reading.Thanks, reading.Status, reading.Register,
	reading.Language, reading.Privacy, reading.Data, reading.Correct, reading.Consents, reading.Delete, reading.Others, reading.Helper,
	reading.Assist, reading.People, reading.Claim, reading.Pay, reading.Paid, reading.Benefit, reading.GoOn, reading.Onward, reading.Spare,
	reading.Genuine, reading.Suspect,
}

// broadcastOf is the number of the broadcast that a payload begins with; 0 where it is none.
func broadcastOf(payload string) record.BroadcastNumber {
	number, _, _ := strings.Cut(payload, ".")
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n < 1 || strconv.FormatInt(n, 10) != number {
		return 0
	}
	return record.BroadcastNumber(n)
}

func changesBroadcast(c dialogue.Context) bool { return broadcastOf(c.Payload) != 0 }

// broadcastersOnly lets officers who may write broadcasts, and says the message to all others.
func broadcastersOnly(c dialogue.Context) string {
	if o := c.Facts.Officer; !o.MayBroadcast(record.Broadcast{Audience: record.Audience{Districts: o.Districts}}) {
		return "unforeseen.command"
	}
	return ""
}

// mayWrite lets an officer write a new broadcast, or change one that has not begun.
func mayWrite(c dialogue.Context) string {
	switch b := c.Facts.Broadcast; {
	case broadcastersOnly(c) != "":
		return broadcastersOnly(c)
	case c.Payload != "" && (broadcastOf(c.Payload) == 0 || b.Number != broadcastOf(c.Payload)):
		return "siaran.gone"
	case !b.BeganAt.IsZero() || b.IsOver():
		return "siaran.begun"
	}
	return ""
}

// wording is a text to everybody, held against what the office lets be said. With a label there may be none.
func (s Setting) wording(without string) input.Wording {
	return input.Wording{
		Wrong: func(c dialogue.Context, text string) []chat.Arg { return s.wrongWith(text, pictured(c)) },
		Says:  []string{"broadcast.wrong.empty", "broadcast.wrong.variable", "broadcast.wrong.link", "broadcast.wrong.long"},
		Key:   "siaran.text.wrong", Without: without,
		Sample: "Yth. Bapak/Ibu {nama},\niuran bulan ini {jumlah}. Terima kasih 🙂",
	}
}

func (s Setting) wrongWith(text string, photo bool) []chat.Arg {
	return record.CheckBroadcastText(text, photo, s.Programme.Broadcast.Links)
}

func pictured(c dialogue.Context) bool { return c.Has("photo") && c.Value("photo") != input.NoPhoto }

// captioned is a picture, under which only shorter texts fit.
type captioned struct {
	input.Photo
	s Setting
}

// Read takes a picture where the texts fit under it.
func (p captioned) Read(c dialogue.Context, content chat.Content) dialogue.Reading {
	read := p.Photo.Read(c, content)
	if read.Value == "" || read.Value == input.NoPhoto {
		return read
	}
	wrong := p.s.wrongWith(c.Value("text"), true)
	if english := textOf(c, "english"); english != "" {
		wrong = append(wrong, p.s.wrongWith(english, true)...)
	}
	if len(wrong) > 0 {
		return dialogue.Complain("siaran.photo.long", chat.Args{"Wrong": chat.Lines(wrong...)})
	}
	return read
}

// Messages are those of a picture, and that a text is too long for it.
func (p captioned) Messages() []string { return append(p.Photo.Messages(), "siaran.photo.long") }

// textOf is an answer in words, empty where there is to be none.
func textOf(c dialogue.Context, step string) string {
	if c.Value(step) == input.NoWording {
		return ""
	}
	return c.Value(step)
}

// writeBroadcast keeps what was answered.
func (s Setting) writeBroadcast(c dialogue.Context) []record.Effect {
	return []record.Effect{record.WriteBroadcast{Run: c.Run, By: c.Person, At: c.Now, Number: broadcastOf(c.Payload), Broadcast: s.answeredBroadcast(c)}}
}

// answeredBroadcast puts the answers together.
func (s Setting) answeredBroadcast(c dialogue.Context) record.Broadcast {
	b := record.Broadcast{
		Audience: s.answeredAudience(c), Title: c.Value("title"), Texts: map[string]string{"id": c.Value("text")},
		Opens: input.SeveralOf(c.Value("opens")), StartAt: input.StartOf(c.Value("start"), s.Programme.Zone()),
	}
	if english := textOf(c, "english"); english != "" {
		b.Texts["en"] = english
	}
	if pictured(c) {
		b.Photo = c.Value("photo")
	}
	return b
}

// writtenBefore gives the answers of a broadcast that is to be changed. Whoever works for some districts begins with those.
func (s Setting) writtenBefore(c dialogue.Context) dialogue.Answers {
	b := c.Facts.Broadcast
	if b.Number == 0 {
		return given(c, map[string]string{"districts": strings.Join(c.Facts.Officer.Districts, " ")})
	}
	values := s.audienceAnswers(b.Audience)
	values["audience"], values["title"], values["text"], values["english"] = "go", b.Title, b.Texts["id"], b.Texts["en"]
	values["photo"], values["opens"], values["start"] = b.Photo, strings.Join(b.Opens, " "), input.ValueOfStart(b.StartAt, s.Programme.Zone())
	return given(c, values)
}

// given are answers that the flow begins with; empty ones are none.
func given(c dialogue.Context, values map[string]string) dialogue.Answers {
	answers := dialogue.Answers{}
	for step, value := range values {
		if value != "" {
			answers[step] = dialogue.Answer{Value: value, At: c.Now, Given: true}
		}
	}
	return answers
}

// look is everything that is to be kept, to look at once more.
func (s Setting) look(c dialogue.Context) chat.Args {
	b := s.answeredBroadcast(c)
	args := s.broadcastArgs(c, b)
	args["Text"] = chat.Literal(beginning(b.Texts["id"]))
	if state := c.Facts.Broadcast.State; state == record.BroadcastSubmitted || state == record.BroadcastScheduled {
		args["Extras"] = chat.Lines(args["Extras"], chat.Message("siaran.look.withdraws"))
	}
	return args
}

// mostShown is how many characters of a text are shown beside everything else; in full it comes with the preview.
const mostShown = 600

func beginning(text string) string {
	if runes := []rune(text); len(runes) > mostShown {
		return string(runes[:mostShown]) + " …"
	}
	return text
}

// broadcastArgs are what a broadcast is besides its text.
func (s Setting) broadcastArgs(c dialogue.Context, b record.Broadcast) chat.Args {
	extras := []chat.Arg{chat.MessageWith("siaran.look.starts", chat.Args{"When": input.Start{}.Show(c, input.ValueOfStart(b.StartAt, s.Programme.Zone()))})}
	if b.Photo != "" {
		extras = append(extras, chat.Message("siaran.look.pictured"))
	}
	if len(b.Opens) > 0 {
		shown := input.Several{Of: input.ChoiceOf("open", siaranOpens...)}.Show(c, strings.Join(b.Opens, " "))
		extras = append(extras, chat.MessageWith("siaran.look.buttons", chat.Args{"Buttons": shown}))
	}
	if b.Texts["en"] != "" {
		extras = append(extras, chat.MessageWith("siaran.look.translated", chat.Args{"Text": chat.Literal(beginning(b.Texts["en"]))}))
	}
	return chat.Args{"Title": chat.Literal(b.Title), "Audience": s.audienceLines(c, b.Audience), "Extras": chat.Lines(extras...)}
}

// variables name what a text can have put in.
func variables(dialogue.Context) chat.Args {
	var names []string
	for _, variable := range record.Variables {
		names = append(names, "{"+string(variable)+"}")
	}
	return chat.Args{"Variables": chat.Literal(strings.Join(names, " "))}
}

func (s Setting) sendingTimes(dialogue.Context) chat.Args {
	sending := s.Programme.Sending
	return chat.Args{"From": chat.Literal(sending.From.String()), "To": chat.Literal(sending.To.String()), "Zone": chat.Literal(s.Programme.ZoneName)}
}
