package flows_test

import (
	"testing"
	"time"

	"jagaetam/flows"
	officers "jagaetam/internal/desk"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/programme"
	"jagaetam/internal/region"
	"jagaetam/locales"
)

// book is the service's book as it is served, and its texts.
func book(t testing.TB) (*dialogue.Book, *locales.Catalogue) {
	t.Helper()
	return bookOf(t, programme.Default())
}

func bookOf(t testing.TB, p programme.Programme) (*dialogue.Book, *locales.Catalogue) {
	t.Helper()
	texts, err := locales.Load(p.Globals())
	if err != nil {
		t.Fatal(err)
	}
	return flows.Book(flows.Setting{Programme: p, Region: regionOf(t, p), Texts: texts}), texts
}

func regionOf(t testing.TB, p programme.Programme) *region.Region {
	t.Helper()
	r, err := region.Load(p.RegencyCode)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// office is the desk that belongs to the book.
func office(t testing.TB) *officers.Desk {
	t.Helper()
	p := programme.Default()
	r, err := region.Load(p.RegencyCode)
	if err != nil {
		t.Fatal(err)
	}
	_, texts := book(t)
	return officers.New(p, r, texts)
}

func TestCheckFindsNothing(t *testing.T) {
	b, texts := book(t)
	for _, mistake := range b.Check(texts) {
		t.Error(mistake)
	}
}

// Whoever looks for mistakes does so at any hour of the day, at the end of a month too.
func TestEveryWayCanBeWalkedAtAnyHour(t *testing.T) {
	b, _ := book(t)
	for _, hour := range []int{0, 9, 15, 16, 20} { // 8.40, 17.40, 23.40, 0.40 and 4.40 in the programme's zone
		if _, mistakes := b.Walk(time.Date(2026, 11, 30, hour, 40, 0, 0, time.UTC)); len(mistakes) > 0 {
			t.Errorf("at %d.40 UTC: %q", hour, mistakes)
		}
	}
}

func TestEveryWayCanBeWalked(t *testing.T) {
	b, _ := book(t)
	paths, mistakes := b.Walk(time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC))
	for _, mistake := range mistakes {
		t.Error(mistake)
	}
	ends := map[string]int{}
	for _, path := range paths {
		ends[path.End]++
	}
	for _, end := range []string{
		"register.done", "register.own", "register.declined", "register.stopped", "register.raised", "status.none", "menu",
		"status.cover", "status.application", "iuran.ask", "iuran.how", "iuran.unbound", "iuran.whose", "estimate.done", "benefit",
		"paid.reported", "paid.same", "paid.gone", "paid.no-receipt",
		"others.looked", "others.no-match", "wait", "helper.none", "helper.admitted", "become.asked", "assist.not-helper", "assist.done",
		"assist.declined", "people", "people.none", "claim.card", "claim.card.none", "claim.done", "claim.own", "claim.no-match", "end-help.done",
		"end-help.kept", "end-help.nobody", "data", "data.none", "data.whose", "data.see", "data.copy", "data.not-here", "consents", "consents.on.said",
		"consents.off.said", "withdraw.asked", "withdraw.kept", "agree.done", "agree.declined", "erase.asked", "erase.kept", "correct.done",
		"correct.asked", "officer.opened", "officer.added", "case.open", "case.none", "emergency.opened", "emergency.alone", "details.done", "details.none",
		"documents.accident", "documents.death", "case.rated",
	} {
		if ends[end] == 0 {
			t.Errorf("no way ends with %s", end)
		}
	}
	t.Logf("%d ways: %v", len(paths), ends)
}
