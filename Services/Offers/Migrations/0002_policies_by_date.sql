-- Versions of the policy come in force by their dates, in the order of their numbers: in force at an instant is the
-- greatest that has come in force by then and was not withdrawn before.
alter table offers.policies
  -- When staff's command was accepted; null where a program decided that kept no such instant. No version is decided
  -- later than it comes in force.
  add column decided_at timestamptz,
  add column withdrawn_at timestamptz,
  add constraint policies_decided_before_in_force check (decided_at <= in_force_since),
  add constraint policies_withdrawn_before_in_force check (withdrawn_at < in_force_since);

-- A row is written once, but that it may be withdrawn.
grant update (withdrawn_at) on offers.policies to offers_service;

-- A budget that changes from a date on may make anybody eligible then: such a change waits here until it is due, and
-- goes when its version is withdrawn.
alter table offers.eligibility_changes
  add column due_at timestamptz,
  add column policy_version bigint,
  add constraint eligibility_changes_policy_fkey foreign key (policy_version) references offers.policies (version),
  add constraint eligibility_changes_due_are_of_a_policy check (due_at is null or policy_version is not null);

create index eligibility_changes_by_due on offers.eligibility_changes (due_at) where due_at is not null;
