-- A company may be amended (O7): each change of it has a number, the registration being the first.
alter table offers.companies
  add column revision bigint not null default 1,
  -- Whether the SIREN is this company's alone. False where two companies were registered under one before that was refused:
  -- the one registered first has it, the other keeps what it said.
  add column holds_siren boolean not null default false,
  -- The name as it is looked for: without case, accents and punctuation. Null until a program has folded it.
  add column folded_name text,
  add constraint companies_revision_is_positive check (revision > 0) not valid,
  add constraint companies_hold_a_siren check (siren is not null or not holds_siren) not valid;

alter table offers.companies validate constraint companies_revision_is_positive;
alter table offers.companies validate constraint companies_hold_a_siren;

update offers.companies c set holds_siren = true
from (
  select distinct on (f.siren) f.company_id
  from offers.companies f
  where f.siren is not null
  order by f.siren, f.registered_at, f.company_id
) first
where c.company_id = first.company_id;

-- One SIREN, one company.
create unique index companies_siren_is_held_once on offers.companies (siren) where holds_siren;

-- A program of the version before asks nobody whose a SIREN is: it is the company's unless somebody has it.
create function offers.hold_siren() returns trigger language plpgsql as $$
begin
  new.holds_siren := not exists (select from offers.companies c where c.siren = new.siren);
  return new;
end
$$;

create trigger companies_hold_their_siren before insert on offers.companies for each row
when (new.siren is not null and not new.holds_siren)
execute function offers.hold_siren();

-- Whose a SIREN is, those included that do not hold it.
create index companies_by_siren on offers.companies (siren) where siren is not null;
-- Pages of companies, and of those whose name begins with something (A1).
create index companies_newest_first on offers.companies (registered_at desc, company_id desc);
create index companies_by_name on offers.companies (folded_name text_pattern_ops);
-- Those whose name is not folded yet.
create index companies_unfolded on offers.companies (company_id) where folded_name is null;
