package region

import "slices"

// within says whether at most so many slips make one text the other: a letter left out, put in, exchanged, or swapped with its
// neighbour (optimal string alignment, the restricted Damerau-Levenshtein distance).
func within(most int, a, b string) bool {
	s, t := []rune(a), []rune(b)
	if len(s)-len(t) > most || len(t)-len(s) > most {
		return false
	}
	twoAbove, above, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range above {
		above[j] = j
	}
	for i := range s {
		row[0] = i + 1
		for j := range t {
			row[j+1] = min(above[j+1]+1, row[j]+1, above[j]+differ(s[i], t[j]))
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				row[j+1] = min(row[j+1], twoAbove[j-1]+1)
			}
		}
		if slices.Min(row) > most {
			return false
		}
		twoAbove, above, row = above, row, twoAbove
	}
	return above[len(t)] <= most
}

func differ(a, b rune) int {
	if a == b {
		return 0
	}
	return 1
}
