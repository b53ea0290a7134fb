-- Whose days interviews were held on that are given as days: the versions of the members policy, as far as that
-- says it. In force at an instant is the greatest that has come in force by then and was not withdrawn before. The first has been in
-- force from the beginning.
create table qualification.time_zones (
  version integer not null,
  -- As the IANA time zone database names it.
  time_zone text not null,
  in_force_since timestamptz not null,
  constraint time_zones_pkey primary key (version),
  constraint time_zones_version_positive check (version > 0)
);

insert into qualification.time_zones (version, time_zone, in_force_since) values (1, 'Europe/Paris', '-infinity');

-- Versions that were withdrawn before they came in force. A row of its own says so: it may be known before the version
-- is.
create table qualification.withdrawn_time_zones (
  version integer not null,
  constraint withdrawn_time_zones_pkey primary key (version)
);
