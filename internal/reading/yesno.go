package reading

import (
	"regexp"
	"strings"
)

// Answer is what a text says to a question that wants a yes or a no.
type Answer string

const (
	// Unclear is neither: a question back, a condition ("iya tapi"), "tidak tahu", or words not understood.
	Unclear Answer = ""
	// Yes agrees or confirms: "iya benar pak", "ok setuju", 👍.
	Yes Answer = "yes"
	// No declines or denies: "ga mau", "bukan begitu", "kada", 👎.
	No Answer = "no"
	// Already says that something is done: "sudah". It answers "sudah bayar?" with yes; to "setuju?" it is no answer.
	Already Answer = "already"
	// NotYet says that something is not done so far: "blm", "nanti saja". It is not a no.
	NotYet Answer = "not_yet"
)

// YesNo reads the answer to a yes-or-no question. Call it only while such a question is open: a lone "y", "g" or "t" counts.
// Every word has to be understood, so that "iya tapi besok" is Unclear rather than half read.
func YesNo(text string) Answer {
	said, shown := spoken(text), gesture(text)
	switch {
	case said == Unclear && len(words(text)) == 0:
		return shown
	case shown != Unclear && shown != said:
		return Unclear
	}
	return said
}

// gesture is what the emoji of a text say.
func gesture(text string) Answer {
	yes, no := strings.ContainsAny(text, "👍👌✅✔☑🙆"), strings.ContainsAny(text, "👎❌✖🙅🚫")
	switch {
	case yes && !no:
		return Yes
	case no && !yes:
		return No
	}
	return Unclear
}

// spoken is what the words of a text say. A question mark makes it a question back.
func spoken(text string) Answer {
	if strings.ContainsAny(text, "?？") {
		return Unclear
	}
	var kinds strings.Builder
	for left := words(text); len(left) > 0; {
		kind, n := yesNoKind(left)
		switch {
		case n > 0 && !(kind == 'y' && kinds.Len() > 0 && courtesy[left[0]]): // the "ya" in "tidak ya" is no yes
			kinds.WriteRune(kind)
		case n > 0 || courtesy[left[0]] || self[left[0]] || thanks[left[0]] || matters[left[0]]:
			n = 1
		default:
			return Unclear
		}
		left = left[n:]
	}
	for _, sentence := range yesNoSentences {
		if sentence.form.MatchString(kinds.String()) {
			return sentence.answer
		}
	}
	return Unclear
}

// yesNoKind is the kind of the longest run of words at the start of left that the lexicon knows, and its length.
func yesNoKind(left []string) (kind rune, n int) {
	for n := min(4, len(left)); n > 0; n-- {
		if kind, ok := yesNoWords[strings.Join(left[:n], " ")]; ok {
			return kind, n
		}
	}
	if kind, ok := yesNoWords[undouble(left[0])]; ok {
		return kind, 1
	}
	return 0, 0
}

// yesNoSentences are the orders in which kinds of words make an answer. The first that fits decides.
var yesNoSentences = []struct {
	form   *regexp.Regexp
	answer Answer
}{
	{regexp.MustCompile(`^[ywre][ywrev]*$`), Yes}, // iya, ok setuju, boleh, ada, mau daftar
	{regexp.MustCompile(`^y*d[wr]+$`), Yes},       // sudah benar, sudah setuju
	{regexp.MustCompile(`^y*d+[ev]*$`), Already},  // sudah, iya sudah bayar
	{regexp.MustCompile(`^(n+[wrev]*)+$`), No},    // tidak, ga mau, bukan, tidak ada
	{regexp.MustCompile(`^e?x+$`), No},            // salah, ada yang salah
	{regexp.MustCompile(`^n*br+$`), No},           // belum benar
	{regexp.MustCompile(`^n*b+[wev]*$`), NotYet},  // belum, tidak belum, belum bayar
}
