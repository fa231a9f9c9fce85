// Package reading turns what a person typed into a value, or says what is in doubt about it.
//
// It knows how people of East Kalimantan write yes and no, money, dates and choices, in Indonesian and in the shorthand of a
// phone, with the commonest Kutai, Banjar, Javanese and English words. It never guesses in silence: whatever could mean two things comes
// back as a Guess with its Doubt, for the caller to ask back, or as Unread. It knows no flow, no platform and no clock.
package reading

// Certainty says how far a reading may be trusted.
type Certainty string

const (
	// Unread is the certainty of a text no value was found in.
	Unread Certainty = ""
	// Guess is the certainty of a value that is likely but has to be confirmed by the person who typed it.
	Guess Certainty = "guess"
	// Sure is the certainty of a value the text can only mean.
	Sure Certainty = "sure"
)

// Doubt is the reason why a reading is not sure, fit to be part of a message key. It is empty for a sure reading, and for a text
// that has nothing of the kind in it at all.
type Doubt string

const (
	// DoubtSeveral is a text that fits several values: two amounts, two dates, two options.
	DoubtSeveral Doubt = "several"
	// DoubtWords is a value found beside words that were not understood, which may change its meaning.
	DoubtWords Doubt = "words"

	// DoubtScale is an amount of money whose thousands or millions were left out: "500", "1,5", "1.500".
	DoubtScale Doubt = "scale"
	// DoubtRange is an amount given as a range: "50-60rb".
	DoubtRange Doubt = "range"
	// DoubtAbout is an amount given roughly: "1 juta lebih".
	DoubtAbout Doubt = "about"
	// DoubtZero is an amount of nothing: "0", "tidak ada".
	DoubtZero Doubt = "zero"
	// DoubtSize is an amount above MaxSure, in which a zero too many is likely.
	DoubtSize Doubt = "size"
	// DoubtNegative is an amount below nothing.
	DoubtNegative Doubt = "negative"
	// DoubtTooLarge is a number too large for any amount of money, such as an identity number.
	DoubtTooLarge Doubt = "too_large"

	// DoubtCentury is a date whose two-digit year fits two centuries.
	DoubtCentury Doubt = "century"
	// DoubtSwapped is a date that is in the calendar only when its month is taken for the day.
	DoubtSwapped Doubt = "swapped"
	// DoubtNoSuchDay is a date that is in no calendar: 31-02-1985.
	DoubtNoSuchDay Doubt = "no_such_day"
	// DoubtOutside is a date outside the bounds the caller gave.
	DoubtOutside Doubt = "outside"
	// DoubtNoYear is a day and a month without a year.
	DoubtNoYear Doubt = "no_year"
	// DoubtNoDay is a month and a year without a day.
	DoubtNoDay Doubt = "no_day"
	// DoubtOnlyYear is a year alone.
	DoubtOnlyYear Doubt = "only_year"
	// DoubtOnlyAge is an age where a date was asked for: "41 tahun".
	DoubtOnlyAge Doubt = "only_age"
)
