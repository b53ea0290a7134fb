import Messages
import PostgreSQLClient
import MessageHandling

/// Keeps the time zone whose calendar years tax information follows, from now or from a date on (W6).
///
/// A name that PostgreSQL does not know is a dead letter: it would have every question for a year fail.
package struct KeepTimeZone: EventHandler {
  /// The time zones that exist among those told, and the versions to keep.
  package struct State: Sendable {
    fileprivate let known: Set<String>
    fileprivate var versions: [MembersPolicyChanged] = []
  }

  package init() {}

  package func load(_ messages: [Incoming<MembersPolicyChanged>], in transaction: Transaction) async throws -> State {
    let rows = try await transaction.query(TimeZoneStatements.known(messages.map(\.data.timeZone)))
    return State(known: Set(try rows.decode(String.self)))
  }

  package func decide(
    _ message: Incoming<MembersPolicyChanged>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) {
    guard state.known.contains(message.data.timeZone) else {
      throw .invalidMessage([FieldError(field: "timeZone", message: "is not known to this service's database")])
    }
    state.versions.append(message.data)
  }

  package func save(_ state: State) -> [Statement] {
    state.versions.isEmpty ? [] : [TimeZoneStatements.insert(state.versions)]
  }
}
