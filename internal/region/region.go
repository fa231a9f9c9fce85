// Package region has the districts (kecamatan) and villages (desa and kelurahan) of a regency, and finds them by the names that
// people type.
package region

import "strings"

// Region is a regency with all its districts. Codes are those of the Ministry of Home Affairs (Kepmendagri), which are not
// those of Statistics Indonesia: 64.02 is Kutai Kartanegara here and Kutai Barat there.
type Region struct {
	Code      string // such as 64.02
	Name      string // such as Kabupaten Kutai Kartanegara
	Districts []District
}

// District is a kecamatan.
type District struct {
	Code     string // such as 64.02.01
	Name     string
	Villages []Village
}

// Village is a desa or a kelurahan. Its name is unique in its district only.
type Village struct {
	Code     string // such as 64.02.01.2001
	Name     string
	Kind     Kind
	District string // code of the district
}

// Kind is what a village is by law.
type Kind string

// The kinds of villages, by the first digit of the last part of the code: 1 is a kelurahan, 2 a desa.
const (
	Kelurahan Kind = "kelurahan"
	Desa      Kind = "desa"
)

// String is the name with its kind before it, "Desa Perian" or "Kelurahan Melayu".
func (v Village) String() string {
	if v.Kind == Kelurahan {
		return "Kelurahan " + v.Name
	}
	return "Desa " + v.Name
}

// String is the name with its kind before it, "Kecamatan Tenggarong".
func (d District) String() string { return "Kecamatan " + d.Name }

// District is the district with the code, if there is one.
func (r *Region) District(code string) (District, bool) {
	for _, d := range r.Districts {
		if d.Code == code {
			return d, true
		}
	}
	return District{}, false
}

// Village is the village with the code, if there is one.
func (r *Region) Village(code string) (Village, bool) {
	for _, d := range r.Districts {
		if !strings.HasPrefix(code, d.Code+".") {
			continue
		}
		for _, v := range d.Villages {
			if v.Code == code {
				return v, true
			}
		}
	}
	return Village{}, false
}

// Villages are all villages in the order of their codes.
func (r *Region) Villages() []Village {
	var all []Village
	for _, d := range r.Districts {
		all = append(all, d.Villages...)
	}
	return all
}
