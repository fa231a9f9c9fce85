package locales_test

import (
	"strings"
	"sync"
	"testing"

	"jagaetam/internal/chat"
	"jagaetam/locales"
)

const officeKey = "office.reactivation"

func overlay(lang, key, text string) map[string]map[string]string {
	return map[string]map[string]string{lang: {key: text}}
}

func TestOverlayStandsInThePlaceOfATextAndGoesAgain(t *testing.T) {
	c := load(t)
	own, english := render(t, c, "id", officeKey, nil), render(t, c, "en", officeKey, nil)
	if err := c.Overlay(overlay("id", officeKey, " Tanyakan ke <b>{{.Office}}</b> 🙂\n")); err != nil {
		t.Fatal(err)
	}
	if got := render(t, c, "id", officeKey, nil); !strings.HasPrefix(got, "Tanyakan ke <b>D") || !strings.HasSuffix(got, "</b> 🙂") {
		t.Errorf("says %q", got)
	}
	if text, overlaid := c.Text("id", officeKey); text != "Tanyakan ke <b>{{.Office}}</b> 🙂" || !overlaid {
		t.Errorf("the text is %q, %t", text, overlaid)
	}
	if got := render(t, c, "en", officeKey, nil); got != english {
		t.Errorf("in English it says %q", got)
	}
	if err := c.Overlay(nil); err != nil {
		t.Fatal(err)
	}
	if got := render(t, c, "id", officeKey, nil); got != own {
		t.Errorf("afterwards it says %q", got)
	}
	if text, overlaid := c.Text("id", officeKey); text != own || overlaid {
		t.Errorf("afterwards the text is %q, %t", text, overlaid)
	}
}

func TestOverlayIsEscaped(t *testing.T) {
	c := loadWith(t, chat.Args{"Office": chat.Literal("A & <B>")})
	if err := c.Overlay(overlay("id", officeKey, "{{.Office}}")); err != nil {
		t.Fatal(err)
	}
	if got := render(t, c, "id", officeKey, nil); got != "A &amp; &lt;B&gt;" {
		t.Errorf("says %q", got)
	}
}

func TestTextsThatCannotStand(t *testing.T) {
	c := load(t)
	for name, bad := range map[string]struct{ lang, key, text string }{
		"another text of the program's": {"id", "menu.title", "Halo"},
		"no such text":                  {"id", "office.lost", "Halo"},
		"no such language":              {"fr", officeKey, "Salut"},
		"empty":                         {"id", officeKey, " \n"},
		"not closed":                    {"id", officeKey, "<b>Halo"},
		"another mark":                  {"id", officeKey, `<a href="https://example.com">Halo</a>`},
		"a bare ampersand":              {"id", officeKey, "JKK & JKM"},
		"a placeholder of nobody":       {"id", officeKey, "Halo {{.Name}}"},
		"a placeholder not closed":      {"id", officeKey, "Halo {{.Name"},
		"a loop":                        {"id", officeKey, "{{range .Office}}x{{end}}"},
		"a condition":                   {"id", officeKey, "{{if .Office}}x{{end}}"},
		"a function":                    {"id", officeKey, `{{printf "%999999d" 1}}`},
		"a definition":                  {"id", officeKey, `{{define "x"}}y{{end}}Halo`},
		"everything there is":           {"id", officeKey, "{{.}}"},
		"too long":                      {"id", officeKey, strings.Repeat("🙂", 2049)},
	} {
		if err := c.CheckText(bad.lang, bad.key, bad.text); err == nil {
			t.Errorf("%s: may stand", name)
		}
	}
	if err := c.CheckText("id", officeKey, strings.Repeat("🙂", 2048)); err != nil {
		t.Error(err)
	}
}

func TestOverlayLeavesOutWhatIsWrongAndTakesTheRest(t *testing.T) {
	c := load(t)
	own := render(t, c, "id", officeKey, nil)
	err := c.Overlay(map[string]map[string]string{"id": {officeKey: "<b>", "office.pay-where": "Di mana saja."}, "fr": {officeKey: "Salut"}})
	if err == nil || !strings.Contains(err.Error(), officeKey+" in id") || !strings.Contains(err.Error(), officeKey+" in fr") {
		t.Errorf("the error is %v", err)
	}
	if got := render(t, c, "id", officeKey, nil); got != own {
		t.Errorf("the wrong one says %q", got)
	}
	if got := render(t, c, "id", "office.pay-where", nil); got != "Di mana saja." {
		t.Errorf("the good one says %q", got)
	}
}

func TestOverlayBesideReaders(t *testing.T) {
	c := load(t)
	var group sync.WaitGroup
	for i := range 4 {
		group.Go(func() {
			for range 200 {
				if i == 0 {
					_ = c.Overlay(overlay("id", officeKey, "Baru."))
					_ = c.Overlay(nil)
				} else if _, err := c.Render("id", officeKey, nil, nil); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
}

func TestOfficeTextsTakeTheirOwn(t *testing.T) {
	c := load(t)
	if len(c.OfficeKeys()) < 2 {
		t.Fatalf("there are %v", c.OfficeKeys())
	}
	for _, key := range c.OfficeKeys() {
		for _, lang := range []string{locales.Indonesian, locales.English} {
			if text, _ := c.Text(lang, key); c.CheckText(lang, key, text) != nil {
				t.Errorf("%s in %s cannot be written anew as it is: %v", key, lang, c.CheckText(lang, key, text))
			}
		}
	}
}
