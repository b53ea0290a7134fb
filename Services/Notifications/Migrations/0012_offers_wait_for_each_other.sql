-- What is proposed to a member waits for what else is, and goes out in one letter (M11).

-- The offers that wait. Rows go when their letter is written.
create table notifications.waiting_offers (
  member_id uuid not null,
  -- That of the topic, which told the offer at once.
  notification_id uuid not null,
  offer_id uuid not null,
  -- The member's level when the offer was proposed, for where no other was heard of since.
  level text not null,
  proposed_at timestamptz not null,
  -- Among those that were proposed at the same instant.
  place integer not null,
  constraint waiting_offers_pkey primary key (member_id, notification_id),
  constraint waiting_offers_level_known check (level in ('beginner', 'confirmed', 'expert'))
);

-- Since when something waits for a member, and when it goes out. The row is what those who have another offer wait and those who
-- write the letter wait for: no offer is left behind without one.
create table notifications.offer_windows (
  member_id uuid not null,
  begun_at timestamptz not null,
  due_at timestamptz not null,
  constraint offer_windows_pkey primary key (member_id)
)
-- Written again by each offer that joins those that wait, which needs no new index entry.
with (fillfactor = 70);

create index offer_windows_by_due on notifications.offer_windows (due_at);

-- Which letter told an offer that was told together with others; null where none did: its member left or wants none, or it was
-- closed by then. The first offer of a letter lends it its id, and has no row here.
create table notifications.folded_offers (
  notification_id uuid not null,
  member_id uuid not null,
  letter_id uuid,
  folded_at timestamptz not null,
  constraint folded_offers_pkey primary key (notification_id)
);

create index folded_offers_by_age on notifications.folded_offers (folded_at);

-- One row for each notification: offers that share a letter share what became of it.
create or replace view notifications.deliveries as
select notification_id, recipient_id, 'email' as channel, state, attempts, last_attempt_at
from notifications.letters
union all
select folded.notification_id, folded.member_id, 'email', letter.state, letter.attempts, letter.last_attempt_at
from notifications.folded_offers as folded
join notifications.letters as letter on letter.notification_id = folded.letter_id
union all
select notification_id, member_id, 'email', 'none', 0, null
from notifications.folded_offers
where letter_id is null
union all
select notification_id, member_id, 'email', 'pending', 0, null
from notifications.waiting_offers;
