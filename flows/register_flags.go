package flows

import (
	"slices"
	"strings"

	"jagaetam/internal/dialogue"
	"jagaetam/internal/identity"
	"jagaetam/internal/input"
	"jagaetam/internal/record"
	"jagaetam/internal/region"
)

// attribution begins the payload of a village's link or poster: daftar-6402062005.
const attribution = "daftar-"

// fromLink takes the village from the link that opened the flow. A code that is no village's gives nothing, and the person is asked.
func fromLink(s Setting, c dialogue.Context) dialogue.Answers {
	village, ok := s.Region.Village(villageCode(c.Payload))
	if !ok {
		return dialogue.Answers{}
	}
	return dialogue.Answers{
		"district": {Value: village.District, At: c.Now},
		"village":  {Value: village.Code, At: c.Now},
	}
}

// villageCode puts the dots into the ten digits of a village's code.
func villageCode(digits string) string {
	if len(digits) != 10 || strings.Trim(digits, "0123456789") != "" {
		return ""
	}
	return digits[:2] + "." + digits[2:4] + "." + digits[4:6] + "." + digits[6:]
}

// broughtBy is the code of the village whose link brought the person; empty where none did.
func broughtBy(r *region.Region, c dialogue.Context) string {
	village, _ := r.Village(villageCode(c.Payload))
	return village.Code
}

// flags are what the officer should look at.
func flags(c dialogue.Context) []record.Flag {
	var flags []record.Flag
	add := func(holds bool, flag record.Flag) {
		if holds && !slices.Contains(flags, flag) {
			flags = append(flags, flag)
		}
	}
	w := worker(c)
	for _, warning := range w.NIK.Warnings(w.Birth, w.Sex, identity.KK{}, c.Today()) {
		add(warning == identity.BirthDiffers, record.FlagNIKBirth)
		add(warning == identity.SexDiffers, record.FlagNIKSex)
		add(warning == identity.LooksLikeKK, record.FlagNIKFamily)
	}
	age := w.Birth.YearsUntil(c.Today())
	add(age >= input.AgeLimit, record.FlagAge65)
	add(age == input.AgeLimit-1, record.FlagAge64)
	add(age < input.Adult, record.FlagUnder18)
	add(w.Member != record.MemberNo, record.FlagMember)
	add(w.Employment != record.EmploymentNone, record.FlagEmployed)
	add(w.Village == "", record.FlagVillage)
	add(w.PhoneOwner != record.PhoneOwn, record.FlagPhoneOthers)
	add(w.OccupationText != "", record.FlagOccupation)
	return flags
}
