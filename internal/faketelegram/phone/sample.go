package phone

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"sync"
)

// The document that a phone sends when no file was chosen.
const sampleName = "contoh.txt"

var sampleDocument = []byte("\uFEFFContoh berkas.\r\nTidak ada data siapa pun di dalamnya.\r\n")

// samplePhoto is the picture that a phone sends when no file was chosen, so that nobody shows a real document: evening on
// the river.
var samplePhoto = sync.OnceValue(func() []byte {
	const width, height = 640, 480
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			picture.Set(x, y, riverAt(float64(x)/width, float64(y)/height))
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		panic(err) // a buffer takes everything
	}
	return out.Bytes()
})

// riverAt is the colour at a point of the picture, both coordinates from 0 to 1.
func riverAt(x, y float64) color.RGBA {
	const shore = 0.58
	sky := blend(color.RGBA{38, 84, 124, 255}, color.RGBA{255, 209, 102, 255}, y/shore)
	hills := shore - 0.07 - 0.05*math.Sin(x*7) - 0.02*math.Sin(x*19)
	sun := math.Hypot((x-0.68)*4/3, y-0.42)
	switch {
	case y > shore:
		ripple := 0.5 + 0.5*math.Sin(y*160+6*math.Sin(x*9))
		glow := math.Exp(-math.Abs(x-0.68)*9) * ripple
		water := blend(color.RGBA{30, 92, 98, 255}, color.RGBA{12, 40, 58, 255}, (y-shore)/(1-shore))
		return blend(water, color.RGBA{255, 209, 102, 255}, 0.8*glow)
	case y > hills:
		return color.RGBA{24, 62, 52, 255}
	case sun < 0.09:
		return color.RGBA{255, 244, 214, 255}
	}
	return sky
}

// blend goes from a to b as t goes from 0 to 1.
func blend(a, b color.RGBA, t float64) color.RGBA {
	t = min(max(t, 0), 1)
	mix := func(a, b uint8) uint8 { return uint8(float64(a) + (float64(b)-float64(a))*t) }
	return color.RGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 255}
}
