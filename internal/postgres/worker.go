package postgres

import "jagaetam/internal/record"

// rowOfWorker is a worker with all that is sealed of him, and what his latest application has in the clear.
type rowOfWorker struct {
	ID                            int64
	NIK, Name, Birth, Phone, Rest []byte
	Receipt                       record.Receipt
	State                         record.ApplicationState
	Village, District, Occupation string
}

// openRow is the whole worker.
func (s *Store) openRow(row rowOfWorker) (record.Worker, error) {
	w, err := s.openWorker(row.ID, sealedWorker{nik: row.NIK, name: row.Name, birth: row.Birth, phone: row.Phone, particulars: row.Rest})
	w.Village, w.District, w.Occupation = row.Village, row.District, row.Occupation
	return w, err
}
