package record

import (
	"slices"
	"strings"

	"jagaetam/internal/chat"
)

// A reason for a worker is either an officer's own words or one of these keys of locales, so that each reads it in his language.
const reasonPrefix = "reason."

// reasonsOf are the keys of why a particular is returned, after the prefix.
var reasonsOf = map[Field][]string{
	FieldNIK:           {"nik.card", "nik.dukcapil"},
	FieldName:          {"name.card", "name.dukcapil"},
	FieldBirth:         {"birth.card", "birth.dukcapil"},
	FieldVillage:       {"village.card", "village.unclear"},
	FieldNeighbourhood: {"neighbourhood.unclear"},
	FieldAddress:       {"address.unclear"},
	FieldPhone:         {"phone.dead"},
	FieldOccupation:    {"occupation.unclear"},
	FieldWorkplace:     {"workplace.unclear"},
	FieldIncome:        {"income.unclear"},
}

// refusals are the keys of why an application is refused (the programme is for residents under 65 who have no employer and whom nobody
// pays for).
var refusals = []string{"refused.resident", "refused.employed", "refused.age", "refused.paid", "refused.double", "refused.died"}

// ReasonCorrected is the answer to a request whose correction was made.
const ReasonCorrected = reasonPrefix + "corrected"

// Reasons are the keys of the usual reasons to return an application because of the field, or to refuse it where the field is empty.
func Reasons(field Field) []string {
	of := refusals
	if field != "" {
		of = reasonsOf[field]
	}
	keys := make([]string, len(of))
	for i, id := range of {
		keys[i] = reasonPrefix + id
	}
	return keys
}

// AllReasons are the keys of all usual reasons.
func AllReasons() []string {
	keys := append(Reasons(""), ReasonCorrected)
	for _, field := range Fields {
		keys = append(keys, Reasons(field)...)
	}
	return keys
}

// ReasonWords is a reason as its reader reads it.
func ReasonWords(reason string) chat.Arg {
	if strings.HasPrefix(reason, reasonPrefix) && slices.Contains(AllReasons(), reason) {
		return chat.Message(reason)
	}
	return chat.Literal(reason)
}
