-- Offers are amended and reopened (O7). What is told of one counts by the offer's revision, in any order: each event tells a
-- part of it, and the greatest revision that told the part counts. A publication is the first; 0 stands for a version of this
-- service, or of the offers service, that told no revision.
alter table recommendations.offers
  add column closes_at timestamptz,
  add column closing_reason text,
  add column reference_revision integer not null default 0,
  add column closes_at_revision integer not null default 0,
  -- That of the closing, or of the reopening.
  add column state_revision integer not null default 0,
  add constraint offers_closing_reason_is_known check (closing_reason in ('filled', 'cancelled', 'expired')),
  add constraint offers_revisions_not_negative check (
    reference_revision >= 0 and closes_at_revision >= 0 and state_revision >= 0
  );

-- O8: offers that were filled or cancelled, until what was under way for them has ended. It is done in pieces, the oldest
-- recommendations first.
create table recommendations.ending_offers (
  offer_id uuid not null,
  reason text not null,
  -- Through which recommendation it is done.
  through_instant timestamptz not null default '-infinity',
  through_id uuid not null default '00000000-0000-0000-0000-000000000000',
  constraint ending_offers_pkey primary key (offer_id),
  constraint ending_offers_reason_is_known check (reason in ('filled', 'cancelled'))
);
