-- Who decided what by hand, for good (A2): added to and read, nothing else.
create table corrections (
  correction_id bigint generated always as identity,
  at timestamptz not null,
  -- Who, in the directory of the tool that sent the command.
  actor text not null,
  -- The login that the message was sent with, where it named it: the broker has checked it.
  user_id text,
  -- The command's routing key.
  command text not null,
  -- The id of the thing that was decided about.
  subject text not null,
  reason text,
  message_id uuid not null,
  source text not null,
  constraint corrections_pkey primary key (correction_id),
  constraint corrections_actor_length check (char_length(actor) between 1 and 128)
);

-- Asked for by pages, newest first.
create index corrections_newest on corrections (at, correction_id);

-- Nothing is changed or deleted, by whomever: what was wrong is decided anew.
create function refuse_to_change_corrections() returns trigger language plpgsql as $$
begin
  raise exception 'the trail is append-only: % on %.% is refused', tg_op, tg_table_schema, tg_table_name
    using errcode = 'insufficient_privilege', hint = 'Decide anew: that is kept beside it.';
end
$$;

create trigger corrections_append_only
before update or delete or truncate on corrections
for each statement execute function refuse_to_change_corrections();

-- Also where a session says that it only replicates, which turns ordinary triggers off.
alter table corrections enable always trigger corrections_append_only;

do $$
declare
  service text := current_schema() || '_service';
begin
  if exists (select from pg_roles where rolname = service) then
    execute format('revoke update, delete, truncate, references, trigger on corrections from %I', service);
  end if;
end
$$;
