-- Decisions that are corrected (Q5), interviews that are not to be held any more (R9, O8), and what questions read (A1).

-- What is heard of a recommendation besides its interview, which may be known later; who writes about either takes this
-- row first, so that neither misses the other.
create table qualification.recommendations (
  recommendation_id uuid not null,
  -- Why the interview is not to be held any more; it counts only while nothing is decided.
  cancelled_because text,
  is_own_company boolean not null default false,
  -- Grows with each change of is_own_company; 0 until anything is heard of it (R6).
  own_company_revision integer not null default 0,
  constraint recommendations_pkey primary key (recommendation_id),
  constraint recommendations_cancelled_because_is_known check (cancelled_because in ('withdrawn', 'offer-closed'))
);

-- Which hires are in force, for the state of candidacies.
create table qualification.hires (
  hire_id uuid not null,
  recommendation_id uuid,
  is_in_force boolean not null,
  -- Grows with each thing that is told of the hire; 0 in messages of before there were revisions.
  revision integer not null,
  constraint hires_pkey primary key (hire_id)
);

create index hires_in_force on qualification.hires (recommendation_id) where is_in_force;

-- What an interview is for, in words.
create table qualification.offers (
  offer_id uuid not null,
  title text,
  -- Grows with each change of the offer; 0 until it is heard of.
  revision integer not null default 0,
  -- Filled or cancelled, for good: nothing is transmitted any more (O8).
  is_over boolean not null default false,
  constraint offers_pkey primary key (offer_id)
);

alter table qualification.interviews
  -- Counts the decisions; 0: still to call, or decided by a program of before there were corrections.
  add column revision integer not null default 0,
  -- Why the candidate was rejected, as the member is told (Q4).
  add column reason_code text,
  add column cancelled_because text,
  add constraint interviews_reason_code_is_known check (
    reason_code in (
      'not-interested', 'not-available', 'unreachable', 'profile-does-not-match', 'duplicate-application', 'other'
    )
  ),
  add constraint interviews_cancelled_because_is_known check (cancelled_because in ('withdrawn', 'offer-closed'));

-- The candidates that companies got: an interview may have had several, one after another, when its decision is corrected.
create table qualification.candidacies (
  candidacy_id uuid not null,
  recommendation_id uuid not null,
  offer_id uuid not null,
  company_id uuid not null,
  transmitted_at timestamptz not null,
  summary text,
  -- Null: the company has the candidate.
  withdrawn_at timestamptz,
  -- Null: the company did not say that it does not want the candidate.
  closed_at timestamptz,
  constraint candidacies_pkey primary key (candidacy_id)
);

create index candidacies_of_company on qualification.candidacies (company_id, transmitted_at, candidacy_id);
create index candidacies_of_offer on qualification.candidacies (offer_id, transmitted_at, candidacy_id);

insert into qualification.candidacies (
  candidacy_id, recommendation_id, offer_id, company_id, transmitted_at, summary
)
select candidacy_id, recommendation_id, offer_id, company_id, decided_at, summary
from qualification.interviews
where candidacy_id is not null;

-- A candidacy is kept by whoever gives it to an interview, a program of the version before included.
create function qualification.keep_candidacy() returns trigger language plpgsql as $$
begin
  insert into qualification.candidacies (
    candidacy_id, recommendation_id, offer_id, company_id, transmitted_at, summary
  )
  values (new.candidacy_id, new.recommendation_id, new.offer_id, new.company_id, new.decided_at, new.summary)
  on conflict (candidacy_id) do update set summary = excluded.summary;
  return null;
end
$$;

create trigger interviews_keep_candidacy
after insert or update of candidacy_id, summary on qualification.interviews
for each row when (new.candidacy_id is not null)
execute function qualification.keep_candidacy();

-- Lists go by when an interview was asked for. Those still to call are few among all; the version before has an index of
-- its own for them.
create index interviews_by_age on qualification.interviews (requested_at, recommendation_id);
create index interviews_of_offer on qualification.interviews (offer_id, requested_at, recommendation_id);
create index interviews_to_hold on qualification.interviews (requested_at, recommendation_id)
where outcome is null and cancelled_because is null;
create index interviews_cancelled on qualification.interviews (requested_at, recommendation_id)
where outcome is null and cancelled_because is not null;
create index interviews_not_transmitted on qualification.interviews (requested_at, recommendation_id)
where outcome = 'qualified' and candidacy_id is null;
drop index qualification.interviews_to_call;
