// Package synthetic makes up workers for the demo, tests and benchmarks. Nobody in it exists: no register gives out serials from 9000.
package synthetic

import (
	"fmt"
	"strings"
	"time"

	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/record"
	"jagaetam/internal/region"
)

// Most is how many workers there are at most, each with a NIK and a phone of his own.
const Most = 10_000_000

// births are the days of birth, from 1962 on; after all of them the serial goes up by one.
const births = 15_000

var (
	women = strings.Fields("Siti Aminah Rahmah Fatimah Jumiati Halimah Rusdiana Mariam Norhayati Sumarni Wagiyem Lestari Yuliana Hasnah Rabiah Sarinah Tumini")
	men   = strings.Fields("Udin Rahman Suparman Ambo Yusuf Hasan Johansyah Saparudin Slamet Wagiman Arifin Bahrun Kaspul Daeng Anwar Masrani Paijo Usman Darmawan")
	after = strings.Fields("Hidayat Syahrani Kusuma Abdullah Wijaya Saputra Maulana Effendi Kurniawan Ramadhan Anshari Basri")
)

// Worker is the n-th made-up worker of the region, from 0 to Most-1: always the same, and no two have the same NIK or phone.
func Worker(r *region.Region, n int) record.Worker {
	birth := civil.Date{Year: 1962, Month: time.January, Day: 1}.AddDays(n * 7 % births)
	villages := r.Villages()
	village := villages[n*31%len(villages)]
	sex, name := identity.Male, men[n%len(men)]
	if n%3 == 1 {
		sex, name = identity.Female, women[n%len(women)]
	}
	occupation := jamsostek.Occupations[n*5%(len(jamsostek.Occupations)-1)] // the last is none of the list
	return record.Worker{
		NIK: nik(village.District, birth, sex, n/births), Name: identity.Name(name + " " + after[n/7%len(after)]), Birth: birth, Sex: sex,
		Village: village.Code, District: village.District, Neighbourhood: fmt.Sprintf("RT %02d RW %02d", n%30+1, n%7+1),
		Address: fmt.Sprintf("Jalan Karangan %d", n%90+1), Phone: phone(n), PhoneOwner: record.PhoneOwn, Occupation: occupation.ID,
		Workplace: village.Name, Income: int64(n%40+4) * 100_000, Member: record.MemberNo, Employment: record.EmploymentNone,
	}
}

// nik is never refused: the tests make all of them.
func nik(district string, birth civil.Date, sex identity.Sex, serial int) identity.NIK {
	day := birth.Day
	if sex == identity.Female {
		day += 40
	}
	number, _ := identity.ParseNIK(fmt.Sprintf("%s%02d%02d%02d%04d",
		strings.ReplaceAll(district, ".", ""), day, birth.Month, birth.Year%100, 9000+serial))
	return number
}

func phone(n int) identity.Phone {
	number, _ := identity.ParsePhone(fmt.Sprintf("0812%08d", 90_000_000+n%10_000_000))
	return number
}
