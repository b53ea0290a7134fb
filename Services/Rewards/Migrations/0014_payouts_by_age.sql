-- Finance, and whoever looks after it, asks for instructions in pages, the newest first (A1); those still open most often.

create index payouts_requested_idx on rewards.payouts (requested_at desc, payout_id desc);
create index payouts_open_idx on rewards.payouts (requested_at desc, payout_id desc)
  where paid_at is null and cancelled_at is null;
create index payouts_beneficiary_idx on rewards.payouts (beneficiary_id, requested_at desc, payout_id desc);
