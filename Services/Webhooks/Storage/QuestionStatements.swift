import FoundationEssentials
import MessageHandling
import PostgreSQLClient
import Vocabulary
import WebhooksDomain

/// What vendors' APIs are asked because of webhooks.
enum QuestionStatements {
  /// A question in hand.
  struct Taken: Sendable {
    let delivery: DeliveryID
    let number: Int
    let question: VendorQuestion
    let attempts: Int
    let firstAskedAt: Timestamp
  }

  /// Asks what webhooks lead to, behind what was answered; one that was given up before is asked anew.
  static func ask(_ findings: [Finding], at now: Timestamp) -> Statement {
    let asked = findings.compactMap { finding in finding.question.map { (finding.delivery, $0) } }
    return """
      insert into webhooks.questions (delivery_id, number, source, path, headers, first_asked_at, due_at)
      select delivery_id, number, source, path, headers, \(now), \(now)
      from unnest(
        \(asked.map(\.0.id)), \(asked.map(\.0.answers.count)), \(asked.map(\.0.source)), \(asked.map(\.1.path)),
        \(asked.map { json($0.1.headers) })
      ) as asked (delivery_id, number, source, path, headers)
      order by delivery_id
      on conflict (delivery_id, number) do update
      set path = excluded.path, headers = excluded.headers, first_asked_at = excluded.first_asked_at, attempts = 0,
        due_at = excluded.due_at, answer = null, answered_at = null, failure = null
      """
  }

  /// The answers to what some webhooks lead to, and why others were given up.
  static func ended(of ids: [DeliveryID]) -> Statement {
    """
    select q.delivery_id, q.path, q.headers, q.answer, q.failure
    from webhooks.questions q
    where q.delivery_id = any(\(ids)) and q.due_at is null
    order by q.delivery_id, q.number
    """
  }

  /// Gives webhooks what was answered because of them.
  static func add(_ rows: ResultSet, to deliveries: inout [HeldDelivery]) throws {
    let places = Dictionary(
      deliveries.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    for row in rows {
      guard let place = places[try row["delivery_id", as: DeliveryID.self]] else { continue }
      if let failure = try row["failure", as: String?.self] {
        deliveries[place].failure = failure
      } else if let answer = try row["answer", as: [UInt8]?.self] {
        let question = VendorQuestion(
          path: try row["path", as: String.self],
          headers: try DeliveryStatements.headers(try row["headers", as: PostgreSQLJSON.self]))
        deliveries[place].answers.append(VendorAnswer(question: question, body: answer))
      }
    }
  }

  // MARK: Asking

  /// When the next question to a source's vendor is due; null where none is.
  static func nextDue(of source: String) -> Statement {
    "select min(due_at) from webhooks.questions where source = \(source) and due_at is not null"
  }

  /// Takes questions of a source that are due, the longest due first, until an instant.
  static func take(of source: String, count: Int, until end: Timestamp, at now: Timestamp) -> Statement {
    """
    with due as materialized (
      select q.delivery_id, q.number
      from webhooks.questions q
      where q.source = \(source) and q.due_at <= \(now)
      order by q.due_at
      limit \(count)
      for update skip locked
    )
    update webhooks.questions q
    set due_at = \(end), attempts = q.attempts + 1
    from due
    where q.delivery_id = due.delivery_id and q.number = due.number
    returning q.delivery_id, q.number, q.path, q.headers, q.attempts, q.first_asked_at
    """
  }

  static func taken(_ row: Row) throws -> Taken {
    Taken(
      delivery: try row["delivery_id", as: DeliveryID.self], number: try row["number", as: Int.self],
      question: VendorQuestion(
        path: try row["path", as: String.self],
        headers: try DeliveryStatements.headers(try row["headers", as: PostgreSQLJSON.self])),
      attempts: try row["attempts", as: Int.self], firstAskedAt: try row["first_asked_at", as: Timestamp.self])
  }

  /// A question was answered: its webhook is to be looked at again.
  static func answer(_ taken: Taken, _ body: [UInt8], at now: Timestamp) -> [Statement] {
    [
      """
      update webhooks.questions
      set due_at = null, answer = \(body), answered_at = \(now)
      where delivery_id = \(taken.delivery) and number = \(taken.number) and due_at is not null
        and attempts = \(taken.attempts)
      """,
      lookAt(taken),
    ]
  }

  /// A question is given up: its webhook is to be looked at again.
  static func giveUp(_ taken: Taken, because failure: String) -> [Statement] {
    [
      """
      update webhooks.questions
      set due_at = null, failure = \(failure)
      where delivery_id = \(taken.delivery) and number = \(taken.number) and due_at is not null
        and attempts = \(taken.attempts)
      """,
      lookAt(taken),
    ]
  }

  /// A question is asked again at an instant.
  static func putOff(_ taken: Taken, until instant: Timestamp) -> [Statement] {
    [
      """
      update webhooks.questions
      set due_at = \(instant)
      where delivery_id = \(taken.delivery) and number = \(taken.number) and due_at is not null
        and attempts = \(taken.attempts)
      """
    ]
  }

  private static func lookAt(_ taken: Taken) -> Statement {
    """
    update webhooks.deliveries d
    set is_due = true
    where d.delivery_id = \(taken.delivery) and d.state = 'asking'
      and not exists (select from webhooks.questions q where q.delivery_id = d.delivery_id and q.due_at is not null)
    """
  }

  private static func json(_ headers: [String: String]) -> PostgreSQLJSON {
    PostgreSQLJSON((try? JSONEncoder().encode(headers)) ?? Data("{}".utf8))
  }
}
