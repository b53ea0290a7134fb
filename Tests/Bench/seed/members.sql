-- What invitations and joinings left in the members service.
insert into members.invitations (
  invitation_id, code_hash, sponsor_id, email, email_key, locale, expires_at, policy_version, invited_at
)
select
  pg_temp.invitation(n), sha256(convert_to('invitation ' || n, 'UTF8')), null, 'member' || n || '@bench.example',
  pg_temp.identity_key('email', 'member ' || n), pg_temp.locale(n), pg_temp.moment(n) + interval '30 days', 1,
  pg_temp.moment(n)
from generate_series(0, pg_temp.members() - 1) as n;

insert into members.members (
  member_id, invitation_id, sponsor_id, first_name, last_name, email, email_key, sectors, zones, locale, reward_option,
  charter_version, revision, joined_at, second_email_key, identity_secrets, person_id, known_under, known_revision
)
select
  pg_temp.member(n), pg_temp.invitation(n), pg_temp.sponsor(n), 'Camille', 'Member ' || n,
  'member' || n || '@bench.example', pg_temp.identity_key('email', 'member ' || n), array[pg_temp.sector(n)],
  array[pg_temp.zone(n)], pg_temp.locale(n), 'self', '2012-02', 1, pg_temp.moment(n),
  pg_temp.identity_key('email', 'member ' || n), current_setting('bench.identity'), pg_temp.member(n),
  current_setting('bench.identity'), 1
from generate_series(0, pg_temp.members() - 1) as n;

-- The invitations were used, by members who have their sponsors from them.
update members.invitations
set sponsor_id = members.sponsor_id, used_by = members.member_id, used_at = members.joined_at
from members.members
where members.invitation_id = invitations.invitation_id;

insert into members.charter_signatures (member_id, charter_version, signed_at)
select pg_temp.member(n), '2012-02', pg_temp.moment(n)
from generate_series(0, pg_temp.members() - 1) as n;

insert into members.identity_keys (identity_key, member_id, person_id, written, is_current, known_since)
select
  pg_temp.identity_key('email', 'member ' || n), pg_temp.member(n), pg_temp.member(n), 'member' || n || '@bench.example',
  true, pg_temp.moment(n)
from generate_series(0, pg_temp.members() - 1) as n;
