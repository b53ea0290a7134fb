-- An interview for each recommendation, most of them still to hold.
insert into qualification.interviews (
  recommendation_id, offer_id, company_id, member_id, candidate_id, requested_at, outcome, candidate_informed,
  interviewed_at, decided_at, candidacy_id
)
select
  pg_temp.recommendation(n), pg_temp.offer(offer), pg_temp.company(offer % pg_temp.companies()),
  pg_temp.member(pg_temp.recommender(n)), pg_temp.candidate(n), pg_temp.moment(n),
  case when is_qualified then 'qualified' end, case when is_qualified then true end,
  case when is_qualified then pg_temp.moment(n) + interval '1 day' end,
  case when is_qualified then pg_temp.moment(n) + interval '1 day' end,
  case when is_qualified then pg_temp.candidacy(n) end
from generate_series(0, pg_temp.attributions() - 1) as n,
  pg_temp.recommended_for(n) as offer, lateral (select n >= pg_temp.first_qualified() as is_qualified) as decision;

insert into qualification.candidates (recommendation_id, candidate_id, first_name, last_name, email, message)
select
  pg_temp.recommendation(n), pg_temp.candidate(n), 'Dominique', 'Candidate ' || n, 'candidate' || n || '@bench.example',
  'I have worked with this person.'
from generate_series(0, pg_temp.attributions() - 1) as n;
