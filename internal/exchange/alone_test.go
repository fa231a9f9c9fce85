package exchange

import (
	"bytes"
	"context"
	"testing"
	"time"

	"jagaetam/internal/identity"
	"jagaetam/internal/postgres"
	"jagaetam/internal/record"
	"jagaetam/internal/sheet"
)

// easy is a store that takes every row for new without a look, so that what the engine itself needs can be measured.
type easy struct {
	*records
	worker record.Worker
	rows   int
}

func news(n int) []record.Outcome {
	outcomes := make([]record.Outcome, n)
	for i := range outcomes {
		outcomes[i].Name = record.OutcomeNew
	}
	return outcomes
}

func (s *easy) Rehearse(_ context.Context, effects []record.Effect) ([]record.Outcome, error) {
	return news(len(effects)), nil
}

func (s *easy) WriteImport(ctx context.Context, w record.ImportWork, at time.Time, lease time.Duration, effects []record.Effect,
	settle func([]record.Outcome) postgres.Settled,
) (record.ImportWork, error) {
	return s.records.WriteImport(ctx, w, at, lease, nil, func([]record.Outcome) postgres.Settled { return settle(news(len(effects))) })
}

func (s *easy) MarkExport(context.Context, record.ExportWork) (int, error) { return s.rows, nil }

func (s *easy) HoldExport(context.Context, record.ExportWork, time.Time, time.Duration) error {
	return nil
}

func (s *easy) EnrolmentRows(_ context.Context, _ record.ExportWork, after int64, limit int) ([]record.EnrolmentRow, error) {
	var page []record.EnrolmentRow
	for id := after + 1; id <= int64(s.rows) && len(page) < limit; id++ {
		worker := s.worker
		worker.NIK, _ = identity.ParseNIK(nikOf(int(id)))
		page = append(page, record.EnrolmentRow{ID: id, Worker: worker})
	}
	return page, nil
}

// BenchmarkEngineAlone takes 100,000 rows in, gives them back, and writes a list of as many under a password.
func BenchmarkEngineAlone(b *testing.B) {
	const n = 100_000
	for b.Loop() {
		w := newWorld(b)
		w.Store = &easy{records: w.store, rows: n, worker: record.Worker{
			Name: "Siti Ujicoba", Birth: november(1), District: "64.02.06", Village: "64.02.06.1001", Address: "Jl. Pesut", Occupation: "farmer",
		}}
		data := proposals(b, sheet.XLSX, 0, n)
		b.ReportMetric(peak(b), "MB/before")
		began := time.Now()
		id := w.send(b, record.FileProposal, 0, "bnba.xlsx", data)
		w.work(b)
		w.answer(b, id, true, false)
		w.work(b)
		b.ReportMetric(time.Since(began).Seconds(), "s/in")
		b.ReportMetric(peak(b), "MB/in")
		if done := w.of(b, id); done.Counts.New != n {
			b.Fatalf("%+v", done.Counts)
		}
		began = time.Now()
		var list bytes.Buffer
		if made, err := w.Enrol(b.Context(), record.ExportWork{ID: 1}, &list, NewPassword()); err != nil || made.Rows != n {
			b.Fatal(made.Rows, err)
		}
		b.ReportMetric(time.Since(began).Seconds(), "s/out")
		b.ReportMetric(peak(b), "MB/out")
	}
}
