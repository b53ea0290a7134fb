-- Values that operators may change: a new row is a new version, the greatest is in force.
create table notifications.policies (
  version integer not null,
  time_zone text not null,
  in_force_since timestamptz not null,
  constraint policies_pkey primary key (version),
  constraint policies_version_positive check (version > 0),
  constraint policies_time_zone_known check (timestamptz '2000-01-01 00:00:00Z' at time zone time_zone is not null)
);

insert into notifications.policies (version, time_zone, in_force_since) values (1, 'Europe/Paris', now());

-- Which settled reward brought a member the tax information sheet of a year (W6).
create table notifications.tax_information (
  member_id uuid not null,
  year integer not null,
  reward_id uuid not null,
  policy_version integer not null,
  constraint tax_information_pkey primary key (member_id, year),
  constraint tax_information_policy_fkey foreign key (policy_version) references notifications.policies (version)
);
