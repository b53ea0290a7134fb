-- What was handled long ago is forgotten by its age.
create index inbox_by_age on inbox (received_at);

-- Rows leave as they came: vacuum as often as a batch of deletions makes it worth while.
alter table inbox set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);
alter table inbox_replies set (autovacuum_vacuum_scale_factor = 0.02);
