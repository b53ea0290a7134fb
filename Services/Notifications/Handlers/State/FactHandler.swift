import Messages
import PostgreSQLClient
import MessageHandling

/// A handler that only keeps what its event teaches.
package protocol FactHandler: EventHandler where State == [Statement] {
  /// The statements that keep what a batch of events teaches.
  func record(_ messages: [Incoming<Payload>]) -> [Statement]
}

extension FactHandler {
  package func load(_ messages: [Incoming<Payload>], in transaction: Transaction) async throws -> [Statement] {
    record(messages)
  }

  package func decide(
    _ message: Incoming<Payload>, on state: inout [Statement], emitting emission: inout Emission
  ) throws(Problem) {}

  package func save(_ state: [Statement]) -> [Statement] { state }

  /// A fact is about its subject, or about what its event is about beside.
  package static var reach: MessageReach { .toldThings }
}
