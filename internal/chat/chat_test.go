package chat

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/civil"
)

func TestPressComesBackAsItWas(t *testing.T) {
	for _, want := range []Press{
		{Kind: PressAnswer, Count: 12, Flow: "register", Step: "village", Value: "64.02.06.2005"},
		{Kind: PressAnswer, Flow: "register", Step: "consent", Value: "with:colon"},
		{Kind: PressPage, Count: 3, Flow: "register", Step: "village", Value: "2"},
		{Kind: PressOpen, Flow: "language", Value: "en"},
		{Kind: PressOpen, Flow: "menu"},
		{Kind: PressResume},
	} {
		got, ok := ParsePress(want.String())
		if !ok || got != want {
			t.Errorf("%q came back as %+v, %t", want, got, ok)
		}
	}
}

func TestForgedPressIsNone(t *testing.T) {
	for _, data := range []string{
		"", "a", "a:", "a:1", "a:1:register", "a:1:register:nik", "a:x:register:nik:1", "a:-1:f:s:v", "a:+1:f:s:v", "a:01:f:s:v",
		"o", "o:", "o::x", "r:1", "z:1:2:3:4", "\x00", "a:1:f:s:" + strings.Repeat("x", PressLimit),
	} {
		if got, ok := ParsePress(data); ok || got != (Press{}) {
			t.Errorf("%q passes for %+v", data, got)
		}
	}
}

func FuzzParsePress(f *testing.F) {
	f.Add("a:12:register:village:64.02.06.2005")
	f.Add("o:menu:")
	f.Fuzz(func(t *testing.T, data string) {
		if press, ok := ParsePress(data); ok && press.String() != data {
			t.Errorf("%q was read as %+v, which is %q", data, press, press.String())
		}
	})
}

func TestAnswerSurvivesJSON(t *testing.T) {
	want := Answer{
		Chat: "tg:1", Language: "id", Edit: "1", Retire: []string{"2"}, Forget: "3", Tap: "q", Notice: Message("tap.stale"),
		Words: []Words{{
			Key: "k", Columns: 2, Keyboard: KeyboardRemove,
			Args: Args{
				"Name": Literal("Siti Nur'aini 🙂"), "Amount": Rupiah(0), "Count": Number(0), "Until": Day(civil.Date{Year: 2026, Month: time.December, Day: 31}),
				"Month": Month(civil.Month{Year: 2026, Month: time.November}), "All": Lines(Literal("a"), MessageWith("b", Args{"C": Literal("d")})),
			},
			Options: []Option{{Message("yes"), Press{PressAnswer, 1, "f", "s", "yes"}}},
		}, {
			Key: "k", Remove: 60,
			Picture: &Picture{Title: Message("t"), Big: Rupiah(16_800), Lines: []Arg{Literal("a"), Number(2)}, Link: "klaim-ABC"},
		}, {
			Key: "k", Paper: &Paper{Name: "data", Title: Message("t"), Lines: []Arg{Literal("Siti 🙂"), Rupiah(0)}}}, {Key: "k", Document: "f1"}, {Key: "k", Photo: "tg:AgAC"}},
	}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got Answer
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestMediaSurvivesJSON(t *testing.T) {
	want := Media{Kind: MediaDocument, File: File{ID: "tg:BQAC", Name: "hasil é.xlsx", Type: "application/pdf", Size: 20 << 20}, Caption: "ini 🙂"}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got Media
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func FuzzParseFile(f *testing.F) {
	for _, seed := range []string{"tg:BQAC 4711 image/jpeg struk 1.pdf", "tg:BQAC -1  ", "tg:BQAC 99999999999999999999 a b", "   ", "\xff 0  "} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file, ok := ParseFile(text)
		if again, same := ParseFile(file.String()); same != ok || again != file {
			t.Errorf("%q is read as %+v, and that as %+v", text, file, again)
		}
	})
}
