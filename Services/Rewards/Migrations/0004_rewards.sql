-- Hires as they are reported, and what they earn. Everything follows from sets of facts, not from the order they came in.

-- A hire may be known by its withdrawal alone. It is in force while its greatest hired_at is later than its greatest
-- withdrawn_at (H1).
create table rewards.hires (
  hire_id uuid not null,
  recommendation_id uuid,
  member_id uuid,
  sponsor_id uuid,
  quoted_cents bigint,
  policy_version integer,
  is_own_company boolean,
  hired_at timestamptz,
  withdrawn_at timestamptz,
  in_force boolean not null generated always as (
    hired_at is not null and (withdrawn_at is null or hired_at > withdrawn_at)
  ) stored,
  constraint hires_pkey primary key (hire_id),
  constraint hires_attributed_whole check (
    num_nonnulls(recommendation_id, member_id, quoted_cents, policy_version, is_own_company, hired_at) in (0, 6)
  ),
  constraint hires_quote_not_negative check (quoted_cents >= 0)
);

create index hires_recommendation_idx on rewards.hires (recommendation_id) where in_force;
create index hires_member_idx on rewards.hires (member_id) where in_force;

create table rewards.rewards (
  reward_id uuid not null,
  kind text not null,
  hire_id uuid not null,
  recommendation_id uuid not null,
  member_id uuid not null,
  amount_cents bigint not null,
  policy_version integer not null,
  is_own_company boolean not null,
  cause_id text not null,
  granted_at timestamptz not null,
  -- Why it is held; null once it is settled.
  hold_reason text,
  option text,
  charity_id uuid,
  company_id uuid,
  in_my_name boolean not null default false,
  -- Null while held, and where the settlement moves nothing.
  transaction_id uuid,
  settled_at timestamptz,
  reversed_at timestamptz,
  constraint rewards_pkey primary key (reward_id),
  constraint rewards_cause_unique unique (cause_id),
  constraint rewards_transaction_fkey foreign key (transaction_id) references rewards.transactions (transaction_id),
  constraint rewards_kind_known check (kind in ('recommendation', 'sponsorship')),
  constraint rewards_amount_not_negative check (amount_cents >= 0),
  constraint rewards_hold_reason_known check (
    hold_reason in ('profile-unknown', 'option-open', 'no-designated-charity')
  ),
  constraint rewards_held_or_settled check (
    (hold_reason is null) = (settled_at is not null) and (hold_reason is null) = (option is not null)
    and (hold_reason is null or transaction_id is null)
  )
);

create index rewards_member_idx on rewards.rewards (member_id);
create index rewards_waiting_idx on rewards.rewards (hold_reason, member_id)
where hold_reason is not null and reversed_at is null;

-- What a recommendation earns: one bonus, with its points, while at least one of its hires is in force.
create table rewards.bonuses (
  recommendation_id uuid not null,
  grants bigint not null default 0,
  reward_id uuid,
  points_transaction_id uuid,
  constraint bonuses_pkey primary key (recommendation_id),
  constraint bonuses_reward_unique unique (reward_id),
  constraint bonuses_reward_fkey foreign key (reward_id) references rewards.rewards (reward_id),
  constraint bonuses_points_fkey foreign key (points_transaction_id) references rewards.transactions (transaction_id)
);

-- What a sponsored member earns the sponsor: one share, while at least one hire that it may come from is in force (W2).
create table rewards.sponsor_shares (
  sponsored_member_id uuid not null,
  sponsor_id uuid,
  grants bigint not null default 0,
  reward_id uuid,
  hire_id uuid,
  constraint sponsor_shares_pkey primary key (sponsored_member_id),
  constraint sponsor_shares_reward_unique unique (reward_id),
  constraint sponsor_shares_reward_fkey foreign key (reward_id) references rewards.rewards (reward_id),
  constraint sponsor_shares_earned_whole check (
    (reward_id is null) = (hire_id is null) and (reward_id is null or sponsor_id is not null)
  )
);

create index sponsor_shares_sponsor_idx on rewards.sponsor_shares (sponsor_id) where reward_id is not null;

-- Instructions to finance (W6). One may be both paid and cancelled: then a claim stands in the books (W8).
create table rewards.payouts (
  payout_id uuid not null,
  reward_id uuid not null,
  beneficiary_kind text not null,
  beneficiary_id uuid not null,
  amount_cents bigint not null,
  requested_at timestamptz not null,
  paid_at timestamptz,
  reference text,
  cancelled_at timestamptz,
  constraint payouts_pkey primary key (payout_id),
  constraint payouts_reward_fkey foreign key (reward_id) references rewards.rewards (reward_id),
  constraint payouts_beneficiary_unique unique (reward_id, beneficiary_kind, beneficiary_id),
  constraint payouts_beneficiary_kind_known check (beneficiary_kind in ('member', 'charity')),
  constraint payouts_amount_positive check (amount_cents > 0),
  constraint payouts_paid_whole check ((paid_at is null) = (reference is null))
);
