import AMQPClient
import Logging

/// Sends letters on, and says of each whether the broker has it.
package struct LetterSender: Sendable {
  private let publisher: AMQPPublisher

  /// Connects, runs the body, and disconnects whatever comes of it.
  package static func with<Result: Sendable>(
    _ configuration: AMQPConfiguration, _ body: @Sendable (LetterSender) async throws -> Result
  ) async throws -> Result {
    let logger = Logger(label: "coopt") { _ in SwiftLogNoOpLogHandler() }
    let publisher = AMQPPublisher(configuration: configuration, logger: logger)
    let result: Swift.Result<Result, any Error> = await withTaskGroup(of: Void.self) { tasks in
      tasks.addTask { await publisher.run() }
      let result: Swift.Result<Result, any Error>
      do {
        try LetterQueue.requireConnection(await publisher.attempted(), to: configuration)
        result = .success(try await body(LetterSender(publisher: publisher)))
      } catch {
        result = .failure(error)
      }
      await publisher.shutDown()
      return result
    }
    return try result.get()
  }

  /// Publishes messages; of each, what kept it from arriving, or nil where the broker has it.
  package func send(_ messages: [OutgoingMessage]) async throws(CommandFailure) -> [String?] {
    let outcomes: [PublishOutcome]
    do throws(AMQPError) {
      outcomes = try await publisher.publish(messages)
    } catch {
      throw CommandFailure(error)
    }
    return outcomes.map { outcome in
      switch outcome {
      case .confirmed: nil
      case .returned(_, let text): "no queue takes it: \(text)"
      case .rejected: "the broker did not take it"
      case .unsendable(let reason): "it cannot be sent: \(reason)"
      case .unknown: "the connection was lost; nobody knows whether it arrived"
      }
    }
  }
}
