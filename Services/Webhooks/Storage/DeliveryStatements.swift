import FoundationEssentials
import MessageHandling
import Messages
import PostgreSQLClient
import Vocabulary
import WebhooksDomain

/// Webhooks as they were received, and what became of them.
enum DeliveryStatements {
  private static let columns: Statement = """
    d.delivery_id, d.source, d.state, d.reason, d.headers, d.body, d.received_at, d.by_hand_offer_id,
    d.by_hand_offer_reference, d.by_hand_email
    """

  // MARK: Reading

  /// What is due of some sources, in the order of receipt: some, and not more than so many bytes of bodies.
  ///
  /// Nobody else has them in hand: whoever decides on a source's webhooks holds the source.
  static func due(of sources: [String], count: Int, bytes: Int) -> Statement {
    """
    select \(fragment: columns)
    from (
      select first.delivery_id,
        sum(first.body_bytes) over (order by first.received_at, first.delivery_id) - first.body_bytes as bytes_before
      from (
        select due.delivery_id, due.received_at, due.body_bytes
        from unnest(\(sources)) as free (source)
        cross join lateral (
          select d.delivery_id, d.received_at, d.body_bytes
          from webhooks.deliveries d
          where d.is_due and d.source = free.source
          order by d.received_at, d.delivery_id
          limit \(count)
        ) due
        order by due.received_at, due.delivery_id
        limit \(count)
      ) first
    ) taken
    join webhooks.deliveries d on d.delivery_id = taken.delivery_id
    where taken.bytes_before < \(bytes)
    order by d.received_at, d.delivery_id
    """
  }

  /// Webhooks by their ids, held until the transaction's end in the order in which the door takes them.
  static func hold(_ ids: [DeliveryID]) -> Statement {
    """
    select \(fragment: columns)
    from webhooks.deliveries d
    where d.delivery_id = any(\(ids))
    order by d.source collate "C", d.external_id collate "C"
    for update
    """
  }

  /// Which sources some webhooks came to.
  static func sources(of ids: [DeliveryID]) -> Statement {
    "select distinct source from webhooks.deliveries where delivery_id = any(\(ids))"
  }

  static func delivery(_ row: Row) throws -> HeldDelivery {
    let receivedAt = try row["received_at", as: Timestamp.self]
    let body = try row["body", as: [UInt8]?.self]
    let headers = try row["headers", as: PostgreSQLJSON?.self].map(headers)
    return HeldDelivery(
      id: try row["delivery_id", as: DeliveryID.self], source: try row["source", as: String.self],
      webhook: body.map { Webhook(headers: headers ?? [:], body: $0, receivedAt: receivedAt) },
      state: try row["state", as: DeliveryState.self], reason: try row["reason", as: QuarantineReason?.self],
      receivedAt: receivedAt,
      byHand: KnownByHand(
        offerID: try row["by_hand_offer_id", as: OfferID?.self],
        offerReference: try row["by_hand_offer_reference", as: String?.self],
        email: try row["by_hand_email", as: EmailAddress?.self]))
  }

  static func headers(_ json: PostgreSQLJSON) throws -> [String: String] {
    try JSONDecoder().decode([String: String].self, from: Data(json.bytes))
  }

  /// Which of some applications, each with its source, a webhook waits about, besides those in hand.
  static func awaited(_ applications: [(source: String, applicationID: String)], besides ids: [DeliveryID]) -> Statement
  {
    """
    select asked.source, asked.application_id
    from unnest(\(applications.map(\.source)), \(applications.map(\.applicationID))) as asked (source, application_id)
    where exists (
      select from webhooks.deliveries d
      where d.application_id = asked.application_id and d.source = asked.source and d.state = 'quarantined'
        and d.delivery_id <> all(\(ids))
    )
    """
  }

  /// Webhooks of a source that wait for a job's offer, held.
  static func waiting(forJob job: String, of source: String) -> Statement {
    """
    select d.delivery_id
    from webhooks.deliveries d
    where d.source = \(source) and d.reason = 'job-not-mapped' and \(job) = any(d.jobs)
    order by d.source collate "C", d.external_id collate "C"
    for update
    """
  }

  // MARK: Writing

  /// Notes what became of webhooks.
  static func record(_ findings: [Finding], at now: Timestamp) -> Statement {
    """
    with held as materialized (
      select d.delivery_id
      from webhooks.deliveries d
      where d.delivery_id = any(\(findings.map(\.delivery.id)))
      order by d.source collate "C", d.external_id collate "C"
      for update
    )
    update webhooks.deliveries d
    set state = found.state, reason = found.reason, detail = found.detail, is_due = false,
      application_id = coalesce(found.application_id, d.application_id),
      jobs = case when found.jobs = '[]' then d.jobs
        else array(select word from jsonb_array_elements_text(found.jobs) with ordinality as j (word, n) order by n) end,
      as_of = coalesce(found.as_of, d.as_of),
      by_hand_offer_id = found.by_hand_offer_id, by_hand_offer_reference = found.by_hand_offer_reference,
      by_hand_email = found.by_hand_email, decided_at = \(now)
    from held
    join unnest(
      \(findings.map(\.delivery.id)), \(findings.map(\.state)), \(findings.map(\.reason)), \(findings.map(\.detail)),
      \(findings.map(\.applicationID)), \(findings.map { json($0.jobs) }), \(findings.map(\.asOf)),
      \(findings.map(\.delivery.byHand.offerID)), \(findings.map(\.delivery.byHand.offerReference)),
      \(findings.map(\.delivery.byHand.email))
    ) as found (
      delivery_id, state, reason, detail, application_id, jobs, as_of, by_hand_offer_id, by_hand_offer_reference,
      by_hand_email
    ) on found.delivery_id = held.delivery_id
    where d.delivery_id = held.delivery_id
    """
  }

  /// Has webhooks looked at again that said nothing because no hire was known, now that a hire of before is.
  static func lookAgain(atEndsOf hires: [Finding]) -> Statement {
    """
    with held as materialized (
      select d.delivery_id
      from webhooks.deliveries d
      join unnest(
        \(hires.map(\.delivery.source)), \(hires.map(\.applicationID)), \(hires.map(\.report?.report.asOf.instant))
      ) as hire (source, application_id, as_of)
        on d.source = hire.source and d.application_id = hire.application_id and d.as_of > hire.as_of
      where d.state = 'ignored' and d.detail = \(OnlyHiresEnd.neverHired) and d.body is not null
      order by d.source collate "C", d.external_id collate "C"
      for update of d
    )
    update webhooks.deliveries d
    set state = 'received', detail = null, is_due = true
    from held
    where d.delivery_id = held.delivery_id
    """
  }

  /// Has webhooks that are held looked at again.
  static func lookAgain(at ids: [DeliveryID]) -> Statement {
    """
    update webhooks.deliveries
    set state = 'received', reason = null, detail = null, is_due = true
    where delivery_id = any(\(ids))
    """
  }

  /// Decides that nothing comes of webhooks that are held.
  static func discard(_ ids: [DeliveryID], because detail: String, at now: Timestamp) -> Statement {
    """
    update webhooks.deliveries
    set state = 'discarded', reason = null, detail = \(detail), is_due = false, decided_at = \(now)
    where delivery_id = any(\(ids))
    """
  }

  /// Forgets headers, bodies and vendors' answers of webhooks that were received before an instant and that nobody waits
  /// for, at most so many; returns them.
  static func forget(before limit: Timestamp, count: Int) -> Statement {
    """
    with old as materialized (
      select d.delivery_id
      from webhooks.deliveries d
      where d.body is not null and d.state in ('reported', 'ignored', 'discarded') and d.received_at < \(limit)
      order by d.received_at
      limit \(count)
      for update skip locked
    ), forgotten as (
      update webhooks.questions q
      set answer = null
      from old
      where q.delivery_id = old.delivery_id and q.answer is not null
    )
    update webhooks.deliveries d
    set headers = null, body = null
    from old
    where d.delivery_id = old.delivery_id
    returning d.delivery_id
    """
  }

  private static func json(_ words: [String]) -> PostgreSQLJSON {
    // Texts alone: what cannot be encoded is no list of texts.
    PostgreSQLJSON((try? JSONEncoder().encode(words)) ?? Data("[]".utf8))
  }
}
