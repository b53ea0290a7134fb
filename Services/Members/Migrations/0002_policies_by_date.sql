-- Versions of the policy come in force by their dates, in the order of their numbers: in force at an instant is the
-- greatest that has come in force by then and was not withdrawn before.
alter table members.policies
  -- When staff's command was accepted; null where a program decided that kept no such instant. No version is decided
  -- later than it comes in force.
  add column decided_at timestamptz,
  add column withdrawn_at timestamptz,
  add constraint policies_decided_before_in_force check (decided_at <= in_force_since),
  add constraint policies_withdrawn_before_in_force check (withdrawn_at < in_force_since);

-- A row is written once, but that it may be withdrawn.
grant update (withdrawn_at) on members.policies to members_service;
