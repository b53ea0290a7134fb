-- An interview for an offer that is filled or cancelled is not to be held, whether or not it was called off by itself (O8):
-- what is called off is found among all that are not decided.
create index interviews_undecided on qualification.interviews (requested_at, recommendation_id)
where outcome is null;
drop index qualification.interviews_cancelled;
