-- A transaction is whole when it is committed: no entry is added to it afterwards, however well it balances (W5). Asked once a
-- statement, for all its rows. The row of an open transaction was written by this database transaction; no savepoints are used.
create function rewards.require_open_transaction() returns trigger language plpgsql as $$
declare
  closed uuid;
begin
  select added.transaction_id into closed
  from added
  join rewards.transactions using (transaction_id)
  where transactions.xmin <> pg_current_xact_id()::xid
  limit 1;
  if closed is not null then
    raise exception 'ledger transaction % is closed: nothing is added to it', closed
      using errcode = 'insufficient_privilege', hint = 'Post a transaction of its own.';
  end if;
  return null;
end
$$;

create trigger entries_while_posted
after insert on rewards.entries
referencing new table as added
for each statement execute function rewards.require_open_transaction();
