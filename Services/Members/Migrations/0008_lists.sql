-- Lists are asked for in pages, newest first (A1): by state, by sponsor, or all.
create index members_by_joining on members.members (joined_at, member_id);
create index members_active_by_joining on members.members (joined_at, member_id) where left_at is null;
create index members_left_by_joining on members.members (joined_at, member_id)
  where left_at is not null and expelled_at is null;
create index members_expelled_by_joining on members.members (joined_at, member_id) where expelled_at is not null;
create index members_by_sponsor on members.members (sponsor_id, joined_at, member_id) where sponsor_id is not null;

create index invitations_by_making on members.invitations (invited_at, invitation_id);
create index invitations_used on members.invitations (invited_at, invitation_id) where used_by is not null;
-- Open or expired: the clock tells, so the index holds the end.
create index invitations_unused on members.invitations (invited_at, invitation_id) include (expires_at)
  where used_by is null and revoked_at is null;
create index invitations_revoked on members.invitations (invited_at, invitation_id)
  where used_by is null and revoked_at is not null;
create index invitations_by_sponsor on members.invitations (sponsor_id, invited_at, invitation_id)
  where sponsor_id is not null;
