-- Which hires are in force, by the greatest revision of each; the instant decides among those from before revisions.
create table notifications.hires (
  hire_id uuid not null,
  revision bigint not null,
  as_of timestamptz not null,
  -- What it is attributed to; null while it is withdrawn or detached.
  recommendation_id uuid,
  constraint hires_pkey primary key (hire_id)
);

create index hires_in_force on notifications.hires (recommendation_id) where recommendation_id is not null;

-- By which hire in force a member was told the good news of a recommendation; null once none is in force any more, so that
-- it is told again when one is.
create table notifications.good_news (
  recommendation_id uuid not null,
  hire_id uuid,
  constraint good_news_pkey primary key (recommendation_id)
);

create index good_news_by_hire on notifications.good_news (hire_id) where hire_id is not null;

-- What members were told by topic and are told by mail in one letter: what one event brings about, a hire above all. It
-- stays here for seconds, until the letter is written.
create table notifications.letter_parts (
  notification_id uuid not null,
  member_id uuid not null,
  -- The id of the event that the letter is about.
  about text not null,
  kind text not null,
  -- What is sure to follow, where something is.
  awaits text,
  notice jsonb not null,
  told_at timestamptz not null,
  constraint letter_parts_pkey primary key (notification_id)
);

create index letter_parts_by_letter on notifications.letter_parts (member_id, about);
