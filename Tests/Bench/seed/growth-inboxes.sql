-- Messages handled long ago, in the proportion in which a hire's messages reach the services.
insert into notifications.inbox (message_id, source, type, received_at)
select pg_temp.message(n), '/coopt/rewards', 'coopt.rewards.reward-settled.v1', pg_temp.moment(n)
from generate_series(0, pg_temp.inbox_rows() * 6 / 10 - 1) as n;

insert into rewards.inbox (message_id, source, type, received_at)
select pg_temp.message(n), '/coopt/recommendations', 'coopt.recommendations.hire-attributed.v1', pg_temp.moment(n)
from generate_series(0, pg_temp.inbox_rows() / 10 - 1) as n;

insert into recommendations.inbox (message_id, source, type, received_at)
select pg_temp.message(n), 'https://ats.bench.example/hires', 'coopt.integration.hire-reported.v1', pg_temp.moment(n)
from generate_series(0, pg_temp.inbox_rows() / 10 - 1) as n;

insert into offers.inbox (message_id, source, type, received_at)
select pg_temp.message(n), '/coopt/rewards', 'coopt.rewards.points-awarded.v1', pg_temp.moment(n)
from generate_series(0, pg_temp.inbox_rows() / 10 - 1) as n;

insert into members.inbox (message_id, source, type, received_at)
select pg_temp.message(n), 'https://staff.bench.example/tool', 'coopt.members.record-visit.v1', pg_temp.moment(n)
from generate_series(0, pg_temp.inbox_rows() / 20 - 1) as n;

insert into qualification.inbox (message_id, source, type, received_at)
select
  pg_temp.message(n), '/coopt/recommendations', 'coopt.recommendations.recommendation-attributed.v1', pg_temp.moment(n)
from generate_series(0, pg_temp.inbox_rows() / 20 - 1) as n;
