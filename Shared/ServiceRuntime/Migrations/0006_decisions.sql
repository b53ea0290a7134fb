-- Decisions that take two people (A2): asked for by one, in force once another confirms. Rows stay: they say who agreed.
create table decisions (
  decision_id uuid not null,
  -- The routing key of the command that was asked for, and its data.
  command text not null,
  data jsonb not null,
  asked_by text not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  confirmed_by text,
  confirmed_at timestamptz,
  constraint decisions_pkey primary key (decision_id),
  constraint decisions_confirmed_whole check ((confirmed_by is null) = (confirmed_at is null)),
  constraint decisions_confirmed_in_time check (confirmed_at < expires_at)
);

-- Asked for by pages, newest first.
create index decisions_newest on decisions (asked_at, decision_id);
