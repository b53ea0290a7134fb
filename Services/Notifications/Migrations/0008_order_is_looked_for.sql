-- Whether anybody waits for its turn is asked each time that notifications are looked through.
create index pending_notifications_by_turn on notifications.pending_notifications (ordered_until)
  where ordered_until is not null;
