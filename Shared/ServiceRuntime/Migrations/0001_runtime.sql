-- What every service keeps to handle each message once and to lose none of its own. Runs in the service's schema,
-- which the migrator puts first in search_path.

-- Messages handled, in the sense of CloudEvents: source and id together are unique.
create table inbox (
  message_id uuid not null,
  source text not null,
  type text not null,
  received_at timestamptz not null,
  constraint inbox_pkey primary key (message_id, source)
);

-- Answers to commands and reports, so that the same one again gets the same answer.
create table inbox_replies (
  message_id uuid not null,
  source text not null,
  reply_id uuid not null,
  type text not null,
  body bytea not null,
  constraint inbox_replies_pkey primary key (message_id, source)
);

-- Messages owed to the broker; a row goes once the broker has confirmed it. `owner` is the advisory lock that the
-- process which wrote the row holds while it lives: when the lock is free, anybody may publish the row.
create table outbox (
  outbox_id uuid not null,
  owner bigint not null,
  exchange text not null,
  routing_key text not null,
  properties bytea not null,
  body bytea not null,
  created_at timestamptz not null default now(),
  constraint outbox_pkey primary key (outbox_id)
);

-- A queue of a table: rows live for milliseconds, so vacuum often and leave the rest to reuse.
alter table outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, fillfactor = 90);
