-- Versions of the policy come in force by their dates, in the order of their numbers: in force at an instant is the
-- greatest that has come in force by then and was not withdrawn before.
alter table rewards.policies
  -- When staff's command was accepted; null where a program decided that kept no such instant. No version is decided
  -- later than it comes in force.
  add column decided_at timestamptz,
  add column withdrawn_at timestamptz,
  add constraint policies_decided_before_in_force check (decided_at <= in_force_since),
  add constraint policies_withdrawn_before_in_force check (withdrawn_at < in_force_since);

-- The first version has been in force from the beginning. Its row was dated by the migration that made it, which in a
-- rebuild of the books runs later than what the messages tell of.
update rewards.policies set in_force_since = '-infinity' where version = 1;
