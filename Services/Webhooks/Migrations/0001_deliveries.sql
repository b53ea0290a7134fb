-- Webhooks as they were received, what was made of them, and what that needs.

-- One row for each source: whoever reads a source's webhooks holds it, so that they are read in the order of receipt.
create table webhooks.sources (
  source text not null,
  constraint sources_pkey primary key (source)
);

create table webhooks.deliveries (
  delivery_id uuid not null,
  source text not null,
  -- The vendor's word for the delivery; where there is none, "sha256:" and the hash of the body.
  external_id text not null,
  event text,
  -- Less those that prove who sent it. Null, as the body: forgotten.
  headers jsonb,
  body bytea,
  body_bytes integer not null,
  body_sha256 bytea not null,
  received_at timestamptz not null,
  last_received_at timestamptz not null,
  receipts integer not null default 1,
  state text not null default 'received',
  reason text,
  detail text,
  -- Whether it is to be looked at: new, or what was asked because of it is answered.
  is_due boolean not null default true,
  application_id text,
  jobs text[] not null default '{}',
  -- As of when it speaks, by its vendor.
  as_of timestamptz,
  -- What somebody knows of it by hand.
  by_hand_offer_id uuid,
  by_hand_offer_reference text,
  by_hand_email text,
  decided_at timestamptz,
  constraint deliveries_pkey primary key (delivery_id),
  constraint deliveries_come_once unique (source, external_id),
  constraint deliveries_state_is_known check (
    state in ('received', 'asking', 'reported', 'ignored', 'quarantined', 'discarded')
  ),
  constraint deliveries_wait_for_a_reason check ((state = 'quarantined') = (reason is not null)),
  constraint deliveries_reason_is_known check (
    reason in ('not-understood', 'job-not-mapped', 'candidate-not-named', 'vendor-not-read', 'not-acceptable')
  ),
  constraint deliveries_new_ones_are_due check (state <> 'received' or is_due),
  constraint deliveries_decided_ones_are_not_due check (state in ('received', 'asking') or not is_due),
  constraint deliveries_are_forgotten_whole check ((headers is null) = (body is null)),
  constraint deliveries_are_kept_while_needed check (
    body is not null or state in ('reported', 'ignored', 'discarded')
  ),
  constraint deliveries_hash_is_a_hash check (octet_length(body_sha256) = 32),
  constraint deliveries_were_received check (receipts > 0)
);

-- What is to be looked at, source by source, in the order of receipt.
create index deliveries_due on webhooks.deliveries (source, received_at, delivery_id) where is_due;

-- Lists, the newest first, by what is asked for.
create index deliveries_by_instant on webhooks.deliveries (received_at, delivery_id);
create index deliveries_by_source on webhooks.deliveries (source, received_at, delivery_id);
create index deliveries_by_state on webhooks.deliveries (state, received_at, delivery_id);
create index deliveries_by_source_and_state on webhooks.deliveries (source, state, received_at, delivery_id);
create index deliveries_by_reason on webhooks.deliveries (reason, received_at, delivery_id) where reason is not null;
create index deliveries_by_source_and_reason on webhooks.deliveries (source, reason, received_at, delivery_id)
  where reason is not null;
create index deliveries_by_application on webhooks.deliveries (application_id, received_at, delivery_id)
  where application_id is not null;

-- What is still kept as it came, though nobody waits for it.
create index deliveries_to_forget on webhooks.deliveries (received_at)
  where body is not null and state in ('reported', 'ignored', 'discarded');

-- What the vendor's API is asked because of a webhook, and its answers.
create table webhooks.questions (
  delivery_id uuid not null,
  number integer not null,
  source text not null,
  path text not null,
  headers jsonb not null,
  first_asked_at timestamptz not null,
  attempts integer not null default 0,
  -- When it is asked next; null: answered or given up.
  due_at timestamptz,
  -- Null, though it was answered: forgotten.
  answer bytea,
  answered_at timestamptz,
  -- Why it was given up, in a sentence.
  failure text,
  constraint questions_pkey primary key (delivery_id, number),
  constraint questions_belong_to_deliveries foreign key (delivery_id) references webhooks.deliveries (delivery_id),
  constraint questions_end_once check (
    (case when due_at is null then 0 else 1 end) + (case when answered_at is null then 0 else 1 end)
      + (case when failure is null then 0 else 1 end) = 1
  )
);

create index questions_due on webhooks.questions (source, due_at) where due_at is not null;

-- What was made of webhooks, each row a message to the platform.
create table webhooks.reports (
  -- The message's id.
  report_id uuid not null,
  -- The order in which they were made, which is that of each hire.
  position bigint generated always as identity,
  delivery_id uuid not null,
  source text not null,
  source_system text not null,
  application_id text not null,
  routing_key text not null,
  data jsonb not null,
  as_of timestamptz not null,
  clock text not null,
  trace_parent text not null,
  created_at timestamptz not null,
  attempts integer not null default 0,
  -- When it is published next; null: the broker has it.
  due_at timestamptz,
  published_at timestamptz,
  constraint reports_pkey primary key (report_id),
  constraint reports_belong_to_deliveries foreign key (delivery_id) references webhooks.deliveries (delivery_id),
  constraint reports_key_is_known check (routing_key in ('hire.reported', 'hire.withdrawn')),
  constraint reports_clock_is_known check (clock in ('event', 'decision', 'receipt')),
  constraint reports_are_due_until_published check ((due_at is null) = (published_at is not null))
);

create index reports_of_a_delivery on webhooks.reports (delivery_id, position);
create index reports_of_a_hire on webhooks.reports (source_system, application_id, position);
create index reports_due on webhooks.reports (source, position) where due_at is not null;

-- Which offer a job of a source is.
create table webhooks.mappings (
  mapping_id uuid not null,
  source text not null,
  job text not null,
  offer_id uuid,
  offer_reference text,
  mapped_at timestamptz not null,
  constraint mappings_pkey primary key (mapping_id),
  constraint mappings_are_one_for_a_job unique (source, job),
  constraint mappings_lead_to_one_offer check ((offer_id is null) <> (offer_reference is null))
);

create index mappings_by_instant on webhooks.mappings (mapped_at, mapping_id);
create index mappings_by_source on webhooks.mappings (source, mapped_at, mapping_id);
