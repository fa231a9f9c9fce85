package record

import (
	"fmt"
	"strconv"
	"strings"
)

// Receipt is the number of an application, which the worker is given and reads out on the phone.
type Receipt int64

// CaseNumber is the number of a matter that an officer looks into.
type CaseNumber int64

// RequestNumber is the number of a request about one's data.
type RequestNumber int64

// HelperNumber is the number of somebody who asked to register others.
type HelperNumber int64

const (
	receiptPrefix   = "JE"
	casePrefix      = "KS"
	requestPrefix   = "PD"
	helperPrefix    = "PB"
	broadcastPrefix = "SR"
)

// String is the number as it is shown: prefix, at least six digits, and a check digit, such as "JE-000017-4".
func (r Receipt) String() string { return formatNumber(receiptPrefix, int64(r)) }

// String is the number as it is shown, such as "KS-000017-4".
func (n CaseNumber) String() string { return formatNumber(casePrefix, int64(n)) }

// String is the number as it is shown, such as "PD-000017-4".
func (n RequestNumber) String() string { return formatNumber(requestPrefix, int64(n)) }

// String is the number as it is shown, such as "PB-000017-4".
func (n HelperNumber) String() string { return formatNumber(helperPrefix, int64(n)) }

// String is the number as it is shown, such as "SR-000017-4".
func (n BroadcastNumber) String() string { return formatNumber(broadcastPrefix, int64(n)) }

// ParseBroadcast reads a broadcast's number as ParseReceipt does.
func ParseBroadcast(text string) (BroadcastNumber, error) {
	n, err := parseNumber(broadcastPrefix, text)
	return BroadcastNumber(n), err
}

// ParseCase reads a case's number as ParseReceipt does.
func ParseCase(text string) (CaseNumber, error) {
	n, err := parseNumber(casePrefix, text)
	return CaseNumber(n), err
}

// ParseRequest reads a request's number as ParseReceipt does.
func ParseRequest(text string) (RequestNumber, error) {
	n, err := parseNumber(requestPrefix, text)
	return RequestNumber(n), err
}

// ParseHelper reads a helper's number as ParseReceipt does.
func ParseHelper(text string) (HelperNumber, error) {
	n, err := parseNumber(helperPrefix, text)
	return HelperNumber(n), err
}

// ParseReceipt reads a receipt number however it is spaced, dashed or cased, with or without its prefix. The check digit finds
// every single wrong digit and every two neighbours swapped.
func ParseReceipt(text string) (Receipt, error) {
	n, err := parseNumber(receiptPrefix, text)
	return Receipt(n), err
}

func formatNumber(prefix string, n int64) string {
	digits := fmt.Sprintf("%06d", n)
	return fmt.Sprintf("%s-%s-%d", prefix, digits, damm(digits))
}

// separators are what people put between the parts of a number or a code.
var separators = strings.NewReplacer(" ", "", "-", "", ".", "")

func parseNumber(prefix, text string) (int64, error) {
	bare := separators.Replace(strings.ToUpper(text))
	digits := strings.TrimPrefix(bare, prefix)
	if len(digits) < 7 || len(digits) > 18 || strings.Trim(digits, "0123456789") != "" {
		return 0, fmt.Errorf("%q is not a number like %s", text, formatNumber(prefix, 17))
	}
	if damm(digits) != 0 {
		return 0, fmt.Errorf("%q has a wrong digit or two digits swapped", text)
	}
	n, err := strconv.ParseInt(digits[:len(digits)-1], 10, 64)
	if err != nil || n == 0 {
		return 0, fmt.Errorf("%q is not a number like %s", text, formatNumber(prefix, 17))
	}
	return n, nil
}

// dammTable is the totally anti-symmetric quasigroup of order 10 from H. M. Damm's dissertation (Marburg 2004).
var dammTable = [10][10]int{
	{0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
	{7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
	{4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
	{1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
	{6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
	{3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
	{5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
	{8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
	{9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
	{2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
}

// damm is the check digit of the digits; over digits that end in theirs it is 0.
func damm(digits string) int {
	check := 0
	for _, d := range digits {
		check = dammTable[check][d-'0']
	}
	return check
}
