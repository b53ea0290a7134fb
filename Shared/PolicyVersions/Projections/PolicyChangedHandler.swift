import MessageHandling
import Messages
import PostgreSQLClient

/// Learns what another service's policy says, from now or from a date on.
///
/// A name of a time zone that PostgreSQL does not know is a dead letter: it would have every question for a day fail.
package struct PolicyChangedHandler<Terms: PolicyTerms>: EventHandler {
  private let projection: PolicyProjection<Terms>

  package init(_ projection: PolicyProjection<Terms>) {
    self.projection = projection
  }

  /// The time zones that exist among those told, and the versions to keep.
  package struct State: Sendable {
    fileprivate var timeZones: Set<String> = []
    fileprivate var versions: [PolicyChanged<Terms>] = []
  }

  package func load(_ messages: [Incoming<PolicyChanged<Terms>>], in transaction: Transaction) async throws -> State {
    guard let timeZone = projection.timeZone else { return State() }
    let told = messages.map { $0.data.terms[keyPath: timeZone] }
    let known = try await transaction.query(TimeZones.select(told))
    return State(timeZones: Set(try known.decode(String.self)))
  }

  package func decide(
    _ message: Incoming<PolicyChanged<Terms>>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) {
    if let timeZone = projection.timeZone, !state.timeZones.contains(message.data.terms[keyPath: timeZone]) {
      throw .invalidMessage([FieldError(field: "timeZone", message: "is not known to this service's database")])
    }
    state.versions.append(message.data)
  }

  package func save(_ state: State) -> [Statement] {
    state.versions.isEmpty ? [] : [projection.insert(state.versions)]
  }
}
