-- What a member is recognised by comes by itself, apart from the profile, and has an order of its own.
alter table recommendations.members
  -- Null where it came with a profile, from a version of members before.
  add column identity_revision bigint;

-- Who tries many candidates finds out who is known to the platform: refusals that say so are limited, a day (R3).
alter table recommendations.policies
  -- Null: as many as anybody likes.
  add column refusals_per_day integer default 1000,
  add constraint policies_refusals_are_positive check (refusals_per_day > 0);

-- Those of the last day; older ones go with the next.
create table recommendations.refusals (
  refusal_id bigint generated always as identity,
  member_id uuid not null,
  refused_at timestamptz not null,
  constraint refusals_pkey primary key (refusal_id)
);

create index refusals_by_member on recommendations.refusals (member_id, refused_at);
