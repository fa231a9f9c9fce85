package recordtest

import (
	"fmt"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

// Noon is when the people of these tests act: 23 November 2026, 12:00 in Tenggarong.
var Noon = time.Date(2026, time.November, 23, 4, 0, 0, 0, time.UTC)

// Account is a person of these tests, by the platform's number of his account.
func Account(n int) chat.Person { return chat.Person{ID: fmt.Sprintf("tg:%d", n), Language: "id"} }

// NIK is a made-up number that no register gives out: woman, 12 May 1985, serial 9000 and n, which is 0 to 999.
func NIK(t testing.TB, n int) identity.NIK {
	t.Helper()
	nik, err := identity.ParseNIK(fmt.Sprintf("640206520585%04d", 9000+n))
	if err != nil {
		t.Fatal(err)
	}
	return nik
}

// Filing is the application of a made-up worker with that NIK, sent by the account in that run, with every field filled.
func Filing(t testing.TB, by chat.Person, run string, nik identity.NIK) record.FileApplication {
	t.Helper()
	phone, err := identity.ParsePhone("081299990000")
	if err != nil {
		t.Fatal(err)
	}
	return record.FileApplication{
		Run: run, By: by, At: Noon, Consent: record.Consent{Version: "2026-11", At: Noon.Add(-time.Minute)},
		Worker: record.Worker{
			NIK: nik, Name: "Hj. Siti Nur'aini Ujicoba", Birth: civil.Date{Year: 1985, Month: time.May, Day: 12}, Sex: identity.Female,
			Village: "64.02.06.1001", VillageText: "Desa Rekaan", District: "64.02.06", Neighbourhood: "RT 93 RW 91", Address: "Jalan Karangan 99",
			Phone: phone, PhoneOwner: record.PhoneFamily, Occupation: "other", OccupationText: "penganyam rekaan", Workplace: "Pasar Karangan",
			Income: 1_234_567, Member: record.MemberUnsure, Employment: record.EmploymentNone,
		},
		Flags: []record.Flag{record.FlagMember, record.FlagPhoneOthers}, Attribution: "64.02.06.1002",
	}
}
