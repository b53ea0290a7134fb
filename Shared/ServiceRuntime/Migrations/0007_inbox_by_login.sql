-- Whose word a message is: ids and sources are whatever their senders choose, so one login's message under another's id is
-- not that one again. Empty where several logins may have said it and the broker did not tell which; null where a program
-- handled it that did not ask.
alter table inbox add column login text;
