-- A transaction of the books leads back to the message that caused it by the instant that both were recorded at (W5). Rows
-- come in the order of their instants, near enough for an index of a few bytes for every hundred of them.
create index received_at_idx on rewards.received using brin (received_at) with (pages_per_range = 16);
