-- Which webhook a report was made from: for operators, who go from a line of the books back to what a vendor sent. Nothing of
-- the person it is about.
create view webhooks.reported as
select
  reports.report_id as message_id, reports.delivery_id, deliveries.source, deliveries.external_id, deliveries.event,
  deliveries.received_at, encode(deliveries.body_sha256, 'hex') as body_sha256, reports.clock, reports.as_of
from webhooks.reports
join webhooks.deliveries using (delivery_id);

do $$
begin
  if exists (select from pg_roles where rolname = 'coopt_operators') then
    grant select on webhooks.reported to coopt_operators;
  end if;
end
$$;
