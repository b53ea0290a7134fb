import MessageHandling
import Messages
import PostgreSQLClient
import Synchronization
import Vocabulary

/// Looks at webhooks that were kept, or whose vendor has answered: reports, ignores, asks, or has them wait for somebody.
///
/// A source is one process's at a time, so that its webhooks are looked at in the order of receipt.
package final class ReadDeliveries: ScheduledWork {
  package let name = "read-webhooks"
  /// How many one run looks at, at most, and how many bytes of bodies.
  private static let (count, bytes) = (100, 8 << 20)
  /// Seconds until it looks again at a source that another process has.
  private static let glance: Double = 0.5

  private let settings: HookSettings
  private let onDecided: @Sendable () -> Void
  private let caution = Mutex(Caution())

  /// Looks at what came to the sources of the settings; `onDecided` is called once there may be something to publish or to ask.
  package init(_ settings: HookSettings, onDecided: @escaping @Sendable () -> Void = {}) {
    self.settings = settings
    self.onDecided = onDecided
  }

  package func run(
    at now: Timestamp, in transaction: Transaction, emitting emission: inout Emission
  ) async throws -> NextRun {
    let names = settings.sources.all.map(\.name)
    guard !names.isEmpty else { return .whenSomethingHappens }
    let taken = try await transaction.query([SourceStatements.make(names), SourceStatements.takeFree(names)])
    let free = try taken[1].decode(String.self)
    // What comes while another process is about to let a source go would wait for nobody.
    let next: NextRun = free.count == names.count ? .whenSomethingHappens : .at(now.adding(seconds: Self.glance))
    guard !free.isEmpty else { return next }
    let caution = caution.withLock { $0 }
    let rows = try await transaction.query(
      DeliveryStatements.due(of: free, count: caution.count(Self.count), bytes: Self.bytes))
    guard !rows.isEmpty else { return next }
    var deliveries = try rows.map(DeliveryStatements.delivery)
    let asked = try await transaction.query(
      QuestionStatements.ended(of: deliveries.filter { $0.state == .asking }.map(\.id)))
    try QuestionStatements.add(asked, to: &deliveries)
    do {
      try await decide(deliveries, suspect: caution.suspect, at: now, in: transaction, emitting: &emission)
    } catch {
      if emission.failure != nil || Caution.isOfContent(error) {
        self.caution.withLock { $0.failed(deliveries.map(\.id)) }
      }
      throw error
    }
    self.caution.withLock { $0.succeeded() }
    emission.onCommit(onDecided)
    return .immediately
  }

  private func decide(
    _ deliveries: [HeldDelivery], suspect: DeliveryID?, at now: Timestamp, in transaction: Transaction,
    emitting emission: inout Emission
  ) async throws {
    let isSuspect = deliveries.map(\.id) == [suspect]
    var batch = try await DeliveryBatch(isSuspect ? [] : deliveries, settings, in: transaction)
    for delivery in deliveries {
      let finding = isSuspect ? batch.setAside(delivery) : batch.decide(delivery, at: now)
      if let news = finding.quarantined { emission.publish(news) }
    }
    if let failure = emission.failure { throw failure }
    // Written here, where it is known whose it is, and not with the commit.
    try await transaction.query(batch.statements(at: now))
  }
}
