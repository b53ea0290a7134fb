import AMQPClient
import FoundationEssentials
import Logging
import Messages
import ServiceRuntime
import Synchronization
import Topology
import Vocabulary

/// The platform's side of a throw-away host: reads what a program sends with the services' own code, answers as they
/// do, and
/// tells what they would tell.
final class PlayedPlatform: Sendable {
  /// What the platform knows, for its answers.
  struct Knowledge: Sendable {
    /// What became of a hire, in the order in which hires are reported.
    var outcomes: [HireOutcome] = [.attributed]
    /// What `rewards.list-payouts` answers, the newest first.
    var payouts: [ListedPayout] = []
    /// What was answered, by hire.
    fileprivate var answered: [Hire: HireReportResult] = [:]

    /// A hire, by the names that it has in the reporting system.
    fileprivate struct Hire: Hashable {
      let sourceSystem: String
      let applicationID: String
    }

    /// The answer to a word on a hire: the same for each, as from the platform.
    fileprivate mutating func result(for hire: Hire) -> HireReportResult {
      if let known = answered[hire] { return known }
      let outcome = outcomes[answered.count % outcomes.count]
      let result = HireReportResult(
        hireId: .make(), outcome: outcome, reason: outcome == .unattributed ? .noMatch : nil)
      answered[hire] = result
      return result
    }
  }

  private static let lanes: [(service: ServiceName, queue: String)] = [
    (.recommendations, "recommendations.integration"), (.rewards, "rewards.integration"),
    (.rewards, "rewards.commands"),
  ]

  /// What it answers from.
  let knowledge = Mutex(Knowledge())
  private let host: ThrowAwayHost
  private let publisher: AMQPPublisher
  private let consumers: [AMQPConsumer]
  private let took: @Sendable (Arrival) -> Void

  init(_ host: ThrowAwayHost, took: @escaping @Sendable (Arrival) -> Void) {
    self.host = host
    self.took = took
    let logger = Logger(label: "coopt") { _ in SwiftLogNoOpLogHandler() }
    publisher = AMQPPublisher(configuration: host.configuration(), logger: logger)
    consumers = (Self.lanes.map(\.queue) + [Topology.unroutableQueue]).map {
      AMQPConsumer(configuration: host.configuration(), queue: $0, prefetch: 100, logger: logger)
    }
  }

  /// Plays, until `finish()`.
  func run() async {
    await withDiscardingTaskGroup { tasks in
      tasks.addTask { await self.publisher.run() }
      for consumer in consumers {
        tasks.addTask { await consumer.run() }
        tasks.addTask { await self.serve(consumer) }
      }
    }
  }

  /// Waits until everything that is published is heard; throws why it cannot be.
  func ready() async throws {
    for status in [await publisher.attempted()] + (await consumers.concurrentStatuses()) {
      if case .disconnected(let error?) = status { throw error }
    }
  }

  /// Ends it.
  func finish() async {
    await publisher.shutDown()
    for consumer in consumers { await consumer.shutDown() }
  }

  /// Publishes in the name of a login of the platform; throws where the broker does not take it.
  func publish(_ message: OutgoingMessage, as login: String) async throws {
    try await publish([message], as: login)
  }

  /// The same with many at once.
  func publish(_ messages: [OutgoingMessage], as login: String) async throws {
    let vouched = messages.map { message in
      var message = message
      message.properties.userID = login
      return message
    }
    for outcome in try await publisher.publish(vouched) {
      switch outcome {
      case .confirmed, .returned: continue
      default: throw AMQPError(.connectionLost, "what the kit told was not confirmed: \(outcome)")
      }
    }
  }

  /// Publishes a word of the kit's own behind everything that was published to a lane so far.
  func mark(_ text: String, exchange: Exchange, routingKey: String) async throws {
    try await publish(
      OutgoingMessage(
        exchange: exchange.rawValue, routingKey: routingKey,
        properties: AMQPProperties(messageID: text, appID: Self.markerApplication), body: Data()),
      as: host.place.platform)
  }

  private static let markerApplication = "coopt-conformance-marker"

  private func serve(_ consumer: AMQPConsumer) async {
    while let deliveries = await consumer.nextBatch(limit: 100) {
      for delivery in deliveries {
        let arrival = read(delivery, from: consumer.queue)
        took(arrival)
        if let (message, login) = answer(arrival, from: consumer.queue) { try? await publish(message, as: login) }
      }
      await consumer.acknowledge(deliveries.map(\.tag))
    }
  }

  private func read(_ delivery: Delivery, from queue: String) -> Arrival {
    if delivery.properties.appID == Self.markerApplication {
      return Arrival(delivery: delivery, login: nil, word: .marker(delivery.properties.messageID ?? ""))
    }
    var properties = delivery.properties
    properties.userID = properties.userID.map { host.place.name(of: $0) ?? $0 }
    let known = delivery.part(properties: properties, body: delivery.body)
    guard let lane = lane(queue) else { return Arrival(delivery: known, login: properties.userID, word: .unroutable) }
    let word: Arrival.Word
    do throws(PlayedLane.Refusal) {
      word = try Self.word(known, lane)
    } catch {
      word = .refused(.init(problem: error.problem, detail: error.detail))
    }
    return Arrival(delivery: known, login: properties.userID, word: word)
  }

  private static func word(_ delivery: Delivery, _ lane: PlayedLane) throws(PlayedLane.Refusal) -> Arrival.Word {
    switch try lane.type(of: delivery, isKnown: known.contains) {
    case HireReported.messageType.description:
      return .hire(try lane.read(delivery, as: HireReported.self, under: HireReported.routingKey))
    case HireWithdrawalReported.messageType.description:
      return .withdrawal(
        try lane.read(delivery, as: HireWithdrawalReported.self, under: HireWithdrawalReported.routingKey))
    case PayoutConfirmed.messageType.description:
      return .paid(try lane.read(delivery, as: PayoutConfirmed.self, under: PayoutConfirmed.routingKey))
    case PayoutFailureReported.messageType.description:
      return .unpaid(
        try lane.read(delivery, as: PayoutFailureReported.self, under: PayoutFailureReported.routingKey))
    case ListPayouts.messageType.description:
      return .asked(try lane.read(delivery, as: ListPayouts.self, under: ListPayouts.messageType.routingKey))
    case let type:
      let problem = Problem(.invalidMessage, detail: "no handler for this type under its routing key")
      throw PlayedLane.Refusal(problem: problem, detail: "its type is '\(type)', which nobody here handles")
    }
  }

  /// What the platform handles of what is tried here.
  private static let known: Set<String> = [
    HireReported.messageType.description, HireWithdrawalReported.messageType.description,
    PayoutConfirmed.messageType.description, PayoutFailureReported.messageType.description,
    ListPayouts.messageType.description,
  ]

  private func lane(_ queue: String) -> PlayedLane? {
    guard let lane = Self.lanes.first(where: { $0.queue == queue }),
      let declaration = Topology.lanes(of: lane.service).first(where: { $0.name == queue })
    else { return nil }
    return PlayedLane(declaration, of: lane.service)
  }

  private func answer(_ arrival: Arrival, from queue: String) -> (OutgoingMessage, as: String)? {
    guard let lane = lane(queue), let service = Self.lanes.first(where: { $0.queue == queue })?.service else {
      return nil
    }
    guard let message = try? answer(arrival, lane) else { return nil }
    return (message, "\(service.rawValue)-replies")
  }

  private func answer(_ arrival: Arrival, _ lane: PlayedLane) throws -> OutgoingMessage? {
    switch arrival.word {
    case .hire(let event):
      return try lane.accepted(result(event.data.sourceSystem, event.data.applicationId), to: arrival.delivery)
    case .withdrawal(let event):
      return try lane.accepted(result(event.data.sourceSystem, event.data.applicationId), to: arrival.delivery)
    case .paid, .unpaid: return try lane.accepted(Accepted(), to: arrival.delivery)
    case .asked(let event):
      return try lane.accepted(page(event.data), to: arrival.delivery)
    case .refused(let refusal): return try lane.rejected(refusal.problem, to: arrival.delivery)
    case .unroutable, .marker: return nil
    }
  }

  private func result(_ sourceSystem: String, _ applicationID: String) -> HireReportResult {
    knowledge.withLock { $0.result(for: .init(sourceSystem: sourceSystem, applicationID: applicationID)) }
  }

  /// A page of one, so that whoever reads only the first page is found out.
  private func page(_ question: ListPayouts) -> Page<ListedPayout> {
    let asked = knowledge.withLock(\.payouts).filter { question.state == nil || $0.state == question.state }
    let start = question.pageToken.flatMap { Int($0) } ?? 0
    let next = start + 1 < asked.count ? format(start + 1) : nil
    return Page(Array(asked.dropFirst(start).prefix(1)), nextPageToken: next)
  }

  private func format(_ position: Int) -> String {
    let digits = String(position)
    return String(repeating: "0", count: max(0, 32 - digits.count)) + digits
  }
}

extension [AMQPConsumer] {
  /// How each is doing once it was tried.
  fileprivate func concurrentStatuses() async -> [ConnectionStatus] {
    var statuses: [ConnectionStatus] = []
    for consumer in self { statuses.append(await consumer.attempted()) }
    return statuses
  }
}
