-- What notifications know from events, so that they can be written.

-- A row comes with the first event of a member, whichever that is: joining and contact details bring the language,
-- leaving does not.
create table notifications.members (
  member_id uuid not null,
  locale text,
  first_name text,
  last_name text,
  email text,
  phone text,
  revision bigint,
  left_at timestamptz,
  constraint members_pkey primary key (member_id),
  constraint members_locale_known check (locale in ('fr', 'en')),
  constraint members_contact_whole check (
    (revision is null) = (email is null) and (revision is null) = (first_name is null)
    and (revision is null) = (last_name is null)
  )
);

-- Name and contact come with events of their own, in either order.
create table notifications.companies (
  company_id uuid not null,
  name text,
  locale text,
  contact_email text,
  contact_told_at timestamptz,
  constraint companies_pkey primary key (company_id),
  constraint companies_locale_known check (locale in ('fr', 'en')),
  constraint companies_whole check ((name is null) = (locale is null))
);

create table notifications.offers (
  offer_id uuid not null,
  company_id uuid not null,
  title text not null,
  constraint offers_pkey primary key (offer_id)
);

create table notifications.candidates (
  candidate_id uuid not null,
  first_name text not null,
  last_name text not null,
  email text not null,
  phone text,
  linkedin_url text,
  locale text not null,
  constraint candidates_pkey primary key (candidate_id),
  constraint candidates_locale_known check (locale in ('fr', 'en'))
);

-- Every recommendation registers its candidate, with what the member says, for staff only.
create table notifications.recommendations (
  recommendation_id uuid not null,
  candidate_id uuid not null,
  message text,
  constraint recommendations_pkey primary key (recommendation_id)
);

-- The only link from what a company sees to whom it is about (M8): nothing of it leaves this service.
create table notifications.candidacies (
  candidacy_id uuid not null,
  recommendation_id uuid not null,
  candidate_id uuid not null,
  summary text,
  constraint candidacies_pkey primary key (candidacy_id)
);

create table notifications.rewards (
  reward_id uuid not null,
  member_id uuid not null,
  in_member_name boolean not null,
  constraint rewards_pkey primary key (reward_id)
);
