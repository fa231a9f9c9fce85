package record

import (
	"slices"

	"jagaetam/internal/civil"
	"jagaetam/internal/jamsostek"
)

// Audience is who a broadcast is for: whoever fits all of its parts; an empty part fits everybody.
type Audience struct {
	States      []ApplicationState     `json:"states,omitempty"`
	Covers      []jamsostek.CoverState `json:"covers,omitempty"` // whether he is covered, and who pays
	EndsFrom    civil.Month            `json:"ends_from,omitzero"`
	EndsTo      civil.Month            `json:"ends_to,omitzero"` // the last month of cover, both included
	Districts   []string               `json:"districts,omitempty"`
	Villages    []string               `json:"villages,omitempty"`
	Occupations []string               `json:"occupations,omitempty"`
	Sectors     []jamsostek.Sector     `json:"sectors,omitempty"`
	Languages   []string               `json:"languages,omitempty"`
	// Relations are RelationSelf for workers with an account of their own, RelationHelper for helpers of the workers that fit.
	Relations []Relation `json:"relations,omitempty"`
	// Receipts, where there are any, are of the only workers it is for.
	Receipts []Receipt `json:"receipts,omitempty"`
}

// Fits says whether the broadcast is for the worker, whose cover that is. Nobody who has died is told news, and an account only of those
// Relations, where there are any.
func (a Audience) Fits(e Enrolled, cover jamsostek.Cover) bool {
	account, bound := a.Account(e)
	return e.Left != jamsostek.LeftDied &&
		(bound || len(a.Relations) == 0) &&
		among(a.Languages, account.spoken()) &&
		among(a.States, e.State) &&
		among(a.Covers, cover.State) &&
		a.endsWithin(cover.Until) &&
		among(a.Districts, e.District) &&
		among(a.Villages, e.Village) &&
		among(a.Occupations, e.Occupation) &&
		among(a.Sectors, jamsostek.SectorOf(e.Occupation)) &&
		among(a.Receipts, e.Receipt)
}

// among is true where there is nothing to choose from.
func among[T comparable](some []T, one T) bool { return len(some) == 0 || slices.Contains(some, one) }

func (a Audience) endsWithin(until civil.Month) bool {
	if a.EndsFrom.IsZero() && a.EndsTo.IsZero() {
		return true
	}
	return !until.IsZero() && !until.Before(a.EndsFrom) && (a.EndsTo.IsZero() || !a.EndsTo.Before(until))
}

// Account is the account on which the worker is told: of those with one of Relations, where there are any, the one of Enrolled.Account.
func (a Audience) Account(e Enrolled) (Account, bool) {
	if len(a.Relations) > 0 {
		e.Accounts = slices.DeleteFunc(slices.Clone(e.Accounts), func(account Account) bool { return !slices.Contains(a.Relations, account.Relation) })
	}
	return e.Account()
}

// Within is the audience less who lives outside of the districts that the officer works for. It is false where nobody is left.
func (a Audience) Within(o Officer) (Audience, bool) {
	switch {
	case len(o.Districts) == 0:
		return a, true
	case len(a.Districts) == 0:
		a.Districts = slices.Clone(o.Districts)
	default:
		a.Districts = slices.DeleteFunc(slices.Clone(a.Districts), func(d string) bool { return !slices.Contains(o.Districts, d) })
	}
	return a, len(a.Districts) > 0
}
