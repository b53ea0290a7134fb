-- What rewards are worth, in versions: the greatest is in force, an earlier one still rules what was decided by it (R7).
create table rewards.policies (
  version integer not null,
  recommendation_qualified_points bigint not null,
  candidate_hired_points bigint not null,
  sponsored_member_joined_points bigint not null,
  daily_visit_points bigint not null,
  beginner_threshold bigint not null,
  confirmed_threshold bigint not null,
  expert_threshold bigint not null,
  beginner_cents bigint not null,
  confirmed_cents bigint not null,
  expert_cents bigint not null,
  sponsorship_cents bigint not null,
  matching_cents bigint not null,
  listing_credits bigint not null,
  -- The zone whose calendar years annual statements follow, as the IANA time zone database names it.
  time_zone text not null,
  in_force_since timestamptz not null,
  constraint policies_pkey primary key (version),
  constraint policies_version_positive check (version > 0),
  constraint policies_points_not_negative check (
    least(
      recommendation_qualified_points, candidate_hired_points, sponsored_member_joined_points, daily_visit_points
    ) >= 0
  ),
  constraint policies_thresholds_rise check (
    beginner_threshold >= 0 and beginner_threshold <= confirmed_threshold and confirmed_threshold <= expert_threshold
  ),
  constraint policies_amounts_not_negative check (
    least(beginner_cents, confirmed_cents, expert_cents, sponsorship_cents, matching_cents, listing_credits) >= 0
  )
);

insert into rewards.policies values (
  1,
  20, 100, 30, 1,
  0, 150, 500,
  50000, 75000, 100000,
  25000, 25000, 3,
  'Europe/Paris', now()
);
