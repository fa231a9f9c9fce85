package reading

import "testing"

func TestRTRW(t *testing.T) {
	for typed, want := range map[string]Neighbourhood{
		"RT 03 RW 01": {3, 1}, "rt 3 rw 1": {3, 1}, "RT03/RW01": {3, 1}, "RT.03/RW.01": {3, 1}, "rt. 3 rw. 1": {3, 1},
		"RT: 3, RW: 1": {3, 1}, "rt3rw1": {3, 1},
		"RT 003 RW 001": {3, 1}, "rt 03/01": {3, 1}, "RT/RW 3/1": {3, 1}, "RT/RW: 003/001": {3, 1}, "rtrw 3/1": {3, 1},
		"3/1": {3, 1}, "03/01": {3, 1}, "003/001": {3, 1},
		"3 / 1": {3, 1}, "3-1": {3, 1}, "3.1": {3, 1}, "3,1": {3, 1}, "03 01": {3, 1}, "3 dan 1": {3, 1}, "003001": {3, 1},
		"rw 1 rt 3": {3, 1}, "RW 001/RT 003": {3, 1},
		"rt tiga rw satu": {3, 1}, "rt dua belas": {12, 0}, "rt3": {3, 0}, "RT 15": {15, 0}, "rt.7 pak": {7, 0}, "3": {3, 0},
		"003": {3, 0}, "３/１": {3, 1},
		"rt 3 rw -": {3, 0}, "3/-": {3, 0}, "rt 3 rw tidak ada": {3, 0}, "rw 2": {0, 2},
		"Jl. Mawar No. 12 RT 5 Loa Kulu": {5, 0}, "jl mawar rt 5 rw 2 desa jembayan": {5, 2},
		"tidak ada": {}, "ga ada": {}, "gak ada rt": {}, "tidak punya rt rw": {}, "-": {}, "-/-": {}, "000/000": {}, "0": {},
		"tanpa rt": {}, "kosong": {}, "belum ada rt nya": {}, "nihil": {},
	} {
		if got, ok := RTRW(typed); !ok || got != want {
			t.Errorf("RTRW(%q) = %v, %t; want %v", typed, got, ok, want)
		}
	}
	for _, typed := range []string{
		"", " ", "tidak tahu", "lupa", "1234", "0301", "12345", "RT 1234", "RT 3 RW 1234", "RT", "rt rw", "3/1/2",
		"081234567890", "6402051205859001", "Jl. Mawar 12", "smart 5",
		"tidak", "petani", "👍", "/",
	} {
		if got, ok := RTRW(typed); ok {
			t.Errorf("RTRW(%q) = %v, want nothing", typed, got)
		}
	}
}

func FuzzRTRW(f *testing.F) {
	for _, seed := range []string{"RT 03 RW 01", "3/1", "rt tiga", "-", "rt 9999999999999999999999"} {
		f.Add(seed, uint16(3), uint16(1))
	}
	f.Fuzz(func(t *testing.T, text string, rt, rw uint16) {
		got, ok := RTRW(text)
		if got.RT < 0 || got.RT > 999 || got.RW < 0 || got.RW > 999 || !ok && got != (Neighbourhood{}) {
			t.Errorf("RTRW(%q) = %v, %t", text, got, ok)
		}
		want := Neighbourhood{int(rt % 1000), int(rw % 1000)}
		if got, ok := RTRW(want.String()); !ok || got != want {
			t.Errorf("RTRW(%q) = %v, %t", want, got, ok)
		}
	})
}
