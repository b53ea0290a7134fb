-- Further bonuses in the books. They balance as they are made, and refer to what is made with them: checking ten million
-- rows one by one, as the constraint triggers do, is not what is measured, so these rest for this session.
set session_replication_role = replica;

insert into rewards.transactions (transaction_id, cause_id, message_id, recommendation_id, policy_version, recorded_at)
select
  pg_temp.ledger(10000000 + n), 'hire:' || pg_temp.message(10000000 + n) || ':bonus:1', pg_temp.message(10000000 + n),
  pg_temp.recommendation(n % pg_temp.attributions()), 2, pg_temp.moment(n)
from generate_series(pg_temp.first_transaction(), pg_temp.last_transaction()) as n;

insert into rewards.entries (entry_id, transaction_id, account, unit, amount)
select
  pg_temp.entry(20000000 + 2 * n + side), pg_temp.ledger(10000000 + n),
  case side when 0 then 'platform:bonus-expense' else 'member:' || pg_temp.member(n % pg_temp.members()) || ':payable' end,
  'eur-cents', case side when 0 then 50000 else -50000 end
from generate_series(pg_temp.first_transaction(), pg_temp.last_transaction()) as n, generate_series(0, 1) as side;
