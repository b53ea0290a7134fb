import AMQPClient
import FoundationEssentials
import Logging
import MessageHandling
import Metrics
import Observability
import PostgreSQLClient
import Vocabulary

/// Publishes one source's reports: takes those that are due, waits for the broker's confirms, notes them.
///
/// A crash in between publishes a report once more, under the same id. Nothing is held in the database meanwhile but that
/// they are taken, for as long as the broker may take.
struct SourcePublisher: Sendable {
  let source: String
  let pool: PostgreSQLPool
  let bell: Bell
  let logger: Logger
  /// Where and as whom to publish; nil where nothing is said of that yet.
  let configuration: @Sendable () throws(AMQPError) -> AMQPConfiguration?
  /// Tells what keeps reports from the broker; nil where nothing does.
  let tell: @Sendable (String?) -> Void

  /// How many are on their way at once.
  private static let count = 200
  /// Seconds that reports are taken for: longer than the broker may take to confirm, which is 30.
  private static let lease: Double = 45
  /// Seconds until it looks again at what another process may have left.
  private static let interval: Double = 5
  /// Seconds of the first and the longest pause after the broker did not take a report.
  private static let pauses: ClosedRange<Double> = 1...300

  /// Publishes until the bell is closed.
  func run() async {
    await withTaskGroup(of: Void.self) { group in
      var publisher: AMQPPublisher?
      var pause: Double = 0
      while await bell.wait(seconds: pause) {
        do {
          // Connected when first needed.
          if publisher == nil, try await isAnyWaiting(), let configuration = try configuration() {
            let made = AMQPPublisher(configuration: configuration, logger: logger)
            publisher = made
            group.addTask { await made.run() }
          }
          pause = try await publish(over: publisher)
        } catch {
          tell("\(error)")
          logger.error(
            "reports of webhooks cannot be published now; trying again",
            metadata: ["source": "\(source)", LogKey.error: "\(error)"])
          pause = Self.interval
        }
      }
      await publisher?.shutDown()
    }
  }

  private func isAnyWaiting() async throws -> Bool {
    try await pool.query(ReportStatements.isAnyWaiting(of: source))[0].decode(Bool.self)
  }

  private func pauseUntilDue() async throws -> Double {
    guard let due = try await pool.query(ReportStatements.nextDue(of: source))[0].decode(Timestamp?.self) else {
      return Self.interval
    }
    return min(Self.interval, max(0, Double(due.microseconds - Timestamp.now.microseconds) / 1_000_000))
  }

  /// Publishes what is due; how long to wait before there may be more.
  private func publish(over publisher: AMQPPublisher?) async throws -> Double {
    guard let publisher else {
      tell(try await isAnyWaiting() ? "reports wait: the source has no amqpUrl" : nil)
      return Self.interval
    }
    // Nothing is taken that cannot be sent: it would be kept from others for nothing.
    let status = await status(of: publisher)
    guard status.isReady else {
      tell("the broker cannot be used\(Self.words(for: status))")
      return Self.interval
    }
    let now = Timestamp.now
    let rows = try await pool.query(
      ReportStatements.take(of: source, count: Self.count, until: now.adding(seconds: Self.lease), at: now))
    let reports = try rows.map(OwedReport.init(row:))
    guard !reports.isEmpty else {
      // Another process may have published what was told to wait.
      if try await !isAnyWaiting() { tell(nil) }
      return try await pauseUntilDue()
    }
    let outcomes: [PublishOutcome]
    do {
      outcomes = try await publisher.publish(reports.map { try $0.message(from: source, at: now) })
    } catch {
      // Nothing was sent.
      try await pool.query(ReportStatements.putOff(reports.map { ($0.id, .now) }))
      throw error
    }
    return try await note(zip(reports, outcomes).map { ($0, $1) })
  }

  /// Notes what the broker has, and when the others are tried again.
  private func note(_ results: [(report: OwedReport, outcome: PublishOutcome)]) async throws -> Double {
    let now = Timestamp.now
    let confirmed = results.filter { $0.outcome == .confirmed }.map(\.report.id)
    let others = results.filter { $0.outcome != .confirmed }
    for (_, outcome) in results {
      Counter(label: MetricName.hookReports, dimensions: [("source", source), ("outcome", outcome.word)]).increment()
    }
    for (report, outcome) in others where outcome != .unknown {
      logger.error(
        "a report of a webhook is not taken; it is published again",
        metadata: [
          LogKey.messageID: "\(report.id)", "source": "\(source)", LogKey.attempts: "\(report.attempts)",
          LogKey.error: "\(outcome.sentence)",
        ])
    }
    tell(others.first.map { "a report is not taken: \($0.outcome.sentence)" })
    var statements: [Statement] = []
    if !confirmed.isEmpty { statements.append(ReportStatements.confirm(confirmed, at: now)) }
    if !others.isEmpty {
      statements.append(
        ReportStatements.putOff(
          others.map { ($0.report.id, now.adding(seconds: Self.pause(after: $0.report.attempts))) })
      )
    }
    try await pool.execute(statements)
    // What follows in the same hire may be due now.
    return confirmed.isEmpty ? try await pauseUntilDue() : 0
  }

  private static func pause(after attempts: Int) -> Double {
    var pause = pauses.lowerBound
    for _ in 1..<max(1, min(attempts, 20)) where pause < pauses.upperBound { pause *= 2 }
    return min(pause, pauses.upperBound)
  }

  /// Waits for an attempt to connect; not for a broker that takes no messages, which may last.
  private func status(of publisher: AMQPPublisher) async -> ConnectionStatus {
    if case .blocked = publisher.status { return publisher.status }
    return await publisher.attempted()
  }

  private static func words(for status: ConnectionStatus) -> String {
    switch status {
    case .disconnected(let error): error.map { ": \($0)" } ?? ""
    case .blocked(let reason): ": it takes no messages: \(reason)"
    case .connected, .stopped: ""
    }
  }
}

extension PublishOutcome {
  /// A word for metrics.
  fileprivate var word: String {
    switch self {
    case .confirmed: "confirmed"
    case .returned: "returned"
    case .rejected: "rejected"
    case .unsendable: "unsendable"
    case .unknown: "unknown"
    }
  }

  /// What became of it, for people.
  fileprivate var sentence: String {
    switch self {
    case .confirmed: "the broker has it"
    case .returned(let code, let text): "no queue takes it: the topology is incomplete (\(code) \(text))"
    case .rejected: "a queue that it is routed to takes no more, or the login may not publish it"
    case .unsendable(let reason): reason
    case .unknown: "the broker did not answer"
    }
  }
}
