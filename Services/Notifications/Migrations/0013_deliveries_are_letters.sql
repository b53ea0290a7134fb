comment on table notifications.folded_offers is
  'Which letter told a notification that was told together with others: an offer, or what follows from one event.';

-- A row for each notification that goes out as a letter, alone or with others; none where no letter tells it.
create or replace view notifications.deliveries as
select notification_id, recipient_id, 'email' as channel, state, attempts, last_attempt_at
from notifications.letters
union all
select folded.notification_id, folded.member_id, 'email', letter.state, letter.attempts, letter.last_attempt_at
from notifications.folded_offers as folded
join notifications.letters as letter on letter.notification_id = folded.letter_id
union all
select waiting.notification_id, waiting.member_id, 'email', 'pending', 0, null
from notifications.waiting_offers as waiting
where not exists (
  select from notifications.members as known
  where known.member_id = waiting.member_id and (known.offers_by_mail = 'never' or known.left_at is not null)
)
union all
select notification_id, member_id, 'email', 'pending', 0, null
from notifications.letter_parts
-- Points are a line in a letter, and no notification.
where kind <> 'member-points-awarded';
