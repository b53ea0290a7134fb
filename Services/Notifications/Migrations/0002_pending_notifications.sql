-- Notifications whose facts are not all known yet. Each waits for one thing at a time; the event that tells it takes
-- the row, and either sends the notification or has it wait for the next thing.
create table notifications.pending_notifications (
  notification_id uuid not null,
  kind text not null,
  awaited_kind text not null,
  awaited_id uuid not null,
  notice jsonb not null,
  pending_since timestamptz not null,
  constraint pending_notifications_pkey primary key (notification_id)
);

create index pending_notifications_awaited on notifications.pending_notifications (awaited_kind, awaited_id);
