import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// A service's trail as it is read; the runtime writes it (ServiceRuntime, `CorrectionStatements`).
struct TrailStatements: Sendable {
  /// One question for a page.
  struct Request: Sendable {
    let question: MessageID
    let since: Timestamp?
    let subjects: [String]?
    let after: CorrectionToken?
    let size: Int
  }

  /// A decision in the page of a question.
  struct Row: Sendable {
    let question: MessageID
    let token: CorrectionToken
    let correction: Correction
  }

  private let schema: SQLIdentifier

  /// The statements of a service.
  init(of service: String) {
    guard let schema = SQLIdentifier(service) else { preconditionFailure("a service's word names its schema") }
    self.schema = schema
  }

  /// For each question its page and one decision more, if there is one; the newest first.
  ///
  /// What names things is a statement of its own, by an index of its own: of these there are few among all.
  func pages(_ requests: [Request]) -> [Statement] {
    let (all, some) = (requests.filter { $0.subjects == nil }, requests.filter { $0.subjects != nil })
    return (all.isEmpty ? [] : [page(all, "true")])
      + (some.isEmpty ? [] : [page(some, "c.subject = any(string_to_array(q.subjects, E'\\n'))")])
  }

  private func page(_ requests: [Request], _ condition: Statement) -> Statement {
    """
    select
      q.message_id, page.correction_id, page.actor, page.user_id, page.command, page.at, page.reason, page.subject,
      page.message_id
    from unnest(
      \(requests.map(\.question)), \(requests.map(\.since)), \(requests.map(\.after?.at)),
      \(requests.map(\.after?.number)), \(requests.map(\.size)),
      \(requests.map { $0.subjects?.joined(separator: "\n") })
    ) as q (message_id, since, after_at, after_id, size, subjects)
    cross join lateral (
      select c.*
      from \(identifier: schema).corrections c
      where c.at >= coalesce(q.since, '-infinity')
        and (c.at, c.correction_id) < (coalesce(q.after_at, 'infinity'), coalesce(q.after_id, 0))
        and \(fragment: condition)
      order by c.at desc, c.correction_id desc
      limit q.size + 1
    ) page
    order by q.message_id, page.at desc, page.correction_id desc
    """
  }

  /// Reads a row of `pages`.
  static func row(_ row: PostgreSQLClient.Row) throws(PostgreSQLError) -> Row {
    let (question, number, actor, userID, command, at, reason, subject, message) = try row.decode(
      (MessageID, Int, String, String?, String, Timestamp, String?, String, MessageID).self)
    return Row(
      question: question, token: CorrectionToken(at: at, number: number),
      correction: Correction(
        actor: actor, userId: userID, command: command, at: at, reason: reason, subject: subject, messageId: message))
  }
}
