-- Finds the few active members whose address is another's: one of them gets it when that one leaves it.
create index members_without_address on members.members (member_id) where email_key is null and left_at is null;
