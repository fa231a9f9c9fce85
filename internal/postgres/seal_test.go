package postgres

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"jagaetam/internal/identity"
	"jagaetam/internal/record"
	"jagaetam/internal/record/recordtest"
)

// TestNothingPersonalInTheClear fills every table and looks through all of them.
func TestNothingPersonalInTheClear(t *testing.T) {
	s, budi := newStore(t), recordtest.Account(2)
	filing := recordtest.Filing(t, recordtest.Account(1), "r1", recordtest.NIK(t, 1))
	receipt := apply(t, s, "k1", filing).Receipt
	apply(t, s, "k2", recordtest.Filing(t, budi, "r2", filing.Worker.NIK))
	apply(t, s, "k3", record.RaiseDispute{Run: "r3", By: budi, At: recordtest.Noon, NIK: filing.Worker.NIK})
	decree := addDecree(t, s)
	fillCover(t, s, 1, receipt, decree)
	fillPeople(t, s, 1, receipt)
	reason := "Ibu Siti belum berdomisili di Kukar"
	if err := s.MoveApplication(t.Context(), receipt, record.StateRefused, reason, "officer:1", recordtest.Noon); err != nil {
		t.Fatal(err)
	}
	if err := s.Quarantine(t.Context(), "telegram", "k4", []byte("NIK saya "+filing.Worker.NIK.Reveal()), "cannot decode"); err != nil {
		t.Fatal(err)
	}

	all := contents(t, s)
	w := filing.Worker
	for _, secret := range []string{
		w.NIK.Reveal(), w.NIK.Reveal()[8:], w.Phone.Reveal()[3:], "Siti", "aini", "Ujicoba", w.Birth.String(), "1985", w.VillageText,
		w.Neighbourhood, w.Address, w.OccupationText, w.Workplace, "1234567", "family", reason, "NIK saya",
		recordtest.KPJ(t, 7).Reveal(), "TIDAK SESUAI", "struk", "tg:a", "terbaca",
		"Rahman", "99990009", "Jalan Pindahan", "Nama Usulan", "jawaban petugas", "alasan petugas", "undangan", "keluhan",
	} {
		if i := strings.Index(all, secret); i >= 0 {
			t.Errorf("%q stands in the clear: …%.60q", secret, all[max(0, i-20):])
		}
	}
	for _, clear := range []string{"somebody else", w.Village, "phone-others", "cannot decode", "officer:1"} {
		if !strings.Contains(all, clear) {
			t.Errorf("%q is not found: the search is blind", clear)
		}
	}
}

// contents is every value of every row of every table, bytes as they are.
func contents(t *testing.T, s *Store) string {
	t.Helper()
	rows, _ := s.pool.Query(t.Context(), `select tablename from pg_tables where schemaname = 'public'`)
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, table := range tables {
		rows, _ := s.pool.Query(t.Context(), `select * from `+table)
		values, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) ([]any, error) { return row.Values() })
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range values {
			for _, value := range row {
				if bytes, sealed := value.([]byte); sealed {
					value = string(bytes)
				}
				fmt.Fprintln(&all, table, value)
			}
		}
	}
	return all.String()
}

func TestSealedColumnsOpen(t *testing.T) {
	s := newStore(t)
	filing := recordtest.Filing(t, recordtest.Account(1), "r1", recordtest.NIK(t, 1))
	apply(t, s, "k1", filing)
	w := filing.Worker

	var got particulars
	if err := json.Unmarshal([]byte(opened(t, s, "particulars")), &got); err != nil {
		t.Fatal(err)
	}
	want := particulars{
		Sex: w.Sex, VillageText: w.VillageText, Neighbourhood: w.Neighbourhood, Address: w.Address, PhoneOwner: w.PhoneOwner,
		OccupationText: w.OccupationText, Workplace: w.Workplace, Income: w.Income, Member: w.Member, Employment: w.Employment,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for column, want := range map[string]string{
		"nik": w.NIK.Reveal(), "name": string(w.Name), "birth": w.Birth.String(), "phone": w.Phone.Reveal(),
	} {
		if got := opened(t, s, column); got != want {
			t.Errorf("%s opens as %q", column, got)
		}
	}
	byPhone := `select count(*) from workers where phone_index = $1`
	if n := one[int](t, s, byPhone, s.vault.Index(identity.KindPhone, w.Phone.Reveal())); n != 1 {
		t.Errorf("%d workers found by telephone", n)
	}
}

// opened is the column of the only worker.
func opened(t *testing.T, s *Store, column string) string {
	t.Helper()
	text, err := s.open(place("workers", column, one[int64](t, s, `select id from workers`)), one[[]byte](t, s, `select `+column+` from workers`))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestWorkerWithoutATelephone(t *testing.T) {
	s := newStore(t)
	filing := recordtest.Filing(t, recordtest.Account(1), "r1", recordtest.NIK(t, 1))
	filing.Worker.Phone, filing.Flags = identity.Phone{}, nil
	apply(t, s, "k1", filing)
	if !one[bool](t, s, `select phone is null and phone_index is null from workers`) {
		t.Error("no telephone has an index")
	}
}

func TestNameMovedToAnotherRowDoesNotOpen(t *testing.T) {
	s := newStore(t)
	file(t, s, 1)
	file(t, s, 2)
	exec(t, s, `update workers set name = (select name from workers order by id desc limit 1)`)
	if _, err := s.Facts(t.Context(), record.Query{Person: recordtest.Account(1), Applications: true}); err == nil {
		t.Error("a name of another row is shown")
	}
}
