package flows

import (
	"time"

	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

// sample is a worker of whom something of every kind is kept, for walking through what is said about it.
var sample = record.Kept{
	Receipt: 17, Relation: record.RelationSelf,
	Worker: record.Worker{
		NIK: sampleNIK(), Name: "Siti Nur'aini", Birth: civil.Date{Year: 1985, Month: time.May, Day: 12}, Sex: identity.Female,
		District: "64.02.06", Village: "64.02.06.1001", Neighbourhood: "RT 03 RW 01", Address: "Jl. Pesut", PhoneOwner: record.PhoneOwn,
		Occupation: "farmer", Workplace: "sawah", Income: 1_500_000, Member: record.MemberNo, Employment: record.EmploymentNone,
	},
	Consents: []record.Consent{
		{Version: "2026-11", At: sampleDay}, {Version: "2026-11", At: sampleDay, Purpose: record.PurposeReminders, WithdrawnAt: sampleDay},
	},
	Helpers:  []record.HelpedBy{{Name: "Rahmat", Kind: record.HelperRT, Village: "64.02.06.1001", Since: sampleDay}},
	Archived: true, Plan: record.Plan{First: civil.Month{Year: 2027, Month: time.January}, Months: 6, JHT: true},
	Requests: []record.DataRequest{
		{Number: 1, Kind: record.RequestDelete, Receipt: 17, AskedAt: sampleDay, DueAt: sampleDay.Add(record.RequestWithin)},
		{Number: 2, Kind: record.RequestCorrect, Receipt: 17, Field: record.FieldName, AskedAt: sampleDay, DueAt: sampleDay, DoneAt: sampleDay, Answer: "Sudah."},
	},
}

var sampleDay = time.Date(2026, time.November, 23, 1, 0, 0, 0, time.UTC)

func sampleNIK() identity.NIK {
	number, _ := identity.ParseNIK("6402065205859001")
	return number
}

// sampleCase is a case that an officer has.
var sampleCase = record.Case{
	Number: 17, Matter: record.MatterData, State: record.CaseTaken, Chat: "walk:1", First: "Siti", OpenedAt: sampleDay, DueAt: sampleDay.Add(time.Hour),
	Taker: "walk:2", TakerName: "Rina",
}
