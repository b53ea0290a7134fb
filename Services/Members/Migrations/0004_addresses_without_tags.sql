-- A tag in an address does not make another person (R4). Two members who joined with addresses that differ by a tag both stay:
-- who came to the address later has no key, and staff are told. The same for who moves to an address that is another's.
alter table members.members alter column email_key drop not null;
