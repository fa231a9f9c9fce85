package reading

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Option is one of the answers a person may choose from.
type Option struct {
	// ID is what the caller knows the option by.
	ID string
	// Labels are the words on the button and whatever else people call it, in any language.
	Labels []string
}

// Choice is what a text chose: Sure with the ID of the option, or Unread. Among then lists the options that fit equally well
// (with DoubtSeveral), and is empty where none does.
type Choice struct {
	ID        string
	Certainty Certainty
	Doubt     Doubt
	Among     []string
}

// Choose reads which of the options, given in the order in which they were shown, a text means. It tries one thing after the
// other and stops at the first that fits: a label in full, with or without its emoji or list number; the option's place ("2",
// "nomor 2", "yang kedua", "dua"); the start of a label from three letters, or whole words of it; a small slip of the finger.
// Where labels carry list numbers ("1. Daftar") these are the places. A number that begins a label ("3 bulan") and is also
// another option's place fits both.
func Choose(text string, options []Option) Choice {
	c := chooser{typed: Fold(text), options: options}
	if c.typed == "" {
		return Choice{}
	}
	c.core = strings.Join(without(strings.Fields(c.typed), courtesy, self, thanks, chosen), " ")
	for _, fitting := range []func() []string{c.inFull, c.byPlace, c.inPart, c.misspelt} {
		switch ids := fitting(); len(ids) {
		case 0:
		case 1:
			return Choice{ID: ids[0], Certainty: Sure}
		default:
			return Choice{Doubt: DoubtSeveral, Among: ids}
		}
	}
	return Choice{}
}

type chooser struct {
	typed   string // all that was typed, folded
	core    string // the same without courtesies
	options []Option
}

// ids are the options with a label that fits, each once.
func (c chooser) ids(fits func(label string) bool) []string {
	var ids []string
	for _, option := range c.options {
		for _, label := range option.Labels {
			if fits(label) {
				ids = append(ids, option.ID)
				break
			}
		}
	}
	return ids
}

func (c chooser) inFull() []string {
	exactly := func(typed string) []string {
		return c.ids(func(label string) bool {
			_, bare := listNumber(label)
			return typed != "" && (Fold(label) == typed || Fold(bare) == typed)
		})
	}
	if ids := exactly(c.typed); len(ids) > 0 {
		return ids
	}
	return exactly(c.core)
}

func (c chooser) byPlace() []string {
	n, ok := place(c.core, len(c.options))
	if !ok {
		return nil
	}
	marked := func(label string) bool { k, _ := listNumber(label); return k == n }
	if len(c.ids(func(label string) bool { k, _ := listNumber(label); return k >= 0 })) > 0 {
		return c.ids(marked)
	}
	own := func(label string) bool {
		first, _, _ := strings.Cut(Fold(label), " ")
		return first == strconv.Itoa(n)
	}
	var ids []string
	for i, option := range c.options {
		if i+1 == n || slices.ContainsFunc(option.Labels, own) {
			ids = append(ids, option.ID)
		}
	}
	return ids
}

func (c chooser) inPart() []string {
	if strings.IndexFunc(c.core, unicode.IsLetter) < 0 || len([]rune(c.core)) < 3 {
		return nil
	}
	return c.ids(func(label string) bool {
		folded := Fold(label)
		return strings.HasPrefix(folded, c.core) || strings.Contains(" "+folded+" ", " "+c.core+" ")
	})
}

// misspelt takes the labels nearest to what was typed, or else the nearest run of words in a label.
func (c chooser) misspelt() []string {
	entire := func(label []string, _ int) [][]string { return [][]string{label} }
	if ids := c.nearest(entire); len(ids) > 0 {
		return ids
	}
	return c.nearest(runs)
}

// nearest is the options with the fewest slips between what was typed and a piece of a label.
func (c chooser) nearest(pieces func(label []string, n int) [][]string) []string {
	for slips := 1; slips <= maxSlips; slips++ {
		ids := c.ids(func(label string) bool {
			return slices.ContainsFunc(pieces(words(label), len(strings.Fields(c.core))), func(piece []string) bool {
				word := strings.Join(piece, " ")
				return isTypo(c.core, word) && Distance(c.core, word) == slips
			})
		})
		if len(ids) > 0 {
			return ids
		}
	}
	return nil
}

// runs are the pieces of n neighbouring words.
func runs(label []string, n int) [][]string {
	var pieces [][]string
	for i := 0; n > 0 && i+n <= len(label); i++ {
		pieces = append(pieces, label[i:i+n])
	}
	return pieces
}
