package reading

import "strings"

// Courtesy is said to be polite and changes no meaning: forms of address and the particles of everyday speech.
var courtesy = set(`
	pak bapak bpk pa bu ibu ibuk bun bunda min mimin kak kaka kakak ka kk bang abang bg mas mbak mba mb dek adek om tante gan
	bos boss sis bro cil julak pakde bude
	dong donk dongs deh dah sih nih ni tuh tu lah la loh lho kok ko ya yah yaa yaah ye yo aja aj ja saja sj pang am leh gin
	please pls sir madam maam
	hehe hihi haha wkwk hmm em ah eh oh oo oalah alhamdulillah
`)

// Thanks may follow any answer: "tidak, makasih".
var thanks = set(`makasih makasi mksh mksih trims trmksh tks thx terimakasih suwun thanks`)

// Self is how people speak of themselves and of what they would like, before the word that counts.
var self = set(`
	saya sya sy sayah aku ak aq gue gw ulun unda kulo kula kami kita etam awak
	mau maw mo pengen pingin ingin ingn hendak handak hndk arep minta mnta mohon mhn tolong tlg tlong bisa bs
	yang yg yng itu ini untuk utk buat
`)

// Denials turn what follows into its opposite.
var denials = set(`
	tidak tidk tdk tdak tida tak tk gak gk ga nggak ngga enggak engga kagak kaga ndak ndk nda bukan bkn bukn belum blm blum
	belom
	not never nobody didnt hasnt havent hadnt wasnt isnt arent dont doesnt cannot cant wont
	blom jangan jgn jng tanpa kada kadak kd endik ndik mboten ora durung dereng balum
`)

// set is a table of words, written as they would be in a dictionary: parted by spaces and lines.
func set(words string) map[string]bool {
	table := make(map[string]bool)
	for _, word := range strings.Fields(words) {
		table[word] = true
	}
	return table
}

// words is the folded text word by word.
func words(text string) []string { return strings.Fields(Fold(text)) }

// without is the words that stand in none of the tables.
func without(all []string, tables ...map[string]bool) []string {
	var kept []string
next:
	for _, word := range all {
		for _, table := range tables {
			if table[word] {
				continue next
			}
		}
		kept = append(kept, word)
	}
	return kept
}

// undouble writes doubled letters once: "okee" is "oke".
func undouble(word string) string {
	var b strings.Builder
	var last rune
	for _, r := range word {
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}
