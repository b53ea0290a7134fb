-- Charities are amended, retired and written to (W10).
alter table rewards.charities
  add column contact_email text,
  add column locale text not null default 'fr',
  -- Members give to those that are; who is not gets nothing new, and what it is owed.
  add column is_active boolean not null default true,
  -- Grows with each change, and by one where the designation comes or goes.
  add column revision bigint not null default 1,
  -- The revision that others were told last; null where it was registered before anybody was told of charities.
  add column told_revision bigint,
  add constraint charities_locale_known check (locale in ('fr', 'en')) not valid,
  add constraint charities_revision_positive check (revision > 0) not valid;

alter table rewards.charities
  validate constraint charities_locale_known,
  validate constraint charities_revision_positive;

create index charities_registered_idx on rewards.charities (registered_at desc, charity_id desc);
create index charities_active_idx on rewards.charities (registered_at desc, charity_id desc) where is_active;
create index charities_retired_idx on rewards.charities (registered_at desc, charity_id desc) where not is_active;
create index charities_untold_idx on rewards.charities (charity_id) where told_revision is null;
