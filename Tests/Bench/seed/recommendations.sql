-- Attributed recommendations, each of a candidate of its own, and what is known of members, offers and policies.
insert into recommendations.bonus_policies (version, beginner_cents, confirmed_cents, expert_cents)
values (2, 50000, 75000, 100000);

insert into recommendations.charters (charter_version, in_force_since)
values ('2012-02', '2012-02-01T00:00:00Z')
on conflict do nothing;

insert into recommendations.members (member_id, revision, sponsor_id, identity_keys, level, level_revision)
select
  pg_temp.member(n), 0, pg_temp.sponsor(n), array[pg_temp.identity_key('email', 'member ' || n)], pg_temp.level(n),
  case when pg_temp.opening(n) >= 1500 then 1 else 0 end
from generate_series(0, pg_temp.members() - 1) as n;

insert into recommendations.charter_signatures (member_id, charter_version)
select pg_temp.member(n), '2012-02'
from generate_series(0, pg_temp.members() - 1) as n;

insert into recommendations.offers (offer_id, company_id, zone, external_reference, published_at)
select
  pg_temp.offer(n), pg_temp.company(n % pg_temp.companies()), pg_temp.zone(n / 14), 'reference-' || n,
  pg_temp.moment(n)
from generate_series(0, pg_temp.members() - 1) as n;

insert into recommendations.candidates (candidate_id, member_id, attributed_at, policy_version)
select pg_temp.candidate(n), pg_temp.member(pg_temp.recommender(n)), pg_temp.moment(n), 1
from generate_series(0, pg_temp.attributions() - 1) as n;

insert into recommendations.candidate_keys (identity_key, candidate_id)
select pg_temp.identity_key('email', 'candidate ' || n), pg_temp.candidate(n)
from generate_series(0, pg_temp.attributions() - 1) as n
order by 1;

insert into recommendations.recommendations (
  recommendation_id, offer_id, company_id, member_id, sponsor_id, candidate_id, attributed_at, quote_level, quote_cents,
  quote_policy_version, conflict_of_interest, state
)
select
  pg_temp.recommendation(n), pg_temp.offer(offer), pg_temp.company(offer % pg_temp.companies()),
  pg_temp.member(member), pg_temp.sponsor(member), pg_temp.candidate(n), pg_temp.moment(n), pg_temp.level(member),
  pg_temp.quote_cents(pg_temp.level(member)), 2, false,
  case when n >= pg_temp.first_qualified() then 'transmitted' else 'attributed' end
from generate_series(0, pg_temp.attributions() - 1) as n,
  pg_temp.recommended_for(n) as offer, pg_temp.recommender(n) as member;

insert into recommendations.recommendation_history (recommendation_id, state, at)
select pg_temp.recommendation(n), 'attributed', pg_temp.moment(n)
from generate_series(0, pg_temp.attributions() - 1) as n
union all
select pg_temp.recommendation(n), state, pg_temp.moment(n) + interval '1 day'
from generate_series(pg_temp.first_qualified(), pg_temp.attributions() - 1) as n,
  unnest(array['qualified', 'transmitted']) as state;

insert into recommendations.candidacies (candidacy_id, recommendation_id, candidate_id, transmitted_at)
select pg_temp.candidacy(n), pg_temp.recommendation(n), pg_temp.candidate(n), pg_temp.moment(n) + interval '1 day'
from generate_series(pg_temp.first_qualified(), pg_temp.attributions() - 1) as n;
