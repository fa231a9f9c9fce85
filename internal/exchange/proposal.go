package exchange

import (
	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
	"jagaetam/internal/jamsostek"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
	"jagaetam/internal/region"
	"jagaetam/internal/sheet"
)

// oldest is the age in years above which a birth date is a slip.
const oldest = 120

// proposal reads a worker whom a village proposes. Who he is and where he lives must be there; the rest is used where it can be read.
func (c *Clerk) proposal(r *reader) Taken {
	w := record.Worker{NIK: r.nik()}
	name, err := r.row.Cell("name").Text(identity.MaxName)
	must(r, "name", name, err)
	if err == nil {
		parsed, err := identity.ParseName(name)
		w.Name = must(r, "name", parsed, err)
	}
	birth, err := r.row.Cell("birth").Date(reading.Between{First: c.today.yearsAgo(oldest), Last: c.today.Date})
	w.Birth = must(r, "birth", birth, err)
	village := c.village(r)
	w.Village, w.District = village.Code, village.District
	w.Sex = identity.Sex(may(r, "sex", c.meaning("sex", 20)))
	if w.Sex == "" {
		w.Sex = w.NIK.Sex()
	}
	w.Neighbourhood = neighbourhood(r)
	w.Address = may(r, "address", text(200))
	w.Phone = may(r, "phone", phone)
	w.Occupation, w.OccupationText = c.occupation(r)
	w.Workplace = may(r, "workplace", text(120))
	w.Income = may(r, "income", sheet.Cell.Rupiah)
	return Taken{Key: w.NIK.Reveal(), Effect: record.ProposeWorker{By: c.file.By, At: c.file.At, Worker: w}}
}

// village finds the village by its name, in the district where the row names one. A name that two villages may have is refused.
func (c *Clerk) village(r *reader) region.Village {
	name, err := r.row.Cell("village").Text(80)
	if must(r, "village", name, err); err != nil {
		return region.Village{}
	}
	district := ""
	if cell := r.row.Cell("district"); !cell.IsEmpty() {
		text, err := cell.Text(80)
		if district = must(r, "district", text, err); err != nil {
			return region.Village{}
		}
	}
	key := [2]string{district, name}
	place, known := c.places[key]
	if !known {
		place = c.find(district, name)
		if len(c.places) < mostPlaces {
			c.places[key] = place
		}
	}
	if place.problem != nil {
		r.refuse(place.problem.Why, place.problem.About)
	}
	return place.village
}

// mostPlaces is how many spellings of places, and of trades, are remembered of one file.
const mostPlaces = 5_000

func (c *Clerk) find(district, name string) found {
	code := ""
	if district != "" {
		districts := c.region.FindDistricts(district)
		switch len(districts) {
		case 0:
			return found{problem: &Problem{"district-unknown", "district"}}
		case 1:
			code = districts[0].Code
		default:
			return found{problem: &Problem{"district-several", "district"}}
		}
	}
	villages := c.region.FindVillages(code, name)
	switch len(villages) {
	case 0:
		return found{problem: &Problem{"village-unknown", "village"}}
	case 1:
		return found{village: villages[0]}
	}
	return found{problem: &Problem{"village-several", "village"}}
}

// neighbourhood reads RT and RW from their one column, or from two.
func neighbourhood(r *reader) string {
	read := func(cell sheet.Cell) (string, error) {
		words, err := cell.Text(40)
		if err != nil {
			return "", err
		}
		n, ok := reading.RTRW(words)
		if !ok {
			return "", unread("neighbourhood-unread")
		}
		return n.String(), nil
	}
	if together := may(r, "neighbourhood", read); together != "" {
		return together
	}
	number := func(cell sheet.Cell) (string, error) { return cell.Digits(1, 3) }
	rt, rw := may(r, "rt", number), may(r, "rw", number)
	if n, ok := reading.RTRW("RT " + rt + " RW " + rw); ok && rt+rw != "" {
		return n.String()
	}
	return ""
}

func phone(cell sheet.Cell) (identity.Phone, error) {
	digits, err := cell.Digits(8, 15)
	if err != nil {
		return identity.Phone{}, err
	}
	return identity.ParsePhone(digits)
}

// occupation finds the trade by its words; one that is not in the list is kept as it is written.
func (c *Clerk) occupation(r *reader) (id, own string) {
	words := may(r, "occupation", text(60))
	if words == "" {
		return "", ""
	}
	id, known := c.works[words]
	if !known {
		if chosen := reading.Choose(words, c.trades); chosen.Certainty == reading.Sure {
			id = chosen.ID
		}
		if len(c.works) < mostPlaces {
			c.works[words] = id
		}
	}
	if id == "" {
		return jamsostek.OccupationOther, words
	}
	return id, ""
}

// day is a date from which years are counted back.
type day struct{ civil.Date }

func (d day) yearsAgo(years int) civil.Date {
	return civil.Date{Year: d.Year - years, Month: d.Month, Day: 1}
}
