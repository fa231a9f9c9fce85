package picture_test

import (
	"bytes"
	"errors"
	"flag"
	"image"
	"image/color"
	_ "image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"jagaetam/internal/chat"
	"jagaetam/internal/picture"
)

var update = flag.Bool("update", false, "draw the pictures in testdata anew")

const address = "https://t.me/jagaetam_contoh_bot?start=klaim-ABC123"

// cards are drawn in testdata, for the eye.
var cards = map[string]picture.Card{
	"payment": {
		Title: "Iuran BPJS Ketenagakerjaan", Big: "Rp16.800",
		Lines: []string{"Bayar paling lambat 31 Desember 2026", "Kode bayar: 8888 0812 9999 0000", "Untuk: Desember 2026"},
		Foot:  "Distransnaker Kukar",
	},
	"code": {
		Title: "Nomor laporan Bapak/Ibu", Big: "JE-000001-6",
		Lines: []string{"Tunjukkan kode ini kepada petugas, atau teruskan kepada keluarga."}, Link: address, Foot: "Distransnaker Kukar",
	},
	"long": {
		Title: "Rincian iuran untuk keluarga nelayan dan petani rumput laut di Kecamatan Muara Badak, Marangkayu dan Samboja",
		Big:   "Rp1.234.567.890 untuk 12 bulan", Lines: strings.Split(strings.Repeat("Ñá é ü ḍ ẓ 🙂 سيتي Nur'aini – “Loa Kulu” melunasi sebagian\n\n", 9)+strings.Repeat("x", 90), "\n"),
		Link: address + strings.Repeat("-x", 20), Foot: "Dinas Transmigrasi dan Tenaga Kerja Kabupaten Kutai Kartanegara",
	},
	"chart": {
		Title: "Pengajuan menurut keadaan", Foot: "Distransnaker Kukar",
		Bars: []picture.Bar{
			{"Diterima", "1.234", 1234}, {"Diperiksa dinas terkait", "411", 411}, {"Data dicocokkan", "3", 3}, {"Masuk SK Bupati", "12.345", 12345},
			{"Daftar tunggu", "0", 0}, {"Muara Kaman, Ñá ḍ ẓ 🙂 " + strings.Repeat("panjang sekali ", 5), "7", 7},
		},
	},
	"unreadable": {Title: "🙂", Big: "سيتي", Lines: []string{"🙂", "Siti 👍🏽 Nur'aini"}},
}

func drawn(t testing.TB, c picture.Card) ([]byte, image.Image) {
	t.Helper()
	data, err := picture.Draw(c)
	if err != nil {
		t.Fatal(err)
	}
	picture, kind, err := image.Decode(bytes.NewReader(data))
	if err != nil || kind != "png" {
		t.Fatalf("%s: %v", kind, err)
	}
	return data, picture
}

func TestCardsLookAsTheyDid(t *testing.T) {
	for name, card := range cards {
		data, got := drawn(t, card)
		path := filepath.Join("testdata", name+".png")
		if *update {
			if err := os.WriteFile(path, data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		kept, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		want, _, err := image.Decode(bytes.NewReader(kept))
		if err != nil || !slices.Equal(got.(*image.Paletted).Pix, want.(*image.Paletted).Pix) {
			t.Errorf("%s looks otherwise (go test ./internal/picture -update draws it anew): %v", name, err)
		}
		if b := got.Bounds(); b.Dx() != 1080 || b.Dy() > 2400 || len(data) > 200<<10 {
			t.Errorf("%s is %v, %d bytes", name, b, len(data))
		}
	}
}

func TestTheSameCardIsDrawnAlike(t *testing.T) {
	want, _ := drawn(t, cards["code"])
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if got, err := picture.Draw(cards["code"]); err != nil || !bytes.Equal(got, want) {
				t.Errorf("drawn otherwise: %v", err)
			}
		})
	}
	all.Wait()
}

func TestTheCodeCanBeRead(t *testing.T) {
	for _, name := range []string{"code", "long"} {
		_, card := drawn(t, cards[name])
		for _, scale := range []int{1, 2, 3} { // as on smaller screens
			bitmap, err := gozxing.NewBinaryBitmapFromImage(shrunk{card, scale})
			if err != nil {
				t.Fatal(err)
			}
			read, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
			if err != nil || read.GetText() != cards[name].Link {
				t.Errorf("%s at 1/%d reads %v: %v", name, scale, read, err)
			}
		}
	}
}

// shrunk is a picture of which only every so manieth point is seen.
type shrunk struct {
	image.Image
	by int
}

func (s shrunk) Bounds() image.Rectangle {
	b := s.Image.Bounds()
	return image.Rect(0, 0, b.Dx()/s.by, b.Dy()/s.by)
}

func (s shrunk) At(x, y int) color.Color {
	return s.Image.At(x*s.by, y*s.by)
}

func TestAnyTextIsDrawn(t *testing.T) {
	for _, text := range []string{"🙂", "\x00\xff", "سيتي", "x\n\n\ny", strings.Repeat("W", 5000), strings.Repeat("é ", 5000), "\u200b\u00ad\t."} {
		_, picture := drawn(t, picture.Card{Title: text, Big: text, Lines: []string{text, text}, Foot: text})
		if h := picture.Bounds().Dy(); h < 40 || h > 2400 {
			t.Errorf("%.10q is %d high", text, h)
		}
	}
}

func TestWhatCannotBeDrawn(t *testing.T) {
	for name, card := range map[string]picture.Card{"nothing": {Foot: "Distransnaker"}, "blank": {Title: " \n"}, "link": {Link: strings.Repeat("x", 4000)}} {
		if data, err := picture.Draw(card); err == nil {
			t.Errorf("%s: %d bytes, no error", name, len(data))
		}
	}
}

func TestAPictureCarriesItsWords(t *testing.T) {
	data, _ := drawn(t, cards["code"])
	const want = "Nomor laporan Bapak/Ibu | JE-000001-6 | Tunjukkan kode ini kepada petugas, atau teruskan kepada keluarga. | " +
		"t.me/jagaetam_contoh_bot?start=klaim-ABC123"
	if got := picture.Words(data); got != want {
		t.Errorf("%q", got)
	}
	data, _ = drawn(t, picture.Card{Title: "é 🙂", Lines: []string{"a\nb", "", "c"}})
	if got := picture.Words(data); got != "é 🙂 | a b | c" {
		t.Errorf("%q", got)
	}
	for n := range len(data) { // cut off anywhere
		_ = picture.Words(slices.Clip(data[:n]))
	}
	if got := picture.Words([]byte("not a picture")); got != "" {
		t.Errorf("%q", got)
	}
}

// write knows amounts and one message.
func write(a chat.Arg) (string, error) {
	switch {
	case a.Key == "picture.foot":
		return "Distransnaker Kukar", nil
	case a.Key != "":
		return "", errors.New("no such message")
	case len(a.List) > 0:
		return "satu\ndua", nil
	}
	return a.Text, nil
}

func TestCardOfAPicture(t *testing.T) {
	lines := []chat.Arg{chat.Literal("x"), chat.Lines(chat.Literal("satu"), chat.Literal("dua"))}
	got, err := picture.CardOf(chat.Picture{Title: chat.Literal("T"), Big: chat.Literal("B"), Lines: lines, Link: "a-B_1"}, "contoh_bot", write)
	if err != nil || got.String() != "T | B | x | satu | dua | t.me/contoh_bot?start=a-B_1" || got.Foot != "Distransnaker Kukar" {
		t.Errorf("%+v: %v", got, err)
	}
	unwritten := chat.Message("unwritten")
	for _, p := range []chat.Picture{{Title: unwritten}, {Big: unwritten}, {Lines: []chat.Arg{unwritten}}} {
		if _, err := picture.CardOf(p, "", write); err == nil {
			t.Errorf("%+v: no error", p)
		}
	}
}

func TestPaperIsReadableEverywhere(t *testing.T) {
	p := chat.Paper{Name: "data-saya", Title: chat.Literal("Data é 🙂"), Lines: []chat.Arg{chat.Literal("=1+1"), {}, chat.Lines(chat.Arg{})}}
	data, err := picture.Paper(p, write)
	if want := "\ufeffData é 🙂\r\n\r\n=1+1\r\n\r\nsatu\r\ndua\r\n"; err != nil || string(data) != want {
		t.Errorf("%q: %v", data, err)
	}
	if got := picture.PaperLines(data); !slices.Equal(got, []string{"Data é 🙂", "", "=1+1", "", "satu", "dua"}) {
		t.Errorf("%q", got)
	}
	if got := picture.PaperName(chat.Paper{Name: "a/b\\c:d\n"}); got != "a-b-c-d-.txt" {
		t.Errorf("%q", got)
	}
	for _, p := range []chat.Paper{{Title: chat.Message("unwritten")}, {Lines: []chat.Arg{chat.Message("unwritten")}}} {
		if _, err := picture.Paper(p, write); err == nil {
			t.Errorf("%+v: no error", p)
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	for b.Loop() {
		if _, err := picture.Draw(cards["code"]); err != nil {
			b.Fatal(err)
		}
	}
}
