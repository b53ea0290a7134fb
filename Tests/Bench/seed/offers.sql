-- What companies posted, and what the offers service knows of members. No offer has waves to come: pushing offers is not
-- what is measured, and a wave in the middle of it would disturb.
insert into offers.companies (company_id, name, contact_email, locale, registered_at)
select pg_temp.company(n), 'Company ' || n, 'company' || n || '@bench.example', pg_temp.locale(n), pg_temp.moment(n)
from generate_series(0, pg_temp.companies() - 1) as n;

insert into offers.offers (
  offer_id, company_id, title, description, sector, sector_ancestors, zone, zone_ancestors, external_reference, state,
  paid_with, published_at
)
select
  pg_temp.offer(n), pg_temp.company(n % pg_temp.companies()), 'Position ' || n, repeat('A position like others. ', 10),
  pg_temp.sector(n), array[pg_temp.sector(n), left(pg_temp.sector(n), 1)], pg_temp.zone(n / 14),
  array[pg_temp.zone(n / 14), 'FR'], 'reference-' || n, 'published', 'contract', pg_temp.moment(n)
from generate_series(0, pg_temp.members() - 1) as n;

insert into offers.members (
  member_id, sectors, zones, profile_revision, joined_at, points, points_revision, level, level_revision
)
select
  pg_temp.member(n), array[pg_temp.sector(n)], array[pg_temp.zone(n)], 1, pg_temp.moment(n), pg_temp.points(n),
  pg_temp.awards(n), pg_temp.level(n), case when pg_temp.opening(n) >= 1500 then 1 else 0 end
from generate_series(0, pg_temp.members() - 1) as n;
