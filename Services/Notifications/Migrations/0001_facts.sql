-- What notifications know from events, so that they can be written. No order holds between events: a row may be there
-- before what it is about was heard of, with nothing but its key, because a notification waits for it. Whoever waits
-- locks that row, and so does whoever tells, so that neither misses the other.

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
  company_id uuid,
  title text,
  constraint offers_pkey primary key (offer_id),
  constraint offers_whole check ((company_id is null) = (title is null))
);

create table notifications.candidates (
  candidate_id uuid not null,
  first_name text,
  last_name text,
  email text,
  phone text,
  linkedin_url text,
  locale text,
  constraint candidates_pkey primary key (candidate_id),
  constraint candidates_locale_known check (locale in ('fr', 'en')),
  constraint candidates_whole check (
    (email is null) = (first_name is null) and (email is null) = (last_name is null)
    and (email is null) = (locale is null)
  )
);

create table notifications.recommendations (
  recommendation_id uuid not null,
  candidate_id uuid,
  member_id uuid,
  offer_id uuid,
  message text,
  constraint recommendations_pkey primary key (recommendation_id)
);

-- The only link from what a company sees to whom it is about (M8): nothing of it leaves this service.
create table notifications.candidacies (
  candidacy_id uuid not null,
  recommendation_id uuid,
  candidate_id uuid,
  summary text,
  constraint candidacies_pkey primary key (candidacy_id),
  constraint candidacies_whole check ((recommendation_id is null) = (candidate_id is null))
);

create table notifications.rewards (
  reward_id uuid not null,
  member_id uuid,
  in_member_name boolean,
  constraint rewards_pkey primary key (reward_id),
  constraint rewards_whole check ((member_id is null) = (in_member_name is null))
);
