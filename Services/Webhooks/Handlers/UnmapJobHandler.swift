import MessageHandling
import Messages
import PostgreSQLClient
import Vocabulary

/// Forgets which offer a job of a source is; what was reported by it stays.
package struct UnmapJobHandler: CommandHandler {
  /// Whether the job is mapped, and what is forgotten.
  package struct State: Sendable {
    var isMapped: Bool
    var forgotten: (source: String, job: String)?
  }

  private let sources: HookSources

  /// A handler for some sources.
  package init(_ sources: HookSources) {
    self.sources = sources
  }

  /// What one of a batch forgets is gone for the next.
  package static let takesOneAtATime = true

  package func load(_ messages: [Incoming<UnmapJob>], in transaction: Transaction) async throws -> State {
    var isMapped = false
    for command in messages.map(\.data) {
      isMapped = try await !transaction.query(MappingStatements.hold(command.job, of: command.source)).isEmpty
    }
    return State(isMapped: isMapped)
  }

  package func decide(
    _ message: Incoming<UnmapJob>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> Accepted {
    // A source that is configured no longer may have left mappings behind.
    guard sources[message.data.source] != nil || state.isMapped else { throw Problem(.sourceNotFound) }
    guard state.isMapped else { throw Problem(.jobNotMapped) }
    state.isMapped = false
    state.forgotten = (message.data.source, message.data.job)
    return Accepted()
  }

  package func save(_ state: State) -> [Statement] {
    state.forgotten.map { [MappingStatements.unmap($0.job, of: $0.source)] } ?? []
  }
}
