import AMQPClient
import FoundationEssentials
import MessageHandling
import Messages
import Observability
import Vocabulary

/// Makes the answers to commands and reports (contract, Commands).
package struct ReplyFactory: Sendable {
  let origin: MessageOrigin

  /// The answer to an accepted command.
  func accepted(_ result: some Codable & Sendable, to identity: MessageIdentity, now: Timestamp) throws -> Reply {
    try reply(result, type: ReplyType.accepted, to: identity, now: now)
  }

  /// The answer to a refused command.
  func rejected(_ problem: Problem, to identity: MessageIdentity?, now: Timestamp) throws -> Reply {
    try reply(problem, type: ReplyType.rejected, to: identity, now: now)
  }

  private func reply(
    _ data: some Codable & Sendable, type: MessageType, to identity: MessageIdentity?, now: Timestamp
  ) throws -> Reply {
    let cause = identity?.cause
    // Where its handling is recorded, that is what was sent the answer; else the answer is what is known of it.
    let trace = cause.map { $0.trace.isSampled && origin.sampler != nil ? $0.trace : $0.trace.child() }
    let id = MessageID.make()
    let body = try origin.coder.encode(
      CloudEvent(
        id: id,
        source: origin.source,
        type: type.description,
        time: now,
        subject: identity?.id.description,
        dataSchema: type.dataSchema,
        correlationID: cause?.correlationID ?? id.description,
        causationID: cause?.id,
        traceParent: trace?.description,
        traceState: trace?.state,
        actor: identity?.actor,
        data: data
      ))
    return Reply(id: id, type: type.description, body: body)
  }

  /// The answer on its way to whoever asked; nil when nobody did, or nobody may be answered there.
  func message(_ reply: Reply, to request: AMQPProperties) -> OutgoingMessage? {
    guard let replyTo = request.replyTo, Self.mayBeAnswered(replyTo) else { return nil }
    var properties = AMQPProperties.ofEnvelope(
      id: reply.id, type: reply.type, time: .now, traceParent: nil, from: origin.service)
    properties.correlationID = request.correlationID
    return OutgoingMessage(exchange: "", routingKey: replyTo, properties: properties, body: reply.body)
  }

  private static let prefixes = ["staff.", "ats.", "finance.", "hooks.", "site.", "company."]

  /// Whether a reply queue is one that outside clients may name.
  ///
  /// The default exchange routes by queue name: without this check, any caller could have any queue written to.
  package static func mayBeAnswered(_ replyTo: String) -> Bool {
    prefixes.contains(where: replyTo.hasPrefix) || isNamedByServer(replyTo) || DirectReplyAddress(replyTo) != nil
  }

  /// Whether it is a queue's name as the broker makes them: 128 random bits in base64 (RFC 4648, section 5), which nobody
  /// guesses who was not told.
  private static func isNamedByServer(_ name: String) -> Bool {
    let prefix = "amq.gen-"
    let bits = name.utf8.dropFirst(prefix.utf8.count)
    return name.hasPrefix(prefix) && bits.count == 22
      && bits.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
      }
  }
}
