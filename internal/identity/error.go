package identity

import "fmt"

// Kind is what a text was read as. The blind index keeps the kinds apart.
type Kind string

// The kinds of what tells a person from another.
const (
	KindNIK   Kind = "nik"
	KindKK    Kind = "kk"
	KindPhone Kind = "phone"
	KindKPJ   Kind = "kpj"
	KindName  Kind = "name"

	KindCode       Kind = "code"       // what Vault.Code derived
	KindInvitation Kind = "invitation" // a token that makes an officer
	KindAttempts   Kind = "attempts"   // an account whose attempts are counted
	KindChat       Kind = "chat"       // a chat that was forgotten
)

// Reason is why a text was not taken. Kind and Reason together choose the words the person reads.
type Reason string

// The reasons, a closed set. Each names the kinds it is given for.
const (
	Empty      Reason = "empty"       // name: nothing, or nothing but pictures and punctuation
	Length     Reason = "length"      // nik, kk, phone, kpj: too few or too many; name: over MaxName letters
	Letters    Reason = "letters"     // nik, kk, phone: something that is no digit; kpj: no digit at all, or a symbol
	SameDigits Reason = "same_digits" // nik, kk: one digit sixteen times
	Day        Reason = "day"         // nik: day 00, 32–40 or over 71
	Month      Reason = "month"       // nik: month 00 or over 12
	Serial     Reason = "serial"      // nik: serial 0000
	FixedLine  Reason = "fixed_line"  // phone: an Indonesian number that is no mobile one
	Foreign    Reason = "foreign"     // phone: a country code other than +62
	Digits     Reason = "digits"      // name: a digit in it
	Symbols    Reason = "symbols"     // name: a sign that no name has
	NotName    Reason = "not_name"    // name: a command, a question or an answer to another question
)

// Error says why a text is not what was asked for. It never holds the text.
type Error struct {
	Kind   Kind
	Reason Reason
	Digits int // how many digits came; of a name or a KPJ, how many letters and digits
}

// Error is for logs and developers; what the person reads is chosen by Kind and Reason.
func (e *Error) Error() string {
	return fmt.Sprintf("read %s: %s (%d)", e.Kind, e.Reason, e.Digits)
}
