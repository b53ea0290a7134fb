import AMQPClient
import ArgumentParser
import FoundationEssentials

/// How fast recommendations are answered when many callers wait, each sending its next when it has its answer.
struct Recommend: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Recommends candidates, with so many callers at once.",
    discussion: "With --contend all callers of a round recommend the same candidate, and exactly one has to win."
  )

  @OptionGroup var range: HireRange

  @OptionGroup var listener: ListenerQueue

  @Option(help: "How many wait for an answer at once.")
  var callers = 64

  @Flag(help: "All callers recommend one candidate, round after round.")
  var contend = false

  private static let queue = "staff.bench.replies"

  struct Result: Encodable {
    let repliesPerSecond: Double
    let latency: Latencies.Summary
    let accepted: Int
    let refused: Int
  }

  func run() async throws {
    try await Broker.listening(on: Self.queue, isKept: listener.isKept) { consumer in
      try await Broker.publishing(try Broker.configuration(of: "ADMIN")) { publisher in
        var callers = Callers(range: range, count: callers, replyTo: Self.queue, contend: contend)
        try printResult(try await callers.run(publisher, consumer))
      }
    }
  }
}

/// Those who wait for answers, and what they have heard.
private struct Callers {
  let range: HireRange
  let count: Int
  let contend: Bool
  private let commands: RecommendationCommands
  private let run = UUID().uuidString.lowercased()
  private var sent = 0
  private var began: [ContinuousClock.Instant] = []
  private var latencies = Latencies()
  private var accepted = 0
  private var refused = 0
  private var acceptedInRound = 0

  init(range: HireRange, count: Int, replyTo: String, contend: Bool) {
    self.range = range
    self.count = count
    self.contend = contend
    commands = RecommendationCommands(members: range.members, replyTo: replyTo)
  }

  mutating func run(_ publisher: AMQPPublisher, _ consumer: AMQPConsumer) async throws -> Recommend.Result {
    let start = ContinuousClock.now
    try await publisher.publishConfirmed(next(min(count, range.count)))
    while accepted + refused < range.count, let replies = await consumer.nextBatch(limit: count) {
      try take(replies, at: .now)
      await consumer.acknowledge(replies.map(\.tag))
      let more = contend ? try nextRound() : next(min(replies.count, range.count - sent))
      // The callers do not wait for the broker's confirm, but for their answers.
      if !more.isEmpty { _ = try await publisher.publish(more) }
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    return Recommend.Result(
      repliesPerSecond: Double(accepted + refused) / seconds, latency: latencies.summary, accepted: accepted,
      refused: refused)
  }

  private mutating func next(_ many: Int) -> [OutgoingMessage] {
    (0..<many).map { _ in
      defer { sent += 1 }
      began.append(.now)
      let candidate = contend ? "\(run)-\(sent / count)" : "\(run)-\(sent)"
      let offer = contend ? range.first + sent / count * count : nil
      return commands.command(range.first + sent, candidate: candidate, offerOf: offer, correlation: sent)
    }
  }

  /// The next round, once all callers of this one are answered; exactly one of them has won (R2).
  private mutating func nextRound() throws -> [OutgoingMessage] {
    guard accepted + refused == sent else { return [] }
    guard acceptedInRound == 1 else {
      throw DriverError(description: "\(acceptedInRound) of \(count) callers got one candidate")
    }
    acceptedInRound = 0
    return next(min(count, range.count - sent))
  }

  private mutating func take(_ replies: [Delivery], at now: ContinuousClock.Instant) throws {
    for reply in replies {
      guard let number = reply.properties.correlationID.flatMap({ Int($0) }), began.indices.contains(number) else {
        throw DriverError(description: "a reply to nothing that was asked")
      }
      latencies.record(now - began[number])
      if reply.properties.type == "coopt.reply.accepted.v1" {
        accepted += 1
        acceptedInRound += 1
      } else {
        refused += 1
      }
    }
    guard contend || refused == 0 else {
      throw DriverError(description: "refused: \(String(decoding: replies[0].body, as: UTF8.self))")
    }
  }
}
