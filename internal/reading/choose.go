package reading

import (
	"regexp"
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
	c.core = strings.Join(without(strings.Fields(c.typed), courtesy, self, chosen), " ")
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
	var ids []string
	for i, option := range c.options {
		own := func(label string) bool {
			first, _, _ := strings.Cut(Fold(label), " ")
			k, err := strconv.Atoi(first)
			return err == nil && k == n
		}
		if i+1 == n || len(chooser{options: []Option{option}}.ids(own)) > 0 {
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

// misspelt compares what was typed with every run of as many words in a label, and keeps the nearest.
func (c chooser) misspelt() []string {
	n, best := len(strings.Fields(c.core)), 0
	var nearest []string
	for _, option := range c.options {
		slips := -1
		for _, label := range option.Labels {
			all := words(label)
			for i := 0; n > 0 && i+n <= len(all); i++ {
				run := strings.Join(all[i:i+n], " ")
				if isTypo(c.core, run) && (slips < 0 || Distance(c.core, run) < slips) {
					slips = Distance(c.core, run)
				}
			}
		}
		switch {
		case slips < 0 || len(nearest) > 0 && slips > best:
		case len(nearest) > 0 && slips == best:
			nearest = append(nearest, option.ID)
		default:
			nearest, best = []string{option.ID}, slips
		}
	}
	return nearest
}

// The dot needs its space: "1.5 juta" is no list number.
var listNumbered = regexp.MustCompile(`^[^\p{L}\p{N}]*(\d{1,2})(?:[.)]\s+|\x{FE0F}?\x{20E3}\s*)(.*)$`)

// listNumber is the number a label is listed under, or -1, and the label without it.
func listNumber(label string) (number int, bare string) {
	m := listNumbered.FindStringSubmatch(label)
	if m == nil {
		return -1, label
	}
	number, _ = strconv.Atoi(m[1])
	return number, m[2]
}

// place reads the place in a list of n that the words name and nothing else.
func place(text string, n int) (int, bool) {
	named := without(strings.Fields(text), numberSigns)
	if len(named) != 1 {
		return 0, false
	}
	word := named[0]
	if k, ok := places[word]; ok {
		return k, true
	}
	if word == "terakhir" {
		return n, n > 0
	}
	if rest, ok := strings.CutPrefix(word, "ke"); ok {
		word = rest
	}
	k, err := strconv.Atoi(strings.TrimLeft(word, "no."))
	return k, err == nil && len(word) <= 4
}

// digits is the digits of a text, in order.
func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text)
}
