package identity

import "jagaetam/internal/civil"

// Warning is a reason to ask a person to read the NIK once more. A person who stays with the answer is believed, and the
// warning goes to the officer with the application.
type Warning string

// The warnings, a closed set.
const (
	BirthDiffers Warning = "birth_differs" // the NIK has another birth date than the person
	SexDiffers   Warning = "sex_differs"   // the NIK has the other sex
	LooksLikeKK  Warning = "looks_like_kk" // the date in it is one of a family card, not of a worker's birth
	EqualsKK     Warning = "equals_kk"     // the same number was given as NIK and as KK
)

// firstFamilyCards is the year from which family cards carry numbers of sixteen digits with the date of their registration.
const firstFamilyCards = 2005

// Warnings are the doubts about the NIK of somebody born on birth, of that sex, on that family card. Whatever is zero is not
// compared. Where somebody lives is never judged from the NIK.
func (n NIK) Warnings(birth civil.Date, sex Sex, kk KK, today civil.Date) []Warning {
	if n.IsZero() {
		return nil
	}
	var warnings []Warning
	if !birth.IsZero() && !n.BirthMatches(birth) {
		warnings = append(warnings, BirthDiffers)
	}
	if sex != "" && sex != n.Sex() {
		warnings = append(warnings, SexDiffers)
	}
	if n.looksLikeKK(birth, today) {
		warnings = append(warnings, LooksLikeKK)
	}
	if kk.number == n.number {
		warnings = append(warnings, EqualsKK)
	}
	return warnings
}

// looksLikeKK says whether the date in the NIK is one on which a family card may have been registered. That holds for every
// age under 15 too. It means nothing for a woman's NIK, as no card adds 40 to a day, nor where the person was born on that date.
func (n NIK) looksLikeKK(birth, today civil.Date) bool {
	if n.Sex() != Male || n.BirthMatches(birth) {
		return false
	}
	for _, date := range n.Births(today) {
		if date.Year >= firstFamilyCards {
			return true
		}
	}
	return false
}
