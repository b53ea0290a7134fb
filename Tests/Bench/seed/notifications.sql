-- What notifications are written from.
insert into notifications.members (member_id, locale, first_name, last_name, email, revision)
select
  pg_temp.member(n), pg_temp.locale(n), 'Camille', 'Member ' || n, 'member' || n || '@bench.example', 1
from generate_series(0, pg_temp.members() - 1) as n;

insert into notifications.companies (company_id, name, locale, contact_email, contact_told_at)
select
  pg_temp.company(n), 'Company ' || n, pg_temp.locale(n), 'company' || n || '@bench.example', pg_temp.moment(n)
from generate_series(0, pg_temp.companies() - 1) as n;

insert into notifications.offers (offer_id, company_id, title)
select pg_temp.offer(n), pg_temp.company(n % pg_temp.companies()), 'Position ' || n
from generate_series(0, pg_temp.members() - 1) as n;

insert into notifications.candidates (candidate_id, first_name, last_name, email, locale)
select
  pg_temp.candidate(n), 'Dominique', 'Candidate ' || n, 'candidate' || n || '@bench.example', pg_temp.locale(n)
from generate_series(0, pg_temp.attributions() - 1) as n;

insert into notifications.recommendations (recommendation_id, candidate_id, message)
select pg_temp.recommendation(n), pg_temp.candidate(n), 'I have worked with this person.'
from generate_series(0, pg_temp.attributions() - 1) as n;

insert into notifications.candidacies (candidacy_id, recommendation_id, candidate_id)
select pg_temp.candidacy(n), pg_temp.recommendation(n), pg_temp.candidate(n)
from generate_series(pg_temp.first_qualified(), pg_temp.attributions() - 1) as n;
