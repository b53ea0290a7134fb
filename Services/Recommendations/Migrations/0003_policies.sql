-- Policy values are rows with a version; decisions name the version that they used.

-- This service's own policy (R2).
create table recommendations.policies (
  version integer not null,
  -- Null: a candidate stays attributed for ever.
  attribution_validity_days integer,
  in_force_since timestamptz not null,
  constraint policies_pkey primary key (version),
  constraint policies_version_is_positive check (version > 0),
  constraint policies_validity_is_positive check (attribution_validity_days > 0)
);

insert into recommendations.policies (version, attribution_validity_days, in_force_since)
values (1, null, '-infinity');

-- What a hire pays at each level (R7, W1): a projection of the rewards service's policy, begun with its first version.
create table recommendations.bonus_policies (
  version integer not null,
  beginner_cents bigint not null,
  confirmed_cents bigint not null,
  expert_cents bigint not null,
  constraint bonus_policies_pkey primary key (version),
  constraint bonus_policies_amounts_are_not_negative check (
    beginner_cents >= 0 and confirmed_cents >= 0 and expert_cents >= 0
  )
);

insert into recommendations.bonus_policies (version, beginner_cents, confirmed_cents, expert_cents)
values (1, 50000, 75000, 100000);
