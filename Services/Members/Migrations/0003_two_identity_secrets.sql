-- Addresses have a keyed hash under each of the identity secrets in use: one, or two while one takes the other's place. The
-- two stand in the order of their texts, and are the same under one secret; so any two processes that have a secret in common
-- meet in one of the two unique indexes, whichever they learnt first.
alter table members.members
  -- Null where a program wrote the row that knew of one secret alone.
  add column second_email_key text,
  -- Tells under which secrets the keys are; null as above.
  add column identity_secrets text;

create unique index members_active_second_email_key on members.members (second_email_key) where left_at is null;

-- A program of the version before moves a member to another address and knows nothing of the new columns: they would keep a former
-- address from others.
create function members.forget_stale_keys() returns trigger language plpgsql as $$
begin
  if new.second_email_key is not distinct from old.second_email_key
    and new.identity_secrets is not distinct from old.identity_secrets
  then
    new.second_email_key := null;
    new.identity_secrets := null;
  end if;
  return new;
end
$$;

create trigger members_forget_stale_keys
before update of email_key on members.members
for each row
when (new.email_key is distinct from old.email_key)
execute function members.forget_stale_keys();

-- Finds members whose keys are under other secrets.
create index members_identity_secrets on members.members (identity_secrets) where left_at is null;

grant update (second_email_key, identity_secrets) on members.members to members_service;
