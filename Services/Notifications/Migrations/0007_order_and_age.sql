-- What was told of recommendations, hires and rewards, so that what follows from it is told after it. A row comes with
-- the event, in whatever order events are heard, and is never changed: two replicas need no locks against each other.
create table notifications.steps (
  thing_id uuid not null,
  step text not null,
  told_at timestamptz not null,
  constraint steps_pkey primary key (thing_id, step),
  constraint steps_step_known check (step in ('attribution', 'interview', 'decision', 'hire', 'grant'))
);

-- Those of recommendations are forgotten by their age. A hire may be withdrawn and a reward settled a year later: these
-- stay, one for each.
create index steps_by_age on notifications.steps (told_at) where step in ('attribution', 'interview', 'decision');

-- Null for those from before steps were kept: nothing waits for these.
alter table notifications.recommendations add column registered_at timestamptz;

-- `topic`, `told_kind` and `told_id` say what others on the same topic are told only after this. `ordered_until` is there
-- while a notification waits for its turn, not for something that it cannot be written without: it is told then at the
-- latest.
alter table notifications.pending_notifications
  add column topic text,
  add column told_kind text,
  add column told_id uuid,
  add column ordered_until timestamptz,
  drop constraint pending_notifications_awaited_kind_known,
  add constraint pending_notifications_awaited_kind_known check (
    awaited_kind in (
      'member', 'member-name', 'company', 'offer', 'candidate', 'recommendation', 'candidacy', 'reward', 'attribution',
      'interview', 'decision', 'hire', 'grant', 'notification'
    )
  );

create index pending_notifications_by_told on notifications.pending_notifications (told_id) where told_id is not null;
create index pending_notifications_by_age on notifications.pending_notifications (pending_since);

create or replace view notifications.known_facts (kind, id) as
select 'member', member_id from notifications.members where locale is not null
union all
select 'member-name', member_id from notifications.members where revision is not null
union all
select 'company', company_id from notifications.companies where name is not null
union all
select 'offer', offer_id from notifications.offers
union all
select 'candidate', candidate_id from notifications.candidates
union all
select 'recommendation', recommendation_id from notifications.recommendations
union all
select 'candidacy', candidacy_id from notifications.candidacies
union all
select 'reward', reward_id from notifications.rewards
union all
select step, thing_id from notifications.steps;

-- Public to operators: how many notifications wait, for what, and since when.
create view notifications.waiting as
select notification_id, kind, awaited_kind, awaited_id, pending_since
from notifications.pending_notifications;

do $$
begin
  if exists (select from pg_roles where rolname = 'coopt_operators') then
    grant select on notifications.waiting to coopt_operators;
  end if;
end
$$;
