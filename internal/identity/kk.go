package identity

// KK is the number of a family card (kartu keluarga), sixteen digits: six of the region that issued it, the date of its
// registration, serial. It changes when the family moves, divides or gets a new head, so it is no key for a person.
type KK struct{ number }

// ParseKK reads a KK the way ParseNIK reads a NIK. The error is an *Error whose reason is Letters, Length or SameDigits; the
// date in it is not checked, as it is the office's date and not the person's.
func ParseKK(text string) (KK, error) {
	n, err := parse16(KindKK, text)
	return KK{n}, err
}
