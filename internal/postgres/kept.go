package postgres

import (
	"time"

	"github.com/jackc/pgx/v5"

	"jagaetam/internal/identity"
	"jagaetam/internal/record"
)

// keptSQL has one row for each worker that the account is bound to as himself, with his consents, helpers and requests in arrays.
const keptSQL = `
select w.id, w.nik, w.name, w.birth, w.phone, w.particulars, l.number, l.state, l.village, l.district, l.occupation,
       exists (select from covers where worker = w.id) as archived, w.plan_first, coalesce(w.plan_months, 0), w.plan_jht,
       c.versions, c.ats, c.purposes, c.withdrawn, h.numbers, h.names, h.kinds, h.villages, h.sinces,
       r.numbers, r.kinds, r.whole, r.fields, r.asked, r.due, r.done, r.answers
from worker_contacts b
join workers w on w.id = b.worker
cross join lateral (select * from applications where worker = w.id order by number desc limit 1) l
cross join lateral (
    select array_agg(version order by id) as versions, array_agg(given_at order by id) as ats, array_agg(purpose order by id) as purposes,
           array_agg(withdrawn_at order by id) as withdrawn
    from consents where worker = w.id
) c
cross join lateral (
    select array_agg(h.number order by x.since, h.number) as numbers, array_agg(h.name order by x.since, h.number) as names,
           array_agg(h.kind order by x.since, h.number) as kinds, array_agg(h.village order by x.since, h.number) as villages,
           array_agg(x.since order by x.since, h.number) as sinces
    from worker_contacts x join helpers h on h.contact = x.contact
    where x.worker = w.id and x.relation = 'helper' and x.until is null
) h
cross join lateral (
    select array_agg(number order by number) as numbers, array_agg(kind order by number) as kinds,
           array_agg(worker is null order by number) as whole, array_agg(field order by number) as fields,
           array_agg(asked_at order by number) as asked, array_agg(due_at order by number) as due,
           array_agg(done_at order by number) as done, array_agg(answer order by number) as answers
    from data_requests where contact = $1 and coalesce(worker, w.id) = w.id
) r
where b.contact = $1 and b.relation = 'self' and b.until is null
order by b.since desc, l.number desc`

type rowOfKept struct {
	rowOfWorker
	Archived bool

	PlanFirst  *time.Time
	PlanMonths int
	PlanJHT    bool

	Versions  []string
	GivenAt   []time.Time
	Purposes  []record.Purpose
	Withdrawn []*time.Time

	Helpers  []int64
	Names    [][]byte
	Kinds    []record.HelperKind
	Villages []string
	Since    []time.Time

	Requests       []int64
	RequestKinds   []record.DataRequestKind
	Whole          []bool
	Fields         []record.Field
	AskedAt, DueAt []time.Time
	DoneAt         []*time.Time
	Answers        [][]byte
}

func (s *Store) readKept(row pgx.CollectableRow) (record.Kept, error) {
	found, err := pgx.RowToStructByPos[rowOfKept](row)
	if err != nil {
		return record.Kept{}, err
	}
	kept := record.Kept{Receipt: found.Receipt, Relation: record.RelationSelf, Archived: found.Archived}
	if found.PlanFirst != nil {
		kept.Plan = record.Plan{First: monthOf(*found.PlanFirst), Months: found.PlanMonths, JHT: found.PlanJHT}
	}
	if kept.Worker, err = s.openRow(found.rowOfWorker); err != nil {
		return kept, err
	}
	for i, version := range found.Versions {
		kept.Consents = append(kept.Consents, record.Consent{
			Version: version, At: found.GivenAt[i].UTC(), Purpose: found.Purposes[i], WithdrawnAt: timeOf(found.Withdrawn[i]),
		})
	}
	for i, number := range found.Helpers {
		name, err := s.open(place("helpers", "name", number), found.Names[i])
		if err != nil {
			return kept, err
		}
		kept.Helpers = append(kept.Helpers, record.HelpedBy{
			Name: identity.Name(name).First(), Kind: found.Kinds[i], Village: found.Villages[i], Since: found.Since[i].UTC(),
		})
	}
	kept.Requests, err = s.readRequests(found)
	return kept, err
}

func (s *Store) readRequests(found rowOfKept) ([]record.DataRequest, error) {
	var requests []record.DataRequest
	for i, number := range found.Requests {
		answer, err := s.open(place("data_requests", "answer", number), found.Answers[i])
		if err != nil {
			return nil, err
		}
		request := record.DataRequest{
			Number: record.RequestNumber(number), Kind: found.RequestKinds[i], Receipt: found.Receipt, Field: found.Fields[i],
			AskedAt: found.AskedAt[i].UTC(), DueAt: found.DueAt[i].UTC(), DoneAt: timeOf(found.DoneAt[i]), Answer: answer,
		}
		if found.Whole[i] {
			request.Receipt = 0
		}
		requests = append(requests, request)
	}
	return requests, nil
}

// timeOf is the zero time for null.
func timeOf(at *time.Time) time.Time {
	if at == nil {
		return time.Time{}
	}
	return at.UTC()
}
