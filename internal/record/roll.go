package record

import (
	"cmp"
	"slices"
	"time"
)

// Enrolled is a worker with all that it goes by what is said to him without his asking, and to whom.
type Enrolled struct {
	// ID is his place in the roll.
	ID int64
	Standing
	// Village and District are where he lives, by their codes; Village is empty where he did not find it in the list.
	Village, District string
	PhoneOwner        PhoneOwner
	// Accounts are bound to him. Who is told is the first that can be reached; see Account.
	Accounts []Account
	// Unreminded says that he has taken back his consent to reminders, or to all processing; Withdrawn, that to all processing.
	Unreminded, Withdrawn bool
}

// Account is an account that is bound to a worker.
type Account struct {
	Contact   string
	Relation  Relation
	Since     time.Time
	Language  string // that it has chosen; empty for none
	Reachable bool
	// Stopped are the kinds of messages it does not want.
	Stopped []Subscription
}

// Wants says whether the account has not asked to be spared that kind of message.
func (a Account) Wants(kind Subscription) bool { return !slices.Contains(a.Stopped, kind) }

// WantsNews says whether the worker may be told news on the account. Who has stopped the reminders on it alone is told them.
func (e Enrolled) WantsNews(a Account) bool {
	return a.Wants(News) && !e.Withdrawn && (!e.Unreminded || !a.Wants(Contribution))
}

// Account is the account on which the worker is told something: one of his own that can be reached, else a helper's, else one that cannot
// be; the newest of several. It is false where none is bound to him.
func (e Enrolled) Account() (Account, bool) {
	if len(e.Accounts) == 0 {
		return Account{}, false
	}
	rank := func(last bool) int {
		if last {
			return 1
		}
		return 0
	}
	return slices.MinFunc(e.Accounts, func(a, b Account) int {
		return cmp.Or(rank(!a.Reachable)-rank(!b.Reachable), -cmp.Compare(a.Relation, b.Relation), b.Since.Compare(a.Since),
			cmp.Compare(a.Contact, b.Contact))
	}), true
}

// Subscription is a kind of message that an account is sent without asking, and can stop. What it is told of its own applications and
// cases is none of them: that goes on.
type Subscription string

// The kinds of messages that can be stopped.
const (
	Contribution Subscription = "contribution" // reminders of the end of cover and of due dates
	News         Subscription = "news"         // broadcasts of the office
)

// Subscriptions are all kinds.
var Subscriptions = []Subscription{Contribution, News}
