package identity

import (
	"log/slog"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Name is a person's name as typed, spaces put in order. It logs as [name].
type Name string

// MaxName is the most letters, spaces and signs that a name may have.
const MaxName = 100

// ParseName reads a name: one word or many, in any script and case, with the titles and signs of cards ("H. Abd. Rahman, S.Pd",
// "Nur'aini"). Pictures are dropped. The error is an *Error with reason Empty, Length, Digits, Symbols or NotName.
func ParseName(text string) (Name, error) {
	name := strings.Join(strings.Fields(strings.Map(dropPicture, text)), " ")
	name = strings.TrimRight(strings.TrimLeft(name, ".,- "), ",- ")
	runes := utf8.RuneCountInString(name)
	switch {
	case isOtherSpeech(name):
		return "", &Error{KindName, NotName, runes}
	case strings.ContainsFunc(name, unicode.IsNumber):
		return "", &Error{KindName, Digits, runes}
	case strings.ContainsFunc(name, notInName):
		return "", &Error{KindName, Symbols, runes}
	case runes > MaxName:
		return "", &Error{KindName, Length, runes}
	case !strings.ContainsFunc(name, unicode.IsLetter):
		return "", &Error{KindName, Empty, runes}
	}
	return Name(name), nil
}

// apart puts a space where people leave it out.
var apart = strings.NewReplacer(".", ". ", ",", " ")

// First is the word to call somebody by: the first that is neither a title nor shortened, in ordinary case. A name of nothing
// else is called by its first word.
func (n Name) First() string {
	words := strings.Fields(apart.Replace(string(n)))
	for _, word := range words {
		shortened := strings.HasSuffix(word, ".") || utf8.RuneCountInString(word) == 1
		if !shortened && !slices.Contains(titles, strings.ToLower(word)) {
			return ordinaryCase(word)
		}
	}
	if len(words) == 0 {
		return ""
	}
	return ordinaryCase(strings.TrimSuffix(words[0], "."))
}

// LogValue hides the name.
func (n Name) LogValue() slog.Value { return slog.StringValue("[name]") }

// titles are what stands before names here: pilgrims, scholars, degrees.
var titles = []string{"haji", "hj", "hajjah", "kh", "ust", "ustadz", "dr", "drs", "dra", "ir", "prof"}

func ordinaryCase(word string) string {
	if word != strings.ToUpper(word) && word != strings.ToLower(word) {
		return word
	}
	first, size := utf8.DecodeRuneInString(word)
	return string(unicode.ToTitle(first)) + strings.ToLower(word[size:])
}

// dropPicture drops emoji, their joiners and other invisible signs, and what is no text at all. A backquote, which Unicode counts
// among the pictures, is an apostrophe mistyped.
func dropPicture(r rune) rune {
	if unicode.In(r, unicode.So, unicode.Sk, unicode.Cf, unicode.Co, unicode.Variation_Selector) && r != '`' {
		return -1
	}
	return r
}

func notInName(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune(" '`’‘ʼ.,-", r)
}

// isOtherSpeech says whether the text is plainly not an answer to "your name?".
func isOtherSpeech(text string) bool {
	words := strings.Fields(strings.ToLower(text))
	switch {
	case len(words) == 0:
		return false
	case words[0][0] == '/' || strings.ContainsRune(text, '?'):
		return true
	case len(words) == 1:
		return slices.Contains(answers, words[0])
	default:
		return slices.Contains(questions, words[0])
	}
}

// answers are said to other questions than that for a name, and nobody is called so.
var answers = []string{
	"y", "ya", "iya", "t", "g", "tidak", "tdk", "gak", "nggak", "ok", "oke", "batal", "kembali", "lanjut", "menu", "mulai", "start",
	"bantuan", "help", "p", "halo", "hai", "tes", "assalamualaikum",
}

// questions open a question that was sent without its mark.
var questions = []string{
	"apa", "apakah", "bagaimana", "gimana", "gmn", "kapan", "kenapa", "mengapa", "siapa", "dimana", "berapa", "brp", "bisakah", "bolehkah",
}
