-- Who may hold something, as far as this service needs to know: no names of members, no contact details (M9).

-- A row may come before the member is known: by a hire of the member's candidate, or by the member's leaving. Its
-- profile revision is 0 until then.
create table rewards.members (
  member_id uuid not null,
  profile_revision bigint not null default 0,
  preferred_option text,
  preferred_charity_id uuid,
  preferred_company_id uuid,
  in_my_name boolean not null default false,
  left_at timestamptz,
  constraint members_pkey primary key (member_id),
  constraint members_option_known check (preferred_option in ('self', 'donate', 'split', 'listing-credits')),
  constraint members_option_has_charity check (
    preferred_option not in ('donate', 'split') or preferred_charity_id is not null
  ),
  constraint members_option_has_company check (
    preferred_option <> 'listing-credits' or preferred_company_id is not null
  )
);

-- What a member's points come to; it repeats the member's points account, so that an award needs no sum. `revision`
-- grows with each award and orders what is told of them.
create table rewards.member_points (
  member_id uuid not null,
  points bigint not null default 0,
  level text not null default 'beginner',
  revision bigint not null default 0,
  constraint member_points_pkey primary key (member_id),
  constraint member_points_level_known check (level in ('beginner', 'confirmed', 'expert'))
);

create table rewards.charities (
  charity_id uuid not null,
  name text not null,
  registered_at timestamptz not null,
  constraint charities_pkey primary key (charity_id)
);

-- The charity that own-company bonuses go to (W4): one row, so that it can be locked even while there is none.
create table rewards.designation (
  is_only_row boolean not null default true,
  charity_id uuid,
  constraint designation_pkey primary key (is_only_row),
  constraint designation_single check (is_only_row),
  constraint designation_charity_fkey foreign key (charity_id) references rewards.charities (charity_id)
);

insert into rewards.designation default values;

create table rewards.companies (
  company_id uuid not null,
  constraint companies_pkey primary key (company_id)
);

-- Listing credits that a company has left; repeats its account in the books. What is used beyond it is a claim.
create table rewards.company_credits (
  company_id uuid not null,
  available bigint not null default 0,
  constraint company_credits_pkey primary key (company_id),
  constraint company_credits_not_negative check (available >= 0)
);
