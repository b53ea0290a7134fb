-- Versions of the policy come in force by their dates, in the order of their numbers: in force at an instant is the
-- greatest that has come in force by then and was not withdrawn before.
alter table recommendations.policies
  -- When staff's command was accepted; null where a program decided that kept no such instant. No version is decided
  -- later than it comes in force.
  add column decided_at timestamptz,
  add column withdrawn_at timestamptz,
  add constraint policies_decided_before_in_force check (decided_at <= in_force_since),
  add constraint policies_withdrawn_before_in_force check (withdrawn_at < in_force_since);

-- The rewards service's versions go by the same rule. One that is in force at once is quoted from as soon as it is
-- known, whatever this service's clock says.
alter table recommendations.bonus_policies
  add column in_force_since timestamptz not null default '-infinity';

-- Versions of the rewards service's policy that were withdrawn before they came in force. A row of its own says so: it
-- may be known before the version is.
create table recommendations.withdrawn_bonus_policies (
  version integer not null,
  constraint withdrawn_bonus_policies_pkey primary key (version)
);
