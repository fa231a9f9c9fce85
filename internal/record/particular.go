package record

import (
	"fmt"
	"strconv"
	"strings"

	"jagaetam/internal/civil"
	"jagaetam/internal/identity"
)

// Take copies the particular from one worker to another, with all that is asked together with it: the village with its district, the
// phone with whose it is, the occupation with its words.
func (f Field) Take(to *Worker, from Worker) {
	switch f {
	case FieldNIK:
		to.NIK = from.NIK
	case FieldName:
		to.Name = from.Name
	case FieldBirth:
		to.Birth = from.Birth
	case FieldVillage:
		to.Village, to.VillageText, to.District = from.Village, from.VillageText, from.District
	case FieldNeighbourhood:
		to.Neighbourhood = from.Neighbourhood
	case FieldAddress:
		to.Address = from.Address
	case FieldPhone:
		to.Phone, to.PhoneOwner = from.Phone, from.PhoneOwner
	case FieldOccupation:
		to.Occupation, to.OccupationText = from.Occupation, from.OccupationText
	case FieldWorkplace:
		to.Workplace = from.Workplace
	case FieldIncome:
		to.Income = from.Income
	}
}

// Text is the particular in one text, for the vault and for the officer who decides on it: what is asked together stands apart by
// line ends.
func (f Field) Text(w Worker) string {
	switch f {
	case FieldNIK:
		return w.NIK.Reveal()
	case FieldName:
		return string(w.Name)
	case FieldBirth:
		return w.Birth.String()
	case FieldVillage:
		return strings.Join([]string{w.Village, w.District, w.VillageText}, "\n")
	case FieldNeighbourhood:
		return w.Neighbourhood
	case FieldAddress:
		return w.Address
	case FieldPhone:
		return w.Phone.Reveal() + "\n" + string(w.PhoneOwner)
	case FieldOccupation:
		return w.Occupation + "\n" + w.OccupationText
	case FieldWorkplace:
		return w.Workplace
	case FieldIncome:
		return strconv.FormatInt(w.Income, 10)
	}
	return ""
}

// Parse puts into w what Text wrote.
func (f Field) Parse(text string, w *Worker) (err error) {
	first, rest, _ := strings.Cut(text, "\n")
	switch f {
	case FieldNIK:
		w.NIK, err = identity.ParseNIK(text)
	case FieldName:
		w.Name = identity.Name(text)
	case FieldBirth:
		w.Birth, err = civil.ParseDate(text)
	case FieldVillage:
		w.Village = first
		w.District, w.VillageText, _ = strings.Cut(rest, "\n")
	case FieldNeighbourhood:
		w.Neighbourhood = text
	case FieldAddress:
		w.Address = text
	case FieldPhone:
		w.PhoneOwner = PhoneOwner(rest)
		if w.Phone = (identity.Phone{}); first != "" {
			w.Phone, err = identity.ParsePhone(first)
		}
	case FieldOccupation:
		w.Occupation, w.OccupationText = first, rest
	case FieldWorkplace:
		w.Workplace = text
	case FieldIncome:
		w.Income, err = strconv.ParseInt(text, 10, 64)
	default:
		return fmt.Errorf("no such particular: %q", string(f))
	}
	if err != nil {
		return fmt.Errorf("read particular %s: unreadable", f) // the cause may quote it
	}
	return nil
}

// Masked is the particular in one line, as an officer sees it: a NIK is masked.
func (f Field) Masked(w Worker) string {
	if f == FieldNIK {
		return w.NIK.Mask()
	}
	return strings.Trim(strings.ReplaceAll(f.Text(w), "\n", " · "), " ·")
}
