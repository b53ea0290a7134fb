-- What a hire earned is looked up by the hire, by its recommendation and by what was claimed of it; what is due, by the day; what
-- charities were paid, by the charity (W5, W6, W9, W10).
create index rewards_hire_idx on rewards.rewards (hire_id);
create index rewards_recommendation_idx on rewards.rewards (recommendation_id);
create index claims_reward_idx on rewards.claims (reward_id) where reward_id is not null;
create index instalments_due_idx on rewards.instalments (due_on) include (reward_id);
create index payouts_to_charities_idx on rewards.payouts (beneficiary_id) include (amount_cents)
  where beneficiary_kind = 'charity' and paid_at is not null;
