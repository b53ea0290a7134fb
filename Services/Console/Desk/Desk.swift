import AMQPClient
import FoundationEssentials
import Logging
import Messages
import ServiceLifecycle
import Synchronization
import Topology
import Vocabulary

/// Asks services and sends them commands, any number at a time, over one connection each way (contract, Commands).
///
/// Answers come to a queue of its own and count only where the broker says that the service asked published them.
package final class Desk: Service {
  private let consumer: AMQPConsumer
  private let publisher: AMQPPublisher
  private let waiting = Waiting()
  private let coder = MessageCoder(reading: .services)
  private let patience: Duration
  private let commandsEnded = Atomic(0)

  /// How many commands have ended, done or not: what was asked before one more may be otherwise since.
  var commands: Int { commandsEnded.load(ordering: .acquiring) }

  /// A desk that waits so long for each answer.
  package init(_ broker: AMQPConfiguration, patience: Duration = .seconds(8), logger: Logger) {
    consumer = AMQPConsumer(
      configuration: broker, exclusive: ExclusiveQueue(name: "staff.console.\(MessageID.make())"), prefetch: 1000,
      logger: logger)
    publisher = AMQPPublisher(configuration: broker, logger: logger)
    self.patience = patience
  }

  /// Whether questions can be asked now.
  var isReady: Bool { consumer.status.isReady && publisher.status.isReady }

  /// Waits until questions can be asked; false when it is shut down.
  func ready() async -> Bool {
    guard await consumer.ready() else { return false }
    return await publisher.ready()
  }

  /// Waits until questions cannot be asked.
  func lost() async {
    await withTaskGroup(of: Void.self) { tasks in
      tasks.addTask { await self.consumer.lost() }
      tasks.addTask { await self.publisher.lost() }
      await tasks.next()
      tasks.cancelAll()
    }
  }

  /// Keeps the connections until the group shuts down.
  package func run() async throws {
    await withTaskCancellationOrGracefulShutdownHandler {
      await withTaskGroup(of: Void.self) { tasks in
        tasks.addTask { await self.consumer.run() }
        tasks.addTask { await self.publisher.run() }
        tasks.addTask { await self.hear() }
      }
    } onCancelOrGracefulShutdown: {
      Task {
        await self.consumer.shutDown()
        await self.publisher.shutDown()
      }
    }
  }

  /// The answer to a question; throws what kept it from coming.
  ///
  /// `patience` is for whoever would rather do without it than wait as long as for others.
  func ask<Question: CommandPayload>(
    _ question: Question, patience: Duration? = nil
  ) async throws(DeskFailure) -> Question.Result {
    try await result(of: Question.self, sending: question, id: .make(), actor: nil, patience: patience)
  }

  /// The result of a command whose data are given as the contract writes them; the same id again gets the same result.
  func send<Command: CommandPayload>(
    _ command: Command.Type, _ data: JSONObject, id: MessageID, actor: String
  ) async throws(DeskFailure) -> Command.Result {
    defer { commandsEnded.add(1, ordering: .acquiringAndReleasing) }
    return try await result(of: command, sending: data, id: id, actor: actor)
  }

  /// The result of a command that is known by its type alone, as JSON.
  func send(
    _ type: MessageType, _ data: JSONObject, id: MessageID, actor: String
  ) async throws(DeskFailure) -> JSONObject {
    defer { commandsEnded.add(1, ordering: .acquiringAndReleasing) }
    let body = try await answer(to: type, sending: data, id: id, actor: actor)
    guard case .object(let answer) = JSONValue(json: body), case .object(let data) = answer["data"] else {
      throw .unreadable
    }
    return data
  }

  private struct Reply<Result: Codable & Sendable>: Codable, Sendable {
    let data: Result
  }

  private struct Kind: Codable {
    let type: String
  }

  private func result<Command: CommandPayload>(
    of command: Command.Type, sending data: some Codable & Sendable, id: MessageID, actor: String?,
    patience: Duration? = nil
  ) async throws(DeskFailure) -> Command.Result {
    let body = try await answer(to: command.messageType, sending: data, id: id, actor: actor, patience: patience)
    do {
      return try JSONDecoder().decode(Reply<Command.Result>.self, from: body).data
    } catch {
      throw .unreadable
    }
  }

  /// The body of an accepted reply.
  private func answer(
    to type: MessageType, sending data: some Codable & Sendable, id: MessageID, actor: String?,
    patience: Duration? = nil
  ) async throws(DeskFailure) -> Data {
    guard isReady else { throw .unreachable }
    let event = CloudEvent(
      id: id, source: "urn:coopt:console", type: type.description, time: .now, dataSchema: type.dataSchema,
      actor: actor, data: data)
    guard let body = try? coder.encode(event) else { throw .unreadable }
    let correlation = MessageID.make().description
    let message = OutgoingMessage(
      exchange: Exchange.commands.rawValue, routingKey: type.routingKey,
      properties: AMQPProperties(
        contentType: "application/cloudevents+json", correlationID: correlation, replyTo: consumer.queue,
        messageID: id.description, type: type.description, appID: "coopt-console"),
      body: body)
    let answer = waiting.wait(
      for: correlation, answering: ServiceName(rawValue: type.service), patience: patience ?? self.patience)
    do {
      guard try await publisher.publish([message]) == [.confirmed] else {
        waiting.give(up: correlation)
        throw DeskFailure.unreachable
      }
    } catch {
      waiting.give(up: correlation)
      throw .unreachable
    }
    guard let reply = await answer.value else { throw .unanswered(service: type.service) }
    let decoder = JSONDecoder()
    switch (try? decoder.decode(Kind.self, from: reply))?.type {
    case ReplyType.accepted.description: return reply
    case ReplyType.rejected.description:
      guard let problem = try? decoder.decode(Reply<Problem>.self, from: reply) else { throw .unreadable }
      throw .refused(problem.data)
    default: throw .unreadable
    }
  }

  private func hear() async {
    while let batch = await consumer.nextBatch(limit: 1000) {
      for delivery in batch { waiting.hear(delivery) }
      await consumer.acknowledge(batch.map(\.tag))
    }
  }
}
