package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"strconv"
	"strings"
	"time"

	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/region"
	"jagaetam/locales"
)

// contribution prints what months of membership cost by the law.
func contribution(_ context.Context, c *console, args []string) error {
	var first civil.Month
	var terms jamsostek.Terms
	income, months := int64(-1), int64(1)
	set := c.flags("contribution")
	set.TextVar(&first, "month", first, "the first contribution month, such as 2027-01")
	set.StringVar((*string)(&terms.Sector), "sector", "", "transport or other")
	set.StringVar((*string)(&terms.Payer), "payer", "", "self, apbd, apbn or company")
	set.Func("income", "what the worker reports to earn in a month, in whole rupiah, such as 1000000", whole(&income, "whole rupiah, such as 1000000"))
	set.Func("months", "how many months: 1, 3, 6 or 12 (default 1)", whole(&months, "1, 3, 6 or 12"))
	set.BoolVar(&terms.JHT, "jht", false, "save for old age (JHT) too")
	asJSON := set.Bool("json", false, "print JSON, for programs")
	switch err := parse(set, args, 0); {
	case err != nil:
		return err
	case first.IsZero():
		return usagef("contribution: say -month, such as 2027-01")
	case income < 0:
		return usagef("contribution: say -income in whole rupiah, such as 1000000")
	}
	terms.Income = income
	bill, err := jamsostek.Law().Bill(first, int(months), terms)
	if err != nil {
		return usagef("contribution: %v", err)
	}
	if *asJSON {
		return json.NewEncoder(c.out).Encode(bill)
	}
	for _, part := range bill.Parts {
		fmt.Fprintf(c.out, "%s: JKK %s, JKM %s, JHT %s\n", part.Month, locales.Rupiah(part.JKK), locales.Rupiah(part.JKM), locales.Rupiah(part.JHT))
	}
	fmt.Fprintf(c.out, "Total: %s\n", locales.Rupiah(bill.Total))
	return nil
}

// whole reads a flag that is a whole number.
func whole(to *int64, expected string) func(string) error {
	return func(text string) (err error) {
		if *to, err = strconv.ParseInt(text, 10, 64); err != nil {
			return errors.New("say " + expected)
		}
		return nil
	}
}

// due prints the last day to pay a month's contribution in time, with the holidays of the programme in the settings.
func due(_ context.Context, c *console, args []string) error {
	var month civil.Month
	set := c.flags("due")
	set.TextVar(&month, "month", month, "the contribution month, such as 2027-01")
	if err := parse(set, args, 0); err != nil {
		return err
	}
	if month.IsZero() {
		return usagef("due: say -month, such as 2027-01")
	}
	s, err := loadSettings()
	if err != nil {
		return err
	}
	fmt.Fprintln(c.out, jamsostek.Due(month, s.Programme.Holidays()))
	return nil
}

// nik prints what the digits of a NIK say. The number itself is nowhere kept or repeated, not even in a complaint about it.
func nik(_ context.Context, c *console, args []string) error {
	set := c.flags("nik")
	set.Usage = func() {
		fmt.Fprintln(c.out, "Usage: jagaetam nik NUMBER\nSays what the sixteen digits mean. Nothing is kept.")
	}
	err := parse(set, args, len(args))
	switch {
	case errors.Is(err, flag.ErrHelp):
		return err
	case err != nil || set.NArg() == 0:
		return usagef("nik: say the sixteen digits of one NIK")
	}
	number, err := identity.ParseNIK(strings.Join(set.Args(), " "))
	if err != nil {
		return usagef("nik: %v; expected are sixteen digits: six of the region, birth date as DDMMYY with 40 added to a woman's day, serial", err)
	}
	today := civil.DateOf(time.Now())
	fmt.Fprintf(c.out, "NIK: %s\nFirst registered in: %s\nSex: %s\nBorn: %s\nWarnings: %s\n", number, regionOf(number), number.Sex(),
		list(number.Births(today), " or ", "on a day that is not in the calendar"),
		list(number.Warnings(civil.Date{}, "", identity.KK{}, today), ", ", "none"))
	return nil
}

// regionOf is the code of the region in a NIK, with its name where the region's list is built in.
func regionOf(n identity.NIK) string {
	digits := n.Region()
	regency := digits[:2] + "." + digits[2:4]
	code := regency + "." + digits[4:]
	r, err := region.Load(regency)
	if err != nil {
		return code
	}
	district, found := r.District(code)
	if !found {
		return code + ", " + r.Name
	}
	return fmt.Sprintf("%s, %s, %s", code, district, r.Name)
}

// list joins things, or says that there are none.
func list[T any](things []T, between, none string) string {
	if len(things) == 0 {
		return none
	}
	var words []string
	for _, thing := range things {
		words = append(words, fmt.Sprint(thing))
	}
	return strings.Join(words, between)
}
