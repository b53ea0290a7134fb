-- What the members service owns: invitations, members, the charter and who signed it, visits, the policy.

-- The policy, a row a version; the greatest version is in force. Rows are never changed.
create table members.policies (
  version bigint not null,
  invitation_validity_days integer not null,
  time_zone text not null,
  in_force_since timestamptz not null,
  constraint policies_pkey primary key (version),
  constraint policies_validity_is_positive check (invitation_validity_days > 0)
);

-- M1: an invitation lasts 30 days. M6: a day is a day in Paris.
insert into members.policies (version, invitation_validity_days, time_zone, in_force_since)
values (1, 30, 'Europe/Paris', '2012-02-01T00:00:00Z');

-- The ethics charter's versions as they were put in force, one after the other; the last is in force (M3).
create table members.charters (
  ordinal bigint not null,
  charter_version text not null,
  in_force_since timestamptz not null,
  constraint charters_pkey primary key (ordinal),
  constraint charters_version_is_named check (charter_version <> '')
);

insert into members.charters (ordinal, charter_version, in_force_since)
values (1, '2012-02', '2012-02-01T00:00:00Z');

-- Invitations (M1). Of the code only its hash is kept, so that nobody who reads this table can join with it.
create table members.invitations (
  invitation_id uuid not null,
  code_hash bytea not null,
  sponsor_id uuid,
  email text not null,
  email_key text not null,
  locale text,
  expires_at timestamptz not null,
  policy_version bigint not null,
  invited_at timestamptz not null,
  used_by uuid,
  used_at timestamptz,
  constraint invitations_pkey primary key (invitation_id),
  constraint invitations_code_hash_key unique (code_hash),
  constraint invitations_policy_fkey foreign key (policy_version) references members.policies (version),
  constraint invitations_code_hash_is_sha256 check (octet_length(code_hash) = 32),
  constraint invitations_use_is_whole check ((used_by is null) = (used_at is null))
);

-- Members, active and former. Who left and comes back is a new member.
create table members.members (
  member_id uuid not null,
  invitation_id uuid not null,
  sponsor_id uuid,
  first_name text not null,
  last_name text not null,
  email text not null,
  email_key text not null,
  phone text,
  sectors text[] not null,
  zones text[] not null,
  employer_name text,
  employer_siren text,
  locale text not null,
  reward_option text,
  reward_charity_id uuid,
  reward_company_id uuid,
  reward_in_my_name boolean,
  charter_version text not null,
  revision bigint not null,
  joined_at timestamptz not null,
  left_at timestamptz,
  constraint members_pkey primary key (member_id),
  constraint members_invitation_is_used_once unique (invitation_id),
  constraint members_invitation_fkey foreign key (invitation_id) references members.invitations (invitation_id),
  constraint members_sponsor_fkey foreign key (sponsor_id) references members.members (member_id),
  constraint members_sponsor_is_another check (sponsor_id <> member_id),
  constraint members_cover_a_sector check (cardinality(sectors) > 0),
  constraint members_cover_a_zone check (cardinality(zones) > 0),
  constraint members_locale_is_known check (locale in ('fr', 'en')),
  constraint members_siren_has_a_name check (employer_siren is null or employer_name is not null),
  constraint members_reward_option_is_known
    check (reward_option in ('self', 'donate', 'split', 'listing-credits')),
  constraint members_revision_is_positive check (revision > 0)
);

alter table members.invitations
  add constraint invitations_sponsor_fkey foreign key (sponsor_id) references members.members (member_id);

-- An e-mail address is one active member's (contract, join). The key is the keyed hash that matching uses (R4).
create unique index members_active_email_key on members.members (email_key) where left_at is null;

-- Which version of the charter a member signed, and when (M3).
create table members.charter_signatures (
  member_id uuid not null,
  charter_version text not null,
  signed_at timestamptz not null,
  constraint charter_signatures_pkey primary key (member_id, charter_version, signed_at),
  constraint charter_signatures_member_fkey foreign key (member_id) references members.members (member_id)
);

-- Days on which a member visited the site: one counts a day (M6).
create table members.visits (
  member_id uuid not null,
  day date not null,
  policy_version bigint not null,
  recorded_at timestamptz not null,
  constraint visits_pkey primary key (member_id, day),
  constraint visits_member_fkey foreign key (member_id) references members.members (member_id),
  constraint visits_policy_fkey foreign key (policy_version) references members.policies (version)
);

-- History is written once, a sponsor is for life (M2), and nobody is deleted.
revoke update, delete on members.policies, members.charters, members.charter_signatures, members.visits
  from members_service;
revoke update, delete on members.invitations, members.members from members_service;
grant update (used_by, used_at) on members.invitations to members_service;
grant update (
  first_name, last_name, email, email_key, phone, sectors, zones, employer_name, employer_siren, locale,
  reward_option, reward_charity_id, reward_company_id, reward_in_my_name, charter_version, revision, left_at
) on members.members to members_service;
