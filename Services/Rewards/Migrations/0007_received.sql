-- Every message that the books follow from, for good: from these the books can be rebuilt (W5). A row is a
-- batch, packed like a row of the outbox; of two batches that meet in a lock, the one that decided first has the smaller
-- number.
create table rewards.received (
  received_id bigint generated always as identity,
  received_at timestamptz not null,
  message_count integer not null,
  messages bytea not null,
  constraint received_pkey primary key (received_id),
  constraint received_not_empty check (message_count > 0)
);

do $$
begin
  alter table rewards.received alter column messages set compression lz4;
exception when feature_not_supported then
  raise notice 'this server has no lz4: received messages are compressed with pglz';
end
$$;

create trigger received_append_only
before update or delete or truncate on rewards.received
for each statement execute function rewards.refuse_change();

do $$
begin
  if exists (select from pg_roles where rolname = 'rewards_service') then
    revoke update, delete, truncate, references, trigger on rewards.received from rewards_service;
  end if;
  if exists (select from pg_roles where rolname = 'coopt_operators') then
    grant select on rewards.received to coopt_operators;
  end if;
end
$$;
