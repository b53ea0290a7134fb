-- What two people agreed to stands as it was asked for (A2): a row is added, once confirmed, and nothing else.
create function refuse_to_change_decisions() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if old.confirmed_by is null and new.confirmed_by is not null
      and (new.decision_id, new.command, new.data, new.asked_by, new.asked_at, new.expires_at)
        is not distinct from (old.decision_id, old.command, old.data, old.asked_by, old.asked_at, old.expires_at)
    then
      return new;
    end if;
  end if;
  raise exception 'decisions of two people are kept: % on %.% is refused', tg_op, tg_table_schema, tg_table_name
    using errcode = 'insufficient_privilege', hint = 'Decide anew: that is kept beside it.';
end
$$;

create trigger decisions_kept
before update or delete on decisions
for each row execute function refuse_to_change_decisions();

create trigger decisions_never_emptied
before truncate on decisions
for each statement execute function refuse_to_change_decisions();

-- Also where a session says that it only replicates, which turns ordinary triggers off.
alter table decisions enable always trigger decisions_kept;
alter table decisions enable always trigger decisions_never_emptied;

do $$
declare
  service text := current_schema() || '_service';
begin
  if exists (select from pg_roles where rolname = service) then
    execute format('revoke update, delete, truncate, references, trigger on decisions from %I', service);
    execute format('grant update (confirmed_by, confirmed_at) on decisions to %I', service);
  end if;
end
$$;
