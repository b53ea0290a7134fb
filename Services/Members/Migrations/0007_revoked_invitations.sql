-- Staff take invitations back (M1).
alter table members.invitations
  add column revoked_at timestamptz,
  add constraint invitations_revoked_admit_nobody check (revoked_at is null or used_by is null) not valid;

alter table members.invitations validate constraint invitations_revoked_admit_nobody;

grant update (revoked_at) on members.invitations to members_service;
