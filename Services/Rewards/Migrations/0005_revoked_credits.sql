-- A listing credit that is used after it was revoked is claimed (W8): the claim names the reward that the company lost.
create index rewards_revoked_credits_idx on rewards.rewards (company_id, reversed_at, reward_id)
where option = 'listing-credits' and reversed_at is not null;
