-- Notifications whose facts are not all known yet, since no order holds between events. Each waits for one thing at a
-- time.
create table notifications.pending_notifications (
  notification_id uuid not null,
  kind text not null,
  awaited_kind text not null,
  awaited_id uuid not null,
  notice jsonb not null,
  pending_since timestamptz not null,
  constraint pending_notifications_pkey primary key (notification_id),
  constraint pending_notifications_awaited_kind_known check (
    awaited_kind in (
      'member', 'member-name', 'company', 'offer', 'candidate', 'recommendation', 'candidacy', 'reward'
    )
  )
);

-- Everything that a notification may wait for, once it is known.
create view notifications.known_facts (kind, id) as
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
select 'reward', reward_id from notifications.rewards;
