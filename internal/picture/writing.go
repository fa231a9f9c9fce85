package picture

import (
	"image"
	"image/color"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// writing is text that was broken into lines of a typeface.
type writing struct {
	face   font.Face
	size   int // of the letters, in points of the card
	lines  []string
	middle bool
}

// The weights of the typeface.
var (
	plain = sync.OnceValue(func() *sfnt.Font { return typeface(goregular.TTF) })
	bold  = sync.OnceValue(func() *sfnt.Font { return typeface(gobold.TTF) })
)

func typeface(ttf []byte) *sfnt.Font {
	f, err := opentype.Parse(ttf)
	if err != nil {
		panic(err) // it is compiled in
	}
	return f
}

// paragraph breaks text into at most limit lines of the card's width; the last ends with three dots if something is missing.
func paragraph(text string, weight func() *sfnt.Font, size, limit int) writing {
	w := writing{face: face(weight(), size), size: size}
	for _, line := range strings.Split(text, "\n") {
		w.lines = append(w.lines, w.wrap(legible(weight(), line))...)
	}
	if len(w.lines) > limit {
		w.lines = w.lines[:limit]
		w.lines[limit-1] = w.shorten(w.lines[limit-1])
	}
	return w
}

// fitted is what should be seen first: as large as it fits on one line, or small enough for two.
func fitted(text string) writing {
	for size := 136; size > 72; size -= 8 {
		if w := paragraph(text, bold, size, 2); len(w.lines) < 2 {
			return w
		}
	}
	return paragraph(text, bold, 72, 3)
}

// centred is the same in the middle.
func centred(w writing) writing { w.middle = true; return w }

// face is made anew for every card, since a face may not be used by two at a time.
func face(f *sfnt.Font, size int) font.Face {
	made, err := opentype.NewFace(f, &opentype.FaceOptions{Size: float64(size), DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic(err) // sizes are ours
	}
	return made
}

// wrap breaks one line between words, and a word that is wider than the card between letters.
func (w writing) wrap(line string) []string {
	var lines []string
	now := ""
	for _, word := range strings.Fields(line) {
		if next := strings.TrimSpace(now + " " + word); w.fits(next) {
			now = next
			continue
		}
		if now != "" {
			lines = append(lines, now)
		}
		for !w.fits(word) {
			n := w.most(word)
			lines, word = append(lines, word[:n]), word[n:]
		}
		now = word
	}
	if now != "" {
		lines = append(lines, now)
	}
	return lines
}

// most is how many bytes of a word fit on a line, at least those of one letter.
func (w writing) most(word string) int {
	last := 0
	for i := range word {
		if i > 0 && !w.fits(word[:i]) {
			break
		}
		last = i
	}
	if last == 0 {
		return len(string([]rune(word)[:1]))
	}
	return last
}

// shorten ends a line with three dots, in the place of its last letters where there is no room.
func (w writing) shorten(line string) string {
	letters := []rune(strings.TrimSuffix(line, "…"))
	for len(letters) > 0 && !w.fits(string(letters)+"…") {
		letters = letters[:len(letters)-1]
	}
	return strings.TrimRight(string(letters), " ") + "…"
}

func (w writing) fits(line string) bool { return font.MeasureString(w.face, line).Ceil() <= inner }

func (w writing) leading() int { return w.size * 5 / 4 }

func (w writing) height() int { return len(w.lines) * w.leading() }

// drawAt draws the first line from a place on.
func (w writing) drawAt(canvas *image.Paletted, left, top int, in color.Color) {
	if len(w.lines) == 0 {
		return
	}
	d := font.Drawer{Dst: canvas, Src: image.NewUniform(in), Face: w.face, Dot: fixed.P(left, top+w.size)}
	d.DrawString(w.lines[0])
}

func (w writing) draw(canvas *image.Paletted, top int, in color.Color) {
	d := font.Drawer{Dst: canvas, Src: image.NewUniform(in), Face: w.face}
	for i, line := range w.lines {
		left := margin
		if w.middle {
			left = (width - d.MeasureString(line).Ceil()) / 2
		}
		d.Dot = fixed.P(left, top+i*w.leading()+w.size)
		d.DrawString(line)
	}
}

// legible is a text in letters that the typeface has: one that it lacks becomes what it is made of, such as d for ḍ, and where that
// does not help either, nothing. An empty box tells nobody anything.
func legible(f *sfnt.Font, text string) string {
	var out strings.Builder
	var buffer sfnt.Buffer
	has := func(r rune) bool {
		index, err := f.GlyphIndex(&buffer, r)
		return err == nil && index != 0
	}
	for _, r := range norm.NFC.String(text) {
		switch {
		case unicode.IsSpace(r):
			out.WriteByte(' ')
		case has(r) && unicode.IsGraphic(r):
			out.WriteRune(r)
		default:
			for _, part := range norm.NFKD.String(string(r)) {
				if has(part) && unicode.IsGraphic(part) && !unicode.Is(unicode.Mn, part) {
					out.WriteRune(part)
				}
			}
		}
	}
	return strings.Join(strings.Fields(out.String()), " ")
}
