package record

import (
	"cmp"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/identity"
)

// Query is what a turn needs to know. The zero Query is nothing.
type Query struct {
	// Person is who asks.
	Person chat.Person
	// Key names the message for which it is asked. Where its effects have been performed, the answer is what was known before them.
	Key string
	// Applications asks for the person's own applications, and those of workers the account is bound to as a helper not at all.
	Applications bool
	// Stopped asks for the kinds of messages that the account does not want.
	Stopped bool
	// Insured asks for what is known of the cover of the workers that the account is bound to, and for the rates.
	Insured bool
	// Officer and Helper ask what the account is besides.
	Officer bool
	Helper  bool
	// Kept asks for everything that is kept of the account's own workers.
	Kept bool
	// Decrees asks for the decrees, for officers.
	Decrees bool
	// Card, where set, asks for the claim code of a worker that the account is a helper of.
	Card Receipt
	// Import, where set, asks for a file that the account sent.
	Import int64
	// Case asks for the person's open case, and how busy the officers are.
	Case bool
	// Topic, where set, asks for the case whose thread in the officers' group it is.
	Topic string
	// Office asks for the officers' group.
	Office bool
	// Work asks for what there is to do for an officer, Task for one task opened, and Summary for the counts of all applications at the
	// moment Now.
	Work    bool
	Task    TaskName
	Summary bool
	Now     time.Time
	// Line asks for the decrees, and for the line of those who wait for registration to open, at the moment Now.
	Line bool
	// Broadcast, where set, asks an officer's broadcast, and Broadcasts for the newest that he may act on, at most MostBroadcasts.
	Broadcast  BroadcastNumber
	Broadcasts bool
	// Code, where set, asks for the announcement that carries it.
	Code Code
	// Numbers, where set, asks which of these receipts no application has; see Numbers. List, where set, asks what stands in a file that
	// lists some.
	Numbers string
	List    chat.File
	// News asks what the account was sent last of the office's news.
	News bool
	// NIK, where set, asks whether it is registered, and by whom.
	NIK identity.NIK
}

// MostBroadcasts is how many broadcasts are told of at once.
const MostBroadcasts = 30

// IsZero says whether nothing is asked.
func (q Query) IsZero() bool {
	q.Person, q.Key, q.Now = chat.Person{}, "", time.Time{}
	return q == Query{}
}

// OfOfficers says whether something is asked that only officers are told.
func (q Query) OfOfficers() bool {
	return q.Work || q.Summary || q.Task != (TaskName{}) || q.Broadcast != 0 || q.Broadcasts
}

// And asks for both; where both name one, for that of o.
func (q Query) And(o Query) Query {
	both := Query{
		Person: o.Person, Applications: q.Applications || o.Applications, Insured: q.Insured || o.Insured, Officer: q.Officer || o.Officer,
		Helper: q.Helper || o.Helper, Kept: q.Kept || o.Kept, Decrees: q.Decrees || o.Decrees, Card: o.Card, Import: o.Import, NIK: o.NIK,
		Case: q.Case || o.Case, Topic: o.Topic, Office: q.Office || o.Office, Work: q.Work || o.Work, Task: o.Task, Summary: q.Summary || o.Summary, Now: o.Now,
		Code: cmp.Or(o.Code, q.Code), Stopped: q.Stopped || o.Stopped, Line: q.Line || o.Line,
		Numbers: cmp.Or(o.Numbers, q.Numbers), List: cmp.Or(o.List, q.List),
		News:      q.News || o.News,
		Broadcast: cmp.Or(o.Broadcast, q.Broadcast), Broadcasts: q.Broadcasts || o.Broadcasts,
	}
	both.Key = cmp.Or(o.Key, q.Key)
	if both.Person.ID == "" {
		both.Person = q.Person
	}
	if both.Card == 0 {
		both.Card = q.Card
	}
	if both.Import == 0 {
		both.Import = q.Import
	}
	if both.Topic == "" {
		both.Topic = q.Topic
	}
	if both.Task == (TaskName{}) {
		both.Task = q.Task
	}
	if both.Now.IsZero() {
		both.Now = q.Now
	}
	if both.NIK.IsZero() {
		both.NIK = q.NIK
	}
	return both
}

// Covers says whether whoever knows the answer to q knows that to o.
func (q Query) Covers(o Query) bool { return q.And(o) == q }

// Facts is what is known in answer to a Query.
type Facts struct {
	// Applications are those this account sent for itself, the newest first.
	Applications []Application
	// Insured are the workers that the account is bound to: itself first, then those it helps, the newest first, at most 50 of them.
	Insured []Insured
	Rates   Rates
	// Stopped are the kinds of messages that the account does not want.
	Stopped []Subscription
	Officer Officer
	Helper  Helper
	Kept    []Kept
	// Decrees are all decrees, the newest first. Line is the line as the person sees it.
	Decrees []Decree
	Line    Line
	// Card is the claim code of the worker asked for; empty where the account is no helper of his.
	Card string
	// Import is the file asked for; zero where the account did not send it.
	Import Import
	// Case is the person's open case, or that of the topic; zero where there is none.
	Case Case
	Desk Desk
	// Office is the officers' group.
	Office Office
	// Work is empty for who is no officer; so is Task for who may not answer it.
	Work    Work
	Task    Task
	Summary Summary
	// Broadcast and Broadcasts, the newest first, are zero for who may not act on them.
	Broadcast  Broadcast
	Broadcasts []Broadcast
	// Announcement is the one that carries the code asked for; zero where none does.
	Announcement Announcement
	// Unknown are those of the receipts asked about that no application has, and List is what stands in the file.
	Unknown []Receipt
	List    List
	// News are the last that the account was sent within NewsHolds; zero where there are none.
	News Sent
	// NIK says whether the NIK asked for is registered.
	NIK Registration
	// NIKReceipt is the number of the application under that NIK; set only where NIK is RegisteredByAsker.
	NIKReceipt Receipt
}

// InsuredUnder is the worker with that receipt among Insured.
func (f Facts) InsuredUnder(receipt Receipt) (Insured, bool) {
	for _, insured := range f.Insured {
		if insured.Receipt == receipt {
			return insured, true
		}
	}
	return Insured{}, false
}

// Registration says whether a NIK is registered, and never by whom.
type Registration int

// Whether a NIK is registered.
const (
	NotRegistered Registration = iota
	RegisteredByAsker
	RegisteredByOther
)
