package locales_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/chat"
	"jagaetam/internal/programme"
	"jagaetam/locales"
)

// load is the catalogue as it is served, with the globals of the programme.
func load(t testing.TB) *locales.Catalogue { return loadWith(t, programme.Default().Globals()) }

func loadWith(t testing.TB, globals chat.Args) *locales.Catalogue {
	t.Helper()
	c, err := locales.Load(globals)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// escape is what Telegram asks of a text that is put into its HTML.
var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace

func render(t testing.TB, c *locales.Catalogue, lang, key string, args chat.Args) string {
	t.Helper()
	text, err := c.Render(lang, key, args, escape)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestLanguagesHaveTheSameMessages(t *testing.T) {
	c := load(t)
	first := c.Keys(locales.Indonesian)
	if len(first) < 200 {
		t.Fatalf("only %d messages were read", len(first))
	}
	for _, lang := range c.Languages() {
		if diff := cmp.Diff(first, c.Keys(lang)); diff != "" {
			t.Errorf("messages in %s (-%s +%s):\n%s", lang, locales.Indonesian, lang, diff)
		}
	}
}

func TestLanguagesHaveTheSamePlaceholders(t *testing.T) {
	c := loadWith(t, nil)
	for _, key := range c.Keys(locales.Indonesian) {
		want := c.Placeholders(locales.Indonesian, key)
		if diff := cmp.Diff(want, c.Placeholders(locales.English, key)); diff != "" {
			t.Errorf("placeholders of %s (-%s +%s):\n%s", key, locales.Indonesian, locales.English, diff)
		}
	}
}

func TestPlaceholders(t *testing.T) {
	for _, test := range []struct {
		globals chat.Args
		key     string
		want    []string
	}{
		{nil, "cancel.nothing", nil},
		{nil, "cancel.sure", []string{"Talk"}},
		{nil, "input.date.only_year", []string{"Year"}}, // used twice
		{nil, "hours.day", []string{"First", "From", "To", "Zone"}},
		{nil, "officer.matter", []string{"Hours", "Office", "OfficeContact", "OfficeHours"}}, // in a condition too
		{programme.Default().Globals(), "officer.matter", []string{"Hours"}},
		{programme.Default().Globals(), "register.raised", []string{"Case"}},
		{nil, "no.such.message", nil},
	} {
		got := loadWith(t, test.globals).Placeholders(locales.English, test.key)
		if !slices.Equal(got, test.want) {
			t.Errorf("placeholders of %s = %q, want %q", test.key, got, test.want)
		}
	}
}

func TestKeysAreSorted(t *testing.T) {
	if keys := load(t).Keys(locales.English); !slices.IsSorted(keys) {
		t.Errorf("keys are not sorted: %q", keys)
	}
}

func TestLanguagesCannotBeChangedFromOutside(t *testing.T) {
	c := load(t)
	c.Languages()[0] = "xx"
	if diff := cmp.Diff([]string{"id", "en"}, c.Languages()); diff != "" {
		t.Errorf("languages (-want +got):\n%s", diff)
	}
}

func TestHas(t *testing.T) {
	c := load(t)
	for _, test := range []struct {
		lang, key string
		want      bool
	}{
		{"id", "menu", true}, {"en", "menu", true}, {"fr", "menu", false}, {"", "menu", false}, {"en", "no.such.message", false}, {"en", "", false},
	} {
		if got := c.Has(test.lang, test.key); got != test.want {
			t.Errorf("Has(%q, %q) = %t, want %t", test.lang, test.key, got, test.want)
		}
	}
}

func TestCatalogueIsUsedByManyAtOnce(t *testing.T) {
	c := load(t)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for _, lang := range c.Languages() {
				want := map[string]string{"id": "Lanjutkan: Menu", "en": "Continue: Menu"}[lang]
				if got, err := c.Render(lang, "talk.resume", chat.Args{"Talk": chat.Message("open.menu")}, escape); got != want || err != nil {
					t.Errorf("Render = %q, %v; want %q", got, err, want)
				}
			}
		})
	}
	all.Wait()
}
