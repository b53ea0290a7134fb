import AMQPClient
import ArgumentParser
import FoundationEssentials

/// How long it takes from a hire's report to its last notification, at a steady rate.
struct Latency: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reports hires at a steady rate, and measures until the last notification of each.",
    discussion: """
      The rate does not wait for the stack (an open loop), and each hire's time runs from the instant at which it was \
      due, not from the one at which it was sent: a stack that stalls is charged for those who wait.
      """
  )

  @OptionGroup var hires: HireRange

  @OptionGroup var listener: ListenerQueue

  @Option(help: "Hires a second.")
  var rate: Double

  @Option(help: "Writes a line for each hire to a file: when it was due, and its time, in milliseconds.")
  var times: String?

  private static let queue = "staff.bench.notifications"
  /// A hire's story is over when nothing more was heard for this long.
  private static let quiet = Duration.seconds(1.5)

  struct Result: Encodable {
    let latency: Latencies.Summary
    let notificationsAHire: Double
    let fewestNotifications: Int
    let lateSends: Int
  }

  func run() async throws {
    let arrivals = Arrivals(hires: hires.count)
    let trace = HireTrace()
    let all = [("coopt.notifications", "#")]
    let schedule = try await Broker.listening(on: Self.queue, bindings: all, isKept: listener.isKept) { consumer in
      async let listening: Void = listen(consumer, trace, arrivals)
      let schedule = try await Broker.publishing(try Broker.configuration(of: "ATS")) {
        try await report(over: $0, trace)
      }
      try await awaitQuiet(arrivals)
      consumer.finish()
      await listening
      return schedule
    }
    try printResult(try result(schedule, arrivals))
  }

  /// Takes notifications in; their hires are found before they are acknowledged, and nothing else is done with them.
  private func listen(_ consumer: AMQPConsumer, _ trace: HireTrace, _ arrivals: Arrivals) async {
    while let deliveries = await consumer.nextBatch(limit: 1000) {
      let now = ContinuousClock.now
      arrivals.note(deliveries.compactMap { trace.number(in: $0.body) }, at: now)
      await consumer.acknowledge(deliveries.map(\.tag))
    }
  }

  /// What was due when, and how many were sent late.
  struct Schedule: Sendable {
    let began: ContinuousClock.Instant
    let interval: Duration
    var lateSends = 0

    func due(_ number: Int) -> ContinuousClock.Instant { began + interval * number }
  }

  private func report(over publisher: AMQPPublisher, _ trace: HireTrace) async throws -> Schedule {
    let messages = (0..<hires.count).map { hires.reports.report(hires.first + $0, id: trace.id($0)) }
    var schedule = Schedule(began: .now + .milliseconds(100), interval: .seconds(1) / rate)
    try await withThrowingTaskGroup(of: Void.self) { sending in
      var next = 0
      while next < messages.count {
        try await Task.sleep(until: schedule.due(next), tolerance: .zero)
        let now = ContinuousClock.now
        var burst: [OutgoingMessage] = []
        while next < messages.count, schedule.due(next) <= now {
          if now - schedule.due(next) > .milliseconds(10) { schedule.lateSends += 1 }
          burst.append(messages[next])
          next += 1
        }
        let sent = burst
        sending.addTask { try await publisher.publishConfirmed(sent) }
      }
      try await sending.waitForAll()
    }
    return schedule
  }

  private func awaitQuiet(_ arrivals: Arrivals) async throws {
    let deadline = ContinuousClock.now + .seconds(120)
    while ContinuousClock.now < deadline {
      if arrivals.fewest > 0, ContinuousClock.now - arrivals.latest > Self.quiet { return }
      try await Task.sleep(for: .milliseconds(100))
    }
    throw DriverError(description: "some hires were not told of within two minutes")
  }

  private func result(_ schedule: Schedule, _ arrivals: Arrivals) throws -> Result {
    var latencies = Latencies()
    var lines = ""
    for (number, last) in arrivals.last.enumerated() {
      guard let last else { throw DriverError(description: "hire \(number) was not told of") }
      let due = schedule.due(number)
      latencies.record(last - due)
      lines += "\((due - schedule.began) / .milliseconds(1)),\((last - due) / .milliseconds(1))\n"
    }
    if let times { try Data(lines.utf8).write(to: URL(filePath: times)) }
    return Result(
      latency: latencies.summary, notificationsAHire: Double(arrivals.total) / Double(hires.count),
      fewestNotifications: arrivals.fewest, lateSends: schedule.lateSends)
  }
}
