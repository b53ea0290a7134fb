-- Letters that go out by e-mail, and what became of each (N4). Subject and text are kept while they are needed: a letter
-- that was sent, or given up, leaves its log behind.
create table notifications.letters (
  notification_id uuid not null,
  audience text not null,
  name text not null,
  recipient_id uuid not null,
  -- Only of who is known by it alone: an invited person. Everybody else's is looked up when the letter goes.
  address text,
  locale text not null,
  subject text,
  body text,
  state text not null default 'pending',
  attempts integer not null default 0,
  written_at timestamptz not null,
  last_attempt_at timestamptz,
  -- Not to be tried before; while somebody has it in hand, the end of that time.
  next_attempt_at timestamptz,
  -- What the mail server said last.
  reply_code integer,
  constraint letters_pkey primary key (notification_id),
  constraint letters_audience_known check (audience in ('member', 'company', 'candidate', 'invitee')),
  constraint letters_locale_known check (locale in ('fr', 'en')),
  constraint letters_state_known check (state in ('pending', 'sent', 'given-up')),
  constraint letters_attempts_not_negative check (attempts >= 0),
  constraint letters_kept_while_pending check (
    (state = 'pending') = (subject is not null) and (state = 'pending') = (body is not null)
    and (state = 'pending') = (next_attempt_at is not null) and (state = 'pending' or address is null)
  )
)
-- A letter is written once and updated twice: room for that without new index entries.
with (fillfactor = 70);

create index letters_due_idx on notifications.letters (next_attempt_at) where state = 'pending';

-- Where letters go, by audience and id.
create view notifications.addresses (audience, recipient_id, address) as
select 'member', member_id, email from notifications.members where email is not null
union all
select 'company', company_id, contact_email from notifications.companies where contact_email is not null
union all
select 'candidate', candidate_id, email from notifications.candidates;

-- The delivery log, public to operators: who was written to, never where or what.
create view notifications.deliveries as
select notification_id, recipient_id, 'email' as channel, state, attempts, last_attempt_at
from notifications.letters;

do $$
begin
  if exists (select from pg_roles where rolname = 'coopt_operators') then
    grant select on notifications.deliveries to coopt_operators;
  end if;
end
$$;
