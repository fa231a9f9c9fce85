-- +goose Up

-- A rehearsal of reminders is about no decree, and about the months ahead.
alter table exports
    add column months integer not null default 0,
    drop constraint exports_kind_check,
    add constraint exports_kind_check check (kind in ('enrolment', 'calling', 'rehearsal'));
