-- Whom to call: what the recommending member said of the candidate. It may be known before the interview is.

create table qualification.candidates (
  recommendation_id uuid not null,
  candidate_id uuid not null,
  first_name text not null,
  last_name text not null,
  email text not null,
  phone text,
  linkedin_url text,
  -- What the member says of the candidate, for staff only.
  message text,
  language text,
  constraint candidates_pkey primary key (recommendation_id)
);
