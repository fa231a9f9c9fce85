-- +goose Up

-- Who examines an application, and until when nobody else can take it.
alter table applications
    add column leased_by    text,
    add column leased_until timestamptz,
    add constraint applications_leased check ((leased_by is null) = (leased_until is null));
create index applications_of_officer on applications (leased_by) where leased_by is not null;
create index applications_to_examine on applications (since, number) where state in ('received', 'verifying', 'matching');

-- What the worker is to correct, and the officer who decided so in the chat: he can take it back for a while.
alter table application_history
    add column field      text not null default '',
    add column decided_by text;

-- What says who a worker is needs two officers.
alter table data_requests
    add column approved_by text,
    add column approved_at timestamptz;

-- What officers answer besides applications, with nothing in it that tells who is who. A payment has the number of an application.
create view open_tasks as
select 'dispute' as sort, d.number, null::date as month, d.raised_at as at, null::timestamptz as due_at, coalesce(l.number, 0) as receipt,
       coalesce(l.district, '') as district, '' as request, '' as field, false as approved
from disputes d
left join workers w on w.nik_index = d.nik_index
left join lateral (select number, district from applications where worker = w.id order by number desc limit 1) l on true
where d.closed_at is null
union all
select 'request', r.number, null, r.asked_at, r.due_at, coalesce(l.number, 0), coalesce(l.district, ''), r.kind, r.field, r.approved_by is not null
from data_requests r
left join lateral (select number, district from applications where worker = r.worker order by number desc limit 1) l on true
where r.done_at is null
union all
select 'payment', l.number, p.month, p.at, null, l.number, l.district, '', '', false
from payments p
cross join lateral (select number, district from applications where worker = p.worker order by number desc limit 1) l
where p.state = 'reported' and p.sponsor is null
union all
select 'helper', h.number, null, h.since, null, 0, left(h.village, 8), '', '', false
from helpers h where h.state = 'asked';
