-- Charities: whom donations go to, and where to write to them; the greatest revision of each.
create table notifications.charities (
  charity_id uuid not null,
  revision bigint not null,
  name text not null,
  contact_email text,
  locale text not null,
  constraint charities_pkey primary key (charity_id),
  constraint charities_locale_known check (locale in ('fr', 'en')),
  constraint charities_revision_positive check (revision > 0)
);

-- Name and contact of a company are told apart, each with the revision of the company that it is of. None is older than
-- any: from before companies had revisions.
alter table notifications.companies
  add column revision bigint,
  add column contact_revision bigint;

-- What a settled reward gives to whom, so that a charity is told what a member gives and what the platform adds. Nothing is
-- known of those that were settled before.
alter table notifications.rewards
  add column charity_id uuid,
  add column donated_cents bigint,
  add column matching_cents bigint;

-- What an outside system said of a hire that could not be matched, for staff. It names people that nobody here knows, so it
-- is forgotten like handled messages.
create table notifications.hire_particulars (
  hire_id uuid not null,
  particulars jsonb not null,
  told_at timestamptz not null,
  constraint hire_particulars_pkey primary key (hire_id)
);

create index hire_particulars_by_age on notifications.hire_particulars (told_at);

-- Which payment brought the information, where a reward is paid in several.
alter table notifications.tax_information add column payout_id uuid;

alter table notifications.steps
  drop constraint steps_step_known,
  add constraint steps_step_known
    check (step in ('attribution', 'interview', 'decision', 'hire', 'grant', 'particulars'));

alter table notifications.pending_notifications
  drop constraint pending_notifications_awaited_kind_known,
  add constraint pending_notifications_awaited_kind_known check (
    awaited_kind in (
      'member', 'member-name', 'company', 'offer', 'candidate', 'recommendation', 'candidacy', 'reward', 'charity',
      'attribution', 'interview', 'decision', 'hire', 'grant', 'particulars', 'notification'
    )
  );

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
select step, thing_id from notifications.steps
union all
select 'charity', charity_id from notifications.charities;

-- Charities are written to as others are.
alter table notifications.letters
  drop constraint letters_audience_known,
  add constraint letters_audience_known check (audience in ('member', 'company', 'candidate', 'charity', 'invitee'));

create or replace view notifications.addresses (audience, recipient_id, address) as
select 'member', member_id, email from notifications.members where email is not null
union all
select 'company', company_id, contact_email from notifications.companies where contact_email is not null
union all
select 'candidate', candidate_id, email from notifications.candidates
union all
select 'charity', charity_id, contact_email from notifications.charities where contact_email is not null;
