import AMQPClient
import MessageHandling
import Messages
import Topology
import Vocabulary

/// A lane of a service in the hands of whoever plays the platform to somebody else's program: it reads and answers
/// as the
/// service does, by the same code, and has no handlers.
package struct PlayedLane: Sendable {
  /// Why a delivery counts as nothing.
  package struct Refusal: Error, Sendable {
    /// What whoever is answered reads.
    package let problem: Problem
    /// What operators read beside the dead letter.
    package let detail: String

    package init(problem: Problem, detail: String) {
      self.problem = problem
      self.detail = detail
    }
  }

  private let kind: MessageKind
  private let origin: MessageOrigin

  /// A lane of a service, by its queue.
  package init(_ queue: QueueDeclaration, of service: ServiceName, senders: Senders = Senders()) {
    kind = MessageKind(queue: queue)
    origin = MessageOrigin(service: service, senders: senders)
  }

  /// The type that a delivery says it has, where it came the way that its kind comes; throws `Refusal` where it did
  /// not.
  ///
  /// The property `type` counts as for a service: in structured mode, and where it is one that is known.
  package func type(of delivery: Delivery, isKnown: (String) -> Bool) throws(Refusal) -> String {
    let envelope = Envelope(delivery, to: origin)
    return try refusing {
      try Provenance.check(delivery, of: kind)
      guard delivery.unreadable == nil, delivery.properties.rawTexts.isEmpty, delivery.rawRoutingKey == nil else {
        throw MessageDefect.undecodable
      }
      try envelope.checkForm()
      guard let header = envelope.header else { throw MessageDefect.undecodable }
      guard let type = header.type else {
        throw Problem.invalidMessage([FieldError(field: "type", message: "is missing")])
      }
      try Provenance.check(delivery.properties.userID, saying: delivery.routingKey, of: kind, to: origin)
      guard envelope.type(isKnown: isKnown) == type else {
        throw Problem.invalidMessage([FieldError(field: "type", message: "is not that of the property type")])
      }
      return type
    }
  }

  /// The message, held against everything that a service holds it against before it handles it; throws `Refusal`.
  package func read<Payload: MessagePayload>(
    _ delivery: Delivery, as payload: Payload.Type, under routingKey: String
  ) throws(Refusal) -> CloudEvent<Payload> {
    // Whoever plays knows no zone: a day begins in UTC, which is near enough to say that it was understood.
    let envelope = Envelope(delivery, to: origin, days: StatedDays())
    return try refusing {
      guard delivery.routingKey == routingKey else {
        throw SenderNotAllowed.otherKey("its routing key is not that of its type, \(routingKey)")
      }
      let event = try envelope.decode(Payload.self, type: Payload.messageType)
      if let system = (event.data as? any ReportPayload)?.reportingSystem {
        try Provenance.check(delivery.properties.userID, reportingFor: system, to: origin)
      }
      return event
    }
  }

  /// What a service answers to what it accepts; nil where nobody asked for an answer, or nobody may be answered there.
  package func accepted(_ result: some Codable & Sendable, to delivery: Delivery) throws -> OutgoingMessage? {
    let factory = ReplyFactory(origin: origin)
    guard let identity = Envelope(delivery, to: origin).identity else { return nil }
    return factory.message(try factory.accepted(result, to: identity, now: .now), to: delivery.properties)
  }

  /// What a service answers to what it refuses; nil as for `accepted`.
  package func rejected(_ problem: Problem, to delivery: Delivery) throws -> OutgoingMessage? {
    let factory = ReplyFactory(origin: origin)
    let identity = Envelope(delivery, to: origin).identity
    return factory.message(try factory.rejected(problem, to: identity, now: .now), to: delivery.properties)
  }

  private func refusing<Value>(_ body: () throws -> Value) throws(Refusal) -> Value {
    do {
      return try body()
    } catch let problem as Problem {
      throw Refusal(problem: problem, detail: problem.detail)
    } catch let refusal as SenderNotAllowed {
      throw Refusal(problem: refusal.problem, detail: refusal.detail)
    } catch let defect as MessageDefect {
      throw Refusal(problem: defect.problem, detail: defect.problem.detail)
    } catch {
      throw Refusal(problem: Problem(.internalError), detail: "\(error)")
    }
  }
}

extension OutgoingMessage {
  /// A message on `coopt.notifications` with the properties that the service of notifications gives it.
  package static func told(
    id: MessageID, type: String, time: Timestamp, routingKey: String, body: some Sequence<UInt8>
  ) -> OutgoingMessage {
    OutgoingMessage(
      exchange: Exchange.notifications.rawValue, routingKey: routingKey,
      properties: .ofEnvelope(id: id, type: type, time: time, traceParent: nil, from: .notifications),
      body: .init(body))
  }
}
