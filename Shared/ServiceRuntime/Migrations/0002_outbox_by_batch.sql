-- A row of the outbox holds all that one transaction owes, packed and compressed: one row to insert and to delete instead
-- of one a message. What is owed already is packed as it stands, a message a row: its id, then exchange, routing key,
-- properties and body, each behind its length in four bytes.
alter table outbox add column messages bytea;

update outbox
set messages = uuid_send(outbox_id)
  || int4send(octet_length(convert_to(exchange, 'UTF8'))) || convert_to(exchange, 'UTF8')
  || int4send(octet_length(convert_to(routing_key, 'UTF8'))) || convert_to(routing_key, 'UTF8')
  || int4send(octet_length(properties)) || properties
  || int4send(octet_length(body)) || body;

alter table outbox
  alter column messages set not null,
  drop column exchange,
  drop column routing_key,
  drop column properties,
  drop column body;

-- Messages of a batch are much alike. LZ4 costs a few microseconds for what shrinks the row, its log and its deletion to
-- a fraction; a server built without it keeps its default.
do $$
begin
  alter table outbox alter column messages set compression lz4;
exception when feature_not_supported then
  raise notice 'this server has no lz4: the outbox is compressed with pglz';
end
$$;

alter table outbox set (autovacuum_vacuum_threshold = 500);
