// Package jamsostek has the rules of the programme BPJS Ketenagakerjaan for people who are paid no wage (bukan penerima upah).
package jamsostek

// Sector is what decides which tariff holds: PP 50/2025 halves the contribution of the transport sector for longer than that of the
// others.
type Sector string

// The sectors of PP 50/2025.
const (
	Transport Sector = "transport"
	Others    Sector = "other"
)

// OccupationOther is the occupation of everybody who did not find his own in the list.
const OccupationOther = "other"

// Occupation is a trade that people of the programme have.
type Occupation struct {
	// ID names it, in records and in the messages "occupation.<ID>".
	ID     string
	Sector Sector
}

// Occupations are the trades to choose from, the commonest first; OccupationOther is the last.
var Occupations = []Occupation{
	{"farmer", Others},
	{"planter", Others},
	{"fisher", Others},
	{"fish-farmer", Others},
	{"breeder", Others},
	{"ojek", Transport},
	{"labourer", Others},
	{"trader", Others},
	{"boatman", Transport},
	{"driver", Transport},
	{"courier", Transport},
	{"builder", Others},
	{"craftsman", Others},
	{"domestic", Others},
	{"scavenger", Others},
	{"masseur", Others},
	{"teacher", Others},
	{OccupationOther, Others},
}

// SectorOf is the sector of an occupation; whatever is not in the list counts as not transport until an officer has looked.
func SectorOf(occupation string) Sector {
	for _, o := range Occupations {
		if o.ID == occupation {
			return o.Sector
		}
	}
	return Others
}
