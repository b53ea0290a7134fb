import Messages
import MessageHandling
import NotificationsDomain
import PostgreSQLClient
import Vocabulary

/// Keeps what an outside system said of a hire that could not be matched, for staff alone (H2, M9).
package struct ReportedHireParticularsHandler: EventHandler {
  package init() {}

  /// What is kept: made when loading, since making it may fail.
  package typealias State = [Statement]

  package func load(
    _ messages: [Incoming<ReportedHireParticulars>], in transaction: Transaction
  ) async throws -> [Statement] {
    let hires = try messages.map {
      (id: $0.data.hireId, particulars: PostgreSQLJSON(try JSONBytes.encode($0.data)))
    }
    let now = messages.first?.receivedAt ?? .now
    let steps = Set(hires.map { FactKey(.particulars, $0.id.rawValue) })
    return [HireStatements.keepParticulars(hires, at: now), StepStatements.insert(Array(steps), at: now)]
  }

  package func decide(
    _ message: Incoming<ReportedHireParticulars>, on state: inout [Statement], emitting emission: inout Emission
  ) throws(Problem) {}

  package func save(_ state: [Statement]) -> [Statement] { state }

  package static var reach: MessageReach { .story }
}
