-- Whether candidate and member had the same employer does not rest on the member's word (R6): an interview or staff may say
-- otherwise. Each time that it turns out otherwise is a revision, whoever said it the last time is known, and employers are
-- compared as of the recommendation.
alter table recommendations.recommendations
  add column conflict_revision integer not null default 1,
  add column conflict_source text not null default 'recommendation',
  -- When the newest statement was made in an interview; null until one was.
  add column employer_stated_at timestamptz,
  -- The member's employer at the recommendation, its name as names are compared; empty where there was none. Null where a
  -- version that kept none attributed it: then the one that is known of the member now has to do.
  add column member_employer_name text,
  add column member_employer_siren text,
  add constraint recommendations_conflict_revision_is_positive check (conflict_revision > 0),
  add constraint recommendations_conflict_source_is_known check (
    conflict_source in ('recommendation', 'interview', 'staff')
  ),
  add constraint recommendations_member_siren_has_a_name check (
    member_employer_siren is null or member_employer_name is not null
  );
