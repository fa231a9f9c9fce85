package picture

import (
	"image"
	"strconv"
)

const (
	barHeight = 44
	barLetter = 42
	// barRoom is what is left free for the count behind the longest bar.
	barRoom = 190
	// barLimit is how many bars a chart has at most; the rest is left out.
	barLimit = 24
)

// chart draws bars one below the other, each under its label and with its count behind it, so that a small screen shows them as well.
// They are as long as they are to the longest, and what is not nothing can be seen.
func chart(bars []Bar) []block {
	bars = bars[:min(len(bars), barLimit)]
	var most int64
	for _, bar := range bars {
		most = max(most, bar.Value)
	}
	var blocks []block
	for i, bar := range bars {
		if i > 0 {
			blocks = append(blocks, gap(20))
		}
		blocks = append(blocks, text(paragraph(bar.Label, plain, barLetter, 2), ink), gap(6), barBlock(bar, most))
	}
	return blocks
}

func barBlock(bar Bar, most int64) block {
	long := 0
	if bar.Value > 0 {
		long = max(6, int(float64(inner-barRoom)*float64(bar.Value)/float64(most)))
	}
	count := paragraph(bar.written(), bold, barLetter, 1)
	return block{barHeight + 10, func(canvas *image.Paletted, top int) {
		fill(canvas, image.Rect(margin, top, margin+long, top+barHeight), river)
		count.drawAt(canvas, margin+long+16, top-3, ink)
	}}
}

// written is the count as the reader writes numbers.
func (b Bar) written() string {
	if b.Count == "" {
		return strconv.FormatInt(b.Value, 10)
	}
	return b.Count
}
