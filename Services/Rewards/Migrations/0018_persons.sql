-- Who left and joined again is another member and the same person: what comes once per person is earned under one key (M5, W2).
-- Ids of members and of persons that stand for one human share a key, which is the id of one of the members. Who is not here stands
-- alone. Links are only ever added: the keys of two that turn out to be one become one.
create table rewards.persons (
  alias_id uuid not null,
  key_id uuid not null,
  constraint persons_pkey primary key (alias_id)
);

create index persons_key_idx on rewards.persons (key_id);

-- Rewards in pages, the newest first (A1). Few are held or taken back: these have indexes of their own.
create index rewards_granted_idx on rewards.rewards (granted_at desc, reward_id desc);
-- Takes the place of rewards_member_idx, which begins the same way.
create index rewards_granted_to_idx on rewards.rewards (member_id, granted_at desc, reward_id desc);
create index rewards_shares_idx on rewards.rewards (granted_at desc, reward_id desc) where kind = 'sponsorship';
create index rewards_held_idx on rewards.rewards (granted_at desc, reward_id desc)
where hold_reason is not null and reversed_at is null;
create index rewards_reversed_idx on rewards.rewards (granted_at desc, reward_id desc) where reversed_at is not null;
drop index rewards.rewards_member_idx;
