import FoundationEssentials
import MessageHandling
import Messages
import PostgreSQLClient
import Vocabulary

/// Decisions that take two people, in one service's schema.
struct DecisionStatements: Sendable {
  /// A decision as it is kept.
  struct Held: Sendable {
    let id: DecisionID
    let command: String
    let data: PostgreSQLJSON
    let askedBy: String
    let askedAt: Timestamp
    let expiresAt: Timestamp
    var confirmedBy: String?
    var confirmedAt: Timestamp?

    /// What becomes of it, as things stand at an instant.
    func state(at now: Timestamp) -> DecisionState {
      if confirmedAt != nil { return .confirmed }
      return now < expiresAt ? .waiting : .expired
    }
  }

  /// One question for a page.
  struct Request: Sendable {
    let question: MessageID
    let state: DecisionState?
    let after: PageToken?
    let size: Int
  }

  private static let columns: Statement = """
    decision_id, command, data, asked_by, asked_at, expires_at, confirmed_by, confirmed_at
    """

  private let schema: SQLIdentifier

  /// The statements of a service.
  init(of service: String) {
    guard let schema = SQLIdentifier(service) else { preconditionFailure("a service's word names its schema") }
    self.schema = schema
  }

  /// Adds decisions that wait.
  ///
  /// One that is there under the id is of a command that the inbox has forgotten since: it stays what became of it.
  func insert(_ decisions: [Held]) -> Statement {
    """
    insert into \(identifier: schema).decisions (decision_id, command, data, asked_by, asked_at, expires_at)
    select *
    from unnest(
      \(decisions.map(\.id)), \(decisions.map(\.command)), \(decisions.map(\.data)), \(decisions.map(\.askedBy)),
      \(decisions.map(\.askedAt)), \(decisions.map(\.expiresAt))
    )
    on conflict (decision_id) do nothing
    """
  }

  /// Locks decisions, so that of two who confirm at once one comes first.
  func lock(_ ids: [DecisionID]) -> Statement {
    """
    select \(fragment: Self.columns)
    from \(identifier: schema).decisions
    where decision_id = any(\(ids))
    order by decision_id
    for update
    """
  }

  /// Notes who confirmed.
  func confirm(_ decisions: [Held]) -> Statement {
    """
    update \(identifier: schema).decisions
    set confirmed_by = confirmed.actor, confirmed_at = confirmed.at
    from unnest(
      \(decisions.map(\.id)), \(decisions.map(\.confirmedBy)), \(decisions.map(\.confirmedAt))
    ) as confirmed (decision_id, actor, at)
    where decisions.decision_id = confirmed.decision_id
    """
  }

  /// For each question its page and one decision more, if there is one; the newest first.
  func pages(_ requests: [Request], at now: Timestamp) -> Statement {
    """
    select
      q.message_id, page.decision_id, page.command, page.data, page.asked_by, page.asked_at, page.expires_at,
      page.confirmed_by, page.confirmed_at
    from unnest(
      \(requests.map(\.question)), \(requests.map { $0.state?.rawValue }), \(requests.map { $0.after?.instant }),
      \(requests.map { $0.after?.id }), \(requests.map(\.size))
    ) as q (message_id, state, after_at, after_id, size)
    cross join lateral (
      select d.*
      from \(identifier: schema).decisions d
      where (q.after_at is null or (d.asked_at, d.decision_id) < (q.after_at, q.after_id))
        and (
          q.state is null
          or q.state = case
            when d.confirmed_at is not null then 'confirmed'
            when d.expires_at > \(now) then 'waiting'
            else 'expired'
          end
        )
      order by d.asked_at desc, d.decision_id desc
      limit q.size + 1
    ) page
    order by q.message_id, page.asked_at desc, page.decision_id desc
    """
  }

  /// Reads a row of `lock`.
  static func held(_ row: Row) throws(PostgreSQLError) -> Held {
    let (id, command, data, askedBy, askedAt, expiresAt, confirmedBy, confirmedAt) = try row.decode(
      (DecisionID, String, PostgreSQLJSON, String, Timestamp, Timestamp, String?, Timestamp?).self)
    return Held(
      id: id, command: command, data: data, askedBy: askedBy, askedAt: askedAt,
      expiresAt: expiresAt,
      confirmedBy: confirmedBy, confirmedAt: confirmedAt)
  }

  /// Reads a row of `pages`.
  static func page(_ row: Row) throws(PostgreSQLError) -> (question: MessageID, decision: Held) {
    let (question, id, command, data, askedBy, askedAt, expiresAt, confirmedBy, confirmedAt) =
      try row.decode(
        (
          MessageID, DecisionID, String, PostgreSQLJSON, String, Timestamp, Timestamp, String?,
          Timestamp?
        ).self)
    let held = Held(
      id: id, command: command, data: data, askedBy: askedBy, askedAt: askedAt,
      expiresAt: expiresAt,
      confirmedBy: confirmedBy, confirmedAt: confirmedAt)
    return (question, held)
  }
}
