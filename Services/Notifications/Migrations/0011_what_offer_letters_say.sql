-- What letters that propose offers say beyond the title (M11), and what decides whether an offer goes into one.

-- How offers reach a member by mail; null while the contact details that say so have not been heard of, or come from before
-- there was a choice: at once.
alter table notifications.members
  add column offers_by_mail text,
  add constraint members_offers_by_mail_known check (offers_by_mail in ('at-once', 'daily', 'weekly', 'never'));

-- The title goes by the revision of the event that told it, zero for those from before there were revisions.
alter table notifications.offers
  add column zone text,
  add column title_revision bigint not null default 0;

-- Whether an offer is open, and until when, each by the greatest revision that told it. A row of its own: closing and reopening
-- may be heard of before the offer is. An offer without a row has been open since before this table.
create table notifications.offer_states (
  offer_id uuid not null,
  is_open boolean not null,
  revision bigint not null,
  closes_at timestamptz,
  closing_revision bigint not null,
  constraint offer_states_pkey primary key (offer_id)
);

-- Members' levels, by the greatest revision. A table of their own: who learns names and who learns levels never wait for each
-- other.
create table notifications.member_levels (
  member_id uuid not null,
  level text not null,
  revision bigint not null,
  constraint member_levels_pkey primary key (member_id),
  constraint member_levels_level_known check (level in ('beginner', 'confirmed', 'expert'))
);

-- What a hire pays at each level (W1): a projection of the rewards service's policy, begun with its first version.
create table notifications.bonus_policies (
  version integer not null,
  beginner_cents bigint not null,
  confirmed_cents bigint not null,
  expert_cents bigint not null,
  in_force_since timestamptz not null default '-infinity',
  constraint bonus_policies_pkey primary key (version),
  constraint bonus_policies_amounts_not_negative check (
    beginner_cents >= 0 and confirmed_cents >= 0 and expert_cents >= 0
  )
);

insert into notifications.bonus_policies (version, beginner_cents, confirmed_cents, expert_cents)
values (1, 50000, 75000, 100000);

-- Versions that were withdrawn before they came in force, also before they are known.
create table notifications.withdrawn_bonus_policies (
  version integer not null,
  constraint withdrawn_bonus_policies_pkey primary key (version)
);
