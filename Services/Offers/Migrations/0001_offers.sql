-- What the offers service owns: companies, their listing credits, offers, and who was told of which.

-- The policy, a row a version; the greatest version is in force. Rows are never changed.
create table offers.policies (
  version bigint not null,
  wave_delay_seconds integer not null,
  -- Whether somebody chose the delay; until then the setting WAVE_DELAY_SECONDS may stand in for it.
  wave_delay_chosen boolean not null,
  wave_maximum_size integer,
  solicitations_per_week integer,
  in_force_since timestamptz not null,
  constraint policies_pkey primary key (version),
  constraint policies_delay_is_not_negative check (wave_delay_seconds >= 0),
  constraint policies_maximum_is_positive check (wave_maximum_size > 0),
  constraint policies_budget_is_not_negative check (solicitations_per_week >= 0)
);

-- O3: a day between waves, of any size. O4: no limit to solicitations.
insert into offers.policies (version, wave_delay_seconds, wave_delay_chosen, in_force_since)
values (1, 86400, false, '2012-02-01T00:00:00Z');

create table offers.companies (
  company_id uuid not null,
  name text not null,
  siren text,
  contact_email text,
  locale text,
  registered_at timestamptz not null,
  constraint companies_pkey primary key (company_id)
);

-- Listing credits (W3, O6) as sums, so that grants, revocations and uses may arrive in any order. A revocation may find
-- credits used already: then the next ones make up for them.
create table offers.listing_credits (
  company_id uuid not null,
  granted bigint not null default 0,
  revoked bigint not null default 0,
  used bigint not null default 0,
  constraint listing_credits_pkey primary key (company_id),
  constraint listing_credits_only_grow check (granted >= 0 and revoked >= 0 and used >= 0)
);

-- Offers (O1). The codes that cover sector and zone, the code itself among them, stand beside it: a profile covers an
-- offer when it shares one of each.
create table offers.offers (
  offer_id uuid not null,
  company_id uuid not null,
  title text not null,
  description text not null,
  sector text not null,
  sector_ancestors text[] not null,
  zone text not null,
  zone_ancestors text[] not null,
  external_reference text,
  closes_at timestamptz,
  state text not null,
  paid_with text,
  published_at timestamptz,
  closed_at timestamptz,
  closing_reason text,
  constraint offers_pkey primary key (offer_id),
  constraint offers_company_fkey foreign key (company_id) references offers.companies (company_id),
  constraint offers_state_is_known check (state in ('draft', 'published', 'closed')),
  constraint offers_payment_is_known check (paid_with in ('listing-credit', 'contract')),
  constraint offers_reason_is_known check (closing_reason in ('filled', 'cancelled', 'expired')),
  constraint offers_publication_is_whole
    check ((state = 'draft') = (published_at is null) and (published_at is null) = (paid_with is null)),
  constraint offers_closing_is_whole
    check ((state = 'closed') = (closed_at is not null) and (closed_at is null) = (closing_reason is null)),
  constraint offers_sector_covers_itself check (sector = any (sector_ancestors)),
  constraint offers_zone_covers_itself check (zone = any (zone_ancestors))
);

create index offers_newest_first on offers.offers (published_at desc, offer_id desc) where state = 'published';
create index offers_by_closing on offers.offers (closes_at) where state = 'published';
create index offers_by_target on offers.offers using gin (sector_ancestors, zone_ancestors)
  where state = 'published';

-- What is known of members here, from events in any order: each part is guarded by a revision of its own, and who left
-- stays left. Profile revision 0: only points, a level or the leaving is known.
create table offers.members (
  member_id uuid not null,
  sectors text[] not null default '{}',
  zones text[] not null default '{}',
  profile_revision bigint not null default 0,
  joined_at timestamptz,
  left_at timestamptz,
  points bigint not null default 0,
  points_revision bigint not null default 0,
  level text not null default 'beginner',
  level_revision bigint not null default 0,
  is_active boolean not null generated always as (profile_revision > 0 and left_at is null) stored,
  constraint members_pkey primary key (member_id),
  constraint members_level_is_known check (level in ('beginner', 'confirmed', 'expert'))
);

create index members_by_target on offers.members using gin (sectors, zones) where is_active;

-- Who may have become eligible for offers whose waves are over (O4); a null stands for every member. Rows live until
-- the next look at the waves.
create table offers.eligibility_changes (
  change_id bigint not null generated always as identity,
  member_id uuid,
  constraint eligibility_changes_pkey primary key (change_id)
);

-- Where the waves of a published offer stand (O3). The offer's row is locked before this one.
create table offers.wave_schedules (
  offer_id uuid not null,
  -- How many waves there were, dispatched and skipped alike.
  wave integer not null,
  -- Whose turn it is next.
  level text not null,
  -- When; never where nobody is left to solicit.
  due_at timestamptz,
  last_dispatched_at timestamptz,
  constraint wave_schedules_pkey primary key (offer_id),
  constraint wave_schedules_offer_fkey foreign key (offer_id) references offers.offers (offer_id),
  constraint wave_schedules_level_is_known check (level in ('beginner', 'confirmed', 'expert')),
  constraint wave_schedules_wave_is_not_negative check (wave >= 0)
);

create index wave_schedules_by_due on offers.wave_schedules (due_at) where due_at is not null;

-- Waves that were dispatched, and the policy that made them.
create table offers.waves (
  offer_id uuid not null,
  wave integer not null,
  level text not null,
  members integer not null,
  policy_version bigint not null,
  dispatched_at timestamptz not null,
  constraint waves_pkey primary key (offer_id, wave),
  constraint waves_offer_fkey foreign key (offer_id) references offers.offers (offer_id),
  constraint waves_policy_fkey foreign key (policy_version) references offers.policies (version),
  constraint waves_have_members check (members > 0)
);

-- Who was told of which offer, when, as what: once at most (O4).
create table offers.solicitations (
  offer_id uuid not null,
  member_id uuid not null,
  wave integer not null,
  level text not null,
  solicited_at timestamptz not null,
  constraint solicitations_pkey primary key (offer_id, member_id),
  constraint solicitations_offer_fkey foreign key (offer_id) references offers.offers (offer_id)
);

create index solicitations_of_member on offers.solicitations (member_id, solicited_at);

-- History is written once; companies and offers are never deleted.
revoke update, delete on offers.policies, offers.waves, offers.solicitations from offers_service;
revoke delete on offers.companies, offers.offers, offers.members, offers.listing_credits from offers_service;
