package record

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
)

// usualLanguage is that of who has chosen none.
const usualLanguage = "id"

func (a Account) spoken() string { return cmp.Or(a.Language, usualLanguage) }

// Variable is something of the receiver that a text can name, in braces, such as {nama}.
type Variable string

// The variables of texts.
const (
	VariableName    Variable = "nama"   // the first word of the worker's name
	VariableReceipt Variable = "nomor"  // the number of his application
	VariableUntil   Variable = "sampai" // the last month of his cover
	VariableAmount  Variable = "jumlah" // what he would pay himself for the next month
	VariableVillage Variable = "desa"
)

// Variables are all variables.
var Variables = []Variable{VariableName, VariableReceipt, VariableUntil, VariableAmount, VariableVillage}

// Values are what the variables stand for; what is not known is not there.
type Values map[Variable]chat.Arg

// ValuesOf are those of the worker, whose cover that is. Village is the name of his village, empty where it is not known.
func ValuesOf(e Enrolled, cover jamsostek.Cover, village string) Values {
	values := Values{VariableName: chat.Literal(e.Name), VariableReceipt: chat.Literal(e.Receipt.String())}
	if !cover.Until.IsZero() {
		values[VariableUntil] = chat.Month(cover.Until)
	}
	if amount := cover.Next.Total(); amount > 0 {
		values[VariableAmount] = chat.Rupiah(amount)
	}
	if village != "" {
		values[VariableVillage] = chat.Literal(village)
	}
	return values
}

// sampled are those of nobody, for previews.
func sampled() Values {
	return Values{
		VariableName: chat.Message("broadcast.sample.name"), VariableReceipt: chat.Literal(Receipt(17).String()),
		VariableUntil: chat.Month(civil.Month{Year: 2026, Month: 12}), VariableAmount: chat.Rupiah(16_800),
		VariableVillage: chat.Message("broadcast.sample.village"),
	}
}

// longest is how many UTF-16 units the value of a variable takes at most; a longer one makes a message of two.
var longest = map[Variable]int{VariableName: 30, VariableReceipt: 11, VariableUntil: 14, VariableAmount: 11, VariableVillage: 30}

var braced = regexp.MustCompile(`\{([^{}]*)\}`)

// fill is the text with its variables, and false where the value of one is not there.
func fill(text string, values Values) (chat.Arg, bool) {
	var parts []chat.Arg
	end := 0
	for _, at := range braced.FindAllStringSubmatchIndex(text, -1) {
		value, known := values[variable(text[at[2]:at[3]])]
		if !known {
			return chat.Arg{}, false
		}
		parts = append(parts, chat.Literal(text[end:at[0]]), value)
		end = at[1]
	}
	return chat.Joined(append(parts, chat.Literal(text[end:]))...), true
}

func variable(inside string) Variable { return Variable(strings.ToLower(strings.TrimSpace(inside))) }

const (
	// textLimit and captionLimit are Telegram's, in UTF-16 units (Bot API, sendMessage and sendPhoto), and reserved what the line with the
	// code takes of them.
	textLimit    = 4096
	captionLimit = 1024
	reserved     = 200
)

// linked finds what Telegram makes a link of, and more: a missing space between two sentences looks the same. A mention is a link to t.me.
var linked = regexp.MustCompile(`(?i)(?:[a-z][a-z0-9+.-]*://[^\s/?#]+|(?:[\p{L}\p{N}_-]+\.)+\p{L}{2,}|@[a-z0-9_]{4,})`)

// CheckBroadcastText says what is wrong with a text of a broadcast, a message for each mistake; nil if nothing is. It names no variable but
// Variables, fits Telegram's limits with the longest of their values, under a picture too, and links to none but the hosts and what is
// under them.
func CheckBroadcastText(text string, photo bool, hosts []string) []chat.Arg {
	if strings.TrimSpace(text) == "" {
		return []chat.Arg{chat.Message("broadcast.wrong.empty")}
	}
	var wrong []chat.Arg
	length := len(utf16.Encode([]rune(text)))
	for _, found := range braced.FindAllStringSubmatch(text, -1) {
		name := variable(found[1])
		if !slices.Contains(Variables, name) {
			wrong = append(wrong, chat.MessageWith("broadcast.wrong.variable", chat.Args{"Name": chat.Literal(found[0])}))
		}
		length += longest[name] - len(utf16.Encode([]rune(found[0])))
	}
	for _, link := range linked.FindAllString(text, -1) {
		if !slices.ContainsFunc(hosts, func(host string) bool { return leadsTo(link, host) }) {
			wrong = append(wrong, chat.MessageWith("broadcast.wrong.link", chat.Args{"Link": chat.Literal(link)}))
		}
	}
	limit := textLimit - reserved
	if photo {
		limit = captionLimit - reserved
	}
	if length > limit {
		wrong = append(wrong, chat.MessageWith("broadcast.wrong.long", chat.Args{"Limit": chat.Number(limit), "Over": chat.Number(length - limit)}))
	}
	return wrong
}

// leadsTo says whether the link leads to the host, or to one under it.
func leadsTo(link, host string) bool {
	link = strings.ToLower(link)
	if strings.HasPrefix(link, "@") {
		return strings.EqualFold(host, "t.me")
	}
	if scheme, rest, ok := strings.Cut(link, "://"); ok {
		if scheme != "https" && scheme != "http" || strings.Contains(rest, "@") { // what stands before it is shown, what stands after it is opened
			return false
		}
		link, _, _ = strings.Cut(rest, ":")
	}
	host = strings.ToLower(host)
	return link == host || strings.HasSuffix(link, "."+host)
}
