package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"github.com/boombuler/barcode/qr"
)

// A card is as wide as a telephone's screen has points, and drawn so that it can still be read at a third of that, on an old one.
const (
	width     = 1080
	margin    = 64
	inner     = width - 2*margin
	lineLimit = 16 // lines of text, wrapped; the rest is left out
	codeWidth = 460
	quiet     = 4 // modules of white around a QR code (ISO/IEC 18004)
)

// Draw draws a card: a PNG 1080 points wide, about as high where it has a QR code, and with every line more. The same card is
// always drawn alike. What it says stands in the picture's Description too, which Words reads. Letters that the typeface lacks are
// replaced by those they are made of, or left out. It is an error if there is nothing to see, or more in the link than a QR code holds.
func Draw(c Card) ([]byte, error) {
	if c.String() == "" {
		return nil, errors.New("draw card: there is nothing to see on it")
	}
	blocks, err := layout(c)
	if err != nil {
		return nil, fmt.Errorf("draw card: %w", err)
	}
	height := 0
	for _, b := range blocks {
		height += b.height
	}
	canvas := image.NewPaletted(image.Rect(0, 0, width, height), shades)
	y := 0
	for _, b := range blocks {
		b.draw(canvas, y)
		y += b.height
	}
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(&out, canvas); err != nil {
		return nil, fmt.Errorf("draw card: %w", err)
	}
	return describe(out.Bytes(), c.String()), nil
}

// block is a strip of the card.
type block struct {
	height int
	draw   func(canvas *image.Paletted, top int)
}

// layout is what stands on the card, from top to bottom.
func layout(c Card) ([]block, error) {
	code, err := codeBlock(c.Link)
	if err != nil {
		return nil, err
	}
	var blocks []block
	add := func(some ...block) { blocks = append(blocks, some...) }
	if c.Title != "" {
		add(banner(paragraph(c.Title, bold, 60, 3)), gap(16))
	}
	if c.Big != "" {
		add(gap(24), text(fitted(c.Big), ink))
	}
	add(gap(32))
	for i, wrapped := range wrapLines(c.Lines) {
		if i > 0 {
			add(gap(14))
		}
		add(text(wrapped, ink))
	}
	add(chart(c.Bars)...)
	if c.Link != "" {
		add(gap(24), code, text(centred(paragraph(shown(c.Link), plain, 36, 3)), ink))
	}
	add(gap(48))
	if c.Foot != "" {
		add(rule(), gap(22), text(paragraph(c.Foot, plain, 38, 2), ink), gap(26))
	}
	return blocks, nil
}

// wrapLines wraps the lines of a card. Beyond lineLimit they are left out, and three dots say so.
func wrapLines(lines []string) []writing {
	var all []writing
	room := lineLimit
	for _, line := range lines {
		wrapped := paragraph(line, plain, 50, max(room, 1))
		switch {
		case len(wrapped.lines) == 0:
			continue
		case room == 0:
			last := all[len(all)-1]
			end := &last.lines[len(last.lines)-1]
			*end = last.shorten(*end)
			return all
		}
		all = append(all, wrapped)
		room -= len(wrapped.lines)
	}
	return all
}

// gap is white.
func gap(height int) block { return block{height, func(*image.Paletted, int) {}} }

// rule is a thin line across.
func rule() block {
	return block{3, func(canvas *image.Paletted, top int) {
		fill(canvas, image.Rect(margin, top, width-margin, top+3), river)
	}}
}

// banner is white writing on the colour of the river.
func banner(w writing) block {
	const pad = 36
	if len(w.lines) == 0 {
		return gap(0)
	}
	return block{w.height() + 2*pad, func(canvas *image.Paletted, top int) {
		fill(canvas, image.Rect(0, top, width, top+w.height()+2*pad), river)
		w.draw(canvas, top+pad, white)
	}}
}

// text is writing on white.
func text(w writing, in color.Color) block {
	return block{w.height(), func(canvas *image.Paletted, top int) { w.draw(canvas, top, in) }}
}

// codeBlock is a QR code in the middle, every module the same whole number of points wide.
func codeBlock(link string) (block, error) {
	if link == "" {
		return block{}, nil
	}
	code, err := qr.Encode(link, qr.M, qr.Unicode)
	if err != nil {
		return block{}, fmt.Errorf("write %d bytes as a QR code: %w", len(link), err)
	}
	modules := code.Bounds().Dx()
	module := codeWidth / (modules + 2*quiet)
	side := module * (modules + 2*quiet)
	return block{side, func(canvas *image.Paletted, top int) {
		left := (width - side) / 2
		for y := range modules {
			for x := range modules {
				if r, _, _, _ := code.At(x, y).RGBA(); r == 0 {
					at := image.Pt(left+(x+quiet)*module, top+(y+quiet)*module)
					fill(canvas, image.Rectangle{at, at.Add(image.Pt(module, module))}, ink)
				}
			}
		}
	}}, nil
}

// fill fills a rectangle.
func fill(canvas *image.Paletted, area image.Rectangle, with color.Color) {
	index := uint8(shades.Index(with))
	for y := area.Min.Y; y < area.Max.Y; y++ {
		row := canvas.Pix[canvas.PixOffset(area.Min.X, y):canvas.PixOffset(area.Max.X, y)]
		for i := range row {
			row[i] = index
		}
	}
}

// The colours: near black on white, and white on a dark blue green, both far above the contrast that WCAG 2.2 asks for (1.4.6).
var (
	white = color.RGBA{255, 255, 255, 255}
	ink   = color.RGBA{17, 24, 28, 255}
	river = color.RGBA{0, 77, 92, 255}
)

// shades are white, and between it and each of the others what the edges of letters need.
var shades = func() color.Palette {
	const steps = 24
	all := color.Palette{white}
	for _, dark := range []color.RGBA{ink, river} {
		for i := 1; i <= steps; i++ {
			mix := func(from, to uint8) uint8 { return uint8(int(from) + (int(to)-int(from))*i/steps) }
			all = append(all, color.RGBA{mix(255, dark.R), mix(255, dark.G), mix(255, dark.B), 255})
		}
	}
	return all
}()
