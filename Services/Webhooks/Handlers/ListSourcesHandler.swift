import MessageHandling
import Messages
import PostgreSQLClient
import Vocabulary
import WebhooksDomain

/// Lists the sources of the configuration, and how each is doing (A1).
package struct ListSourcesHandler: CommandHandler {
  private let settings: HookSettings

  /// A handler for the sources of the settings.
  package init(_ settings: HookSettings) {
    self.settings = settings
  }

  package func load(
    _ messages: [Incoming<ListSources>], in transaction: Transaction
  ) async throws -> ListSources.Result {
    let rows = try await transaction.query(SourceStatements.counts(settings.sources.all.map(\.name)))
    var counts: [String: (quarantined: Int, lastReceivedAt: Timestamp?)] = [:]
    for (name, quarantined, last) in try rows.decode((String, Int, Timestamp?).self) {
      counts[name] = (quarantined, last)
    }
    return ListSources.Result(
      sources: settings.sources.all.map { source in
        ListedSource(
          source: source.name, vendor: source.vendor.rawValue, sourceSystem: source.sourceSystem,
          hasSecret: !settings.secrets[source.name].signing.isEmpty,
          quarantined: counts[source.name]?.quarantined ?? 0, lastReceivedAt: counts[source.name]?.lastReceivedAt)
      })
  }

  package func decide(
    _ message: Incoming<ListSources>, on result: inout ListSources.Result, emitting emission: inout Emission
  ) throws(Problem) -> ListSources.Result { result }

  package static let changesNothing = true

  package func save(_ result: ListSources.Result) -> [Statement] { [] }
}
