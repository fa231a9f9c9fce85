package reading

import (
	"math/big"
	"regexp"
	"strconv"
	"strings"
)

// literal is a number written in digits.
type literal struct {
	value *big.Rat
	whole bool     // no decimals
	other *big.Rat // the other thing it may mean: "1.500" is 1500 or one and a half
}

var (
	plainDigits = regexp.MustCompile(`^\d+$`)
	oneGroup    = regexp.MustCompile(`^([1-9]\d{0,2})([.,])(\d{3})$`)
	dotGroups   = regexp.MustCompile(`^([1-9]\d{0,2}(?:\.\d{3})+)(?:,\d{1,2})?$`)
	commaGroups = regexp.MustCompile(`^([1-9]\d{0,2}(?:,\d{3})+)(?:\.\d{1,2})?$`)
	decimals    = regexp.MustCompile(`^\d+[.,]\d+$`)
)

// parseLiteral reads digits in which dots part thousands and a comma starts the decimals, or the other way round where nothing
// else fits. It is false for what is no number at all: "1.50.000", or "0812…", which is a telephone.
func parseLiteral(text string) (literal, bool) {
	switch {
	case plainDigits.MatchString(text):
		return literal{value: rat(text), whole: true}, len(text) == 1 || text[0] != '0'
	case oneGroup.MatchString(text):
		m := oneGroup.FindStringSubmatch(text)
		return literal{value: rat(m[1] + m[3]), other: rat(m[1] + "." + m[3]), whole: true}, true
	case dotGroups.MatchString(text):
		return literal{value: rat(strings.ReplaceAll(dotGroups.FindStringSubmatch(text)[1], ".", "")), whole: true}, true
	case commaGroups.MatchString(text):
		return literal{value: rat(strings.ReplaceAll(commaGroups.FindStringSubmatch(text)[1], ",", "")), whole: true}, true
	case decimals.MatchString(text):
		return literal{value: rat(strings.Replace(text, ",", ".", 1))}, true
	}
	return literal{}, false
}

// rat is the value of digits with at most one decimal point.
func rat(text string) *big.Rat {
	value, _ := new(big.Rat).SetString(text)
	return value
}

// smallNumber reads a whole number below a hundred thousand said in words, such as "dua belas" or "seribu sembilan ratus delapan
// puluh lima", from the start of the words, and says how many of them it took: none where the first is no number word.
func smallNumber(all []string) (value, taken int) {
	total, part := 0, 0
	for _, word := range all {
		n, isDigit := numerals[word]
		scale := scales[word]
		switch {
		case isDigit && n >= 1000 && total == 0 && part == 0:
			total = n
		case isDigit && (n < 10 && part%10 == 0 || n < 100 && part%100 == 0 || n < 1000 && part == 0):
			part += n
		case scale == 11 && part%10 > 1:
			part += 10
		case scale == 10 && part%10 > 1:
			part += part % 10 * 9
		case scale == 100 && part > 1 && part < 10:
			part *= 100
		case scale == 1000 && part > 0 && part < 100 && total == 0:
			total, part = part*1000, 0
		default:
			return total + part, taken
		}
		taken++
	}
	return total + part, taken
}

// number is the value of digits, 0 where there are none or too many.
func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}
