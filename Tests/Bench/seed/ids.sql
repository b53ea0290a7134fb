-- Run first in each session. Ids look like those that the services make (UUIDv7: later ones are greater, so that indexes
-- grow at their end), and can be computed again from a number: the driver names offers and candidates by it.
-- Identities.swift holds the same rule.
create function pg_temp.id(kind text, n bigint) returns uuid language sql immutable parallel safe as $$
  select (lpad(to_hex(1730000000000 + n), 12, '0') || '7' || kind || '8000' || lpad(to_hex(n), 12, '0'))::uuid
$$;

create function pg_temp.member(n bigint) returns uuid language sql immutable parallel safe as
$$ select pg_temp.id('001', n) $$;
create function pg_temp.invitation(n bigint) returns uuid language sql immutable parallel safe as
$$ select pg_temp.id('002', n) $$;
create function pg_temp.company(n bigint) returns uuid language sql immutable parallel safe as
$$ select pg_temp.id('003', n) $$;
create function pg_temp.offer(n bigint) returns uuid language sql immutable parallel safe as
$$ select pg_temp.id('004', n) $$;
create function pg_temp.candidate(n bigint) returns uuid language sql immutable parallel safe as
$$ select pg_temp.id('005', n) $$;
create function pg_temp.recommendation(n bigint) returns uuid language sql immutable parallel safe as
$$ select pg_temp.id('006', n) $$;
create function pg_temp.candidacy(n bigint) returns uuid language sql immutable parallel safe as
$$ select pg_temp.id('007', n) $$;
create function pg_temp.ledger(n bigint) returns uuid language sql immutable parallel safe as
$$ select pg_temp.id('008', n) $$;
create function pg_temp.entry(n bigint) returns uuid language sql immutable parallel safe as
$$ select pg_temp.id('009', n) $$;
create function pg_temp.message(n bigint) returns uuid language sql immutable parallel safe as
$$ select pg_temp.id('00a', n) $$;

-- How many of each there are.
create function pg_temp.members() returns bigint language sql stable as
$$ select current_setting('bench.members')::bigint $$;
create function pg_temp.companies() returns bigint language sql stable as
$$ select pg_temp.members() / 100 $$;
create function pg_temp.attributions() returns bigint language sql stable as
$$ select pg_temp.members() * 10 $$;

create function pg_temp.first_transaction() returns bigint language sql stable as
$$ select current_setting('bench.first_transaction')::bigint $$;
create function pg_temp.last_transaction() returns bigint language sql stable as
$$ select current_setting('bench.last_transaction')::bigint $$;
create function pg_temp.inbox_rows() returns bigint language sql stable as
$$ select current_setting('bench.inbox_rows')::bigint $$;

-- Each tenth member sponsors the nine that follow.
create function pg_temp.sponsor(n bigint) returns uuid language sql immutable parallel safe as
$$ select case when n % 10 <> 0 then pg_temp.id('001', n - n % 10) end $$;
create function pg_temp.locale(n bigint) returns text language sql immutable parallel safe as
$$ select case when n % 4 = 0 then 'en' else 'fr' end $$;
create function pg_temp.sector(n bigint) returns text language sql immutable parallel safe as
$$ select (array['J62', 'J63', 'C26', 'C27', 'F41', 'G46', 'G47', 'H49', 'I55', 'K64', 'M69', 'M71', 'N78', 'Q86'])[n % 14 + 1] $$;
create function pg_temp.zone(n bigint) returns text language sql immutable parallel safe as
$$ select (array['FR-HDF', 'FR-IDF', 'FR-BRE', 'FR-OCC', 'FR-PAC', 'FR-NOR', 'FR-GES', 'FR-ARA', 'FR-PDL'])[n % 9 + 1] $$;
-- 43 characters of base64url, as a keyed hash of 32 bytes has; nobody can compute which address it would be.
create function pg_temp.identity_key(kind text, text) returns text language sql immutable parallel safe as
$$ select $1 || ':' || left(translate(encode(sha256(convert_to($2, 'UTF8')), 'base64'), '+/', '-_'), 43) $$;

-- Attribution n: by member n modulo the members, for an offer that no other attribution of that member is for. There are
-- as many offers as members.
create function pg_temp.recommender(n bigint) returns bigint language sql stable parallel safe as
$$ select n % pg_temp.members() $$;
create function pg_temp.recommended_for(n bigint) returns bigint language sql stable parallel safe as
$$ select (n % pg_temp.members() + n / pg_temp.members() * 1009) % pg_temp.members() $$;
-- The last tenth of the attributions, one of each member, was qualified and transmitted.
create function pg_temp.first_qualified() returns bigint language sql stable as
$$ select pg_temp.members() * 9 $$;

-- What members have: 20 points for the qualified recommendation, 30 for each of the nine that a sponsor brought in, and
-- what an earlier account was opened with. Some reach the next level with their next hire.
create function pg_temp.opening(n bigint) returns bigint language sql immutable parallel safe as $$
  select case when n % 200 = 7 then 1400 when n % 10 = 3 then 2000 when n % 20 = 5 then 6000 else 0 end::bigint
$$;
create function pg_temp.points(n bigint) returns bigint language sql immutable parallel safe as
$$ select pg_temp.opening(n) + 20 + case when n % 10 = 0 then 270 else 0 end $$;
-- How often they were awarded something.
create function pg_temp.awards(n bigint) returns bigint language sql immutable parallel safe as
$$ select (pg_temp.opening(n) > 0)::int + 1 + case when n % 10 = 0 then 9 else 0 end $$;
create function pg_temp.level(n bigint) returns text language sql immutable parallel safe as $$
  select case when pg_temp.points(n) >= 5000 then 'expert' when pg_temp.points(n) >= 1500 then 'confirmed'
    else 'beginner' end
$$;
create function pg_temp.quote_cents(level text) returns bigint language sql immutable parallel safe as
$$ select case level when 'expert' then 100000 when 'confirmed' then 75000 else 50000 end::bigint $$;

-- One second after the other, from a day long past.
create function pg_temp.moment(n bigint) returns timestamptz language sql immutable parallel safe as
$$ select timestamptz '2025-01-01T00:00:00Z' + make_interval(secs => n) $$;

set synchronous_commit = off;
set maintenance_work_mem = '512MB';
set work_mem = '64MB';
