-- Hires as other systems report them: one row for each pair of source system and application (H1).

create table recommendations.hires (
  hire_id uuid not null,
  source_system text not null,
  application_id text not null,
  -- The greatest received of either; null until one came. They alone decide whether the hire is in force.
  hired_at timestamptz,
  withdrawn_at timestamptz,
  in_force boolean not null generated always as (
    hired_at is not null and (withdrawn_at is null or hired_at > withdrawn_at)
  ) stored,
  -- What the first report said.
  offer_id uuid,
  offer_reference text,
  company_id uuid,
  candidate_id uuid,
  candidacy_id uuid,
  identity_keys text[] not null default '{}',
  -- What it belongs to, or why nobody knows (H2).
  recommendation_id uuid,
  unattributed_reason text,
  attributed_by_hand_because text,
  constraint hires_pkey primary key (hire_id),
  constraint hires_one_per_application unique (source_system, application_id),
  constraint hires_recommendation_fkey foreign key (recommendation_id) references recommendations.recommendations,
  constraint hires_reason_is_known check (
    unattributed_reason in (
      'offer-unknown', 'candidate-unknown', 'no-recommendation-for-offer', 'hired-before-recommendation'
    )
  ),
  constraint hires_are_attributed_or_not check (recommendation_id is null or unattributed_reason is null)
);

create index hires_by_recommendation on recommendations.hires (recommendation_id)
where recommendation_id is not null;
