-- Decisions about an interview that are made in one batch are of one instant: of two that say the same, one after the other, each
-- is there, or the one between them would be the last (Q5). The version before tells no number, which is 1.
alter table recommendations.recommendation_history drop constraint recommendation_history_pkey;

create unique index recommendation_history_once
on recommendations.recommendation_history (recommendation_id, state, at, coalesce(revision, 1));
