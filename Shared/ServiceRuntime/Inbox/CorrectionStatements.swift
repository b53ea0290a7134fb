import Messages
import PostgreSQLClient
import Vocabulary

/// A decision by hand, as a batch hands it to the trail.
struct KeptCorrection: Sendable {
  let actor: String
  /// The login, where the message named it.
  let userID: String?
  /// The routing key.
  let command: String
  let record: DecisionRecord
  let key: InboxKey
}

/// The statement that keeps who decided what by hand, on one service's schema (A2).
struct CorrectionStatements: Sendable {
  let schema: SQLIdentifier

  /// Keeps the decisions of a batch, in the order in which they were taken.
  func insert(_ corrections: [KeptCorrection], at now: Timestamp) -> Statement {
    """
    insert into \(identifier: schema).corrections (
      at, actor, user_id, command, subject, reason, message_id, source
    )
    select \(now), *
    from unnest(
      \(corrections.map(\.actor)), \(corrections.map(\.userID)), \(corrections.map(\.command)),
      \(corrections.map(\.record.subject)), \(corrections.map(\.record.reason)),
      \(corrections.map(\.key.messageID)), \(corrections.map(\.key.source))
    )
    """
  }
}
