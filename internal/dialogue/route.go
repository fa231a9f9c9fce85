package dialogue

// Next says where an answer leads: the first route whose condition holds is taken, and the last one should have none.
type Next []Route

// Route is one way on. Exactly one of Step, End, Finish, Redo and Flag is set.
type Route struct {
	// Label names the condition in the graph; empty where there is none.
	Label string
	// When is the condition; nil always holds.
	When func(c Context, step string) bool
	// Value is the answer that the condition asks for, where it asks for one.
	Value string

	// Step is the next question.
	Step string
	// End is the key of the message that ends the talk, with nothing performed; Offer are the flows whose buttons stand under it.
	End   string
	Offer []string
	// Finish names the flow's Finish whose effects are performed; what comes of them decides where it leads.
	Finish string
	// Redo asks the question that the answer names once more and forgets the answers to these.
	Redo []string
	// Flag marks the answer to Flagged with a flag and goes on from there. Only outcomes use it.
	Flagged, Flag string
}

// To leads to a question.
func To(step string) Next { return Next{{Step: step}} }

// End ends the talk with a message, under which stand buttons for other flows.
func End(key string, offer ...string) Next { return Next{{End: key, Offer: offer}} }

// Perform leads to the flow's Finish of that name.
func Perform(finish string) Next { return Next{{Finish: finish}} }

// Redo asks the question that the answer names once more. The answers to forgotten are dropped, so that they are asked again
// after it.
func Redo(forgotten ...string) Next { return Next{{Redo: forgotten}} }

// Flag marks the answer to a question and goes on from there.
func Flag(step, flag string) Next { return Next{{Flagged: step, Flag: flag}} }

// Routes are several ways on, the first that holds is taken.
func Routes(ways ...Next) Next {
	var all Next
	for _, way := range ways {
		all = append(all, way...)
	}
	return all
}

// On leads on only where the answer is value.
func On(value string, next Next) Next {
	out := next.when(value, func(c Context, step string) bool { return c.Value(step) == value })
	for i := range out {
		out[i].Value = value
	}
	return out
}

// OnFlag leads on only where the answer carries the flag.
func OnFlag(flag string, next Next) Next {
	return next.when("["+flag+"]", func(c Context, step string) bool { return c.Flagged(step, flag) })
}

// If leads on only where test holds; label names it in the graph. The test may look at the answers so far and at nothing else, so
// that the place in the dialogue can be computed again at any time.
func If(label string, test func(Context) bool, next Next) Next {
	return next.when(label, func(c Context, _ string) bool { return test(c) })
}

func (n Next) when(label string, test func(Context, string) bool) Next {
	out := make(Next, len(n))
	for i, route := range n {
		route.Label, route.When = label, test
		out[i] = route
	}
	return out
}

// pick is the route that the answer to step takes; nil where none holds.
func (n Next) pick(c Context, step string) *Route {
	for i := range n {
		if n[i].When == nil || n[i].When(c, step) {
			return &n[i]
		}
	}
	return nil
}

// place is where a talk stands: the questions on the way that have an answer, and then the one that has none, or the route that
// leaves the flow.
type place struct {
	answered []*Step
	ask      *Step
	leave    *Route
}

// place computes where a talk with these answers stands. An answer that no route of its question knows counts as none.
func (f *Flow) place(c Context) place {
	var p place
	next := &f.Steps[0]
	for range f.Steps {
		if !c.Has(next.ID) {
			break
		}
		route := next.Next.pick(c, next.ID)
		if route == nil {
			break
		}
		p.answered = append(p.answered, next)
		following := f.step(route.Step)
		if following == nil {
			p.leave = route
			return p
		}
		next = following
	}
	p.ask = next
	return p
}
