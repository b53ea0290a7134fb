import AMQPClient
import MessageHandling
import Messages
import Vocabulary

/// Decodes deliveries and sorts them by handler.
struct BatchReader: Sendable {
  let kind: MessageKind
  let coder: MessageCoder
  /// By the type's text.
  let handlings: [String: Handling]

  func read(_ deliveries: [Delivery], receivedAt: Timestamp) -> ReadBatch {
    var batch = ReadBatch(deliveries: deliveries)
    for (position, delivery) in deliveries.enumerated() {
      read(Envelope(delivery, coder: coder), at: position, receivedAt: receivedAt, into: &batch)
    }
    return batch
  }

  private func read(_ envelope: Envelope, at position: Int, receivedAt: Timestamp, into batch: inout ReadBatch) {
    do {
      let handling = try handling(for: envelope)
      let typed = group(of: handling, in: &batch)
      batch.identities[position] = try typed.append(envelope, at: position, receivedAt: receivedAt)
    } catch let problem as Problem {
      batch.unhandled.append(unhandled(envelope, at: position, problem: problem, code: problem.code))
    } catch let defect as MessageDefect {
      batch.unhandled.append(
        unhandled(envelope, at: position, problem: defect.problem, code: defect.reason))
    } catch is UnknownType {
      let problem = Problem(.invalidMessage, detail: "no handler for this type under \(envelope.delivery.routingKey)")
      batch.unhandled.append(
        unhandled(envelope, at: position, problem: problem, code: .unknownType))
    } catch {
      let problem = Problem(.internalError)
      batch.unhandled.append(unhandled(envelope, at: position, problem: problem, code: .undecodable))
    }
  }

  private func handling(for envelope: Envelope) throws -> Handling {
    guard let type = envelope.type(isKnown: { handlings[$0] != nil }) else {
      guard envelope.header != nil else { throw MessageDefect.undecodable }
      throw Problem.invalidMessage([FieldError(field: "type", message: "is missing")])
    }
    let routingKey = envelope.delivery.routingKey
    if kind == .command, type != "coopt.\(routingKey).v1" {
      throw Problem.invalidMessage([FieldError(field: "type", message: "is not that of routing key \(routingKey)")])
    }
    guard let handling = handlings[type] else {
      if kind == .command { throw Problem(.unknownCommand, detail: "there is no command \(routingKey)") }
      throw UnknownType()
    }
    return handling
  }

  private func group(of handling: Handling, in batch: inout ReadBatch) -> any TypedBatch {
    let type = handling.type.description
    if let known = batch.groups.first(where: { $0.type == type }) { return known.batch }
    let made = handling.makeBatch()
    batch.groups.append((type, made))
    return made
  }

  private func unhandled(
    _ envelope: Envelope, at position: Int, problem: Problem, code: ProblemCode
  ) -> ReadBatch.Unhandled {
    return ReadBatch.Unhandled(
      position: position,
      identity: envelope.identity,
      messageID: envelope.header?.id ?? envelope.delivery.properties.messageID,
      problem: problem,
      reason: DeadLetterReason(code: code, detail: problem.detail)
    )
  }
}

/// An event or report that nobody here handles.
struct UnknownType: Error {}
