package reading

import "testing"

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"petani", "petani", 0}, {"petani", "petni", 1}, {"petani", "petaani", 1},
		{"petani", "petanu", 1},
		{"petani", "ptean", 2}, {"petani", "petain", 1}, {"agustus", "agutus", 1}, {"nelayan", "nealyan", 1},
		{"ca", "abc", 3},
		{"desember", "dsembr", 2}, {"é", "e", 1}, {"日本", "日", 1},
	} {
		if got := Distance(c.a, c.b); got != c.want {
			t.Errorf("Distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
		if got := Distance(c.b, c.a); got != c.want {
			t.Errorf("Distance(%q, %q) = %d, want %d as the other way round", c.b, c.a, got, c.want)
		}
	}
}

func TestTypos(t *testing.T) {
	for _, c := range []struct {
		typed, word string
		want        bool
	}{
		{"ojk", "ojek", false}, // three letters are too few to slip in
		{"ojeg", "ojek", true}, {"petni", "petani", true}, {"pedgang", "pedagang", true}, {"pdgang", "pedagang", false},
		{"pekerjarumh", "pekerjarumah", true}, {"2 bulan", "3 bulan", false}, {"3 buln", "3 bulan", true},
		{"12 bulan", "1 bulan", false},
		{"isnt right", "is right", false}, {"tidk setuju", "tidak setuju", true},
	} {
		if got := isTypo(c.typed, c.word); got != c.want {
			t.Errorf("isTypo(%q, %q) = %t, want %t", c.typed, c.word, got, c.want)
		}
	}
}
