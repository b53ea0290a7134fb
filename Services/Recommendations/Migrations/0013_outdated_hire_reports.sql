-- Reports that changed nothing because of a later withdrawal: staff are told of each once, however often its message comes
-- again, also when the inbox has forgotten it (H1).
create table recommendations.outdated_hire_reports (
  hire_id uuid not null,
  message_id uuid not null,
  -- What it says, by instants, ids, the offer's reference and keyed hashes: another content under the id is another report.
  content text not null,
  constraint outdated_hire_reports_pkey primary key (hire_id, message_id, content),
  constraint outdated_hire_reports_hire_fkey foreign key (hire_id) references recommendations.hires (hire_id)
);
