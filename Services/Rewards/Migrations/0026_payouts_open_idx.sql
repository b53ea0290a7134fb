-- Superseded by `payouts_waiting_idx` and `payouts_failed_idx`; processes that still asked it have ended.
drop index rewards.payouts_open_idx;
