-- A published offer may be amended, and reopened after it expired (O7): each change of it has a number, the publication
-- being the first, so that whoever hears of them in another order keeps the latest.
alter table offers.offers
  add column revision bigint not null default 1,
  -- When it was written first: a draft stands by it in lists. Of offers of before it is when this was migrated.
  add column created_at timestamptz not null default now(),
  add constraint offers_revision_is_positive check (revision > 0) not valid;

alter table offers.offers validate constraint offers_revision_is_positive;

-- Offers as they are asked for in pages (A1): a row for each code that covers an offer, by sector or by zone, and one under
-- the empty code, which covers all. So a page of whatever is asked for is read from one place of an index, in its order.
-- Nothing but the triggers below writes here.
create table offers.listings (
  offer_id uuid not null,
  code text not null,
  company_id uuid not null,
  state text not null,
  -- When the offer was published; written, as long as it is a draft.
  listed_at timestamptz not null,
  constraint listings_pkey primary key (offer_id, code),
  constraint listings_state_is_known check (state in ('draft', 'published', 'closed'))
);

insert into offers.listings (offer_id, code, company_id, state, listed_at)
select distinct o.offer_id, covering.code, o.company_id, o.state, coalesce(o.published_at, o.created_at)
from offers.offers o
cross join lateral unnest(array[''] || o.sector_ancestors || o.zone_ancestors) as covering (code);

create index listings_by_code on offers.listings (code, listed_at desc, offer_id desc);
create index listings_by_code_and_state on offers.listings (code, state, listed_at desc, offer_id desc);
create index listings_by_company on offers.listings (company_id, code, listed_at desc, offer_id desc);
create index listings_by_company_and_state on offers.listings (company_id, code, state, listed_at desc, offer_id desc);

-- Kept by the database, so that what a program of the version before publishes or closes is listed too. The offers' rows are
-- locked by who writes them.
create function offers.list_offers() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    delete from offers.listings l using written w where l.offer_id = w.offer_id;
  end if;
  insert into offers.listings (offer_id, code, company_id, state, listed_at)
  select distinct w.offer_id, covering.code, w.company_id, w.state, coalesce(w.published_at, w.created_at)
  from written w
  cross join lateral unnest(array[''] || w.sector_ancestors || w.zone_ancestors) as covering (code);
  return null;
end
$$;

create trigger offers_are_listed after insert on offers.offers
referencing new table as written for each statement execute function offers.list_offers();

create trigger offers_are_listed_anew after update on offers.offers
referencing new table as written for each statement execute function offers.list_offers();

revoke update on offers.listings from offers_service;

-- Late eligibility looks offers up for each member who changed (O4): a list of entries to be sorted in later, which each look
-- goes over, makes reading every offer seem the cheaper way.
alter index offers.offers_by_target set (fastupdate = off);
