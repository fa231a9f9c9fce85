package postgres

import (
	"encoding/json"
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
	seal := func(column, text string) []byte { return s.vault.Seal(place("workers", column, id), []byte(text)) }
	sealed := sealedWorker{
		nikIndex:    s.vault.Index(identity.KindNIK, w.NIK.Reveal()),
		nik:         seal("nik", w.NIK.Reveal()),
		name:        seal("name", string(w.Name)),
		birth:       seal("birth", w.Birth.String()),
		particulars: seal("particulars", string(rest)),
	}
	if !w.Phone.IsZero() {
		sealed.phoneIndex = s.vault.Index(identity.KindPhone, w.Phone.Reveal())
		sealed.phone = seal("phone", w.Phone.Reveal())
	}
	return sealed, nil
}

// open is the text that was sealed; a null column is no text.
func (s *Store) open(place string, sealed []byte) (string, error) {
	if sealed == nil {
		return "", nil
	}
	text, err := s.vault.Open(place, sealed)
	return string(text), err
}
