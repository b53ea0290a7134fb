import MessageHandling
import Messages
import PostgreSQLClient
import Vocabulary

/// Says which offer a job of a source is; webhooks that wait for it are looked at again.
package struct MapJobHandler: CommandHandler {
  /// What waits for the job, and the mapping.
  package struct State: Sendable {
    var waiting: [DeliveryID]
    var mapping: MappingStatements.Mapping?
    var mappedAt: Timestamp?
  }

  private let sources: HookSources

  /// A handler for some sources.
  package init(_ sources: HookSources) {
    self.sources = sources
  }

  /// What one of a batch has looked at again waits for the next no more.
  package static let takesOneAtATime = true

  package func load(_ messages: [Incoming<MapJob>], in transaction: Transaction) async throws -> State {
    var waiting: [DeliveryID] = []
    for command in messages.map(\.data) where sources[command.source] != nil {
      // Whoever looks at the source's webhooks now knows the mapping afterwards, or has noted what waits before.
      let rows = try await transaction.query([
        SourceStatements.make([command.source]), SourceStatements.take([command.source]),
        DeliveryStatements.waiting(forJob: command.job, of: command.source),
      ])
      waiting += try rows[2].decode(DeliveryID.self)
    }
    return State(waiting: waiting)
  }

  package func decide(
    _ message: Incoming<MapJob>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> MapJob.Result {
    let command = message.data
    guard sources[command.source] != nil else { throw Problem(.sourceNotFound) }
    state.mapping = MappingStatements.Mapping(
      source: command.source, job: command.job, offerID: command.offerId, offerReference: command.offerReference)
    state.mappedAt = emission.now
    return MapJob.Result(lookedAtAgain: state.waiting.count)
  }

  package func save(_ state: State) -> [Statement] {
    guard let mapping = state.mapping, let mappedAt = state.mappedAt else { return [] }
    return [MappingStatements.map(mapping, at: mappedAt), DeliveryStatements.lookAgain(at: state.waiting)]
  }
}
