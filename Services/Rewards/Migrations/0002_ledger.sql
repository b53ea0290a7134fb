-- The books (W5): double-entry, append-only, one transaction per cause, in units that never mix.

create table rewards.transactions (
  transaction_id uuid not null,
  cause_id text not null,
  message_id uuid not null,
  recommendation_id uuid,
  policy_version integer not null,
  reverses_transaction_id uuid,
  recorded_at timestamptz not null,
  constraint transactions_pkey primary key (transaction_id),
  constraint transactions_cause_unique unique (cause_id),
  constraint transactions_reversed_once unique (reverses_transaction_id),
  constraint transactions_reverses_fkey foreign key (reverses_transaction_id)
    references rewards.transactions (transaction_id),
  constraint transactions_cause_not_empty check (cause_id <> ''),
  constraint transactions_reverses_another check (reverses_transaction_id <> transaction_id)
);

create table rewards.entries (
  entry_id uuid not null,
  transaction_id uuid not null,
  account text not null,
  unit text not null,
  -- Debits are positive.
  amount bigint not null,
  constraint entries_pkey primary key (entry_id),
  constraint entries_transaction_fkey foreign key (transaction_id) references rewards.transactions (transaction_id),
  constraint entries_unit_known check (unit in ('eur-cents', 'points', 'listing-credits')),
  constraint entries_amount_not_zero check (amount <> 0),
  constraint entries_account_form check (
    account ~ '^(platform:[a-z-]+|(member|charity|company):[0-9a-f-]{36}:(payable|points|listing-credits|claim))$'
  )
);

create index entries_transaction_idx on rewards.entries (transaction_id) include (unit, amount);

-- Balances are sums over this index, not rows of their own: every hire debits platform:bonus-expense, and a row that all
-- of them update would make them wait for one another.
create index entries_account_idx on rewards.entries (account, unit) include (amount);

-- Checks a transaction when the database transaction commits, whole as it is then.
create function rewards.require_balanced_transaction() returns trigger language plpgsql as $$
declare
  unbalanced text;
begin
  select string_agg(unit, ', ') into unbalanced
  from (
    select unit
    from rewards.entries
    where transaction_id = new.transaction_id
    group by unit
    having sum(amount) <> 0
  ) as units;
  if unbalanced is not null then
    raise exception 'ledger transaction % does not balance in %', new.transaction_id, unbalanced
      using errcode = 'check_violation', constraint = tg_name;
  end if;
  if tg_table_name = 'transactions'
    and not exists (select from rewards.entries where transaction_id = new.transaction_id)
  then
    raise exception 'ledger transaction % has no entries', new.transaction_id
      using errcode = 'check_violation', constraint = tg_name;
  end if;
  return null;
end
$$;

create constraint trigger transactions_balanced
after insert on rewards.transactions
deferrable initially deferred
for each row execute function rewards.require_balanced_transaction();

-- An entry may also be added to a transaction of long ago.
create constraint trigger entries_balanced
after insert on rewards.entries
deferrable initially deferred
for each row execute function rewards.require_balanced_transaction();

-- Nothing is changed or deleted, by whomever: a correction is a reversal.
create function rewards.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only: % on %.% is refused', tg_op, tg_table_schema, tg_table_name
    using errcode = 'insufficient_privilege', hint = 'Post a reversal.';
end
$$;

create trigger transactions_append_only
before update or delete or truncate on rewards.transactions
for each statement execute function rewards.refuse_change();

create trigger entries_append_only
before update or delete or truncate on rewards.entries
for each statement execute function rewards.refuse_change();

create view rewards.ledger_transactions as
select
  transaction_id, cause_id, message_id, recommendation_id, policy_version, reverses_transaction_id, recorded_at
from rewards.transactions;

create view rewards.ledger_entries as
select
  entries.entry_id, entries.transaction_id, entries.account, entries.unit, entries.amount, transactions.cause_id,
  transactions.recorded_at
from rewards.entries
join rewards.transactions using (transaction_id);

create view rewards.account_balances as
select account, unit, sum(amount)::bigint as balance
from rewards.entries
group by account, unit;

do $$
begin
  if exists (select from pg_roles where rolname = 'rewards_service') then
    revoke update, delete, truncate, references, trigger
      on rewards.transactions, rewards.entries, rewards.ledger_transactions, rewards.ledger_entries,
        rewards.account_balances
      from rewards_service;
  end if;
  if exists (select from pg_roles where rolname = 'coopt_operators') then
    grant select on rewards.ledger_transactions, rewards.ledger_entries, rewards.account_balances to coopt_operators;
  end if;
end
$$;
