-- People: by which keyed hashes somebody is, or was, recognised. Who shares one with a membership, active or former, is the
-- same person (M5): all rows of a key have one person. What was written is kept in clear, as the address of who left is: hashes
-- are made anew when a secret is exchanged, and nobody who was expelled comes back by that (M10).
create table members.identity_keys (
  identity_key text not null,
  member_id uuid not null,
  -- The first membership of the person.
  person_id uuid not null,
  written text not null,
  -- What a telephone number was read with.
  country text,
  -- Whether it is an active member's now.
  is_current boolean not null,
  known_since timestamptz not null,
  constraint identity_keys_pkey primary key (identity_key, member_id),
  constraint identity_keys_member_fkey foreign key (member_id) references members.members (member_id),
  constraint identity_keys_person_fkey foreign key (person_id) references members.members (member_id)
);

create index identity_keys_by_member on members.identity_keys (member_id);
create index identity_keys_by_person on members.identity_keys (person_id);
-- Finds what led to a person before, the latest first.
create index identity_keys_former on members.identity_keys (person_id, known_since) where not is_current;

alter table members.members
  -- The first membership of the person; null where a program wrote the row that knew of no persons.
  add column person_id uuid,
  -- Under which secrets the keys above are, and as of which revision of the member; null as above. Where the revision is another,
  -- such a program changed the member since.
  add column known_under text,
  add column known_revision bigint,
  -- Since when the person is not admitted again (M10); null again once staff readmit them.
  add column expelled_at timestamptz,
  -- How offers reach the member by mail (M11); null where nothing was said.
  add column offers_by_mail text,
  add constraint members_person_fkey foreign key (person_id) references members.members (member_id) not valid,
  add constraint members_expelled_have_left check (expelled_at is null or left_at is not null) not valid,
  add constraint members_offers_by_mail_is_known
    check (offers_by_mail in ('at-once', 'daily', 'weekly', 'never')) not valid;

alter table members.members validate constraint members_person_fkey;
alter table members.members validate constraint members_expelled_have_left;
alter table members.members validate constraint members_offers_by_mail_is_known;

create index members_by_person on members.members (person_id) where person_id is not null;
create index members_expelled_by_person on members.members (person_id) where expelled_at is not null;
-- Find members whose keys are to be written: under other secrets or none, and those that were changed since.
create index members_known_under on members.members (known_under, joined_at, member_id);
create index members_changed_since_known on members.members (joined_at, member_id)
  where known_revision is distinct from revision;

revoke update on members.identity_keys from members_service;
grant update (person_id, is_current) on members.identity_keys to members_service;
grant update (person_id, known_under, known_revision, expelled_at, offers_by_mail) on members.members to members_service;
