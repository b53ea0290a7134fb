-- What this service knows of offers: a projection of their events.

create table recommendations.offers (
  offer_id uuid not null,
  -- Null until the publication is known: the closing may be known first.
  company_id uuid,
  zone text,
  external_reference text,
  published_at timestamptz,
  is_closed boolean not null default false,
  constraint offers_pkey primary key (offer_id),
  constraint offers_publication_is_whole check (
    (company_id is null) = (zone is null) and (company_id is null) = (published_at is null)
  )
);

-- Hires may name an offer by its reference alone.
create index offers_by_external_reference on recommendations.offers (external_reference, company_id)
where external_reference is not null;
