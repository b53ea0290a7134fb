import AMQPClient
import MessageHandling
import Messages
import Vocabulary

/// Decodes deliveries and sorts them by handler.
struct BatchReader: Sendable {
  let kind: MessageKind
  let origin: MessageOrigin
  /// By the type's text.
  let handlings: [String: Handling]
  /// Whether decisions by hand that name nobody are refused (A2).
  ///
  /// Not where something is handled again that was accepted once: before actors were asked for, maybe.
  var requiresActors = true
  /// The types of questions.
  private let questions: Set<String>
  /// Where the service lists the types of events; empty for what is not in that order.
  private let places: [String: Int]

  init(kind: MessageKind, origin: MessageOrigin, handlings: [Handling]) {
    self.kind = kind
    self.origin = origin
    self.handlings = Dictionary(uniqueKeysWithValues: handlings.map { ($0.type.description, $0) })
    self.questions = Set(handlings.filter(\.isQuestion).map(\.type.description))
    let types = kind == .event ? handlings.map(\.type.description) : []
    self.places = Dictionary(uniqueKeysWithValues: types.enumerated().map { ($1, $0) })
  }

  /// Reads deliveries; a day that stands for an instant begins as `days` says, or in UTC where that is not known yet.
  func read(_ deliveries: [Delivery], receivedAt: Timestamp, days: StatedDays? = nil) -> ReadBatch {
    var batch = ReadBatch(deliveries: deliveries)
    for (position, delivery) in deliveries.enumerated() {
      if kind == .rejected {
        batch.unhandled.append(rejected(delivery, at: position))
        continue
      }
      if let unreadable = delivery.unreadable {
        batch.unhandled.append(self.unreadable(delivery, because: unreadable, at: position))
        continue
      }
      read(Envelope(delivery, to: origin, days: days), at: position, receivedAt: receivedAt, into: &batch)
    }
    // What a batch begins with may be the end of one story and what it ends with the whole of another.
    if !places.isEmpty { batch.groups.sort { places[$0.type, default: 0] < places[$1.type, default: 0] } }
    return batch
  }

  /// What was not read whole: nobody looks into it, it is only told why.
  private func unreadable(
    _ delivery: Delivery, because unreadable: Unreadable, at position: Int
  ) -> ReadBatch.Unhandled {
    ReadBatch.Unhandled(
      position: position, identity: nil, messageID: delivery.properties.messageID,
      problem: Problem(.invalidMessage, detail: unreadable.detail),
      reason: DeadLetterReason(code: .undecodable, detail: unreadable.detail))
  }

  /// What the broker took out of a queue: nobody handles it, it is only told why.
  private func rejected(_ delivery: Delivery, at position: Int) -> ReadBatch.Unhandled {
    let death = BrokerDeath(delivery, in: delivery.routingKey)
    return unhandled(
      Envelope(death.delivery, to: origin), at: position, problem: Problem(death.reason.code),
      reason: death.reason)
  }

  private func read(_ envelope: Envelope, at position: Int, receivedAt: Timestamp, into batch: inout ReadBatch) {
    do {
      let handling = try handling(for: envelope)
      if questions.contains(handling.type.description) { batch.questions.insert(position) }
      let typed = group(of: handling, in: &batch)
      batch.identities[position] = try typed.append(envelope, at: position, receivedAt: receivedAt)
    } catch let problem as Problem {
      batch.unhandled.append(unhandled(envelope, at: position, problem: problem, code: problem.code))
    } catch let refusal as SenderNotAllowed {
      let reason = DeadLetterReason(code: .senderNotAllowed, detail: refusal.detail)
      batch.unhandled.append(unhandled(envelope, at: position, problem: refusal.problem, reason: reason))
    } catch let defect as MessageDefect {
      batch.unhandled.append(
        unhandled(envelope, at: position, problem: defect.problem, code: defect.reason))
    } catch is UnknownType {
      let problem = Problem(.invalidMessage, detail: "no handler for this type under its routing key")
      batch.unhandled.append(
        unhandled(envelope, at: position, problem: problem, code: .unknownType))
    } catch {
      let problem = Problem(.internalError)
      batch.unhandled.append(unhandled(envelope, at: position, problem: problem, code: .undecodable))
    }
  }

  private func handling(for envelope: Envelope) throws -> Handling {
    try Provenance.check(envelope.delivery, of: kind)
    // A repaired text is nobody's word.
    guard envelope.delivery.properties.rawTexts.isEmpty, envelope.delivery.rawRoutingKey == nil else {
      throw MessageDefect.undecodable
    }
    // What other programs of ours write is as they write it.
    if kind != .event { try envelope.checkForm() }
    guard let type = envelope.type(isKnown: { handlings[$0] != nil }) else {
      guard envelope.header != nil else { throw MessageDefect.undecodable }
      throw Problem.invalidMessage([FieldError(field: "type", message: "is missing")])
    }
    let routingKey = envelope.delivery.routingKey
    if kind == .command, type != "coopt.\(routingKey).v1" {
      throw SenderNotAllowed.otherKey("its routing key is not that of its type")
    }
    try Provenance.check(envelope.delivery.properties.userID, saying: routingKey, of: kind, to: origin)
    guard let handling = handlings[type] else {
      if kind == .command { throw Problem(.unknownCommand, detail: "there is no command of this routing key") }
      throw UnknownType()
    }
    try Provenance.check(routingKey, of: handling)
    return handling
  }

  private func group(of handling: Handling, in batch: inout ReadBatch) -> any TypedBatch {
    let type = handling.type.description
    if let known = batch.groups.first(where: { $0.type == type }) { return known.batch }
    let made = handling.makeBatch(requiringActors: requiresActors)
    batch.groups.append((type, made))
    return made
  }

  private func unhandled(
    _ envelope: Envelope, at position: Int, problem: Problem, code: ProblemCode
  ) -> ReadBatch.Unhandled {
    unhandled(envelope, at: position, problem: problem, reason: DeadLetterReason(problem, code: code))
  }

  private func unhandled(
    _ envelope: Envelope, at position: Int, problem: Problem, reason: DeadLetterReason
  ) -> ReadBatch.Unhandled {
    ReadBatch.Unhandled(
      position: position,
      identity: envelope.identity,
      messageID: envelope.header?.id ?? envelope.delivery.properties.messageID,
      problem: problem,
      reason: reason
    )
  }
}

/// An event or report that nobody here handles.
struct UnknownType: Error {}
