-- What balances is asked of the rows that a statement adds, all at once, and of each transaction when it is committed (W5). So
-- far each entry had its transaction summed up again at commit, and each transaction was looked up twice: nine look-ups for the
-- four rows of a hire.

-- A statement adds whole transactions, or nothing: what it adds to each sums to zero in each unit. Since nothing else adds
-- entries, a transaction balances at any moment.
create function rewards.require_balanced_entries() returns trigger language plpgsql as $$
declare
  unbalanced record;
begin
  select transaction_id, unit into unbalanced
  from added
  group by transaction_id, unit
  having sum(amount) <> 0
  limit 1;
  if found then
    raise exception 'ledger transaction % does not balance in %', unbalanced.transaction_id, unbalanced.unit
      using errcode = 'check_violation', constraint = tg_name,
        hint = 'Add all entries of a transaction by one statement.';
  end if;
  return null;
end
$$;

-- Asked after `entries_while_posted`, as the order of their names has it: what is added to a transaction of before is refused for
-- that, whether it balances or not.
drop trigger entries_balanced on rewards.entries;
create trigger entries_whole
after insert on rewards.entries
referencing new table as added
for each statement execute function rewards.require_balanced_entries();

-- Checks a transaction when the database transaction commits, whole as it is then.
create or replace function rewards.require_balanced_transaction() returns trigger language plpgsql as $$
declare
  entries bigint;
  unbalanced text;
begin
  select sum(of_unit), string_agg(unit, ', ') filter (where total <> 0) into entries, unbalanced
  from (
    select unit, count(*) as of_unit, sum(amount) as total
    from rewards.entries
    where transaction_id = new.transaction_id
    group by unit
  ) as units;
  if unbalanced is not null then
    raise exception 'ledger transaction % does not balance in %', new.transaction_id, unbalanced
      using errcode = 'check_violation', constraint = tg_name;
  end if;
  if entries is null then
    raise exception 'ledger transaction % has no entries', new.transaction_id
      using errcode = 'check_violation', constraint = tg_name;
  end if;
  return null;
end
$$;

-- Whether transactions are open is asked once of each, not once for each of their entries.
create or replace function rewards.require_open_transaction() returns trigger language plpgsql as $$
declare
  closed uuid;
begin
  select transactions.transaction_id into closed
  from (select distinct transaction_id from added) as given
  join rewards.transactions using (transaction_id)
  where transactions.xmin <> pg_current_xact_id()::xid
  limit 1;
  if closed is not null then
    raise exception 'ledger transaction % is closed: nothing is added to it', closed
      using errcode = 'insufficient_privilege', hint = 'Post a transaction of its own.';
  end if;
  return null;
end
$$;

-- The same form of an account; counting to 36 by a pattern took twice as long as all the rest of it.
alter table rewards.entries
  drop constraint entries_account_form,
  add constraint entries_account_form check (
    account ~ '^(platform:[a-z-]+|(member|charity|company):[0-9a-f-]+:(payable|points|listing-credits|claim))$'
    and (account like 'platform:%' or length(split_part(account, ':', 2)) = 36)
  ) not valid;
