-- The clock of a hire (H1), what was told of it, and how it is listed (A1).
alter table recommendations.hires
  -- As of when the latest report and the latest withdrawal speak. Null in rows of versions before, which went by the dates
  -- themselves: as of those they speak.
  add column reported_as_of timestamptz,
  add column withdrawn_as_of timestamptz,
  -- When the work begins, by the latest report.
  add column starts_at timestamptz,
  -- How many things were told of it; 0 where nothing was told since they are numbered.
  add column revision integer not null default 0,
  -- Whose candidate it is, as long as it belongs to a recommendation; the list goes by it.
  add column member_id uuid,
  -- When it was heard of first.
  add column heard_at timestamptz;

-- The ids of hires were made when they were heard of, and say when (RFC 9562, version 7).
update recommendations.hires set
  heard_at = to_timestamp(
    ('x' || substr(replace(hire_id::text, '-', ''), 1, 12))::bit(48)::bigint / 1000.0
  ),
  member_id = (
    select recommendation.member_id
    from recommendations.recommendations recommendation
    where recommendation.recommendation_id = hires.recommendation_id
  );

alter table recommendations.hires
  -- By default for processes of the version before, while an upgrade rolls.
  alter column heard_at set default now(),
  alter column heard_at set not null,
  add column holds boolean not null generated always as (
    hired_at is not null
    and (
      withdrawn_at is null
      or coalesce(reported_as_of, hired_at) > coalesce(withdrawn_as_of, withdrawn_at)
    )
  ) stored,
  add constraint hires_revision_not_negative check (revision >= 0),
  add constraint hires_report_has_a_date check (reported_as_of is null or hired_at is not null),
  add constraint hires_withdrawal_has_a_date check (withdrawn_as_of is null or withdrawn_at is not null),
  -- H4: staff detach hires.
  drop constraint hires_reason_is_known,
  add constraint hires_reason_is_known check (
    unattributed_reason in (
      'offer-unknown', 'candidate-unknown', 'no-recommendation-for-offer', 'hired-before-recommendation', 'detached'
    )
  );

-- Only processes of the version before read it, while an upgrade rolls.
comment on column recommendations.hires.in_force is 'Superseded by recommendations.hires.holds.';

-- Lists go by when hires were heard of, the last first; most that other systems report are nobody's here, or most are
-- somebody's: neither outcome is rare everywhere.
create index hires_by_heard_at on recommendations.hires (heard_at, hire_id);
create index hires_attributed_by_heard_at on recommendations.hires (heard_at, hire_id)
where recommendation_id is not null;
create index hires_unattributed_by_heard_at on recommendations.hires (heard_at, hire_id)
where recommendation_id is null;
create index hires_by_reason on recommendations.hires (unattributed_reason, heard_at, hire_id)
where unattributed_reason is not null;
create index hires_by_source on recommendations.hires (source_system, heard_at, hire_id);
create index hires_attributed_by_source on recommendations.hires (source_system, heard_at, hire_id)
where recommendation_id is not null;
create index hires_unattributed_by_source on recommendations.hires (source_system, heard_at, hire_id)
where recommendation_id is null;
create index hires_by_source_and_reason on recommendations.hires (
  source_system, unattributed_reason, heard_at, hire_id
)
where unattributed_reason is not null;
-- Of a member's hires there are few, whatever else is asked.
create index hires_by_member on recommendations.hires (member_id, heard_at, hire_id)
where member_id is not null;
