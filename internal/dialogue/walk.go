package dialogue

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
)

// Path is one way through a flow, from its opening to an end.
type Path struct {
	Flow string
	// Steps are the questions on the way, in order.
	Steps []string
	// End is the key of the last message.
	End string
}

// Walk leads every flow along every way its routes allow, with the examples of its inputs, each from now on. Between messages the
// state goes through JSON; every message is written in every language. It returns the paths, and what went wrong on them: an
// example that is not understood, words that cannot be written, a button that carries too much, an end that is none.
func (b *Book) Walk(now time.Time) ([]Path, []string) {
	w := &walker{book: b, now: now}
	for _, flow := range b.flows {
		tries := []Try{{}}
		if flow.Tries != nil {
			tries = flow.Tries()
		}
		for _, try := range tries {
			w.open(flow, try)
		}
	}
	return w.paths, w.found
}

type walker struct {
	book  *Book
	now   time.Time
	facts record.Facts // of the Try
	key   int
	paths []Path
	found []string
}

func (w *walker) report(format string, args ...any) {
	w.found = append(w.found, fmt.Sprintf(format, args...))
}

// open opens the flow as a person does, from a button; what a link or a file would bring is put in its place.
func (w *walker) open(flow *Flow, try Try) {
	w.facts, w.key = try.Facts, 0
	t := &turn{book: w.book, event: w.event(chat.Command{}, try.Facts)}
	t.begin()
	t.heard()
	t.open(flow, try.Payload)
	turn := t.end()
	w.judge(turn, flow.ID)
	if turn.unfinished != nil { // what it was opened with was answer enough
		w.on(flow, turn.State, turn, nil)
		return
	}
	if flow.Tell != nil || turn.State.Talk == nil {
		w.paths = append(w.paths, Path{Flow: flow.ID, End: lastKey(turn)})
		return
	}
	w.from(flow, w.kept(turn.State, flow.ID), nil)
}

// from tries every example of the question on the screen, and goes on once for each way they lead.
func (w *walker) from(flow *Flow, state State, way []string) {
	if state.Talk == nil || len(way) > 3*len(flow.Steps) {
		w.report("%s: the way %s leads nowhere", flow.ID, strings.Join(way, " > "))
		return
	}
	step := flow.step(state.Talk.Asked)
	where := flow.ID + "." + step.ID
	t := &turn{book: w.book, event: w.event(chat.Command{}, w.facts)}
	t.State = state
	examples := step.Accept.Examples(t.context())
	if len(examples) == 0 {
		w.report("%s: its input has no examples", where)
	}
	way = append(append([]string(nil), way...), step.ID)
	taken := map[string]bool{}
	for _, example := range examples {
		next, turn := w.answer(state, example, where)
		if turn.unfinished == nil && next.Talk != nil && next.Talk.Count == state.Talk.Count && reflect.DeepEqual(next.Talk.Answers, state.Talk.Answers) {
			w.report("%s: the example %v is not understood", where, example.Content)
			continue
		}
		if leads := w.leads(next, turn); !taken[leads] && !(next.Talk != nil && next.Talk.Redo != "" && strings.Count(strings.Join(way, " "), step.ID) > 1) {
			taken[leads] = true
			w.on(flow, next, turn, way)
		}
	}
}

// answer gives an example, and says yes to the doubt that it may raise.
func (w *walker) answer(state State, example Example, where string) (State, Turn) {
	next, turn := w.advance(state, example.Content, example.Facts, where)
	if next.Talk != nil && next.Talk.Doubt != nil {
		next, turn = w.advance(next, chat.Text{Text: "ya"}, example.Facts, where)
	}
	return next, turn
}

// leads names the way that a turn took.
func (w *walker) leads(next State, turn Turn) string {
	switch {
	case turn.unfinished != nil:
		return "finish " + turn.unfinished.finishing
	case next.Talk == nil:
		return "end " + lastKey(turn)
	case next.Talk.Redo != "":
		return "redo " + next.Talk.Redo
	}
	return "step " + next.Talk.Asked
}

// on goes on from a turn: to the next question, to an end, or to each outcome of the effects.
func (w *walker) on(flow *Flow, next State, turn Turn, way []string) {
	switch {
	case turn.unfinished != nil:
		for _, name := range slices.Sorted(maps.Keys(flow.Finishes[turn.unfinished.finishing].Outcomes)) {
			concluded := turn.Conclude(record.Outcome{Name: name, Receipt: 17, Case: 17})
			w.judge(concluded, flow.ID+" outcome "+string(name))
			if concluded.State.Talk != nil {
				w.from(flow, concluded.State, way)
			} else {
				w.paths = append(w.paths, Path{flow.ID, way, lastKey(concluded)})
			}
		}
	case next.Talk == nil:
		w.paths = append(w.paths, Path{flow.ID, way, lastKey(turn)})
	default:
		w.from(flow, next, way)
	}
}

// event is the next thing that happens, a minute after the last.
func (w *walker) event(content chat.Content, facts record.Facts) Event {
	w.key++
	at := w.now.Add(time.Duration(w.key) * time.Minute)
	return Event{
		In:    chat.Incoming{Key: fmt.Sprint("walk:", w.key), Chat: "walk:1", From: chat.Person{ID: "walk:1"}, At: at, Content: content},
		Now:   at.In(w.book.setting.Zone),
		Facts: &facts,
	}
}

// advance lets something happen about which the Try's facts are known, and those of the example.
func (w *walker) advance(state State, content chat.Content, example record.Facts, where string) (State, Turn) {
	facts := w.facts
	if example.NIK != record.NotRegistered {
		facts.NIK, facts.NIKReceipt = example.NIK, example.NIKReceipt
	}
	if len(example.List.Receipts) > 0 {
		facts.List = example.List
	}
	turn := w.book.Advance(state, w.event(content, facts))
	w.judge(turn, where)
	return w.kept(turn.State, where), turn
}

// kept is the state as it comes back from where it is kept.
func (w *walker) kept(state State, where string) State {
	text, err := json.Marshal(state)
	if err != nil {
		w.report("%s: the state cannot be kept: %v", where, err)
	}
	var kept State
	if err := json.Unmarshal(text, &kept); err != nil {
		w.report("%s: the state does not come back: %v", where, err)
	}
	again, _ := json.Marshal(kept)
	if !reflect.DeepEqual(text, again) {
		w.report("%s: the state comes back changed", where)
	}
	return kept
}

// judge writes out all that a turn says.
func (w *walker) judge(turn Turn, where string) {
	if len(turn.Words) == 0 && turn.Notice.IsZero() && len(turn.Effects) == 0 {
		w.report("%s: says nothing", where)
	}
	texts := w.book.setting.Texts
	for _, words := range turn.Words {
		for _, lang := range texts.Languages() {
			if _, err := texts.Arg(lang, chat.MessageWith(words.Key, words.Args), nil); err != nil {
				w.report("%s: %v", where, err)
			}
			for _, option := range words.Options {
				if _, err := texts.Arg(lang, option.Label, nil); err != nil {
					w.report("%s: %v", where, err)
				}
			}
		}
		for _, option := range words.Options {
			press := option.Press
			if press.Count > 0 {
				press.Count = math.MaxInt32
			}
			if n := len(press.String()); n > chat.PressLimit {
				w.report("%s: the button %q carries %d bytes, more than %d", where, option.Press.Value, n, chat.PressLimit)
			}
		}
	}
}

func lastKey(turn Turn) string {
	if len(turn.Words) == 0 {
		return ""
	}
	return turn.Words[len(turn.Words)-1].Key
}
