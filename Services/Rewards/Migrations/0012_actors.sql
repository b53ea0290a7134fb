-- Who decided by hand what a transaction follows from, where somebody did (A2).
alter table rewards.transactions
  add column actor text,
  -- Not valid: what is there already has none, and need not be read while the table is locked.
  add constraint transactions_actor_length check (char_length(actor) between 1 and 128) not valid;

create or replace view rewards.ledger_transactions as
select
  transaction_id, cause_id, message_id, recommendation_id, policy_version, reverses_transaction_id, recorded_at, actor
from rewards.transactions;
