import AMQPClient
import Topology
import Vocabulary

/// Where a letter goes when it is replayed, and as what; or why it stays.
package enum ReplayPlan: Sendable {
  /// It goes to one lane, or where nobody knows that, back to its exchange.
  case send(OutgoingMessage, to: String)
  /// It stays where it lies.
  case leave(LetterObstacle)

  /// Plans for a letter as it is; for somebody who may send to lanes alone, where that is said.
  package init(_ letter: DeadLetter, toLanesAlone: Bool = false) {
    if let obstacle = Self.obstacle(to: letter) {
      self = .leave(obstacle)
    } else if let lane = letter.origin.lane {
      self = .send(Self.message(letter, exchange: Exchange.replay.rawValue, routingKey: lane), to: lane)
    } else if letter.queue == Topology.unroutableQueue, toLanesAlone {
      self = .leave(.exchangeAlone)
    } else if letter.queue == Topology.unroutableQueue {
      let exchange = letter.origin.exchange
      self = .send(
        Self.message(letter, exchange: exchange, routingKey: letter.origin.routingKey), to: "exchange \(exchange)")
    } else {
      self = .leave(.noLane)
    }
  }

  /// Why a letter cannot go anywhere.
  private static func obstacle(to letter: DeadLetter) -> LetterObstacle? {
    if letter.delivery.unreadable != nil { return .unreadable }
    if letter.code == .senderNotAllowed { return .senderNotAllowed }
    if letter.origin.witness == .nobody { return .nobodyVouches }
    if isHearsay(letter) { return .hearsay }
    if letter.delivery.properties.headers[OutgoingMessage.cutHeader] != nil { return .cut }
    return letter.delivery.body.isEmpty ? .empty : nil
  }

  /// Whether an event has its key from a header that its sender may have forged: where the broker takes a message out of a
  /// queue, it keeps what stands in `x-death`, and one service may not speak in another's name.
  ///
  /// Commands and reports have one kind of sender a lane, who could have sent it under that key.
  private static func isHearsay(_ letter: DeadLetter) -> Bool {
    let origin = letter.origin
    guard letter.delivery.properties.headers["x-death"] != nil, origin.exchange == Exchange.events.rawValue else {
      return false
    }
    return origin.userID.map { !origin.routingKey.hasPrefix("\($0).") } ?? true
  }

  /// The message as it was first sent: id, properties and body; where it came from stands in headers of the replay.
  private static func message(_ letter: DeadLetter, exchange: String, routingKey: String) -> OutgoingMessage {
    var properties = letter.delivery.properties
    let isReplay = exchange == Exchange.replay.rawValue
    properties.headers = properties.headers.filter { !isTrace($0.key) }
    if isReplay {
      properties.headers[ReplayHeader.exchange] = .string(letter.origin.exchange)
      properties.headers[ReplayHeader.routingKey] = .string(letter.origin.routingKey)
      properties.headers[ReplayHeader.userID] = letter.origin.userID.map { .string($0) }
    }
    // The broker takes nobody's user id but the publisher's, and what has waited must not expire on its way.
    properties.userID = nil
    properties.expiration = nil
    properties.isPersistent = true
    return OutgoingMessage(
      exchange: exchange, routingKey: routingKey, properties: properties, body: letter.delivery.body)
  }

  /// Whether a header tells of the letter's death, or would have the broker send it elsewhere.
  private static func isTrace(_ name: String) -> Bool {
    name.hasPrefix("x-coopt-") || name == "x-death" || name.hasPrefix("x-first-death-")
      || name.hasPrefix("x-last-death-") || name == "x-delivery-count" || name == "CC" || name == "BCC"
  }
}
