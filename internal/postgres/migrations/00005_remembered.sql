-- +goose Up

-- What was known when the effects of a receipt were decided on, sealed at "receipts:facts:<key>", and who it was known of.
alter table receipts
    add column chat  text,
    add column facts bytea;
create index receipts_of_chat on receipts (chat) where chat is not null;
create index receipts_remembered on receipts (at) where facts is not null;
