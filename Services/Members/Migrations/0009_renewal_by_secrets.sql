-- Whose keys are to be written is asked again and again, mostly in vain: each secrets' members, who joined first before the others.
create index members_by_identity_secrets on members.members (identity_secrets, joined_at, member_id) where left_at is null;
drop index members.members_identity_secrets;
