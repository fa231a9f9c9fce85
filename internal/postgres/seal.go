package postgres

import (
	"encoding/json"
	"errors"
	"fmt"

	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

// sealedWorker is a worker as the table has him. What is looked at alone is sealed alone: number, name, birth, phone. The rest,
// everything in his own words included, is sealed together as JSON, which also hides how long each part is.
type sealedWorker struct {
	nikIndex, phoneIndex    []byte
	nik, name, birth, phone []byte
	particulars             []byte
}

// particulars are opened only by somebody who looks at the whole application.
type particulars struct {
	Sex            identity.Sex      `json:"sex,omitempty"`
	VillageText    string            `json:"village,omitempty"`
	Neighbourhood  string            `json:"neighbourhood,omitempty"`
	Address        string            `json:"address,omitempty"`
	PhoneOwner     record.PhoneOwner `json:"phone_owner,omitempty"`
	OccupationText string            `json:"occupation,omitempty"`
	Workplace      string            `json:"workplace,omitempty"`
	Income         int64             `json:"income,omitempty"`
	Member         record.Membership `json:"member,omitempty"`
	Employment     record.Employment `json:"employment,omitempty"`
}

func (s *Store) sealWorker(id int64, w record.Worker) (sealedWorker, error) {
	rest, err := json.Marshal(particulars{
		w.Sex, w.VillageText, w.Neighbourhood, w.Address, w.PhoneOwner, w.OccupationText, w.Workplace, w.Income, w.Member, w.Employment,
	})
	if err != nil {
		return sealedWorker{}, fmt.Errorf("seal worker: %w", err)
	}
	birth, err := w.Birth.MarshalText() // a list may lack it
	if err != nil {
		return sealedWorker{}, fmt.Errorf("seal worker: %w", err)
	}
	seal := func(column, text string) []byte { return s.vault.Seal(place("workers", column, id), []byte(text)) }
	sealed := sealedWorker{
		nikIndex:    s.vault.Index(identity.KindNIK, w.NIK.Reveal()),
		nik:         seal("nik", w.NIK.Reveal()),
		name:        seal("name", string(w.Name)),
		birth:       seal("birth", string(birth)),
		particulars: seal("particulars", string(rest)),
	}
	if !w.Phone.IsZero() {
		sealed.phoneIndex = s.vault.Index(identity.KindPhone, w.Phone.Reveal())
		sealed.phone = seal("phone", w.Phone.Reveal())
	}
	return sealed, nil
}

// openWorker opens what sealWorker sealed. Village, district and occupation are not among it.
func (s *Store) openWorker(id int64, sealed sealedWorker) (w record.Worker, err error) {
	var failures []error
	open := func(column string, value []byte) string {
		text, err := s.open(place("workers", column, id), value)
		failures = append(failures, err)
		return text
	}
	nik, name, birth, phone := open("nik", sealed.nik), open("name", sealed.name), open("birth", sealed.birth), open("phone", sealed.phone)
	rest := open("particulars", sealed.particulars)
	if err := errors.Join(failures...); err != nil {
		return w, err
	}
	var p particulars
	if err := json.Unmarshal([]byte(rest), &p); err != nil {
		return w, fmt.Errorf("read the particulars of worker %d: %w", id, err)
	}
	w = record.Worker{
		Name: identity.Name(name), Sex: p.Sex, VillageText: p.VillageText, Neighbourhood: p.Neighbourhood, Address: p.Address,
		PhoneOwner: p.PhoneOwner, OccupationText: p.OccupationText, Workplace: p.Workplace, Income: p.Income, Member: p.Member,
		Employment: p.Employment,
	}
	if w.NIK, err = identity.ParseNIK(nik); err != nil {
		return w, fmt.Errorf("read the NIK of worker %d: %w", id, err)
	}
	if err := w.Birth.UnmarshalText([]byte(birth)); err != nil {
		return w, fmt.Errorf("read the birth date of worker %d: %w", id, err)
	}
	if phone != "" {
		if w.Phone, err = identity.ParsePhone(phone); err != nil {
			return w, fmt.Errorf("read the phone of worker %d: %w", id, err)
		}
	}
	return w, nil
}

// open is the text that was sealed; a null column is no text.
func (s *Store) open(place string, sealed []byte) (string, error) {
	if sealed == nil {
		return "", nil
	}
	text, err := s.vault.Open(place, sealed)
	return string(text), err
}
