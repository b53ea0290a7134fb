-- R9, O8, Q5: recommendations end otherwise than by an interview, and decisions about interviews are corrected.
alter table recommendations.recommendation_history
  -- The number of a decision about the interview, from 1: the greatest counts. Null where a version told none, which is 1, and
  -- where the state is no such decision.
  add column revision integer,
  add constraint recommendation_history_revision_is_positive check (revision > 0),
  drop constraint recommendation_history_state_is_known,
  add constraint recommendation_history_state_is_known check (
    state in (
      'attributed', 'qualified', 'rejected', 'transmitted', 'hired', 'hire-withdrawn', 'withdrawn', 'offer-closed'
    )
  );

-- Each decision is there once, whatever repeats it at what instant.
create unique index recommendation_history_one_per_decision
on recommendations.recommendation_history (recommendation_id, revision)
where revision is not null;

alter table recommendations.recommendations
  -- How far it came, as its history tells: lists are asked for by it (A1).
  add column state text not null default 'attributed',
  -- When the member took it back (R9): that frees the slot, whatever qualification had decided a moment before.
  add column withdrawn_at timestamptz,
  add constraint recommendations_state_is_known check (
    state in (
      'attributed', 'qualified', 'rejected', 'transmitted', 'hired', 'hire-withdrawn', 'withdrawn', 'offer-closed'
    )
  ),
  -- R1: of those that were taken back there may be several.
  drop constraint recommendations_one_per_offer_and_member;

create unique index recommendations_one_per_offer_and_member
on recommendations.recommendations (offer_id, member_id)
where withdrawn_at is null;

with progress as (
  select
    recommendation_id,
    bool_or(state = 'hired') as was_hired,
    (array_agg(state order by at desc) filter (where state in ('qualified', 'rejected')))[1] as decision,
    bool_or(state = 'transmitted') as was_transmitted
  from recommendations.recommendation_history
  group by recommendation_id
  having bool_or(state <> 'attributed')
)
update recommendations.recommendations recommendation
set state = case
  when was_hired and exists (
    select
    from recommendations.hires hire
    where hire.recommendation_id = recommendation.recommendation_id and hire.holds
  ) then 'hired'
  when was_hired then 'hire-withdrawn'
  when was_transmitted then 'transmitted'
  else coalesce(decision, 'attributed')
end
from progress
where progress.recommendation_id = recommendation.recommendation_id;

-- R9: since when a candidate belongs to nobody any more; null again with the next who recommends.
alter table recommendations.candidates add column released_at timestamptz;

-- A1: each filter of the list has an index that ends with what the list is ordered by. Of a candidate there are few
-- recommendations, which candidate and offer lead to. States that few are in are found for an offer or a company too; what is
-- asked together otherwise is filtered, page by page. Conditions in words of their own ("is true", which says nothing new) are
-- for one question alone: the planner, which does not know what is bound, would else walk all that there is for somebody who
-- has none.
create index recommendations_by_instant
on recommendations.recommendations (attributed_at, recommendation_id)
where (state <> '') is true;
create index recommendations_by_member
on recommendations.recommendations (member_id, attributed_at, recommendation_id);
create index recommendations_by_offer
on recommendations.recommendations (offer_id, attributed_at, recommendation_id);
create index recommendations_by_company
on recommendations.recommendations (company_id, attributed_at, recommendation_id);
create index recommendations_by_state
on recommendations.recommendations (state, attributed_at, recommendation_id);
create index recommendations_of_rare_state_by_offer
on recommendations.recommendations (offer_id, attributed_at, recommendation_id)
where (state in ('qualified', 'hired', 'hire-withdrawn', 'withdrawn', 'offer-closed')) is true;
create index recommendations_of_rare_state_by_company
on recommendations.recommendations (company_id, attributed_at, recommendation_id)
where (state in ('qualified', 'hired', 'hire-withdrawn', 'withdrawn', 'offer-closed')) is true;

-- Nobody asks for the keys of a candidate.
drop index recommendations.candidate_keys_by_candidate;
