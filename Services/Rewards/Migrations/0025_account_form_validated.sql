-- In a transaction of its own: nobody waits while all rows are read.
alter table rewards.entries validate constraint entries_account_form;
