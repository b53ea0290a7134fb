import MessageHandling
import Messages
import PostgreSQLClient
import Vocabulary

/// Looks at a webhook again that waits, or that was discarded, with what somebody knows of it by hand; a dry run says what
/// would become of it by the same rules, and changes nothing.
package struct RetryDeliveryHandler: CommandHandler {
  /// The webhook, and what deciding on it needs.
  package struct State: Sendable {
    var deliveries: [DeliveryID: HeldDelivery] = [:]
    var batch: DeliveryBatch?
    var decidedAt: Timestamp?
  }

  private let settings: HookSettings
  private let onDecided: @Sendable () -> Void

  /// A handler for the sources of the settings; `onDecided` is called once there may be something to publish or to ask.
  package init(_ settings: HookSettings, onDecided: @escaping @Sendable () -> Void = {}) {
    self.settings = settings
    self.onDecided = onDecided
  }

  /// What one of a batch reports, the next has to see.
  package static let takesOneAtATime = true

  package func load(_ messages: [Incoming<RetryDelivery>], in transaction: Transaction) async throws -> State {
    let ids = messages.map(\.data.deliveryId)
    let sources = try await transaction.query(DeliveryStatements.sources(of: ids)).decode(String.self)
    // The source first, then its webhooks: as scheduled work takes them.
    let rows = try await transaction.query([
      SourceStatements.make(sources), SourceStatements.take(sources), DeliveryStatements.hold(ids),
      QuestionStatements.ended(of: ids),
    ])
    var deliveries = try rows[2].map(DeliveryStatements.delivery)
    try QuestionStatements.add(rows[3], to: &deliveries)
    let commands = Dictionary(messages.map { ($0.data.deliveryId, $0.data) }) { first, _ in first }
    for place in deliveries.indices {
      // A vendor that could not be read is asked anew; what it answered before is read again as it is.
      deliveries[place].failure = nil
      if let command = commands[deliveries[place].id] { deliveries[place].byHand.take(command) }
    }
    return State(
      deliveries: Dictionary(deliveries.map { ($0.id, $0) }) { first, _ in first },
      batch: try await DeliveryBatch(deliveries, settings, in: transaction))
  }

  package func decide(
    _ message: Incoming<RetryDelivery>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> RetryDelivery.Result {
    guard let delivery = state.deliveries[message.data.deliveryId], var batch = state.batch else {
      throw Problem(.deliveryNotFound)
    }
    guard delivery.state == .quarantined || delivery.state == .discarded else { throw Problem(.deliveryNotWaiting) }
    guard delivery.webhook != nil else {
      throw Problem(.deliveryNotWaiting, detail: "What came was forgotten after its time; only its hash is kept.")
    }
    let finding = batch.decide(delivery, at: emission.now)
    let isDry = message.data.dryRun == true
    if !isDry {
      state.batch = batch
      state.decidedAt = emission.now
      if let news = finding.quarantined { emission.publish(news) }
      emission.onCommit(onDecided)
    }
    return RetryDelivery.Result(
      state: finding.state, reason: finding.reason, detail: finding.detail, reports: finding.reports(named: !isDry))
  }

  package func save(_ state: State) -> [Statement] {
    guard let batch = state.batch, let decidedAt = state.decidedAt else { return [] }
    return batch.statements(at: decidedAt)
  }
}

extension KnownByHand {
  /// Takes what a command says, in place of what was said before.
  fileprivate mutating func take(_ command: RetryDelivery) {
    if command.offerId != nil || command.offerReference != nil {
      offerID = command.offerId
      offerReference = command.offerReference
    }
    email = command.email ?? email
  }
}
