package input_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/programme"
	"jagaetam/internal/record"
	"jagaetam/internal/region"
	"jagaetam/locales"
)

// today is the day on which the tests are answered.
var today = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// asking leads one question with the input, after the answers that are given before it, in the texts of the service. A text is read
// as the service reads it: a doubt, a complaint and the several it may mean are seen in what is asked next.
type asking struct {
	accept  dialogue.Input
	answers map[string]string
}

// read makes what the input makes of a content, by the way of a talk: only a book can hand it the texts.
func (a asking) read(t testing.TB, content chat.Content, facts record.Facts) dialogue.Reading {
	t.Helper()
	var read dialogue.Reading
	probe := probe{Input: a.accept, content: content, read: &read}
	book := dialogue.New(
		dialogue.Setting{Zone: time.UTC, Texts: dialogue.Texts{Catalogue: texts(t)}, Home: "probe", Nudge: func(t time.Time) time.Time { return t }},
		dialogue.Flow{
			ID: "probe",
			Begin: func(c dialogue.Context) dialogue.Answers {
				given := dialogue.Answers{}
				for name, value := range a.answers {
					given[name] = dialogue.Answer{Value: value}
				}
				return given
			},
			Steps: []dialogue.Step{{ID: "probe", Ask: "menu", Accept: probe, Next: dialogue.End("menu")}},
		},
	)
	open := chat.Tap{Query: "q", Press: chat.Press{Kind: chat.PressOpen, Flow: "probe"}}
	turn := book.Advance(dialogue.State{}, dialogue.Event{In: chat.Incoming{Key: "1", At: today, Content: open}, Now: today})
	later := today.Add(time.Minute)
	book.Advance(turn.State, dialogue.Event{In: chat.Incoming{Key: "2", At: later, Content: chat.Place{}}, Now: later, Facts: &facts})
	return read
}

// probe reads its own content whatever arrives, and keeps what came of it.
type probe struct {
	dialogue.Input
	content chat.Content
	read    *dialogue.Reading
}

func (p probe) Read(c dialogue.Context, _ chat.Content) dialogue.Reading {
	*p.read = p.Input.Read(c, p.content)
	return *p.read
}

// loaded are the texts of the service, read once for all tests.
var loaded = sync.OnceValues(func() (*locales.Catalogue, error) { return locales.Load(programme.Default().Globals()) })

func texts(t testing.TB) *locales.Catalogue {
	t.Helper()
	catalogue, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue
}

func kukar(t testing.TB) *region.Region {
	t.Helper()
	r, err := region.Load(programme.Default().RegencyCode)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// outline is a reading in one word: its value, with "?" and the key of its doubt, and "#" and its flags; "!" and the key of its
// complaint; "|" and the choices it may mean; "none".
func outline(r dialogue.Reading) string {
	out := "none"
	switch {
	case r.Complaint != nil:
		out = "!" + r.Complaint.Key
	case len(r.Among) > 0:
		out = fmt.Sprint("|", r.Among)
	case r.Value != "":
		out = r.Value
	}
	if r.Doubt != nil {
		out += " ?" + r.Doubt.Key
	}
	for _, flag := range r.Flags {
		out += " #" + flag
	}
	return out
}

// whole fails unless a reading is exactly one of value, complaint, several choices and none, and everything it says can be written.
func whole(t testing.TB, catalogue *locales.Catalogue, what any, r dialogue.Reading) {
	t.Helper()
	parts := 0
	for _, set := range []bool{r.Value != "", r.Complaint != nil, len(r.Among) > 0} {
		if set {
			parts++
		}
	}
	if parts > 1 || (parts == 0) != r.None() || r.Doubt != nil && r.Value == "" || len(r.Among) == 1 {
		t.Errorf("%q gives the reading %+v", what, r)
	}
	for _, say := range []*dialogue.Say{r.Doubt, r.Complaint} {
		if say == nil {
			continue
		}
		for _, lang := range catalogue.Languages() {
			if _, err := catalogue.Arg(lang, chat.MessageWith(say.Key, say.Args), nil); err != nil {
				t.Errorf("%q: %v", what, err)
			}
		}
	}
}

// reads holds an input against a table of texts and outlines.
func (a asking) reads(t *testing.T, table map[string]string) {
	t.Helper()
	catalogue := texts(t)
	for text, want := range table {
		r := a.read(t, chat.Text{Text: text}, record.Facts{})
		whole(t, catalogue, text, r)
		if got := outline(r); got != want {
			t.Errorf("%q reads as %s, not %s", text, got, want)
		}
	}
}

// fuzz lets anything be typed to an input.
func (a asking) fuzz(f *testing.F, seeds ...string) {
	for _, seed := range append(seeds, "", " ", "🙂", "\xff", "6402065205859001", "ya", "1") {
		f.Add(seed)
	}
	catalogue := texts(f)
	f.Fuzz(func(t *testing.T, text string) {
		r := a.read(t, chat.Text{Text: text}, record.Facts{})
		if r.None() {
			t.Errorf("%q is left without a reading", text)
		}
		whole(t, catalogue, text, r)
		if r.Value != "" {
			shown := a.accept.Show(dialogue.Context{}, r.Value)
			for _, lang := range catalogue.Languages() {
				if _, err := catalogue.Arg(lang, shown, nil); err != nil || shown.IsZero() {
					t.Errorf("%q is shown as %+v, %v", text, shown, err)
				}
			}
		}
	})
}
