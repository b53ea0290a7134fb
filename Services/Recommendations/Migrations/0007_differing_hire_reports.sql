-- Reports that name another offer or candidate than the first report of their hire: staff are told of each once, however
-- often it is repeated (H1).
create table recommendations.differing_hire_reports (
  hire_id uuid not null,
  hired_at timestamptz not null,
  -- What the report names, by ids, the offer's reference and keyed hashes.
  naming text not null,
  constraint differing_hire_reports_pkey primary key (hire_id, hired_at, naming),
  constraint differing_hire_reports_hire_fkey foreign key (hire_id) references recommendations.hires (hire_id)
);
