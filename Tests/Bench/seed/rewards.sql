-- Members and companies, and the books of what members' points come to.

-- Levels are higher than by default, so that the hires of a run, some for each member, seldom change one: a level that
-- changes has the offers service look for offers to push, which is not what is measured.
insert into rewards.policies
select
  2, recommendation_qualified_points, candidate_hired_points, sponsored_member_joined_points, daily_visit_points, 0, 1500,
  5000, beginner_cents, confirmed_cents, expert_cents, sponsorship_cents, matching_cents, listing_credits, time_zone,
  pg_temp.moment(0)
from rewards.policies
where version = 1;

insert into rewards.companies (company_id)
select pg_temp.company(n)
from generate_series(0, pg_temp.companies() - 1) as n;

insert into rewards.members (member_id, profile_revision, preferred_option)
select pg_temp.member(n), 1, 'self'
from generate_series(0, pg_temp.members() - 1) as n;

insert into rewards.member_points (member_id, points, level, revision)
select pg_temp.member(n), pg_temp.points(n), pg_temp.level(n), pg_temp.awards(n)
from generate_series(0, pg_temp.members() - 1) as n;

create temporary table award as
select
  row_number() over (order by occasion, n) - 1 as award, occasion, n,
  case occasion when 1 then n - n % 10 else n end as member, points
from (
  select 0 as occasion, n, pg_temp.opening(n) as points
  from generate_series(0, pg_temp.members() - 1) as n
  where pg_temp.opening(n) > 0
  union all
  select 1, n, 30
  from generate_series(0, pg_temp.members() - 1) as n
  where n % 10 <> 0
  union all
  select 2, n, 20
  from generate_series(0, pg_temp.members() - 1) as n
) as awards;

insert into rewards.transactions (
  transaction_id, cause_id, message_id, recommendation_id, policy_version, recorded_at
)
select
  pg_temp.ledger(award),
  case occasion
    when 0 then 'member:' || pg_temp.member(n) || ':opening'
    when 1 then 'member:' || pg_temp.member(n) || ':joined'
    else 'recommendation:' || pg_temp.recommendation(pg_temp.first_qualified() + n) || ':qualified'
  end,
  pg_temp.message(award),
  case when occasion = 2 then pg_temp.recommendation(pg_temp.first_qualified() + n) end,
  2, pg_temp.moment(award)
from award;

insert into rewards.entries (entry_id, transaction_id, account, unit, amount)
select
  pg_temp.entry(2 * award + side), pg_temp.ledger(award),
  case side when 0 then 'platform:points-issued' else 'member:' || pg_temp.member(member) || ':points' end, 'points',
  case side when 0 then points else -points end
from award, generate_series(0, 1) as side;
