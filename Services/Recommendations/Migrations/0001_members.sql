-- What this service knows of members: a projection of their events, none of which comes in a promised order.

create table recommendations.members (
  member_id uuid not null,
  -- Null until the member's joining, or a later profile, is known: a departure or a level may be known first.
  revision bigint,
  sponsor_id uuid,
  employer_name text,
  employer_siren text,
  identity_keys text[] not null default '{}',
  has_left boolean not null default false,
  level text not null default 'beginner',
  level_revision bigint not null default 0,
  constraint members_pkey primary key (member_id),
  constraint members_level_is_known check (level in ('beginner', 'confirmed', 'expert')),
  constraint members_are_no_sponsors_of_themselves check (sponsor_id <> member_id),
  constraint members_siren_has_a_name check (employer_siren is null or employer_name is not null)
);

-- M3: who signed which version of the charter.
create table recommendations.charter_signatures (
  member_id uuid not null,
  charter_version text not null,
  constraint charter_signatures_pkey primary key (member_id, charter_version)
);

-- M3: versions of the charter; the one that came into force last is in force.
create table recommendations.charters (
  charter_version text not null,
  in_force_since timestamptz not null,
  constraint charters_pkey primary key (charter_version)
);
