import DequeModule
import EventLoop
public import Logging
public import ServiceLifecycle

/// Publishes messages and says what became of each: publisher confirms with `mandatory`.
///
/// A publisher is one connection on a thread of its own, kept alive by `run()`: when it is lost, it is made again, with
/// growing pauses, and so it is when the broker leaves messages unconfirmed, or refuses them again and again. Messages are never kept here; what was not confirmed is the caller's to publish again.
public actor AMQPPublisher: Service {
  /// Messages of one call, until the last one's fate is known.
  private struct Batch {
    let firstTicket: Int
    var outcomes: [PublishOutcome?]
    var remaining: Int
    let continuation: CheckedContinuation<[PublishOutcome], Never>
  }

  nonisolated let configuration: AMQPConfiguration
  nonisolated let loop: EventLoop
  nonisolated let socketGuard = SocketGuard()
  nonisolated let statusBox = StatusBox()
  nonisolated let logger: Logger
  var lifecycle: ConnectionLifecycle
  var held = HeldConnection()

  private var confirms = PublisherConfirms()
  private var refusals = RepeatedRefusals()
  private var nextTicket = 0
  private var batches: Deque<Batch> = []

  /// A publisher that connects once `run()` is called.
  public init(configuration: AMQPConfiguration, logger: Logger) {
    self.configuration = configuration
    self.lifecycle = ConnectionLifecycle(limits: configuration.pauses)
    self.logger = logger
    self.loop = EventLoop(name: "amqp-publish")
  }

  deinit {
    loop.stop()
  }

  /// The actor's thread.
  public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  /// The actor's thread, for tasks that mostly wait for it: between them and the actor no other has to wake.
  ///
  /// What they do there must be short: meanwhile the connection is not served.
  package nonisolated var taskExecutor: any TaskExecutor { loop.taskExecutor }

  /// How the connection is doing.
  public nonisolated var status: ConnectionStatus { statusBox.status }

  /// How many connections were made so far, for metrics.
  package nonisolated var connections: Int { statusBox.connections }

  /// Waits until messages can be published; false when the publisher was shut down or the caller was cancelled.
  public nonisolated func ready() async -> Bool {
    await statusBox.ready()
  }

  /// Waits until messages can be published, or until an attempt to get there has failed, and says which.
  ///
  /// For whoever would rather give up than wait until it works; `run()` goes on trying all the same.
  public nonisolated func attempted() async -> ConnectionStatus {
    await statusBox.attempted()
  }

  /// Waits until messages cannot be published: the connection is lost or blocked, or there was none; returns also when cancelled.
  package nonisolated func lost() async {
    await statusBox.lost()
  }

  /// Keeps the connection until `shutDown()` or cancellation.
  public func run() async {
    await keepConnected()
  }

  /// Closes the connection for good; messages not answered for yet have the outcome `unknown`.
  public func shutDown() {
    stop()
  }

  /// Publishes messages in order, `mandatory`, and waits until the broker has answered for each of them.
  ///
  /// The outcomes are in the order of the messages. Throws `notConnected` or `blocked` when nothing was sent at all.
  public func publish(_ messages: [OutgoingMessage]) async throws(AMQPError) -> [PublishOutcome] {
    guard !messages.isEmpty else { return [] }
    guard let connection = usableConnection else {
      throw AMQPError(lifecycle.isStopping ? .shutDown : .notConnected, "no connection to \(configuration.address)")
    }
    if case .blocked(let reason) = status {
      throw AMQPError(.blocked, "the broker takes no messages: \(reason)")
    }
    return await withCheckedContinuation { continuation in
      batches.append(
        Batch(
          firstTicket: nextTicket,
          outcomes: Array(repeating: nil, count: messages.count),
          remaining: messages.count,
          continuation: continuation
        ))
      let firstTicket = nextTicket
      nextTicket += messages.count
      send(messages, firstTicket: firstTicket, over: connection)
    }
  }

  private func send(_ messages: [OutgoingMessage], firstTicket: Int, over connection: BrokerConnection) {
    confirms.sends(at: .now)
    do {
      for (offset, message) in messages.enumerated() {
        // `amqp_basic_publish` may itself read, with a timeout that means "for ever" in librabbitmq 0.11, once nothing
        // was read for long: so read first. It also keeps the broker's confirms from filling the socket's buffer.
        if connection.wantsFlush {
          try connection.flush()
          _ = try receive(over: connection)
        } else if offset.isMultiple(of: 64) {
          _ = try receive(over: connection)
        }
        if let defect = message.defect(frameMaximum: connection.frameMaximum) {
          note([PublisherConfirms.Answered(ticket: firstTicket + offset, outcome: .unsendable(defect))])
          continue
        }
        confirms.sent(
          ticket: firstTicket + offset,
          label: PublisherConfirms.Label(
            messageID: message.properties.messageID, exchange: message.exchange, routingKey: message.routingKey))
        try connection.publish(message)
      }
      try connection.flush()
    } catch {
      fail(error)
    }
  }

  func opened(_ connection: BrokerConnection) throws(AMQPError) {
    try connection.selectConfirms()
  }

  func received(_ events: [BrokerConnection.Event]) {
    for event in events {
      switch event {
      case .acknowledged(let number, let multiple):
        note(confirms.acknowledged(number: number, multiple: multiple))
      case .refused(let number, let multiple):
        note(confirms.refused(number: number, multiple: multiple))
        refusals.refused(at: .now)
      case .returned(let label, let replyCode, let text):
        if !confirms.returned(label, replyCode: replyCode, text: text) {
          logger.warning("the broker returned a message that is not outstanding")
        }
      case .blocked(let reason):
        logger.warning("the broker takes no messages", metadata: ["reason": "\(reason)"])
        statusBox.set(.blocked(reason))
      case .unblocked:
        logger.info("the broker takes messages again")
        statusBox.set(.connected)
      case .delivery:
        logger.warning("a delivery on a publishing connection")
      }
    }
  }

  func inspect(at now: ContinuousClock.Instant) throws(AMQPError) {
    let limit = configuration.confirmTimeoutSeconds
    if confirms.isOverdue(at: now, limit: .seconds(limit)) {
      throw .renewal(.timeout, "the broker has not confirmed a message for \(limit) seconds")
    }
    if refusals.asksForRenewal(at: now, isIdle: confirms.outstanding == 0) {
      throw .renewal(.connectionLost, "the broker refuses messages again and again; another connection may do better")
    }
  }

  nonisolated var inspectionInterval: Int { max(50, min(1000, configuration.confirmTimeoutSeconds * 250)) }

  func lost(_ error: AMQPError) {
    _ = confirms.reset()
    let abandoned = batches
    batches = []
    for batch in abandoned {
      batch.continuation.resume(returning: batch.outcomes.map { $0 ?? .unknown })
    }
  }

  private func note(_ answered: [PublisherConfirms.Answered]) {
    for message in answered {
      guard let index = batches.firstIndex(where: { message.ticket < $0.firstTicket + $0.outcomes.count }) else {
        continue
      }
      batches[index].outcomes[message.ticket - batches[index].firstTicket] = message.outcome
      batches[index].remaining -= 1
      if batches[index].remaining == 0 {
        let batch = batches.remove(at: index)
        batch.continuation.resume(returning: batch.outcomes.map { $0 ?? .unknown })
      }
    }
  }
}

extension AMQPPublisher: ConnectionOwner {}
