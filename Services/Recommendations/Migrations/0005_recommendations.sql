-- Attributed recommendations; a refused one leaves nothing (R1, R8).

create table recommendations.recommendations (
  recommendation_id uuid not null,
  offer_id uuid not null,
  company_id uuid not null,
  member_id uuid not null,
  -- M2: the sponsor never changes.
  sponsor_id uuid,
  candidate_id uuid not null,
  attributed_at timestamptz not null,
  -- R7: frozen.
  quote_level text not null,
  quote_cents bigint not null,
  quote_policy_version integer not null,
  -- R6.
  conflict_of_interest boolean not null,
  constraint recommendations_pkey primary key (recommendation_id),
  constraint recommendations_one_per_offer_and_member unique (offer_id, member_id),
  constraint recommendations_candidate_fkey foreign key (candidate_id) references recommendations.candidates,
  constraint recommendations_quote_level_is_known check (quote_level in ('beginner', 'confirmed', 'expert')),
  constraint recommendations_quote_is_not_negative check (quote_cents >= 0)
);

create index recommendations_by_candidate_and_offer on recommendations.recommendations (candidate_id, offer_id);

-- The states that recommendations reached. Other services tell some of them, in no promised order.
create table recommendations.recommendation_history (
  recommendation_id uuid not null,
  state text not null,
  at timestamptz not null,
  constraint recommendation_history_pkey primary key (recommendation_id, state, at),
  constraint recommendation_history_state_is_known check (
    state in ('attributed', 'qualified', 'rejected', 'transmitted', 'hired', 'hire-withdrawn')
  )
);

-- What companies call a candidate; hires may name it. Two events tell of it, either first.
create table recommendations.candidacies (
  candidacy_id uuid not null,
  recommendation_id uuid,
  candidate_id uuid,
  transmitted_at timestamptz,
  constraint candidacies_pkey primary key (candidacy_id),
  constraint candidacies_opening_is_whole check ((recommendation_id is null) = (candidate_id is null))
);
