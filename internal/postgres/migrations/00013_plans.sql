-- +goose Up

-- What a worker means to pay himself: so many contribution months from the first on, with old age savings or without; null is nothing.
alter table workers
    add column plan_first  date,
    add column plan_months smallint check (plan_months > 0),
    add column plan_jht    boolean not null default false,
    add constraint plan_is_whole check ((plan_first is null) = (plan_months is null));
