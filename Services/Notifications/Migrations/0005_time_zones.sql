-- Whose calendar years tax information follows: the versions of the members policy, as far as that says it. In force at an instant is the
-- greatest that has come in force by then and was not withdrawn before. The first has been in force from the beginning.
create table notifications.time_zones (
  version integer not null,
  -- As the IANA time zone database names it.
  time_zone text not null,
  in_force_since timestamptz not null,
  constraint time_zones_pkey primary key (version),
  constraint time_zones_version_positive check (version > 0)
);

insert into notifications.time_zones (version, time_zone, in_force_since) values (1, 'Europe/Paris', '-infinity');

-- Versions that were withdrawn before they came in force. A row of its own says so: it may be known before the version
-- is.
create table notifications.withdrawn_time_zones (
  version integer not null,
  constraint withdrawn_time_zones_pkey primary key (version)
);

-- notifications.policies, a copy that nothing ever changed, is superseded: only processes of the version before read it,
-- while an upgrade rolls. They note its version, others that of the time zone.
comment on table notifications.policies is 'Superseded by notifications.time_zones.';

alter table notifications.tax_information
  alter column policy_version drop not null,
  add column time_zone_version integer,
  add constraint tax_information_time_zone_fkey
    foreign key (time_zone_version) references notifications.time_zones (version),
  add constraint tax_information_version_known check (num_nonnulls(policy_version, time_zone_version) = 1);
