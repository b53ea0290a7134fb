-- A row that cannot be sent or read now waits, longer each time, while the relay takes the others.
alter table outbox
  add column attempts integer not null default 0,
  add column due_at timestamptz not null default now(),
  add constraint outbox_attempts check (attempts >= 0);

-- How often messages were tried that may end the process that handles them: written before each try, so that it is known
-- to whoever comes after.
create table attempts (
  fingerprint bytea not null,
  attempts integer not null,
  last_at timestamptz not null,
  constraint attempts_pkey primary key (fingerprint),
  constraint attempts_count check (attempts > 0)
);
