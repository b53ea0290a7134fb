-- Interviews to hold by telephone, one for each attributed recommendation (Q1).

create table qualification.interviews (
  recommendation_id uuid not null,
  offer_id uuid not null,
  company_id uuid not null,
  member_id uuid not null,
  candidate_id uuid not null,
  requested_at timestamptz not null,
  -- Null: still to call.
  outcome text,
  candidate_informed boolean,
  summary text,
  reason text,
  interviewed_at timestamptz,
  decided_at timestamptz,
  -- Given when the candidate is transmitted; the only name by which the company knows the candidate (M8).
  candidacy_id uuid,
  constraint interviews_pkey primary key (recommendation_id),
  constraint interviews_candidacy_is_its_own unique (candidacy_id),
  constraint interviews_outcome_is_known check (outcome in ('qualified', 'rejected')),
  constraint interviews_are_decided_whole check (
    (outcome is null) = (decided_at is null) and (outcome is null) = (candidate_informed is null)
    and (outcome is null) = (interviewed_at is null)
  ),
  -- Q1: a rejection has a reason.
  constraint interviews_rejection_has_a_reason check (outcome is distinct from 'rejected' or reason is not null),
  -- Q2: only qualified candidates are transmitted.
  constraint interviews_only_qualified_are_transmitted check (
    candidacy_id is null or outcome is not distinct from 'qualified'
  ),
  -- Q3: nobody is transmitted who was not informed.
  constraint interviews_only_informed_are_transmitted check (
    candidacy_id is null or candidate_informed is not distinct from true
  )
);

-- Those still to call, the oldest first.
create index interviews_to_call on qualification.interviews (requested_at) where outcome is null;
