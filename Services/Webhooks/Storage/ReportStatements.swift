import FoundationEssentials
import MessageHandling
import Messages
import Observability
import PostgreSQLClient
import Vocabulary
import WebhooksDomain

/// What was made of webhooks, on its way to the broker.
enum ReportStatements {
  /// The report of a hire that was made last.
  struct Last {
    let hire: ReportedHire
    let report: MadeReport
    let asOf: Timestamp
    let receivedAt: Timestamp
    let wasHired: Bool
  }

  /// The last report of each of some hires, with whether one ever said that somebody is hired.
  static func last(of hires: [ReportedHire]) -> Statement {
    """
    select asked.source_system, asked.application_id, last.routing_key, last.data, last.clock, last.as_of,
      last.received_at,
      exists (
        select from webhooks.reports r
        where r.source_system = asked.source_system and r.application_id = asked.application_id
          and r.routing_key = 'hire.reported'
      ) as was_hired
    from unnest(\(hires.map(\.sourceSystem)), \(hires.map(\.applicationID))) as asked (source_system, application_id)
    cross join lateral (
      select r.routing_key, r.data, r.clock, r.as_of, d.received_at
      from webhooks.reports r
      join webhooks.deliveries d on d.delivery_id = r.delivery_id
      where r.source_system = asked.source_system and r.application_id = asked.application_id
      order by r.position desc
      limit 1
    ) last
    """
  }

  static func last(_ row: Row) throws -> Last {
    Last(
      hire: ReportedHire(
        sourceSystem: try row["source_system", as: String.self],
        applicationID: try row["application_id", as: String.self]),
      report: MadeReport(
        routingKey: try row["routing_key", as: String.self],
        data: try object(try row["data", as: PostgreSQLJSON.self]),
        clock: AsOf.Clock(try row["clock", as: HookClock.self])),
      asOf: try row["as_of", as: Timestamp.self],
      receivedAt: try row["received_at", as: Timestamp.self], wasHired: try row["was_hired", as: Bool.self])
  }

  static func object(_ json: PostgreSQLJSON) throws -> JSONObject {
    try JSONDecoder().decode(JSONObject.self, from: Data(json.bytes))
  }

  /// Owes reports to the platform, in their order.
  static func insert(_ findings: [Finding], at now: Timestamp) -> Statement {
    let made = findings.compactMap { finding in finding.report.map { (delivery: finding.delivery, report: $0) } }
    let reports = made.map(\.report.report)
    return """
      insert into webhooks.reports (
        report_id, delivery_id, source, source_system, application_id, routing_key, data, as_of, clock, trace_parent,
        created_at, due_at
      )
      select report_id, delivery_id, source, source_system, application_id, routing_key, data, as_of, clock, trace_parent,
        \(now), \(now)
      from unnest(
        \(made.map(\.report.id)), \(made.map(\.delivery.id)), \(made.map(\.delivery.source)),
        \(reports.map(\.hire.sourceSystem)), \(reports.map(\.hire.applicationID)), \(reports.map(\.routingKey)),
        \(reports.map { PostgreSQLJSON($0.json) }), \(reports.map(\.asOf.instant)), \(reports.map(\.asOf.clock.rawValue)),
        \(reports.map { _ in TraceContext().description })
      ) with ordinality as made (
        report_id, delivery_id, source, source_system, application_id, routing_key, data, as_of, clock, trace_parent, place
      )
      order by place
      """
  }

  /// The reports that were made of some webhooks, in order.
  static func of(_ ids: [DeliveryID]) -> Statement {
    """
    select r.delivery_id, r.report_id, r.routing_key, r.data, r.clock, r.published_at
    from webhooks.reports r
    where r.delivery_id = any(\(ids))
    order by r.delivery_id, r.position
    """
  }

  static func report(_ row: Row) throws -> (delivery: DeliveryID, report: HookReport) {
    let report = HookReport(
      messageId: try row["report_id", as: MessageID.self].description,
      routingKey: try row["routing_key", as: String.self],
      data: try object(try row["data", as: PostgreSQLJSON.self]), clock: try row["clock", as: HookClock.self],
      publishedAt: try row["published_at", as: Timestamp?.self])
    return (try row["delivery_id", as: DeliveryID.self], report)
  }

  // MARK: Publishing

  /// Whether the broker does not have some report of a source yet.
  static func isAnyWaiting(of source: String) -> Statement {
    "select exists (select from webhooks.reports r where r.source = \(source) and r.due_at is not null)"
  }

  /// When the next report of a source may be published; null where none waits.
  static func nextDue(of source: String) -> Statement {
    """
    select min(r.due_at)
    from webhooks.reports r
    where r.source = \(source) and r.due_at is not null
      and not exists (
        select from webhooks.reports before
        where before.source_system = r.source_system and before.application_id = r.application_id
          and before.position < r.position and before.due_at is not null
      )
    """
  }

  /// Takes reports of a source that are due until an instant, in order, of each hire the first alone: one that follows
  /// waits until the broker has that.
  static func take(of source: String, count: Int, until end: Timestamp, at now: Timestamp) -> Statement {
    """
    with taken as materialized (
      select r.report_id
      from webhooks.reports r
      where r.source = \(source) and r.due_at <= \(now)
        and not exists (
          select from webhooks.reports before
          where before.source_system = r.source_system and before.application_id = r.application_id
            and before.position < r.position and before.due_at is not null
        )
      order by r.position
      limit \(count)
      for update skip locked
    ), due as (
      update webhooks.reports r
      set due_at = \(end), attempts = r.attempts + 1
      from taken
      where r.report_id = taken.report_id
      returning r.report_id, r.position, r.delivery_id, r.application_id, r.routing_key, r.data, r.trace_parent, r.attempts
    )
    select report_id, delivery_id, application_id, routing_key, data, trace_parent, attempts from due order by position
    """
  }

  /// The broker has reports.
  static func confirm(_ ids: [MessageID], at now: Timestamp) -> Statement {
    """
    update webhooks.reports
    set due_at = null, published_at = \(now)
    where report_id = any(\(ids)) and published_at is null
    """
  }

  /// Has reports published again, each at an instant.
  static func putOff(_ reports: [(id: MessageID, until: Timestamp)]) -> Statement {
    """
    update webhooks.reports r
    set due_at = later.due_at
    from unnest(\(reports.map(\.id)), \(reports.map(\.until))) as later (report_id, due_at)
    where r.report_id = later.report_id and r.published_at is null
    """
  }
}
