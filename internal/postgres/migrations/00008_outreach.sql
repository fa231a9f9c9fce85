-- +goose Up

-- What an account has asked not to be sent any more, by kind; null is nothing.
alter table contacts
    add column contribution_stopped_at timestamptz,
    add column news_stopped_at         timestamptz;

-- What the office said to many, under a short code by which anybody can ask whether it was the office. about names it once, such as
-- "reminders:2026-12-15" or "broadcast:17".
create table announcements (
    code  text primary key,
    about text not null unique,
    kind  text not null check (kind in ('contribution', 'news')),
    title text not null default '',                            -- of news, in the words of the officer
    at    timestamptz not null
);
