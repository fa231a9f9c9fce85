package record

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
)

// The most months that one effect can be about: a worker pays for at most a year at once, a file may look further back.
const (
	mostReported  = 12
	mostConfirmed = 60
)

// Check says why no store can perform the effect; nil where one can.
func (e ReportPayment) Check() error {
	switch {
	case e.By.ID == "":
		return fmt.Errorf("report payment: %w", ErrNobody)
	case e.Receipt <= 0:
		return errors.New("report payment: no receipt")
	}
	return checkMonths("report payment", e.First, e.Months, mostReported)
}

// Check says why no store can perform the effect; nil where one can.
func (e ConfirmMonths) Check() error {
	switch {
	case e.By == "":
		return fmt.Errorf("confirm months: %w", ErrNobody)
	case e.Sponsor != "" && !slices.Contains(jamsostek.Sponsors, e.Sponsor):
		return fmt.Errorf("confirm months: sponsor %q is none of %v", e.Sponsor, jamsostek.Sponsors)
	}
	return checkMonths("confirm months", e.First, e.Months, mostConfirmed)
}

func checkMonths(doing string, first civil.Month, months, most int) error {
	if first.IsZero() || months < 1 || months > most {
		return fmt.Errorf("%s: %d months from %s, not 1 to %d", doing, months, first, most)
	}
	return nil
}

// Check says why no store can perform the effect; nil where one can.
func (e ProposeWorker) Check() error { return checkActor("propose worker", e.By) }

// Check says why no store can perform the effect; nil where one can.
func (e ListWorker) Check() error { return checkActor("list worker", e.By) }

// Check says why no store can perform the effect; nil where one can.
func (e MatchWorker) Check() error {
	switch {
	case !slices.Contains([]MatchSource{MatchDukcapil, MatchDTSEN}, e.Source):
		return fmt.Errorf("match worker: %q is no register", e.Source)
	case !slices.Contains(matchResults, e.Result):
		return fmt.Errorf("match worker: %q is nothing that a register says", e.Result)
	case e.Decile < 0 || e.Decile > 10:
		return fmt.Errorf("match worker: decile %d is not 1 to 10", e.Decile)
	}
	return checkActor("match worker", e.By)
}

var matchResults = []MatchResult{MatchAgrees, MatchNotFound, MatchNameDiffers, MatchBirthDiffers, MatchDied, MatchMoved}

// Check says why no store can perform the effect; nil where one can.
func (e AnswerEnrolment) Check() error {
	if e.Field != "" && !slices.Contains(Fields, e.Field) {
		return fmt.Errorf("answer enrolment: %q is no particular", e.Field)
	}
	return checkActor("answer enrolment", e.By)
}

// Check says why no store can perform the effect; nil where one can.
func (e Say) Check() error {
	switch {
	case e.addressees() != 1:
		return errors.New("say: not to one chat, worker, case or office")
	case e.Words.Key == "":
		return errors.New("say: no words")
	}
	return nil
}

func (e Say) addressees() int {
	n := 0
	for _, to := range []bool{e.To != "", e.Receipt != 0, e.Case != 0, e.Office} {
		if to {
			n++
		}
	}
	return n
}

func checkActor(doing, by string) error {
	if by == "" {
		return fmt.Errorf("%s: %w", doing, ErrNobody)
	}
	return nil
}

// Check says why no store can perform the effect; nil where one can.
func (e OpenCase) Check() error {
	switch {
	case e.By.ID == "":
		return fmt.Errorf("open case: %w", ErrNobody)
	case e.DueAt.IsZero():
		return errors.New("open case: no promise")
	}
	return nil
}

// Check says why no store can perform the effect; nil where one can.
func (e RateCase) Check() error {
	if e.Stars < 1 || e.Stars > 5 {
		return fmt.Errorf("rate case: %d stars are not 1 to 5", e.Stars)
	}
	return nil
}

// Check says why no store can perform the effect; nil where one can.
func (e LookInto) Check() error {
	if strings.TrimSpace(e.Reason) == "" {
		return fmt.Errorf("look into case: %w", ErrNeedsReason)
	}
	return nil
}

// Check says why no store can perform the effect; nil where one can.
func (e SetOffice) Check() error {
	if e.Chat == "" {
		return errors.New("set office: no group")
	}
	return checkActor("set office", e.By)
}

// Check says what is wrong with a decree that somebody typed, a sentence for each mistake; nil if nothing is.
func (d Decree) Check() error {
	var wrong []error
	if d.Number == "" {
		wrong = append(wrong, errors.New("it has no number"))
	}
	if !slices.Contains(jamsostek.Sponsors, d.Sponsor) {
		wrong = append(wrong, fmt.Errorf("sponsor %q is none of %v", d.Sponsor, jamsostek.Sponsors))
	}
	if d.First.IsZero() || d.Last.IsZero() || d.Last.Before(d.First) {
		wrong = append(wrong, errors.New("its months do not go from a first to a last"))
	}
	return errors.Join(append(wrong, d.Terms().check()...)...)
}

// Check says what is wrong with the terms that somebody typed, a sentence for each mistake; nil if nothing is.
func (t DecreeTerms) Check() error { return errors.Join(t.check()...) }

func (t DecreeTerms) check() []error {
	var wrong []error
	if t.Quota < 0 {
		wrong = append(wrong, fmt.Errorf("a quota of %d is below zero", t.Quota))
	}
	if !t.Opens.IsZero() && !t.Closes.IsZero() && t.Closes.Before(t.Opens) {
		wrong = append(wrong, errors.New("registration closes before it opens"))
	}
	return wrong
}
