-- A bonus may be paid in parts, each on its day (W9). What is owed stands in the books from the settlement; a part becomes an
-- instruction to finance on its day.

-- The parts as messages tell them: percent, from ("hire", "start"), days.
alter table rewards.policies
  add column instalments jsonb not null default '[{"percent": 100, "from": "hire", "days": 0}]',
  add constraint policies_instalments_listed check (jsonb_typeof(instalments) = 'array') not valid;

alter table rewards.policies validate constraint policies_instalments_listed;

-- Which part of what its beneficiary is owed an instruction pays; 1 where there is one part only, as of before. What became of
-- an instruction besides being paid or cancelled: that finance could not pay it, and which one that failed it repeats (W6).
alter table rewards.payouts
  add column part integer not null default 1,
  add column failed_at timestamptz,
  add column failure_reason text,
  add column retries uuid,
  add constraint payouts_part_positive check (part > 0) not valid,
  add constraint payouts_failed_whole check ((failed_at is null) = (failure_reason is null)) not valid;

alter table rewards.payouts
  validate constraint payouts_part_positive,
  validate constraint payouts_failed_whole;

-- The parts of what is owed for a settled reward, whoever gets them. Those of a split are its holders' own.
create table rewards.instalments (
  reward_id uuid not null,
  -- Its place in the reward's calendar, the earliest first.
  position integer not null,
  beneficiary_kind text not null,
  beneficiary_id uuid not null,
  -- Its place among the parts of its beneficiary.
  part integer not null,
  -- In the time zone in force when it was settled.
  due_on date not null,
  amount_cents bigint not null,
  -- What of it needs no instruction: a payment for a grant of before was set off against it.
  set_off_cents bigint not null default 0,
  -- The instruction that is to pay it; null until it is asked for, and where nothing is left to be asked for.
  payout_id uuid,
  -- When its reward was taken back.
  cancelled_at timestamptz,
  constraint instalments_pkey primary key (reward_id, position),
  constraint instalments_part_unique unique (reward_id, beneficiary_kind, beneficiary_id, part),
  constraint instalments_reward_fkey foreign key (reward_id) references rewards.rewards (reward_id),
  constraint instalments_payout_fkey foreign key (payout_id) references rewards.payouts (payout_id),
  constraint instalments_beneficiary_kind_known check (beneficiary_kind in ('member', 'charity')),
  constraint instalments_places_positive check (least(position, part) > 0),
  constraint instalments_amount_positive check (amount_cents > 0),
  constraint instalments_set_off_within check (set_off_cents between 0 and amount_cents)
);

-- What waits for its day: few, of all that was ever paid.
create index instalments_waiting_idx on rewards.instalments (due_on, reward_id, position)
  where payout_id is null and cancelled_at is null and set_off_cents < amount_cents;

-- What was settled before had one part for each who gets of it, due at once. What a process of the version before settles
-- after this has none: lists show its instructions alone.
insert into rewards.instalments (
  reward_id, position, beneficiary_kind, beneficiary_id, part, due_on, amount_cents, set_off_cents, payout_id, cancelled_at
)
select
  owed.reward_id, row_number() over (partition by owed.reward_id order by owed.kind desc, owed.id), owed.kind, owed.id, 1,
  (case owed.reward_kind when 'recommendation' then coalesce(hires.hired_at, owed.settled_at) else owed.settled_at end
    at time zone zone.time_zone)::date,
  owed.amount_cents, least(owed.amount_cents, coalesce(set_off.amount_cents, 0)), asked.payout_id, owed.reversed_at
from (
  select
    rewards.reward_id, rewards.kind as reward_kind, rewards.hire_id, rewards.settled_at, rewards.reversed_at,
    split_part(entries.account, ':', 1) as kind, split_part(entries.account, ':', 2)::uuid as id,
    -entries.amount as amount_cents
  from rewards.rewards
  join rewards.entries using (transaction_id)
  where entries.account like '%:payable' and entries.amount < 0
) as owed
left join rewards.hires using (hire_id)
cross join lateral (
  select time_zone
  from rewards.time_zones
  where in_force_since <= now() and version not in (select version from rewards.withdrawn_time_zones)
  order by version desc
  limit 1
) as zone
left join lateral (
  select payout_id
  from rewards.payouts
  where payouts.reward_id = owed.reward_id and beneficiary_kind = owed.kind and beneficiary_id = owed.id
    and (cancelled_at is null or owed.reversed_at is not null)
  order by sequence desc
  limit 1
) as asked on true
left join lateral (
  select sum(set_offs.amount_cents) as amount_cents
  from rewards.set_offs
  join rewards.payouts using (payout_id)
  where set_offs.reward_id = owed.reward_id and beneficiary_kind = owed.kind and beneficiary_id = owed.id
) as set_off on true;
