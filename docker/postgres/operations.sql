-- What operators do by hand, kept for good: who, what, when, why. Included by roles.sql, run by the superuser, who owns it:
-- no service and no operator can change a line of it.

create schema if not exists operations;
revoke all on schema operations from public;

-- What was done with dead letters, an entry for each letter and step; never a letter's contents.
create table if not exists operations.dead_letter_trail (
  entry_id bigint generated always as identity,
  recorded_at timestamptz not null,
  login text not null,
  run_id uuid not null,
  actor text not null,
  reason text not null,
  action text not null,
  state text not null,
  queue text not null,
  letter_id text not null,
  message_id text,
  source text,
  type text,
  code text,
  destination text,
  content_hash bytea not null,
  edited_hash bytea,
  edited_fields text[],
  detail text,
  constraint dead_letter_trail_pkey primary key (entry_id),
  constraint dead_letter_trail_actor check (length(actor) between 1 and 128),
  constraint dead_letter_trail_reason check (length(reason) between 1 and 1000),
  constraint dead_letter_trail_action check (action in ('reveal', 'replay', 'edit', 'discard')),
  constraint dead_letter_trail_state check (state in ('begun', 'done', 'failed')),
  constraint dead_letter_trail_edit check ((action = 'edit') = (edited_hash is not null))
);

create index if not exists dead_letter_trail_by_letter on operations.dead_letter_trail (letter_id);
create index if not exists dead_letter_trail_by_message on operations.dead_letter_trail (message_id);

create or replace function operations.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the trail is append-only: % on %.% is refused', tg_op, tg_table_schema, tg_table_name
    using errcode = 'insufficient_privilege', hint = 'What was done stays written; do something else, and it is written too.';
end
$$;

-- When and by which login is the server's word, whatever an insert says.
create or replace function operations.sign_entry() returns trigger language plpgsql as $$
begin
  new.recorded_at := clock_timestamp();
  new.login := session_user;
  return new;
end
$$;

create or replace trigger dead_letter_trail_append_only
before update or delete or truncate on operations.dead_letter_trail
for each statement execute function operations.refuse_change();

create or replace trigger dead_letter_trail_signed
before insert on operations.dead_letter_trail
for each row execute function operations.sign_entry();

grant usage on schema operations to coopt_operators;
grant select, insert on operations.dead_letter_trail to coopt_operators;

-- The console's login adds to the trail what its people do with dead letters, and reads it; of services' schemas it sees
-- nothing. It is a member of no role: what operators may besides is not the console's.
\set console_password `cat "$COOPT_POSTGRES_PASSWORDS_DIR"/console`

select 'create role console' where not exists (select from pg_roles where rolname = 'console') \gexec

alter role console with
  login nosuperuser nocreatedb nocreaterole noinherit noreplication nobypassrls connection limit 32
  password :'console_password';
grant connect on database coopt to console;
grant usage on schema operations to console;
grant select, insert on operations.dead_letter_trail to console;

alter role console in database coopt set search_path = operations;
alter role console in database coopt set log_error_verbosity = terse;
alter role console in database coopt set idle_in_transaction_session_timeout = '1min';
