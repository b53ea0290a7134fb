-- Payouts are listed by state, by kind of beneficiary and by beneficiary, the newest first (A1, W6). Most are paid: of these the
-- index of all is good enough. The other states are rare, and each has an index of its own; `payouts_open_idx` holds those that
-- failed, too, and is left to processes of the version before.
create index payouts_waiting_idx on rewards.payouts (requested_at desc, payout_id desc)
  where paid_at is null and cancelled_at is null and failed_at is null;
create index payouts_failed_idx on rewards.payouts (requested_at desc, payout_id desc)
  where paid_at is null and cancelled_at is null and failed_at is not null;
create index payouts_cancelled_idx on rewards.payouts (requested_at desc, payout_id desc)
  where paid_at is null and cancelled_at is not null;
create index payouts_kind_idx on rewards.payouts (beneficiary_kind, requested_at desc, payout_id desc);
