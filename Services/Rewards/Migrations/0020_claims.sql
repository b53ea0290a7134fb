-- What became of each claim (W6): repaid, written off, set off, or still open. The account says what a holder owes in all; a
-- row says of which claim how much. A claim is known by the ledger transaction that posted it.
create table rewards.claims (
  claim_id uuid not null,
  holder_kind text not null,
  holder_id uuid not null,
  unit text not null,
  amount bigint not null,
  repaid bigint not null default 0,
  written_off bigint not null default 0,
  -- Of what was written off: how much of that was set off when the same was granted anew.
  written_off_set_off bigint not null default 0,
  set_off bigint not null default 0,
  remaining bigint not null generated always as (amount - repaid - written_off - set_off) stored,
  -- How often staff settled of it; names the causes of these settlements.
  settlements bigint not null default 0,
  opened_at timestamptz not null,
  -- The reward that was taken back, and what it was for.
  reward_id uuid,
  origin_id uuid,
  -- The payout that was made; null of listing credits.
  payout_id uuid,
  recommendation_id uuid,
  policy_version integer not null,
  constraint claims_pkey primary key (claim_id),
  constraint claims_transaction_fkey foreign key (claim_id) references rewards.transactions (transaction_id),
  constraint claims_holder_kind_known check (holder_kind in ('member', 'charity', 'company')),
  constraint claims_unit_known check (unit in ('eur-cents', 'listing-credits')),
  constraint claims_amount_positive check (amount > 0),
  constraint claims_parts_not_negative check (least(repaid, written_off, written_off_set_off, set_off, settlements) >= 0),
  constraint claims_remaining_not_negative check (remaining >= 0),
  constraint claims_written_off_within check (written_off_set_off <= written_off),
  constraint claims_money_by_payout check ((unit = 'eur-cents') = (payout_id is not null))
);

create index claims_opened_idx on rewards.claims (opened_at desc, claim_id desc);
-- Claims end; those that are open are few.
create index claims_open_idx on rewards.claims (opened_at desc, claim_id desc) where remaining > 0;
create index claims_closed_idx on rewards.claims (opened_at desc, claim_id desc) where remaining = 0;
create index claims_payout_idx on rewards.claims (payout_id) where payout_id is not null;
create index claims_credits_idx on rewards.claims (holder_id)
  where unit = 'listing-credits' and (remaining > 0 or written_off > written_off_set_off);

-- How much of a set-off took what was written off, and no claim.
alter table rewards.set_offs
  add column written_off_cents bigint not null default 0,
  add constraint set_offs_written_off_within check (written_off_cents between 0 and amount_cents) not valid;

alter table rewards.set_offs validate constraint set_offs_written_off_within;

-- Claims of before; what was set off of them went to the oldest first. A claim that a reversed set-off opened anew is one of
-- its own, so every set-off counts, also those that were reversed.
with lines as (
  select
    transactions.transaction_id, transactions.cause_id, transactions.recorded_at, transactions.recommendation_id,
    transactions.policy_version, entries.account, entries.unit, entries.amount,
    coalesce(
      substring(transactions.cause_id from '^payout:([0-9a-f-]{36}):claim$'),
      substring(transactions.cause_id from ':set-off:([0-9a-f-]{36})(?::reversal)?$'))::uuid as payout_id
  from rewards.entries
  join rewards.transactions using (transaction_id)
  where entries.account like '%:claim' and entries.account not like 'platform:%'
), opened as (
  select
    lines.*,
    sum(amount) over (
      partition by account, unit, payout_id order by recorded_at, transaction_id
      rows between unbounded preceding and 1 preceding
    ) as before
  from lines
  where amount > 0
), taken as (
  select account, unit, payout_id, -sum(amount) as amount
  from lines
  where amount < 0
  group by account, unit, payout_id
)
insert into rewards.claims (
  claim_id, holder_kind, holder_id, unit, amount, set_off, opened_at, reward_id, origin_id, payout_id, recommendation_id,
  policy_version
)
select
  opened.transaction_id, split_part(opened.account, ':', 1), split_part(opened.account, ':', 2)::uuid, opened.unit,
  opened.amount, least(opened.amount, greatest(0, coalesce(taken.amount, 0) - coalesce(opened.before, 0))),
  opened.recorded_at, coalesce(payouts.reward_id, granted.reward_id),
  coalesce(payouts.origin_id, opened.recommendation_id), opened.payout_id, opened.recommendation_id,
  opened.policy_version
from opened
left join taken
  on taken.account = opened.account and taken.unit = opened.unit
  and taken.payout_id is not distinct from opened.payout_id
left join rewards.payouts on payouts.payout_id = opened.payout_id
left join lateral (
  select reward_id
  from rewards.rewards
  where opened.payout_id is null and rewards.cause_id = regexp_replace(opened.cause_id, ':used-credits$', '')
) as granted on true;

-- The ids of these were made up; those of later ones follow from their causes, so that books that are rebuilt from the messages
-- find the claims that staff's commands name (W5). Here stands which cause each of these is.
create table rewards.former_claims (
  claim_id uuid not null,
  cause_id text not null,
  constraint former_claims_pkey primary key (claim_id)
);

insert into rewards.former_claims (claim_id, cause_id)
select claims.claim_id, transactions.cause_id
from rewards.claims
join rewards.transactions on transactions.transaction_id = claims.claim_id;

do $$
begin
  if exists (select from pg_roles where rolname = 'rewards_service') then
    revoke insert, update, delete, truncate, references, trigger on rewards.former_claims from rewards_service;
  end if;
  if exists (select from pg_roles where rolname = 'coopt_operators') then
    grant select on rewards.former_claims to coopt_operators;
  end if;
end
$$;
