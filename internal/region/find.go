package region

import "strings"

// FindDistricts are the districts that the text may mean. The name itself, in whatever case, spacing or spelling, finds that one
// alone. Else the text may be a beginning, have slips of the finger (one from four letters on, two from eight), or shorten and
// leave out words, and all that come as near are found. Several mean that the person is to be asked, none that no place here
// has such a name.
func (r *Region) FindDistricts(text string) []District {
	return find(r.Districts, func(d District) string { return d.Name }, text)
}

// FindVillages are the villages that the text may mean, found as FindDistricts finds, among those of the district with the
// code or, where that is empty, among all. A name that several districts have finds all of them.
func (r *Region) FindVillages(district, text string) []Village {
	among := r.Villages()
	if district != "" {
		d, _ := r.District(district)
		among = d.Villages
	}
	return find(among, func(v Village) string { return v.Name }, text)
}

// find looks in steps, each looser than the one before, and stops at the first that finds anything.
func find[Place any](places []Place, name func(Place) string, text string) []Place {
	typed := spell(bare(text))
	if typed.plain == "" {
		return nil
	}
	names := make([]spelling, len(places))
	for i, place := range places {
		names[i] = spell(name(place))
	}
	for _, alike := range []func(typed, name spelling) bool{sameLetters, sameSound, near, further, allWords, someWords} {
		var found []Place
		for i, place := range places {
			if alike(typed, names[i]) {
				found = append(found, place)
			}
		}
		if found != nil {
			return found
		}
	}
	return nil
}

func sameLetters(typed, name spelling) bool { return typed.plain == name.plain }

func sameSound(typed, name spelling) bool { return typed.sound == name.sound }

// near holds for a beginning and for one slip alike, as neither is likelier: "janturs" may be Jantur or Jantur Selatan.
func near(typed, name spelling) bool {
	return begins(typed.plain, name.plain) || begins(typed.sound, name.sound) || slipped(typed, name, 1)
}

func further(typed, name spelling) bool { return slipped(typed, name, 2) }

// allWords holds for "tgr sbrg".
func allWords(typed, name spelling) bool {
	return len(typed.words) == len(name.words) && someWords(typed, name)
}

// someWords holds for "sanga dalam": every typed word stands for one of the name, in the same order.
func someWords(typed, name spelling) bool {
	rest := name.words
	for _, word := range typed.words {
		for len(rest) > 0 && !standsFor(word, rest[0]) {
			rest = rest[1:]
		}
		if len(rest) == 0 {
			return false
		}
		rest = rest[1:]
	}
	return true
}

// standsFor says whether the word as typed is the word but for slips, begins it, or is made of its consonants: tgr, tjg, sbrg.
func standsFor(typed, word string) bool {
	return begins(typed, word) || within(allowedSlips(word), typed, word) || abbreviates(typed, word)
}

// begins asks for three letters: fewer begin half the regency.
func begins(typed, name string) bool { return len(typed) >= 3 && strings.HasPrefix(name, typed) }

func abbreviates(typed, word string) bool {
	if len(typed) < 2 || strings.ContainsAny(typed, "aiueo") || typed[0] != word[0] {
		return false
	}
	for _, letter := range typed {
		_, rest, found := strings.Cut(word, string(letter))
		if !found {
			return false
		}
		word = rest
	}
	return true
}

func slipped(typed, name spelling, most int) bool {
	most = min(most, allowedSlips(name.plain))
	return within(most, typed.plain, name.plain) || within(most, typed.sound, name.sound)
}
