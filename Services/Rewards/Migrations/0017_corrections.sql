-- What is corrected by hand: which recommendation a hire belongs to (H4), whether member and candidate have the same employer
-- (R6), whether a candidate was qualified (Q5). Each thing is told with a number that grows; the greatest is what holds.

-- What a hire's greatest revision says stands in the columns that are there: one that is withdrawn or detached has a
-- withdrawn_at not before its hired_at, one that is attributed has none. So in_force says the same to every version.
alter table rewards.hires
  -- 0 while nothing numbered was told of it: then the instants decide, as before (H1).
  add column revision bigint not null default 0,
  -- How many recommendations it belonged to, one after the other.
  add column attributions integer not null default 1,
  -- That of is_own_company; null where a message of before does not say it.
  add column conflict_revision bigint,
  -- As of when the report speaks that it is in force by; null where that is the hire's own date.
  add column as_of timestamptz,
  -- When the work begins (W9).
  add column starts_at timestamptz,
  add constraint hires_revision_not_negative check (revision >= 0) not valid,
  add constraint hires_attributions_positive check (attributions > 0) not valid;

alter table rewards.hires validate constraint hires_revision_not_negative;
alter table rewards.hires validate constraint hires_attributions_positive;

-- The flag of a recommendation. A row may come before the first bonus, by a change of the flag that came before the hire. Null
-- where nothing but hires told it, before this was kept: then it is that of the hire.
alter table rewards.bonuses
  add column is_own_company boolean,
  add column conflict_revision bigint,
  add constraint bonuses_conflict_whole check (num_nonnulls(is_own_company, conflict_revision) in (0, 2)) not valid,
  add constraint bonuses_conflict_revision_not_negative check (conflict_revision >= 0) not valid;

alter table rewards.bonuses validate constraint bonuses_conflict_whole;
alter table rewards.bonuses validate constraint bonuses_conflict_revision_not_negative;

alter table rewards.rewards
  -- The sponsored member whom a share is owed for; the hire may belong to another one by now. Null for bonuses, and where a process
  -- of the version before granted it after this migration.
  add column sponsored_member_id uuid,
  -- The reward that it stands for since the recommendation's flag changed (R6).
  add column replaces_id uuid,
  add constraint rewards_replaces_another check (replaces_id <> reward_id) not valid,
  add constraint rewards_replaces_fkey foreign key (replaces_id) references rewards.rewards (reward_id) not valid;

alter table rewards.rewards validate constraint rewards_replaces_another;
alter table rewards.rewards validate constraint rewards_replaces_fkey;

update rewards.rewards
set sponsored_member_id = hires.member_id
from rewards.hires
where hires.hire_id = rewards.hire_id and rewards.kind = 'sponsorship';

-- What was decided on a recommendation's interview last, and the points that stand for it. Null where it earned none, or they were
-- taken back. Points of before have no row: they are found by their cause.
create table rewards.qualifications (
  recommendation_id uuid not null,
  revision bigint not null,
  points_transaction_id uuid,
  constraint qualifications_pkey primary key (recommendation_id),
  constraint qualifications_revision_not_negative check (revision >= 0),
  constraint qualifications_points_fkey foreign key (points_transaction_id)
    references rewards.transactions (transaction_id)
);
