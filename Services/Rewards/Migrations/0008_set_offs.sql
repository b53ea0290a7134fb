-- What was paid, claimed back, and is owed for the same again is set off: claim and debt cancel out (H1, W8).

-- What a payout's reward is owed for: a recommendation, or a sponsored member. Null where a process of the version before
-- requested it after this migration: a claim on such a payout is never set off.
alter table rewards.payouts
  add column origin_id uuid,
  add column sequence integer not null default 1,
  drop constraint payouts_beneficiary_unique,
  add constraint payouts_beneficiary_unique unique (reward_id, beneficiary_kind, beneficiary_id, sequence),
  add constraint payouts_sequence_positive check (sequence > 0);

update rewards.payouts
set origin_id = case rewards.kind
    when 'sponsorship' then (select member_id from rewards.hires where hires.hire_id = rewards.hire_id)
    else rewards.recommendation_id
  end
from rewards.rewards
where payouts.reward_id = rewards.reward_id;

-- Claims are few: of nearly all payouts this index knows nothing.
create index payouts_claims_idx on rewards.payouts (origin_id) where paid_at is not null and cancelled_at is not null;

create table rewards.set_offs (
  transaction_id uuid not null,
  -- The payout that was claimed back.
  payout_id uuid not null,
  -- The reward that is owed in its place.
  reward_id uuid not null,
  amount_cents bigint not null,
  -- When that reward was taken back, and the claim put in force again.
  reversed_at timestamptz,
  constraint set_offs_pkey primary key (transaction_id),
  constraint set_offs_transaction_fkey foreign key (transaction_id) references rewards.transactions (transaction_id),
  constraint set_offs_payout_fkey foreign key (payout_id) references rewards.payouts (payout_id),
  constraint set_offs_reward_fkey foreign key (reward_id) references rewards.rewards (reward_id),
  constraint set_offs_once unique (reward_id, payout_id),
  constraint set_offs_amount_positive check (amount_cents > 0)
);

create index set_offs_payout_idx on rewards.set_offs (payout_id);

-- Listing credits that a company owes: the next that it gets make up for them.
alter table rewards.company_credits
  add column claimed bigint not null default 0,
  add constraint company_credits_claimed_not_negative check (claimed >= 0);

update rewards.company_credits
set claimed = balance
from rewards.account_balances
where account = 'company:' || company_credits.company_id || ':claim' and unit = 'listing-credits';
